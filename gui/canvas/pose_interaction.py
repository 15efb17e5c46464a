"""What a pointer on the skeleton hits, and what is done to a selection of joints; no Qt."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from engine.pose.edits import pinned, rotate, scale
from engine.pose.kinematics import CHAINS, END_OF, as_complex, outward_bend, pelvis, reach
from engine.pose.pins import held, out_of_reach, pins_among
from engine.pose.pose import HEAD, LIMBS, XY, Joint, Pose
from engine.pose.trunk import chest
from gui.canvas.view_transform import ViewTransform

HIT_RADIUS_PX = 14.0
LIMB_RADIUS_PX = 9.0
_HANDLES_FROM_PX = 60.0  # a torso shorter than this on the canvas has no room for handles
_TORSO = (Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.L_HIP, Joint.R_HIP)


class Body(Enum):
    """Where the body is taken hold of."""

    TORSO = "torso"
    CHEST = "chest"
    HIPS = "hips"


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under the pointer: a joint, or with `joint` None the body, held where `body` says."""

    joint: Joint | None
    body: Body = Body.TORSO


def handle_places(pose: Pose) -> dict[Body, XY]:
    """Where on the photo the handles of the body are; none without neck and hips."""
    upper, base = chest(pose), pelvis(pose)
    return {} if upper is None or base is None else {Body.CHEST: upper, Body.HIPS: (base.real, base.imag)}


def handles(pose: Pose, *, view: ViewTransform) -> dict[Body, XY]:
    """Those that can be taken hold of: a torso that is small on the canvas has no room for them."""
    places = handle_places(pose)
    is_large = places and math.dist(pose.at(Joint.NECK), places[Body.HIPS]) * view.scale >= _HANDLES_FROM_PX
    return places if is_large else {}


def hit(pose: Pose, at: XY, *, view: ViewTransform, placing: bool = False, body: bool = False) -> Hit | None:
    """What of the skeleton is under `at` on the canvas; hidden joints count only when `placing`.

    The nearest joint within reach wins, with `body` also a handle of the body, then the end joint of a limb under the
    pointer, then the torso.
    """
    places = {Hit(joint): pose.at(joint) for joint in Joint if pose.has(joint) or placing}
    if body:
        places |= {Hit(None, part): place for part, place in handles(pose, view=view).items()}
    distances = {found: math.dist(view.to_canvas(place), at) for found, place in places.items()}
    near = min(distances, key=distances.__getitem__, default=None)
    if near is not None and distances[near] <= HIT_RADIUS_PX:
        return near
    return _hit_limb(pose, at, view=view) or (Hit(None) if _in_torso(pose, at, view=view) else None)


def framed(pose: Pose, corners: tuple[XY, XY], *, view: ViewTransform) -> frozenset[Joint]:
    """The joints inside a frame on the canvas, given by two opposite corners."""
    (left, right), (top, bottom) = (sorted(side) for side in zip(*corners, strict=True))

    def is_inside(joint: Joint) -> bool:
        x, y = view.to_canvas(pose.at(joint))
        return left <= x <= right and top <= y <= bottom

    return frozenset(joint for joint in Joint if pose.has(joint) and is_inside(joint))


def _hit_limb(pose: Pose, at: XY, *, view: ViewTransform) -> Hit | None:
    for upper, lower in LIMBS:
        # The lines from neck to hips are the torso's, those of the head too short to be grasped.
        if upper is Joint.NECK or lower in HEAD or not pose.has(upper, lower):
            continue
        ends = view.to_canvas(pose.at(upper)), view.to_canvas(pose.at(lower))
        if _distance_to_line(at, ends) <= LIMB_RADIUS_PX:
            return Hit(lower)
    return None


def _distance_to_line(at: XY, ends: tuple[XY, XY]) -> float:
    start, end, point = (complex(*xy) for xy in (*ends, at))
    along = end - start
    if not abs(along):
        return abs(point - start)
    share = min(max(((point - start) * along.conjugate()).real / abs(along) ** 2, 0.0), 1.0)
    return abs(point - start - share * along)


def _in_torso(pose: Pose, at: XY, *, view: ViewTransform) -> bool:
    corners = [complex(*view.to_canvas(pose.at(joint))) for joint in _TORSO if pose.has(joint)]
    if len(corners) < 3:
        return False
    point = complex(*at)
    # Of a convex outline all sides have the point on the same hand; a twisted torso is left alone.
    sides = [
        ((b - a).conjugate() * (point - a)).imag > 0
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True)
    ]
    return all(sides) or not any(sides)


def flipped_bend(pose: Pose, joint: Joint) -> Pose:
    """The elbow or knee of the chain `joint` belongs to, on its other side; hand or foot stays."""
    end = END_OF.get(joint, joint)
    if end not in CHAINS or not pose.has(*CHAINS[end], end):
        return pose
    root, middle, hand = (complex(*pose.at(j)) for j in (*CHAINS[end], end))
    side = ((hand - root).conjugate() * (middle - root)).imag
    now = (1 if side > 0 else -1) if side else outward_bend(pose, end)
    return reach(pose, end, pose.at(end), bend=-1 if now == 1 else 1)


def kept(pose: Pose, start: Pose, *, locked: frozenset[Joint]) -> Pose:
    """`pose` with `locked` joints where they are in `start`: limbs bend for their hands and feet where they reach."""
    pins = pins_among(start, locked)
    near = pins - out_of_reach(pose, start, pins=pins)
    return pinned(held(pose, start, pins=near), start, joints=locked)


def selection_turned(pose: Pose, joints: Iterable[Joint], *, degrees: float) -> Pose:
    """`joints` turned about their own middle."""
    chosen = tuple(joints)
    return rotate(pose, degrees, joints=chosen, pivot=_middle(pose, chosen))


def selection_scaled(pose: Pose, joints: Iterable[Joint], *, factor: float) -> Pose:
    """`joints` spread from their own middle."""
    chosen = tuple(joints)
    return scale(pose, factor, joints=chosen, pivot=_middle(pose, chosen))


def _middle(pose: Pose, joints: tuple[Joint, ...]) -> XY | None:
    if len(joints) in (0, len(Joint)):
        return None
    mean = as_complex(pose)[[int(j) for j in joints]].mean()
    return float(mean.real), float(mean.imag)
