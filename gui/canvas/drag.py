"""The pose that a drag on the skeleton makes, by what was taken hold of and how the drag is meant; no Qt."""

from __future__ import annotations

import cmath
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from engine.pose.crouch import folded, unfolded
from engine.pose.edits import pinned, translate
from engine.pose.kinematics import CHAINS, END_OF, bend_to, drag, drag_free, pelvis, pivot_of, reach, turned
from engine.pose.pins import held, nearest_shift, out_of_reach, pins_among
from engine.pose.pose import EVERY_JOINT, HEAD, MIRROR, PARENT, UPPER_BODY, XY, Joint, Pose, subtree
from engine.pose.symmetry import limb_of, mirrored
from engine.pose.trunk import shift_hips, tilt_hips, tilt_shoulders
from gui.canvas.pose_interaction import Body, Hit

_FEET = frozenset({Joint.R_ANKLE, Joint.L_ANKLE})
_HIPS = frozenset({Joint.R_HIP, Joint.L_HIP})
_SHOULDERS = (Joint.R_SHOULDER, Joint.L_SHOULDER)
_HALVINGS = 12
# The hand or foot -> the elbow or knee it hangs on.
_MIDDLE_OF = {end: middle for end, (_, middle) in CHAINS.items()}


class Mode(Enum):
    """How a drag is meant: with the limb lengths locked, free of them, or moving a whole limb."""

    LOCKED = "locked"
    FREE = "free"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Drag:
    """A drag under way: the pose and the photo point it began at, and what was taken hold of.

    Each step is made from the beginning, so no error adds up and going back restores the pose exactly. Locked hands and
    feet are pins: elbows and knees bend for them, and the drag goes no further than they reach. plants_feet: feet are
    pins, too, when the body is moved. is_symmetric: the other arm or leg does the same, unless one of its joints is
    locked. body: how the person stands in the photo; knees of legs that crouch go aside as that view lets them.
    """

    start: Pose
    grip: XY
    hit: Hit
    locked: frozenset[Joint] = frozenset()
    plants_feet: bool = False
    is_symmetric: bool = False
    body: Pose | None = None

    def pose_at(self, xy: XY, mode: Mode) -> Pose:
        """The pose when the pointer is at `xy` on the photo."""
        if self.hit.joint in self.locked:
            return self.start
        flat, feet = self._in_plane(mode), self.pins(mode) & _FEET
        if flat is not self and self.body is not None:
            moved = flat.pose_at(xy, mode)
            return folded(moved, flat.start, self.start, feet=feet, body=self.body)
        pins, moved = self.pins(mode), self._moved(xy, mode)
        if out_of_reach(moved, self.start, pins=pins):
            moved = self._moved(self._within_reach(xy, mode, pins), mode)
        return pinned(held(moved, self.start, pins=pins), self.start, joints=self.locked)

    def pins(self, mode: Mode) -> frozenset[Joint]:
        """The hands and feet that hold while this is dragged."""
        moves_hips = self.hit.body is Body.HIPS or (self.hit.body is Body.TORSO and mode is Mode.LOCKED)
        plants = self.plants_feet and self.hit.joint is None and mode is not Mode.FREE and moves_hips
        return pins_among(self.start, self.locked | (_FEET if plants else frozenset()))

    def stretched(self, xy: XY, mode: Mode) -> frozenset[Joint]:
        """The hands and feet whose limbs are too short for where the pointer is."""
        if self.hit.joint in self.locked:
            return frozenset()
        flat = self._in_plane(mode)
        if flat is not self:
            return flat.stretched(xy, mode)
        joint, moved = self.hit.joint, self._moved(xy, mode)
        short = out_of_reach(moved, self.start, pins=self.pins(mode))
        if joint in CHAINS and mode is Mode.LOCKED and pins_among(self.start, {joint}):
            target = self.start.moved(joint, self.target(xy))
            short |= out_of_reach(self.start, target, pins={joint})
        return short

    def moving(self, mode: Mode) -> frozenset[Joint]:
        """The joints that this drag is about, for showing them."""
        joint = self.hit.joint
        if joint is None:
            return self._moving_body(mode)
        if mode is Mode.FREE:
            moving = frozenset({joint})
        else:
            root = self.root(mode)
            parent = PARENT[root]
            moving = subtree(root) | ({parent} if parent is not None else set())
        return moving | {MIRROR[each] for each in moving} if self._mirrors(mode) else moving

    def root(self, mode: Mode) -> Joint:
        """The joint with which all that a drag of a joint turns begins."""
        joint = self.hit.joint
        if joint is None:
            return Joint.NECK
        return _root_of(joint) if mode is Mode.WHOLE or joint in HEAD or joint in CHAINS else joint

    def target(self, xy: XY) -> XY:
        """Where the joint goes: it keeps the offset at which it was taken hold of."""
        joint = self.hit.joint
        at = self.start.at(joint) if joint is not None and self.start.has(joint) else self.grip
        return at[0] + xy[0] - self.grip[0], at[1] + xy[1] - self.grip[1]

    # -- inside

    def _in_plane(self, mode: Mode) -> Drag:
        """The same with the legs on which the body stands in the picture's plane; itself where it does not stand."""
        feet = self.pins(mode) & _FEET
        if self.body is None or self.hit.joint is not None or not feet:
            return self
        return replace(self, start=unfolded(self.start, self.body, feet=feet), body=None)

    def _moving_body(self, mode: Mode) -> frozenset[Joint]:
        if mode is Mode.FREE or self.hit.body is Body.HIPS:
            return EVERY_JOINT - self.pins(mode)
        if self.hit.body is Body.CHEST and mode is Mode.WHOLE:
            return frozenset({Joint.NECK}).union(*map(subtree, _SHOULDERS))
        return UPPER_BODY if self._leans(mode) else EVERY_JOINT - self.pins(mode)

    def _leans(self, mode: Mode) -> bool:
        return self.hit.joint is None and (
            (self.hit.body is Body.CHEST and mode is Mode.LOCKED)
            or (self.hit.body is Body.TORSO and mode is Mode.WHOLE)
        )

    def _mirrors(self, mode: Mode) -> bool:
        """Whether the other side does the same."""
        joint = self.hit.joint
        if not self.is_symmetric or joint is None:
            return False
        if mode is Mode.WHOLE and (joint in _SHOULDERS or joint in _HIPS):
            return False  # all of the body
        limb = limb_of(joint)
        return bool(limb) and self.locked.isdisjoint(MIRROR[each] for each in limb)

    def _moved(self, xy: XY, mode: Mode) -> Pose:
        """As though nothing were held."""
        joint = self.hit.joint
        if joint is None:
            return self._body(xy, mode)
        moved = self._joint(joint, self.target(xy), mode)
        return mirrored(moved, self.start, joint=joint) if self._mirrors(mode) else moved

    def _within_reach(self, xy: XY, mode: Mode, pins: frozenset[Joint]) -> XY:
        """How far the pointer is followed: a body slides along what its pins reach, all else stops there."""
        way = complex(*xy) - complex(*self.grip)
        if self._shifts_body(mode, pins):
            way = nearest_shift(self.start, way, pins=pins)
            return self.grip[0] + way.real, self.grip[1] + way.imag
        low, high = 0.0, 1.0
        for _ in range(_HALVINGS):
            share = (low + high) / 2
            at = self.grip[0] + share * way.real, self.grip[1] + share * way.imag
            is_short = bool(out_of_reach(self._moved(at, mode), self.start, pins=pins))
            low, high = (low, share) if is_short else (share, high)
        return self.grip[0] + low * way.real, self.grip[1] + low * way.imag

    def _shifts_body(self, mode: Mode, pins: frozenset[Joint]) -> bool:
        """Whether all that `pins` hang on moves as the pointer does."""
        if self.hit.joint is not None:
            return mode is Mode.WHOLE and self.hit.joint in _HIPS
        if mode is Mode.LOCKED and self.hit.body is Body.HIPS:
            return pins <= _FEET
        return mode is Mode.FREE or (mode is Mode.LOCKED and self.hit.body is Body.TORSO)

    def _body(self, xy: XY, mode: Mode) -> Pose:
        by, body = (xy[0] - self.grip[0], xy[1] - self.grip[1]), self.hit.body
        if self._leans(mode):
            return _swung(self.start, Joint.NECK, grip=self.grip, xy=xy)
        if mode is Mode.WHOLE and body is Body.CHEST:
            return tilt_shoulders(self.start, self._angle(xy, about=pelvis(self.start)))
        if mode is Mode.WHOLE:
            neck = complex(*self.start.at(Joint.NECK)) if self.start.has(Joint.NECK) else None
            turn = self._angle(xy, about=neck)
            return tilt_hips(self.start, turn, standing=not self.pins(mode).isdisjoint(_FEET))
        return (
            shift_hips(self.start, by)
            if (mode, body) == (Mode.LOCKED, Body.HIPS)
            else translate(self.start, by)
        )

    def _angle(self, xy: XY, *, about: complex | None) -> complex:
        """By how much the pointer has turned, as a number of length 1."""
        if about is None or complex(*self.grip) == about or complex(*xy) == about:
            return 1 + 0j
        return cmath.rect(1, cmath.phase((complex(*xy) - about) / (complex(*self.grip) - about)))

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
        if joint in _HIPS:
            at = self.start.at(joint)
            return translate(self.start, (target[0] - at[0], target[1] - at[1]))
        return _swung(self.start, _root_of(joint), grip=self.start.at(joint), xy=target)


def nudged(
    pose: Pose,
    joints: Iterable[Joint],
    *,
    by: XY,
    locked: frozenset[Joint] = frozenset(),
    mode: Mode = Mode.FREE,
    is_symmetric: bool = False,
) -> Pose:
    """`joints` shifted by so many photo pixels: one as a drag in `mode` does it, several whatever the lengths."""
    joints = tuple(joints)
    if len(joints) == 1 and pose.has(*joints):
        at = pose.at(joints[0])
        drag_of_one = Drag(pose, at, Hit(joints[0]), locked, is_symmetric=is_symmetric)
        return drag_of_one.pose_at((at[0] + by[0], at[1] + by[1]), mode)
    for joint in joints:
        x, y = pose.at(joint)
        pose = pose.moved(joint, (x + by[0], y + by[1]))
    return pose


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
