"""What a drag snaps to: the ground, equal heights, the vertical, and angles of 15 degrees; no Qt."""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass
from enum import Enum

from engine.pose.kinematics import CHAINS, END_OF, pelvis, pivot_of
from engine.pose.pose import HEAD, MIRROR, XY, Joint, Pose
from gui.canvas.drag import Drag, Mode
from gui.canvas.pose_interaction import Body

_STEP = math.radians(15)
_FEET = (Joint.R_ANKLE, Joint.L_ANKLE)
_SHOULDERS = (Joint.R_SHOULDER, Joint.L_SHOULDER)
_HIPS = (Joint.R_HIP, Joint.L_HIP)
_FLAT = 0.2  # sine below which a ray runs along a level line rather than across it


class Line(Enum):
    """What kind of line something was brought onto."""

    GROUND = "ground"
    LEVEL = "level"
    VERTICAL = "vertical"
    ANGLE = "angle"


@dataclass(frozen=True, slots=True)
class Guide:
    """A line through `at`, (x, y) in photo pixels, turned clockwise on the screen by `degrees` from straight down."""

    line: Line
    at: XY
    degrees: int = 90


@dataclass(frozen=True, slots=True)
class Snap:
    """Where the pointer counts as being, (x, y) in photo pixels, and the lines that brought it there."""

    xy: XY
    guides: tuple[Guide, ...] = ()


def ground_of(pose: Pose | None) -> float | None:
    """How far down, px, the lower foot of a person stands; None without feet."""
    return max((pose[foot].y for foot in _FEET if pose.has(foot)), default=None) if pose is not None else None


def snapped(drag: Drag, xy: XY, mode: Mode, *, reach_px: float, ground: float | None) -> Snap:
    """The place near the pointer's `xy` at which what is dragged lies on a line.

    reach_px: how near, in photo pixels, a level line has to be; angles are always taken. ground: where the person of
    the photo stands.
    """
    joint = drag.hit.joint
    if joint is not None:
        return _joint(drag, joint, xy, mode=mode, reach_px=reach_px, ground=ground)
    return _body(drag, xy, mode, reach_px=reach_px, ground=ground)


def _joint(drag: Drag, joint: Joint, xy: XY, *, mode: Mode, reach_px: float, ground: float | None) -> Snap:
    pivot, reach = _hold(drag, joint, mode)
    target = _within(complex(*drag.target(xy)), pivot, reach)
    place, guides = _on_line(
        target, pivot, reach=reach, levels=_levels(drag, joint, ground), near_px=reach_px
    )
    by = place - complex(*drag.target(xy))
    return Snap((xy[0] + by.real, xy[1] + by.imag), guides)


def _hold(drag: Drag, joint: Joint, mode: Mode) -> tuple[complex | None, tuple[float, float]]:
    """What `joint` turns about, and its least and most distance from it, px."""
    start, anywhere = drag.start, (0.0, math.inf)
    if not start.has(joint) or (joint in _HIPS and mode is not Mode.FREE):
        return None, anywhere
    if mode is Mode.FREE:
        return pivot_of(start, joint), anywhere
    if mode is Mode.LOCKED and joint in CHAINS and start.has(*CHAINS[joint]):
        root, middle = CHAINS[joint]
        upper, lower = (
            math.dist(start.at(root), start.at(middle)),
            math.dist(start.at(middle), start.at(joint)),
        )
        return complex(*start.at(root)), (abs(upper - lower), upper + lower)
    root = Joint.NOSE if joint in HEAD else drag.root(mode)
    pivot = pivot_of(start, root)
    if pivot is None:
        return None, anywhere
    length = abs(complex(*start.at(joint)) - pivot)
    return pivot, (length, length)


def _levels(drag: Drag, joint: Joint, ground: float | None) -> list[tuple[float, Line]]:
    """The heights that `joint` may come to: of its counterpart, and of the ground for a foot."""
    start, other = drag.start, MIRROR[joint]
    levels = [(ground, Line.GROUND)] if joint in _FEET and ground is not None else []
    if other is not joint and start.has(other) and not drag.is_symmetric:
        levels.append((start[other].y, Line.LEVEL))
    if joint in (*CHAINS, *END_OF) and start.has(_shoulder_or_hip(joint)):
        levels.append((start[_shoulder_or_hip(joint)].y, Line.LEVEL))
    return levels


def _shoulder_or_hip(joint: Joint) -> Joint:
    return CHAINS[END_OF.get(joint, joint)][0]


def _on_line(
    target: complex,
    pivot: complex | None,
    *,
    reach: tuple[float, float],
    levels: list[tuple[float, Line]],
    near_px: float,
) -> tuple[complex, tuple[Guide, ...]]:
    """The best place: on a level line that is near and where it can be on a ray of 15 degrees, else on the ray."""
    ray = _ray(target, pivot)
    found: list[tuple[int, float, complex, tuple[Guide, ...]]] = []
    for height, line in levels:
        found += [
            (1, abs(place - target), place, (Guide(line, (place.real, height)),))
            for place in _at_height(height, target, pivot, reach=reach)
            if abs(place - target) <= near_px
        ]
        crossing = _crossing(height, ray, pivot, reach=reach)
        if crossing is not None and ray is not None and abs(crossing - target) <= near_px:
            level = Guide(line, (crossing.real, height))
            found.append((0, abs(crossing - target), crossing, (level, ray[1])))
    if found:
        _, _, place, guides = min(found, key=lambda each: each[:2])
        return place, guides
    if ray is None or pivot is None:
        return target, ()
    return pivot + ray[0] * abs(target - pivot), (ray[1],)


