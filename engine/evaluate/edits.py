"""What designers do to a pose, in angles: edits that keep every limb's length, to measure and to look at."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.pose.kinematics import lean, outward_bend, pelvis, reach, rotate_limb
from engine.pose.pose import MIRROR, Joint, Pose

# A joint nearer to the picture's edge than this share of the head has its hand or foot beyond it.
_MARGIN_HEADS = 0.3
# A joint that moved less than this share of the head has not been asked to move.
_MOVED_HEADS = 0.05
# Beyond this angle from hanging down, a limb is brought down instead of up: it would leave the body's reach.
_HIGH_DEG = 95.0
_ARMS = (Joint.R_ELBOW, Joint.L_ELBOW)
_LEGS = (Joint.R_KNEE, Joint.L_KNEE)


@dataclass(frozen=True)
class Edit:
    """An edited pose and the joints that it moved."""

    name: str
    pose: Pose
    moved: frozenset[Joint]


def six_edits(pose: Pose, size: tuple[int, int]) -> tuple[Edit, ...]:
    """The first six of these that move something and keep it inside a picture of size (width, height).

    In shots without legs, arms stand in for the leg edits; in narrow ones, smaller angles for the wide ones.
    """
    return _edits(
        pose,
        size,
        (
            ("arm raised", lambda p: abduct(p, _shown(p, _ARMS)[:1], 90)),
            ("arms out", lambda p: abduct(p, _shown(p, _ARMS), 40)),
            ("hands on hips", hands_on_hips),
            ("lean", lambda p: sway(p, 9)),
            ("wide step", lambda p: abduct(p, _shown(p, _LEGS), 18)),
            ("leg lifted", lambda p: lift(p, _shown(p, _LEGS)[:1], 35)),
            ("arm bent", lambda p: bend(p, _shown(p, _ARMS)[:1], 70)),
            ("other arm out", lambda p: abduct(p, _shown(p, _ARMS)[1:], 60)),
            ("arm 35°", lambda p: abduct(p, _shown(p, _ARMS)[:1], 35)),
            ("other arm 35°", lambda p: abduct(p, _shown(p, _ARMS)[1:], 35)),
            ("forearm 40°", lambda p: bend(p, _shown(p, _ARMS)[:1], 40)),
            ("lean back", lambda p: sway(p, -9)),
            ("arms 20°", lambda p: abduct(p, _shown(p, _ARMS), 20)),
            ("arms 10°", lambda p: abduct(p, _shown(p, _ARMS), 10)),
            ("head tilted", lambda p: tilt(p, 12)),
            ("hand on hip", lambda p: hands_on_hips(p, _shown(p, _ARMS)[:1])),
        ),
    )[:6]


def judged_edits(pose: Pose) -> tuple[Edit, ...]:
    """The eight edits that pictures are judged by, whether or not they leave the picture (docs/quality.md)."""
    right = _shown(pose, _ARMS)[:1]
    return _moving(
        pose,
        (
            ("arms out", lambda p: abduct(p, _shown(p, _ARMS), 40)),
            ("arm up", lambda p: abduct(p, right, 110)),
            ("hands on hips", hands_on_hips),
            ("legs apart 14", lambda p: abduct(p, _shown(p, _LEGS), 14)),
            ("legs apart 28", lambda p: abduct(p, _shown(p, _LEGS), 28)),
            ("lean", lambda p: sway(p, 9)),
            ("knee lifted", lambda p: bend(lift(p, _shown(p, _LEGS)[-1:], 30), _shown(p, _LEGS)[-1:], -25)),
            ("hand before the chest", lambda p: before_chest(p, right)),
        ),
    )


def before_chest(pose: Pose, elbows: Iterable[Joint]) -> Pose:
    """Bring wrists before the breast bone, elbows out; without hips or neck they stay."""
    if not pose.has(Joint.R_HIP, Joint.L_HIP, Joint.NECK):
        return pose
    (xr, yr), (xl, yl), (xn, yn) = (pose.at(j) for j in (Joint.R_HIP, Joint.L_HIP, Joint.NECK))
    place = (0.65 * xn + 0.35 * (xr + xl) / 2, 0.65 * yn + 0.35 * (yr + yl) / 2)
    for elbow in elbows:
        wrist = _END[elbow]
        pose = reach(pose, wrist, place, bend=outward_bend(pose, wrist))
    return pose


def gentle_edits(pose: Pose, size: tuple[int, int]) -> tuple[Edit, ...]:
    """Edits in which nothing turns by more than 45 degrees, for the way there and back.

    What leaves a picture of size (width, height) cannot come back: such edits are left out.
    """
    return _edits(
        pose,
        size,
        (
            ("arm 45°", lambda p: abduct(p, _shown(p, _ARMS)[:1], 45)),
            ("arms 30°", lambda p: abduct(p, _shown(p, _ARMS), 30)),
            ("forearm 40°", lambda p: bend(p, _shown(p, _ARMS)[:1], 40)),
            ("step 15°", lambda p: abduct(p, _shown(p, _LEGS), 15)),
            ("leg 30°", lambda p: lift(p, _shown(p, _LEGS)[:1], 30)),
            ("lean 9°", lambda p: sway(p, 9)),
        ),
    )


def abduct(pose: Pose, joints: Iterable[Joint], degrees: float) -> Pose:
    """Turn whole limbs (given by elbow or knee) away from the body; those that are up already come down."""
    for joint in joints:
        pose = rotate_limb(pose, joint, outward_bend(pose, joint) * _up_or_down(pose, joint) * degrees)
    return pose


def bend(pose: Pose, elbows: Iterable[Joint], degrees: float) -> Pose:
    """Turn forearms away from the body about their elbows."""
    for elbow in elbows:
        pose = rotate_limb(
            pose, _END[elbow], outward_bend(pose, elbow) * _up_or_down(pose, _END[elbow]) * degrees
        )
    return pose


def lift(pose: Pose, knees: Iterable[Joint], degrees: float) -> Pose:
    """Turn thighs away from the body and let the shins hang as they did."""
    for knee in knees:
        by = outward_bend(pose, knee) * degrees
        pose = rotate_limb(rotate_limb(pose, knee, by), _END[knee], -by)
    return pose


def sway(pose: Pose, degrees: float) -> Pose:
    """Lean the upper body about the hips; without hips nothing moves."""
    return pose if pelvis(pose) is None else lean(pose, degrees)


def tilt(pose: Pose, degrees: float) -> Pose:
    """Tilt the head about the neck; without nose or neck nothing moves."""
    return rotate_limb(pose, Joint.NOSE, degrees) if pose.has(Joint.NOSE, Joint.NECK) else pose


def hands_on_hips(pose: Pose, elbows: Iterable[Joint] | None = None) -> Pose:
    """Bring each wrist, or those of some elbows, to its hip, elbows out.

    Arms whose hip or partner hip is missing stay.
    """
    if not pose.has(Joint.R_HIP, Joint.L_HIP):
        return pose
    for elbow in _shown(pose, _ARMS) if elbows is None else elbows:
        hip = _HIP[elbow]
        (x, y), (other, _) = pose.at(hip), pose.at(MIRROR[hip])
        out, width = math.copysign(1.0, x - other), abs(x - other)
        wrist = _END[elbow]
        pose = reach(pose, wrist, (x + out * 0.35 * width, y - 0.3 * width), bend=outward_bend(pose, wrist))
    return pose


_END = {
    Joint.R_ELBOW: Joint.R_WRIST,
    Joint.L_ELBOW: Joint.L_WRIST,
    Joint.R_KNEE: Joint.R_ANKLE,
    Joint.L_KNEE: Joint.L_ANKLE,
}
_ROOT = {
    Joint.R_ELBOW: Joint.R_SHOULDER,
    Joint.L_ELBOW: Joint.L_SHOULDER,
    Joint.R_KNEE: Joint.R_HIP,
    Joint.L_KNEE: Joint.L_HIP,
}
_HIP = {Joint.R_ELBOW: Joint.R_HIP, Joint.L_ELBOW: Joint.L_HIP}
_PIVOT = _ROOT | {end: middle for middle, end in _END.items()}


def _shown(pose: Pose, middles: Iterable[Joint]) -> list[Joint]:
    """The elbows or knees whose whole limb is present."""
    return [m for m in middles if pose.has(_ROOT[m], m, _END[m])]


def _up_or_down(pose: Pose, joint: Joint) -> int:
    """+1 to turn away from hanging, -1 where the bone to joint is up already."""
    (x0, y0), (x1, y1) = pose.at(_PIVOT[joint]), pose.at(joint)
    from_hanging = math.degrees(math.atan2(x0 - x1, y1 - y0)) * outward_bend(pose, joint)
    return -1 if from_hanging > _HIGH_DEG or from_hanging < -_HIGH_DEG else 1


def _edits(
    pose: Pose, size: tuple[int, int], makers: Iterable[tuple[str, Callable[[Pose], Pose]]]
) -> tuple[Edit, ...]:
    """The edits that move something in this pose and nothing out of the picture."""
    return tuple(
        edit
        for edit in _moving(pose, makers)
        if not any(_leaves(pose, edit.pose, joint, size=size) for joint in edit.moved)
    )


def _moving(pose: Pose, makers: Iterable[tuple[str, Callable[[Pose], Pose]]]) -> tuple[Edit, ...]:
    """The edits that move something in this pose."""
    made = []
    for name, make in makers:
        edited = make(pose)
        moved = moved_joints(pose, edited)
        if moved:
            made.append(Edit(name, edited, moved))
    return tuple(made)


def moved_joints(before: Pose, after: Pose) -> frozenset[Joint]:
    """The joints of `before` that lie elsewhere in `after`, by more than what no one asks for."""
    limit = _MOVED_HEADS * before.head_size()
    return frozenset(j for j in Joint if before.has(j) and math.dist(before.at(j), after.at(j)) > limit)


def _leaves(pose: Pose, edited: Pose, joint: Joint, *, size: tuple[int, int]) -> bool:
    """Whether an edit brings a joint nearer to the picture's edge than a hand needs, and nearer than it was."""
    margin = _MARGIN_HEADS * pose.head_size()
    before, after = (min(x, y, size[0] - x, size[1] - y) for x, y in (pose.at(joint), edited.at(joint)))
    return after < min(margin, before)
