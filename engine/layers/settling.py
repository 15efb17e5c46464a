"""Mends a parsing by the layers' shapes: crossing legs, rims along arms, and where legs may lie hidden."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc, opened
from engine.layers.outline import trunk_of
from engine.layers.regions import ARMS, CHAINS, HALF_WIDTHS, LEGS, LIMBS, RIM_OF, Region
from engine.layers.scene import Scene, give
from engine.layers.strays import NARROW
from engine.layers.trunk import Trunk, axis_of
from engine.layers.widths import Widths, measured, whole, width_at
from engine.pose.hand_points import Hands
from engine.pose.pose import Joint

_CORE = 0.6  # usual half widths around its bones: what touches that is a limb's own
# Of a foot whose shin another leg hides: how far from its ankle it lies, and squared torso lengths that show of it.
_FOOT_REACH, _FOOT_AREA = 0.25, 0.005
_RIM_REACH = 0.06  # torso lengths beside an arm within which a stray edge is a rim
_HEM_REACH = 0.05  # torso lengths to the sides over which a hem is level
_TIP = 0.07  # torso lengths: half the width of what hangs together between the legs
_MIDDLE = 0.25  # of the way between the hips, from their middle: there it hangs
_SHOULDER_END = 0.3  # along the upper arm
_ARMPIT, _ARMPIT_SOFT = 0.08, 0.05  # torso lengths below the shoulder, and over which it begins
# Of usual half widths, forearm lengths past the wrist and of its pixels: where a thing is worn by an arm.
_WORN, _WORN_PAST, _WHOLLY = 1.6, 0.1, 0.9
_ANKLE = 0.9  # along the shin: from there on lies the foot
_HAND_FROM = 0.87  # along the forearm: from there on its outline has no width to go by


def limb_widths(scene: Scene, region: Region) -> Widths:
    """The half widths of a limb as far as the photo shows them."""
    window = scene.window(region)
    near = scene.part(window if window is not None else scene.box)
    field = near.field(region)
    own = (near.shares[region] > 0.5) & (near.matte > 0.5)
    if region in LEGS:
        own = opened(own, max(1, round(NARROW * scene.skeleton.torso)))
    behind = (1 - near.shares[region] - near.above(region)).clip(0, 1)
    free = (1 - near.matte) + near.matte * behind > 0.5
    upper, lower = (width * scene.skeleton.torso for width in HALF_WIDTHS[region])
    return measured(field, own, free, (upper, lower))


def settled(scene: Scene, hands: Hands) -> Scene:
    """The scene with every pixel given to the layer that its neighbours' whole shapes leave it to.

    Within the outline of the leg in front nothing shows of the other. Where an arm and what it hangs before meet, what
    lies outside of both outlines is a rim, a region of its own. Legs get no room beside the torso above its hem.
    hands: on the scene's grid.
    """
    skeleton = scene.skeleton
    rims = np.zeros((len(RIM_OF), *scene.matte.shape), np.float32)
    scene = replace(scene, shares=np.concatenate([scene.shares, rims]))
    shares = scene.shares
    _wear(scene)
    _rejoin(scene, hands)
    behind, front = (region for region in scene.order if region in LEGS)
    if skeleton.has_limb(behind) and skeleton.has_limb(front):
        give(shares, behind, front, _own_shape(scene, front))
    _trim_crotch(scene)
    trunk = trunk_of(scene)
    torso, bottom = trunk.torso(), trunk.bottom
    shapes = {Region.TORSO: torso}
    for leg in LEGS:
        if skeleton.has_limb(leg):
            shapes[leg] = np.maximum(_own_shape(scene, leg), _below_knee(scene, leg))
            shapes[leg] = np.maximum(shapes[leg], _to_other(scene, trunk, leg))
    reach = max(3, round(_RIM_REACH * skeleton.torso))
    for arm in ARMS:
        if scene.order.index(arm) < scene.order.index(Region.TORSO) or not skeleton.has_limb(arm):
            continue
        beside = sum(shares[region] for region in shapes)
        own = np.maximum(_own_shape(scene, arm), _past_end(scene, arm))
        hangs = _below_shoulder(scene, arm)
        near_arm, near_body = (_near(share, scene, reach) * hangs for share in (shares[arm], beside))
        _give_armpit(scene, arm, torso, reach)
        give(shares, arm, RIM_OF[arm], (1 - cv2.dilate(own, disc(2))) * near_body)
        for region, shape in shapes.items():
            give(shares, region, RIM_OF[arm], (1 - cv2.dilate(shape, disc(2))) * near_arm)
    y = np.arange(len(torso), dtype=np.float32)[:, None]
    side = 2 * max(1, round(_HEM_REACH * skeleton.torso)) + 1
    bottom = cv2.dilate(bottom[None], np.ones((1, side), np.uint8))[0]
    room = np.maximum((y - bottom[None] + 3).clip(0, 1), cv2.erode(torso, disc(2)))
    return replace(scene, leg_room=room.astype(np.float32))


def _give_armpit(scene: Scene, arm: Region, torso: Floats, reach: int) -> None:
    """Give an arm what bulges out of the torso's shape [h, w] below its armpit, in place: the sleeve's underside."""
    start = scene.skeleton.xy[CHAINS[arm].root, 1] - scene.box[1]
    y = (np.arange(len(torso), dtype=np.float32)[:, None] - start) / scene.skeleton.torso
    below = ((y - _ARMPIT) / _ARMPIT_SOFT).clip(0, 1) * (1 - _below_shoulder(scene, arm))
    outside = (1 - cv2.dilate(torso, disc(2))) * _near(scene.shares[arm], scene, reach)
    give(scene.shares, Region.TORSO, arm, outside * below)


def _rejoin(scene: Scene, hands: Hands) -> None:
    """Give pieces of a limb that hang together with none of its bones to what lies around them, in place.

    A hand that was found is its arm's, whatever lies over the wrist; and a foot is its leg's that comes out behind
    another.
    """
    reach = disc(3)
    for region in LIMBS:
        if not scene.skeleton.has_limb(region):
            continue
        field = scene.field(region)
        radius = np.where(field.bone == 0, *(_CORE * w * scene.skeleton.torso for w in HALF_WIDTHS[region]))
        own = (scene.shares[region] * scene.matte > 0.5).astype(np.uint8)
        count, pieces = cv2.connectedComponents(own)
        joined = np.unique(pieces[field.distance < radius])
        found = hands.get(CHAINS[region].end)
        if found is not None:
            x, y = (found - scene.box[:2]).round().astype(int).T
            inside = (x >= 0) & (y >= 0) & (x < own.shape[1]) & (y < own.shape[0])
            joined = np.append(joined, pieces[y[inside], x[inside]])
        if region in LEGS:
            joined = np.append(joined, _feet(pieces, scene, region))
        for k in np.setdiff1d(np.arange(1, count), joined):
            piece = pieces == k
            ring = (cv2.dilate(piece.astype(np.uint8), reach) > 0) & ~piece & (scene.matte > 0.5)
            around = scene.shares[:, ring].sum(1)
            around[region] = 0
            if ring.any() and around.any():
                part = cv2.dilate(piece.astype(np.float32), reach)
                give(scene.shares, region, Region(int(around.argmax())), part)


def _feet(pieces: NDArray[np.int32], scene: Scene, leg: Region) -> NDArray[np.intp]:
    """The pieces, of numbered ones [h, w], that lie past a leg's ankle and near it, and are no specks."""
    field, torso = scene.field(leg), scene.skeleton.torso
    past = (field.bone == 1) & (field.along > _ANKLE)
    near = past & (field.distance < _FOOT_REACH * torso)
    sizes, beyond = (np.bincount(pieces[where].ravel(), minlength=pieces.max() + 1) for where in (..., past))
    big = (sizes > _FOOT_AREA * torso**2) & (beyond > sizes / 2)
    return np.intersect1d(np.unique(pieces[near]), np.flatnonzero(big))