def _ray(target: complex, pivot: complex | None) -> tuple[complex, Guide] | None:
    """The direction of 15 degrees nearest to that of `target`, of length 1."""
    if pivot is None or target == pivot:
        return None
    steps = round(cmath.phase((target - pivot) / 1j) / _STEP)  # from straight down
    degrees = abs(15 * steps)
    line = Line.VERTICAL if degrees in (0, 180) else Line.ANGLE
    return 1j * cmath.rect(1, steps * _STEP), Guide(line, (pivot.real, pivot.imag), 15 * steps)


def _at_height(
    height: float, target: complex, pivot: complex | None, *, reach: tuple[float, float]
) -> list[complex]:
    """The places at a height that can be come to, beside `target` first of all."""
    straight = complex(target.real, height)
    if pivot is None or reach[0] <= abs(straight - pivot) <= reach[1]:
        return [straight]
    down, places = height - pivot.imag, []
    for radius in reach:
        if abs(down) <= radius < math.inf:
            aside = math.sqrt(radius**2 - down**2)
            places += [pivot + complex(side * aside, down) for side in (-1, 1)]
    return places


def _crossing(
    height: float, ray: tuple[complex, Guide] | None, pivot: complex | None, *, reach: tuple[float, float]
) -> complex | None:
    """Where the ray from the pivot is at a height, if it can be come to."""
    if ray is None or pivot is None or abs(ray[0].imag) < _FLAT:
        return None
    along = (height - pivot.imag) / ray[0].imag
    return pivot + ray[0] * along if reach[0] < reach[1] and reach[0] <= along <= reach[1] else None


def _within(target: complex, pivot: complex | None, reach: tuple[float, float]) -> complex:
    """`target`, or the place nearest to it that can be come to."""
    if pivot is None or target == pivot:
        return target
    away = abs(target - pivot)
    return pivot + (target - pivot) * (min(max(away, reach[0]), reach[1]) / away)


def _body(drag: Drag, xy: XY, mode: Mode, *, reach_px: float, ground: float | None) -> Snap:
    start, body, base = drag.start, drag.hit.body, pelvis(drag.start)
    if base is None or not start.has(Joint.NECK):
        return Snap(xy)
    if mode is Mode.FREE or (mode is Mode.LOCKED and body is not Body.CHEST):
        return _shift(drag, xy, mode, base=base, reach_px=reach_px, ground=ground)
    neck = complex(*start.at(Joint.NECK))
    if mode is Mode.WHOLE and body is Body.CHEST and start.has(*_SHOULDERS):
        return _turned(drag, xy, about=base, way=_between(start, _SHOULDERS), through=neck)
    if mode is Mode.WHOLE and body is Body.HIPS and start.has(*_HIPS):
        return _turned(drag, xy, about=neck, way=_between(start, _HIPS), through=base)
    return _turned(drag, xy, about=base, way=neck - base, through=base)


def _between(pose: Pose, joints: tuple[Joint, Joint]) -> complex:
    right, left = (complex(*pose.at(joint)) for joint in joints)
    return left - right


def _turned(drag: Drag, xy: XY, *, about: complex, way: complex, through: complex) -> Snap:
    """The pointer turned on until the spine or the line of shoulders or hips, `way`, is at an angle of 15 degrees."""
    grip, at = complex(*drag.grip), complex(*xy)
    if about in (grip, at):
        return Snap(xy)
    turn = cmath.phase((at - about) / (grip - about))
    ray = _ray(through + way * cmath.rect(1, turn), through)
    if ray is None:
        return Snap(xy)
    place = about + (at - about) * cmath.rect(1, cmath.phase(ray[0] / way) - turn)
    guide = Guide(Line.LEVEL, ray[1].at) if abs(ray[1].degrees) == 90 else ray[1]
    return Snap((place.real, place.imag), (guide,))


def _shift(drag: Drag, xy: XY, mode: Mode, *, base: complex, reach_px: float, ground: float | None) -> Snap:
    """The body straight up, down or aside, its middle over the feet, or with its feet on the ground."""
    by = complex(*xy) - complex(*drag.grip)
    feet = [drag.start[foot].x for foot in _FEET if drag.start.has(foot)]
    asides = [0.0, *([sum(feet) / len(feet) - base.real] if feet else [])]
    aside = min(asides, key=lambda each: abs(by.real - each))
    lowest = ground_of(drag.start)
    downs = [(0.0, Guide(Line.LEVEL, (base.real, base.imag)))]
    if mode is Mode.FREE and ground is not None and lowest is not None:
        downs.append((ground - lowest, Guide(Line.GROUND, (base.real, ground))))
    down, level = min(downs, key=lambda each: abs(by.imag - each[0]))
    guides: list[Guide] = []
    if abs(by.real - aside) <= reach_px:
        by = complex(aside, by.imag)
        guides.append(Guide(Line.VERTICAL, (base.real + aside, base.imag), 0))
    if abs(by.imag - down) <= reach_px:
        by = complex(by.real, down)
        guides.append(level)
    return Snap((drag.grip[0] + by.real, drag.grip[1] + by.imag), tuple(guides))
