"""Moving limbs as bones: rotation along the tree, length-locked two-bone reaching, bending at a joint.

Positions are handled as complex numbers x + iy in photo pixels, so that a rotation is one product. As y
points down, a positive angle turns clockwise on the screen.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.pose.pose import HEAD, PARENT, Joint, Pose, subtree
from engine.system.errors import PoseError

Bend = Literal[1, -1]

# The hand or foot that reaches -> the root and the middle joint of its chain.
CHAINS: dict[Joint, tuple[Joint, Joint]] = {
    Joint.R_WRIST: (Joint.R_SHOULDER, Joint.R_ELBOW),
    Joint.L_WRIST: (Joint.L_SHOULDER, Joint.L_ELBOW),
    Joint.R_ANKLE: (Joint.R_HIP, Joint.R_KNEE),
    Joint.L_ANKLE: (Joint.L_HIP, Joint.L_KNEE),
}
# The elbow or knee -> the hand or foot that hangs on it.
END_OF = {middle: end for end, (_, middle) in CHAINS.items()}
_HIPS = (Joint.R_HIP, Joint.L_HIP)
# Sine below which a chain counts as straight, and length below which a bone has no direction.
_STRAIGHT = 1e-6
_TINY_PX = 1e-9


def as_complex(pose: Pose) -> NDArray[np.complex128]:
    """Positions [18] as x + iy, missing joints included."""
    return np.array([complex(p.x, p.y) for p in pose.points])


def from_complex(pose: Pose, positions: NDArray[np.complex128]) -> Pose:
    """`pose` with its joints at `positions` [18]."""
    return pose.replaced(np.stack([positions.real, positions.imag], axis=1))


def pelvis(pose: Pose) -> complex | None:
    """Midway between the hips; the hip itself when only one is present, None without hips."""
    hips = [complex(*pose.at(hip)) for hip in _HIPS if pose[hip].present]
    return sum(hips) / len(hips) if hips else None


def pivot_of(pose: Pose, joint: Joint) -> complex | None:
    """Where `joint` turns about: its parent, or the pelvis centre; None when that is missing."""
    parent = PARENT[joint]
    if parent is None:
        return pelvis(pose)
    return complex(*pose.at(parent)) if pose[parent].present else None


def torso_axis(pose: Pose) -> complex | None:
    """The direction from the pelvis centre to the neck, of length 1; None without a neck or a hip."""
    base = pelvis(pose)
    if base is None or not pose.has(Joint.NECK):
        return None
    up = complex(*pose.at(Joint.NECK)) - base
    return up / abs(up) if abs(up) > 0 else -1j


def turned(pose: Pose, joints: Iterable[Joint], *, pivot: complex, by: complex) -> Pose:
    """`pose` with `joints` multiplied by `by` about `pivot`: |by| scales, its angle rotates."""
    positions = as_complex(pose)
    chosen = [int(joint) for joint in joints]
    positions[chosen] = pivot + (positions[chosen] - pivot) * by
    return from_complex(pose, positions)


def rotate_limb(pose: Pose, joint: Joint, degrees: float) -> Pose:
    """Turn `joint` and all beyond it about its parent by `degrees`, clockwise on the screen.

    Raises PoseError when the parent is missing, as there is nothing to turn about.
    """
    pivot = pivot_of(pose, joint)
    if pivot is None:
        parent = PARENT[joint]
        about = "Both hips are" if parent is None else f"The {parent.label} is"
        raise PoseError(f"{about} missing, so the {joint.label} cannot turn about it. Place it first.")
    return turned(pose, subtree(joint), pivot=pivot, by=cmath.rect(1, math.radians(degrees)))


def lean(pose: Pose, degrees: float) -> Pose:
    """Lean the upper body about the pelvis centre by `degrees`, clockwise on the screen; the legs stay."""
    return rotate_limb(pose, Joint.NECK, degrees)


def drag_free(pose: Pose, joint: Joint, xy: tuple[float, float]) -> Pose:
    """Put one joint at `xy` whatever the lengths; a missing joint placed this way counts from then on."""
    moved = pose.moved(joint, xy)
    placed = replace(moved[joint], present=True, confidence=1.0)
    return Pose((*moved.points[:joint], placed, *moved.points[joint + 1 :]))


def bend_to(pose: Pose, joint: Joint, xy: tuple[float, float]) -> Pose:
    """Turn `joint` about its parent toward `xy`, keeping the length; what hangs on it turns along rigidly.

    With the joint or its parent missing, the joint moves freely. A point on the parent changes nothing.
    """
    return _turn_toward(pose, subtree(joint), joint=joint, pivot=pivot_of(pose, joint), xy=xy)


def reach(pose: Pose, joint: Joint, xy: tuple[float, float], *, bend: Bend | None = None) -> Pose:
    """Bring a wrist or an ankle to `xy` with both limb lengths kept; beyond reach it stops on the way there.

    `bend` is the side of the elbow or knee: +1 clockwise on the screen from the line root -> hand, -1 the
    other side, None as it is now (outward when the chain is straight). With a joint of the chain missing
    there are no lengths to keep and the joint moves freely. Raises PoseError for joints that end no chain.
    """
    if joint not in CHAINS:
        raise PoseError(f"Only wrists and ankles can reach; the {joint.label} cannot.")
    root, middle = CHAINS[joint]
    if not pose.has(root, middle, joint):
        return drag_free(pose, joint, xy)
    positions = as_complex(pose)
    a, m, e = (complex(positions[j]) for j in (root, middle, joint))
    side = bend or _bend_side(a, m, e) or outward_bend(pose, joint)
    new_middle, new_end = _two_bones(complex(*xy), chain=(a, m, e), bend=side)
    positions[middle], positions[joint] = new_middle, new_end
    return from_complex(pose, positions)


def drag(pose: Pose, joint: Joint, xy: tuple[float, float]) -> Pose:
    """What dragging `joint` to `xy` means with the limb lengths locked.

    Wrists and ankles reach; elbows and knees swing; shoulders and the neck turn about their parent; a joint of
    the head turns the head about the neck; a hip takes its leg along. A missing joint is placed at `xy`.
    """
    if not pose.has(joint):
        return drag_free(pose, joint, xy)
    if joint in CHAINS:
        return reach(pose, joint, xy)
    if joint in END_OF:
        return _swing(pose, joint, xy)
    if joint in HEAD:
        return _turn_toward(pose, HEAD, joint=joint, pivot=pivot_of(pose, Joint.NOSE), xy=xy)
    if joint in _HIPS:
        return _carry(pose, joint, xy)
    return bend_to(pose, joint, xy)


def outward_bend(pose: Pose, joint: Joint) -> Bend:
    """The side a straight chain bends to: away from the body when the limb hangs, from front or behind."""
    facing_away = pose.has(Joint.R_SHOULDER, Joint.L_SHOULDER) and (
        pose[Joint.R_SHOULDER].x > pose[Joint.L_SHOULDER].x
    )
    return 1 if (joint.name[0] == "R") != facing_away else -1


def _carry(pose: Pose, joint: Joint, xy: tuple[float, float]) -> Pose:
    """Shift `joint` to `xy` and all beyond it by the same way."""
    positions = as_complex(pose)
    positions[[int(j) for j in subtree(joint)]] += complex(*xy) - positions[joint]
    return from_complex(pose, positions)


def _swing(pose: Pose, joint: Joint, xy: tuple[float, float]) -> Pose:
    """Turn an elbow or knee about its parent toward `xy`; the hand or foot stays as near as the lengths allow.

    So the pointer chooses the side the limb bends to.
    """
    end = END_OF[joint]
    if not pose.has(*CHAINS[end], end):
        return bend_to(pose, joint, xy)
    alone = _turn_toward(pose, frozenset({joint}), joint=joint, pivot=pivot_of(pose, joint), xy=xy)
    positions = as_complex(alone)
    middle, hand = complex(positions[joint]), complex(positions[end])
    upper = middle - complex(positions[CHAINS[end][0]])
    lower = abs(hand - complex(*pose.at(joint)))
    positions[end] = middle + lower * _unit(hand - middle, upper)
    return from_complex(pose, positions)


def _turn_toward(
    pose: Pose, joints: frozenset[Joint], *, joint: Joint, pivot: complex | None, xy: tuple[float, float]
) -> Pose:
    """Turn `joints` about `pivot` until `joint` points at `xy`."""
    if pivot is None or not pose.has(joint):
        return drag_free(pose, joint, xy)
    now, wanted = complex(*pose.at(joint)) - pivot, complex(*xy) - pivot
    if min(abs(now), abs(wanted)) < _TINY_PX:
        return pose
    return turned(pose, joints, pivot=pivot, by=_unit(wanted) / _unit(now))


def _bend_side(root: complex, middle: complex, end: complex) -> Bend | None:
    """The side the middle joint lies on, None when the chain is straight or folded flat."""
    upper, whole = middle - root, end - root
    cross = (whole.conjugate() * upper).imag
    if abs(cross) <= _STRAIGHT * abs(upper) * max(abs(whole), abs(upper)):
        return None
    return 1 if cross > 0 else -1


def _two_bones(
    target: complex, *, chain: tuple[complex, complex, complex], bend: Bend
) -> tuple[complex, complex]:
    """Middle and end of a two-bone chain whose end comes as near to `target` as the lengths allow."""
    root, middle, end = chain
    upper, lower = abs(middle - root), abs(end - middle)
    distance = max(abs(target - root), abs(upper - lower))
    # A target on the root has no direction: keep the hand's, and with the hand there too the elbow's.
    toward = _unit(target - root, end - root, -1j * bend * (middle - root))
    # Law of cosines, clipped at full stretch; at distance 0 the limit for equal bones is a right angle.
    twice = 2 * upper * distance
    cosine = (upper**2 + distance**2 - lower**2) / twice if twice else 0.0
    new_middle = root + upper * toward * cmath.rect(1, bend * math.acos(min(max(cosine, -1.0), 1.0)))
    # The end hangs on the middle: so the lower length is kept to rounding, not only to acos's accuracy.
    return new_middle, new_middle + lower * _unit(target - new_middle, toward)


def _unit(*candidates: complex) -> complex:
    """The direction of the first vector long enough to have one; straight down when none is."""
    for vector in candidates:
        if abs(vector) >= _TINY_PX:
            return vector / abs(vector)
    return 1j