def _wear(scene: Scene) -> None:
    """Give arms what of things lies wholly within their width, in place: cuffs, watches and bracelets."""
    count, pieces = cv2.connectedComponents((scene.shares[Region.THING] * scene.matte > 0.5).astype(np.uint8))
    for arm in ARMS:
        if not scene.skeleton.has_limb(arm) or count == 1:
            continue
        field = scene.field(arm)
        radius = np.where(field.bone == 0, *(_WORN * w * scene.skeleton.torso for w in HALF_WIDTHS[arm]))
        inside = (field.distance < radius) & (field.along < 1 + _WORN_PAST)
        sizes = np.bincount(pieces.ravel(), minlength=count)
        within = np.bincount(pieces[inside], minlength=count)
        worn = (within > _WHOLLY * sizes) & (np.arange(count) > 0)
        give(scene.shares, Region.THING, arm, cv2.dilate(worn[pieces].astype(np.float32), disc(2)))


def _trim_crotch(scene: Scene) -> None:
    """Give what of the torso hangs between the legs as a narrow tip to the leg beside it, in place."""
    xy, torso = scene.skeleton.xy, scene.skeleton.torso
    own = (scene.shares[Region.TORSO] * scene.matte > 0.5).astype(np.uint8)
    narrow = own & (cv2.morphologyEx(own, cv2.MORPH_OPEN, disc(max(2, round(_TIP * torso)))) == 0)
    y, x = np.mgrid[scene.box[1] : scene.box[3], scene.box[0] : scene.box[2]]
    right, left = xy[Joint.R_HIP], xy[Joint.L_HIP]
    low, high = sorted((right[0], left[0]))
    narrow &= (y > max(right[1], left[1])) & (x > low) & (x < high)
    tip = cv2.dilate(_in_middle(narrow, (low + high) / 2 - scene.box[0], _MIDDLE * (high - low)), disc(2))
    middle = np.where(np.abs(x - right[0]) < np.abs(x - left[0]), 1, 0)
    for leg, side in zip(LEGS, (middle, 1 - middle), strict=True):
        if scene.skeleton.has_limb(leg):
            give(scene.shares, Region.TORSO, leg, (tip * side).astype(np.float32))


