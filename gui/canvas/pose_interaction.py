"""What a pointer on the skeleton means: which joint or part it hits, and the pose a drag makes; no Qt."""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from engine.pose.edits import pinned, rotate, scale, translate
from engine.pose.kinematics import (
    CHAINS,
    END_OF,
    as_complex,
    bend_to,
    drag,
    drag_free,
    outward_bend,
    pivot_of,
    reach,
    turned,
)
from engine.pose.pins import held, nearest_shift, out_of_reach, pins_among
from engine.pose.pose import HEAD, LIMBS, PARENT, XY, Joint, Pose, subtree
from gui.canvas.view_transform import ViewTransform

HIT_RADIUS_PX = 14.0
LIMB_RADIUS_PX = 9.0
_TORSO = (Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.L_HIP, Joint.R_HIP)
_FEET = frozenset({Joint.R_ANKLE, Joint.L_ANKLE})
_HALVINGS = 12
# The hand or foot -> the elbow or knee it hangs on.
_MIDDLE_OF = {end: middle for end, (_, middle) in CHAINS.items()}


class Mode(Enum):
    """How a drag is meant: with the limb lengths locked, free of them, or moving a whole limb."""

    LOCKED = "locked"
    FREE = "free"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under the pointer: a joint, or with `joint` None the torso, which carries the whole body."""

    joint: Joint | None


def hit(pose: Pose, at: XY, *, view: ViewTransform, placing: bool = False) -> Hit | None:
    """What of the skeleton is under `at` on the canvas; hidden joints count only when `placing`.

    The nearest joint within reach wins, then the end joint of a limb under the pointer, then the torso.
    """
    distances = {
        joint: math.dist(view.to_canvas(pose.at(joint)), at) for joint in Joint if pose.has(joint) or placing
    }
    near = min(distances, key=distances.__getitem__, default=None)
    if near is not None and distances[near] <= HIT_RADIUS_PX:
        return Hit(near)
    return _hit_limb(pose, at, view=view) or (Hit(None) if _in_torso(pose, at, view=view) else None)


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


@dataclass(frozen=True, slots=True)
class Drag:
    """A drag under way: the pose and the photo point it began at, and what was taken hold of.

    Each step is made from the beginning, so no error adds up and going back restores the pose exactly. Locked hands and
    feet are pins: elbows and knees bend for them, and the drag goes no further than they reach. plants_feet: feet are
    pins, too, when the torso is dragged with the lengths locked.
    """

    start: Pose
    grip: XY
    hit: Hit
    locked: frozenset[Joint] = frozenset()
    plants_feet: bool = False

    def pose_at(self, xy: XY, mode: Mode) -> Pose:
        """The pose when the pointer is at `xy` on the photo."""
        if self.hit.joint in self.locked:
            return self.start
        pins, moved = self.pins(mode), self._moved(xy, mode)
        if out_of_reach(moved, self.start, pins=pins):
            moved = self._moved(self._within_reach(xy, mode, pins), mode)
        return pinned(held(moved, self.start, pins=pins), self.start, joints=self.locked)

    def pins(self, mode: Mode) -> frozenset[Joint]:
        """The hands and feet that hold while this is dragged."""
        plants = self.plants_feet and self.hit.joint is None and mode is Mode.LOCKED
        return pins_among(self.start, self.locked | (_FEET if plants else frozenset()))

    def stretched(self, xy: XY, mode: Mode) -> frozenset[Joint]:
        """The hands and feet whose limbs are too short for where the pointer is."""
        if self.hit.joint in self.locked:
            return frozenset()
        joint, moved = self.hit.joint, self._moved(xy, mode)
        short = out_of_reach(moved, self.start, pins=self.pins(mode))
        if joint in CHAINS and mode is Mode.LOCKED and pins_among(self.start, {joint}):
            target = self.start.moved(joint, self._target(xy, joint))
            short |= out_of_reach(self.start, target, pins={joint})
        return short

    def moving(self, mode: Mode) -> frozenset[Joint]:
        """The joints that this drag is about, for showing them."""
        joint = self.hit.joint
        if joint is None:
            return frozenset(Joint) - self.pins(mode) if mode is not Mode.WHOLE else subtree(Joint.NECK)
        if mode is Mode.FREE:
            return frozenset({joint})
        root = _root_of(joint) if mode is Mode.WHOLE or joint in HEAD or joint in CHAINS else joint
        parent = PARENT[root]
        return subtree(root) | ({parent} if parent is not None else set())

    def _target(self, xy: XY, joint: Joint) -> XY:
        """Where the joint goes: it keeps the offset at which it was taken hold of."""
        at = self.start.at(joint) if self.start.has(joint) else self.grip
        return at[0] + xy[0] - self.grip[0], at[1] + xy[1] - self.grip[1]

    def _moved(self, xy: XY, mode: Mode) -> Pose:
        """As though nothing were held."""
        joint = self.hit.joint
        return self._body(xy, mode) if joint is None else self._joint(joint, self._target(xy, joint), mode)

    def _within_reach(self, xy: XY, mode: Mode, pins: frozenset[Joint]) -> XY:
        """How far the pointer is followed: a body slides along what its pins reach, all else stops there."""
        way = complex(*xy) - complex(*self.grip)
        if self._shifts_body(mode):
            way = nearest_shift(self.start, way, pins=pins)
            return self.grip[0] + way.real, self.grip[1] + way.imag
        low, high = 0.0, 1.0
        for _ in range(_HALVINGS):
            share = (low + high) / 2
            at = self.grip[0] + share * way.real, self.grip[1] + share * way.imag
            is_short = bool(out_of_reach(self._moved(at, mode), self.start, pins=pins))
            low, high = (low, share) if is_short else (share, high)
        return self.grip[0] + low * way.real, self.grip[1] + low * way.imag

    def _shifts_body(self, mode: Mode) -> bool:
        if self.hit.joint is None:
            return mode is not Mode.WHOLE
        return mode is Mode.WHOLE and self.hit.joint in (Joint.R_HIP, Joint.L_HIP)

    def _body(self, xy: XY, mode: Mode) -> Pose:
        if mode is Mode.WHOLE:
            return _swung(self.start, Joint.NECK, grip=self.grip, xy=xy)
        return translate(self.start, (xy[0] - self.grip[0], xy[1] - self.grip[1]))

    def _joint(self, joint: Joint, target: XY, mode: Mode) -> Pose:
        if mode is Mode.FREE or not self.start.has(joint):
            return drag_free(self.start, joint, target)
        if mode is Mode.WHOLE:
            return self._whole(joint, target)
        if joint in END_OF and END_OF[joint] in self.locked:
            return _bent(self.start, END_OF[joint], toward=target)
        if _MIDDLE_OF.get(joint) in self.locked:
            return bend_to(self.start, joint, target)
        return drag(self.start, joint, target)

    def _whole(self, joint: Joint, target: XY) -> Pose:
        if joint in (Joint.R_HIP, Joint.L_HIP):
            at = self.start.at(joint)
            return translate(self.start, (target[0] - at[0], target[1] - at[1]))
        return _swung(self.start, _root_of(joint), grip=self.start.at(joint), xy=target)


def _root_of(joint: Joint) -> Joint:
    """The joint whose subtree is the whole limb: the elbow for an arm, the knee for a leg, else the body."""
    if joint in HEAD:
        return Joint.NOSE
    for end, (_, middle) in CHAINS.items():
        if joint in (middle, end):
            return middle
    return Joint.NECK


def _swung(pose: Pose, root: Joint, *, grip: XY, xy: XY) -> Pose:
    """All from `root` on, turned about its parent by the angle from `grip` to `xy`."""
    pivot = pivot_of(pose, root)
    if pivot is None:
        return pose
    before, after = complex(*grip) - pivot, complex(*xy) - pivot
    if not (abs(before) and abs(after)):
        return pose
    return turned(pose, subtree(root), pivot=pivot, by=cmath.rect(1, cmath.phase(after / before)))


def _bent(pose: Pose, end: Joint, *, toward: XY) -> Pose:
    """The chain of a held hand or foot, with its elbow or knee on the side of `toward`."""
    root, middle = CHAINS[end]
    if not pose.has(root, middle, end):
        return pose
    base, hand = complex(*pose.at(root)), complex(*pose.at(end))
    side = ((hand - base).conjugate() * (complex(*toward) - base)).imag
    return reach(pose, end, pose.at(end), bend=1 if side > 0 else -1)


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


def nudged(
    pose: Pose,
    joints: Iterable[Joint],
    *,
    by: XY,
    locked: frozenset[Joint] = frozenset(),
    mode: Mode = Mode.FREE,
) -> Pose:
    """`joints` shifted by so many photo pixels: one as a drag in `mode` does it, several whatever the lengths."""
    joints = tuple(joints)
    if len(joints) == 1 and pose.has(*joints):
        at = pose.at(joints[0])
        drag_of_one = Drag(pose, at, Hit(joints[0]), locked)
        return drag_of_one.pose_at((at[0] + by[0], at[1] + by[1]), mode)
    for joint in joints:
        x, y = pose.at(joint)
        pose = pose.moved(joint, (x + by[0], y + by[1]))
    return pose


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
