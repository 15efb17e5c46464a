"""Symmetry while one side is edited: the other arm or leg does the same as in a looking glass."""

from __future__ import annotations

from engine.pose.kinematics import as_complex, from_complex, torso_axis
from engine.pose.pose import HEAD, LIMBS, MIRROR, Joint, Pose

_PARENT = {lower: upper for upper, lower in LIMBS}
_ROOTS = (Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.R_HIP, Joint.L_HIP)


def limb_of(joint: Joint) -> tuple[Joint, ...]:
    """The joints of the arm or leg that moves with `joint`, from the body outwards.

    A shoulder or hip is of it only when it is `joint` itself. Empty for what has no other side to move: the neck and
    the head.
    """
    if joint in HEAD or joint is Joint.NECK:
        return ()
    root: Joint = joint
    while root not in _ROOTS:
        root = _PARENT[root]
    beyond = tuple(lower for upper, lower in LIMBS if upper is root)
    ends = tuple(lower for upper, lower in LIMBS if upper in beyond)
    return (*((root,) if joint is root else ()), *beyond, *ends)


def mirrored(pose: Pose, start: Pose, *, joint: Joint) -> Pose:
    """`pose` with the other side's limb pointing as the one of `joint` does, in the looking glass of the torso.

    Each bone keeps its own length in `start`, and grows or shrinks as its counterpart did since. Where one is missing
    on either side, the limb stays as it was from there on.
    """
    axis = torso_axis(start) or -1j
    positions = as_complex(pose)
    for moved in limb_of(joint):
        upper, own, other = _PARENT[moved], MIRROR[moved], MIRROR[_PARENT[moved]]
        before, length = start.distance(upper, moved), start.distance(other, own)
        if not before or not length:
            break
        bone = complex(positions[moved] - positions[upper])
        positions[own] = positions[other] + axis * (bone / axis).conjugate() * (length / before)
    return from_complex(pose, positions)
