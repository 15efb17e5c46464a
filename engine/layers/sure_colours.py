"""Where the photo's colours are one layer's alone: off rims of what lies beside it, and off shadows on it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc, nearest
from engine.layers.regions import ARM_OF_RIM, ARMS, LEGS, LIMBS, TWIN, Region
from engine.layers.scene import SHADOW_TORSO, Scene
from engine.layers.thing_colours import things_own

_SURE_SHARE, _SURE_MATTE = 0.85, 0.9
_RIM_TORSO = 0.018  # torso lengths inside an edge that may carry a neighbour's colour or shadow
_SOLID_PX = 2  # inside a half matte, that lie off its edge
_LINE_TORSO = 0.004  # the same where a hand was cut along its skin
_ALONE = 0.3  # of its sure pixels that a layer must keep away from rims, else rims count too
# Of a foot: on sand and in shade a matte is hardly more, and its colours are free of the ground's.
_HALF_MATTE = 0.5
# Torso lengths beside an arm that its shadow is on in any case, and over which light is compared; and what share of the
# light beside it a place has that lies in no shadow and is no ground.
_CONTACT_TORSO, _LOOKED_TORSO, _AS_LIGHT = 0.02, 0.02, (0.95, 1.15)
_HAND_FROM, _FOOT_FROM = 1.0, 0.9  # along the lower bone, where hand or foot begins
SHADED, SHADING = (Region.TORSO, *LEGS), (*ARMS, *ARM_OF_RIM, Region.THING)


def sure_of(near: Scene, region: Region) -> NDArray[np.bool_]:
    """Where the photo's colours are this layer's alone: off the rims of what lies beside it, and of shadows on it."""
    if region is Region.THING:
        return things_own(near)
    sure = (near.shares[region] > _SURE_SHARE) & (near.matte > _SURE_MATTE)
    inner = sure & ~near.around((1 - near.shares[region]) * near.matte, _RIM_TORSO)
    if region in LIMBS and near.skeleton.has_limb(region):
        # Fingers are no wider than two rims: a hand or foot keeps its own colours.
        field = near.field(region)
        own = sure
        if region in ARMS and near.fine is not None and near.fine.any():
            # Cut along the skin, it has a line of mixed colours alone.
            line = disc(max(1, round(_LINE_TORSO * near.skeleton.torso)))
            own = sure & ((near.fine < 0.5) | (cv2.erode(sure.astype(np.uint8), line) > 0))
        if region in LEGS:
            own = (near.shares[region] > _SURE_SHARE) & (solid(near.matte) | (near.matte > _SURE_MATTE))
        inner |= own & (field.bone == 1) & (field.along > (_HAND_FROM if region in ARMS else _FOOT_FROM))
    if region not in SHADED:
        return inner if inner.sum() > _ALONE * sure.sum() else sure
    over = near.shares[list(SHADING)].sum(0) * near.matte
    lit = inner & ~near.around(over, SHADOW_TORSO)
    if region is Region.TORSO and lit.any():
        lit |= _unshaded(near, inner & ~near.around(over, _CONTACT_TORSO), lit)
    if region in LEGS and near.hangs:
        # Under a hem there is its fringe, and its shade.
        lit &= ~near.around(near.shares[Region.TORSO] * near.matte, SHADOW_TORSO)
    if region in LEGS and near.skeleton.has_limb(region) and _lies_behind(near, region, TWIN[region]):
        field = near.field(region)
        foot = (field.bone == 1) & (field.along > _FOOT_FROM)
        lit &= foot | ~near.around(near.shares[TWIN[region]] * near.matte, SHADOW_TORSO)
    return next((each for each in (lit, inner) if each.sum() > _ALONE * sure.sum()), sure)


def solid(matte: Floats) -> NDArray[np.bool_]:
    """Where a foot is whole, though its matte [h, w] may be half."""
    return np.asarray(cv2.erode((matte > _HALF_MATTE).astype(np.uint8), disc(_SOLID_PX)) > 0)


def _unshaded(near: Scene, beside: NDArray[np.bool_], lit: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What `beside` an arm [h, w] is as light as what is nearest of the `lit`: often a hem's last corner."""
    light = near.rgb.mean(-1, dtype=np.float32)
    side = 2 * max(1, round(_LOOKED_TORSO * near.skeleton.torso)) + 1
    own, known = (_mean(light, where.astype(np.float32), side) for where in (beside & ~lit, lit))
    as_light = own / np.maximum(nearest(known[..., None], lit)[0][..., 0], 1)
    return np.asarray(beside & (as_light > _AS_LIGHT[0]) & (as_light < _AS_LIGHT[1]))


def _mean(plane: Floats, where: Floats, side: int) -> Floats:
    """A plane [h, w] averaged over squares, of what lies `where`."""
    mean: Floats = cv2.blur(plane * where, (side, side)) / np.maximum(cv2.blur(where, (side, side)), 1e-3)
    return mean


def _lies_behind(near: Scene, region: Region, other: Region) -> bool:
    return near.order.index(region) < near.order.index(other)
