"""A pose brought inside the picture: moved, and made smaller where it is too large, so that nothing new is cut off."""

from __future__ import annotations

from dataclasses import dataclass

from engine.pose.edits import anchor, scale, translate
from engine.pose.outside import ends, newly_outside, outside
from engine.pose.pose import Box, Joint, Pose

_FEET = ("left foot", "right foot")
_SPARE_PX = 0.5  # so that rounding puts nothing on the edge


@dataclass(frozen=True, slots=True)
class _Extent:
    """The box around head, hands and feet, px."""

    left: float
    top: float
    right: float
    bottom: float


def brought_inside(pose: Pose, *, source: Pose, size: tuple[int, int], frame: Box | None = None) -> Pose:
    """`pose` with head, hands and feet inside a photo of `size` (width, height), as little changed as that allows.

    frame: what the picture shows, in photo pixels, where that is more than the photo.

    source: the person in that photo; what it cuts off already is left out of account, and where that is the legs,
    the body stays at the photo's lower edge, so that no cut comes into sight. Where nothing is newly cut off the pose
    comes back as it is. Raises PoseError for a pose without joints.
    """
    if frame is not None:
        if not newly_outside(pose, source=source, size=size, seen=frame):
            return pose
        within = (round(frame.right - frame.left), round(frame.bottom - frame.top))
        there, person = (translate(each, (-frame.left, -frame.top)) for each in (pose, source))
        return translate(brought_inside(there, source=person, size=within), (frame.left, frame.top))
    cut = outside(source, size)
    left_out, brought = frozenset(cut), pose
    # What the photo cuts off in part is counted only where the pose, or bringing the rest inside, cuts it off more.
    while news := newly_outside(brought, source=source, size=size):
        if brought is not pose and not left_out & set(news):
            break
        left_out -= set(news)
        brought = _fitted(pose, size, left_out, held=_is_cut_below(source, cut))
    return brought


def _fitted(pose: Pose, size: tuple[int, int], left_out: frozenset[str], *, held: bool) -> Pose:
    """The pose with all ends inside but those `left_out`; held: the body stays at the lower edge."""
    found = _extent(pose, left_out)
    foot = float(size[1]) if held else found.bottom
    across = (size[0] - 2 * _SPARE_PX) / max(found.right - found.left, 1.0)
    down = (size[1] - 2 * _SPARE_PX) / max(foot - found.top, 1.0)
    if min(across, down) < 1:
        pose = scale(pose, min(across, down), pivot=(anchor(pose)[0], foot))
        found = _extent(pose, left_out)
    x = _shift(found.left, found.right, size[0])
    return translate(pose, (x, 0.0 if held else _shift(found.top, found.bottom, size[1])))


def _is_cut_below(source: Pose, cut: tuple[str, ...]) -> bool:
    shown = any(source.has(ankle) for ankle in (Joint.R_ANKLE, Joint.L_ANKLE))
    return not shown or bool(set(cut) & set(_FEET))


def _extent(pose: Pose, left_out: frozenset[str]) -> _Extent:
    counted = [end for end in ends(pose) if end.name not in left_out]
    return _Extent(
        min(end.middle.real - end.radius for end in counted),
        min(end.middle.imag - end.radius for end in counted),
        max(end.middle.real + end.radius for end in counted),
        max(end.middle.imag + end.radius for end in counted),
    )


def _shift(low: float, high: float, room: float) -> float:
    """How far to move what lies between two places, px, to have it within 0 and `room`."""
    if low < _SPARE_PX:
        return _SPARE_PX - low
    return min(0.0, room - _SPARE_PX - high)