def _in_middle(shape: NDArray[np.uint8], x: float, reach: float) -> NDArray[np.uint8]:
    """The pieces of a shape [h, w] whose middle column lies within `reach` of a column."""
    count, pieces, _, middles = cv2.connectedComponentsWithStats(shape)
    kept = np.abs(middles[:, 0] - x) < reach
    return (kept & (np.arange(count) > 0))[pieces].astype(np.uint8)


def _near(share: Floats, scene: Scene, reach: int) -> Floats:
    """1 within `reach` pixels of where a share [h, w] shows."""
    return cv2.dilate((share * scene.matte > 0.5).astype(np.uint8), disc(reach)).astype(np.float32)


def _own_shape(scene: Scene, region: Region) -> Floats:
    """A limb's outline by its own widths alone, without foot or hand, over the scene's box."""
    field = scene.field(region)
    half = width_at(field, whole(limb_widths(scene, region), None))
    return (half - np.hypot(field.across, field.beyond_px()) + 0.5).clip(0, 1) * (field.along < 1)


def _to_other(scene: Scene, trunk: Trunk, region: Region) -> Floats:
    """1 between a thigh and the other one as far down as both touch, [h, w]: no rim of an arm lies there."""
    xy = scene.skeleton.xy - scene.box[:2]
    root, middle, _ = (xy[joint] for joint in CHAINS[region])
    axis = axis_of(np.arange(len(scene.matte)), root, middle)
    return np.maximum(trunk.inner(axis, -1), trunk.inner(axis, 1))


def _below_knee(scene: Scene, region: Region) -> Floats:
    """1 below a leg's knee, where no hand hangs."""
    y = np.arange(scene.box[1], scene.box[3], dtype=np.float32)[:, None]
    return np.broadcast_to(y > scene.skeleton.xy[CHAINS[region].middle, 1], scene.matte.shape).astype(
        np.float32
    )


def _below_shoulder(scene: Scene, region: Region) -> Floats:
    """1 beside an arm, 0 around its shoulder, where it and the torso are one cloth."""
    field = scene.field(region)
    return ((field.whole - _SHOULDER_END) / 0.1).clip(0, 1).astype(np.float32)


def _past_end(scene: Scene, region: Region) -> Floats:
    """1 where a limb's hand or foot lies: its outline has no width to go by."""
    field = scene.field(region)
    return ((field.bone == 1) & (field.along > _HAND_FROM)).astype(np.float32)
