"""Folded arms laid straight: forearm and upper arm lie over each other in the photo, and no grid could part them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.frame import Frame
from engine.imaging.pixels import Floats, opened, ramp, widened
from engine.layers.colour_models import mixed_in, told_by
from engine.layers.ends import unlike
from engine.layers.hands import by_arm, drawn, palm_length
from engine.layers.limb import LimbField, limb_field, places
from engine.layers.reading import Reading
from engine.layers.regions import ARMS, CHAINS, CLASSES_OF, HALF_WIDTHS, TWIN, Region
from engine.layers.scene import Scene, give
from engine.layers.shares import over_box
from engine.layers.skeleton import Points, Skeleton
from engine.layers.turning import angle_between, length
from engine.layers.widths import Widths, measured

_FOLDED: Final = math.radians(120)  # an elbow bent by more
_ROOM = 0.45  # torso lengths around the bones, and past the wrist
_HAND = 0.25  # palm lengths around a found hand's bones that are surely no upper arm
_SURE = 0.35, 0.65  # of a pixel, from where on something shows there, and wholly
_LEAST = 60  # pixels that tell a colour
_BARE = 0.04  # by how much of its colour, as shares of red, green and blue, a sleeve differs from skin
_BARE_HAND = 0.3  # of what shows past the wrist, that is skin where a hand is bare
_EVEN = 0.01  # torso lengths over which both are told apart
_TWIN_SHOWN = 0.05  # squared torso lengths of another sleeve, which tell what this one looks like
_WEAVE = 0.015  # torso lengths over which a pattern is one colour
_UNLIKE = -11.25  # log-likelihood, below which a colour is none of what it is compared with
_HELD = 0.03  # squared torso lengths of a thing
_TRACE = 0.02  # of a pixel
_SCRAP = 0.006  # squared torso lengths of a piece of an arm that is left beside what it held
_THREAD = 0.012  # torso lengths, half the width of what is no arm
_CORE = 0.4  # usual half widths around the bones, that are the arm's in any case
_ASIDE = 1.9  # usual half widths, beyond which nothing is of a bone


def is_folded(skeleton: Skeleton, arm: Region) -> bool:
    """Whether the photo shows an arm's forearm lying back over its upper arm."""
    chain = list(CHAINS[arm])
    bends = angle_between(*np.diff(skeleton.xy[chain], axis=0))
    return bool(skeleton.known[chain].all()) and abs(bends) > _FOLDED


def forearms_of(scene: Scene, reading: Reading, frame: Frame) -> dict[Region, Floats]:
    """Of folded arms, how far what shows of them is forearm or hand, [h, w] over the scene's box."""
    found, size = {}, (scene.matte.shape[1], scene.matte.shape[0])
    hands = dict(by_arm(reading.hands))
    for arm in ARMS:
        if not is_folded(scene.skeleton, arm):
            continue
        upper, *lower = CLASSES_OF[arm]
        maps = np.stack([reading.shown[upper], reading.shown[lower].sum(0)], -1)
        above, below = np.moveaxis(over_box(maps, frame, scene.box, size), -1, 0)
        share = below / np.maximum(above + below, 1e-3)
        if arm in hands:
            points = hands[arm] - scene.box[:2]
            share = np.maximum(share, drawn(points, _HAND * palm_length(points), share.shape))
        found[arm] = share.astype(np.float32)
    return found


def tell_held(scene: Scene) -> None:
    """Give to things, in place, what is read as a folded arm and does not look like the other: a bag on a shoulder."""
    torso = scene.skeleton.torso
    for arm in ARMS:
        twin = TWIN[arm]
        if not is_folded(scene.skeleton, arm) or is_folded(scene.skeleton, twin):
            continue
        if not scene.skeleton.has_limb(twin):
            continue
        shown = scene.shares * scene.matte > _SURE[1]
        sleeve = shown[twin] & (scene.field(twin).along < 1)
        if sleeve.sum() < _TWIN_SHOWN * torso**2 or not shown[arm].any():
            continue
        # Soft, for folds are dark in one place and light in another.
        soft = cv2.GaussianBlur(scene.rgb, (0, 0), max(_WEAVE * torso, 1.0)).astype(np.float32)
        cloth = sleeve | shown[Region.TORSO] | shown[Region.HEAD]
        odd = np.zeros(shown[arm].shape, bool)
        odd[shown[arm]] = told_by(soft[cloth], soft[shown[arm]][None])[0] < _UNLIKE
        large = _pieces(opened(odd, round(_WEAVE * torso)), more=_HELD * torso**2)
        if not large.any():
            continue
        held = widened(large, round(_WEAVE * torso) + 1)
        rest = (scene.shares[arm] * scene.matte > _TRACE) & ~held
        held |= widened(_pieces(rest, less=_SCRAP * torso**2), 2)
        give(scene.shares, arm, Region.THING, held.astype(np.float32))


def _pieces(mask: NDArray[np.bool_], more: float = 0, less: float = math.inf) -> NDArray[np.bool_]:
    """What of a mask [h, w] hangs together in pieces of more and less than so many pixels."""
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    areas = stats[:, cv2.CC_STAT_AREA]
    kept = (areas > more) & (areas < less)
    return kept[pieces] & mask


def with_wrist(skeleton: Skeleton, arm: Region, wrist: tuple[float, float]) -> Skeleton:
    """A skeleton with an arm's wrist elsewhere."""
    xy = skeleton.xy.copy()
    xy[CHAINS[arm].end] = wrist
    return replace(skeleton, xy=xy)


def straightened(scene: Scene, arm: Region) -> tuple[Scene, Widths]:
    """A scene in which a folded arm lies straight and something over whatever of it the photo hides; and its widths.

    Each bone shows what the photo shows of it, turned.
    """
    ends: Points = scene.skeleton.xy[list(CHAINS[arm])].copy()
    photo = ends.copy()
    bone = ends[1] - ends[0]
    ends[2] = ends[1] + bone * (length(ends[2] - ends[1]) / max(length(bone), 1.0))
    room = _ROOM * scene.skeleton.torso
    low, high = np.floor(ends.min(0) - room).astype(int), np.ceil(ends.max(0) + room).astype(int)
    box: Box = (int(low[0]), int(low[1]), int(high[0]), int(high[1]))
    field = limb_field(ends, box)
    x, y = places(photo, field, mirrored=False)
    at = x - np.float32(scene.box[0]), y - np.float32(scene.box[1])
    own, lower = scene.shares[arm] * scene.matte, scene.forearms[arm]
    behind = (1 - scene.shares[arm] - scene.above(arm)).clip(0, 1)
    free = 1 - scene.matte + scene.matte * behind
    upper, below = (width * scene.skeleton.torso for width in HALF_WIDTHS[arm])
    usual = upper, below
    visible = _of_bones(field, own * (1 - lower), own * lower, at)
    rgb = cv2.remap(scene.rgb, *at, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if scene.skin is not None:
        visible *= _skin_alone(rgb, field, visible, scene.skin, scene, arm)
    visible = ramp(visible, *_SURE) * _one_piece(field, visible, usual, scene.skeleton.torso)
    # What is next to a forearm is its own upper arm, which lies behind.
    around = _of_bones(field, free, free + own * (1 - lower), at)
    shares = np.zeros((len(scene.shares), *visible.shape), np.float32)
    shares[arm], shares[Region.THING] = visible, 1 - visible
    straight = Scene(
        rgb,
        np.ones_like(visible),
        shares,
        scene.order,
        with_wrist(scene.skeleton, arm, (float(ends[2][0]), float(ends[2][1]))),
        box,
        skin=scene.skin,
        fingers=scene.fingers,
        cut=scene.cut,
        straight=True,
    )
    return straight, measured(field, visible > 0.5, around > 0.5, usual)


def _skin_alone(
    rgb: NDArray[np.uint8],
    field: LimbField,
    visible: Floats,
    skin: NDArray[np.float64],
    scene: Scene,
    arm: Region,
) -> Floats:
    """1 but for what lies beside a bare forearm or hand [h, w]: what looks more like the cloth above than like skin."""
    out, lower = np.ones_like(visible), (field.bone == 1) & (visible > _SURE[1])
    past = field.along > 1
    core = np.abs(field.across) < _CORE * HALF_WIDTHS[arm][1] * scene.skeleton.torso
    forearm = _colour(rgb, lower & ~past & core & (field.along > 0.3))
    bare = forearm is not None and unlike(forearm, skin) < _BARE
    above = (field.bone == 0 if bare else ~past & core) & (visible > _SURE[1])
    cloth = _colour(rgb, above)
    zone = (field.bone == 1) & (past if not bare else field.along > 0)
    shown = zone & lower
    if cloth is None or unlike(cloth, skin) < _BARE or not shown.any():
        return out
    is_skin = unlike(rgb, skin) < unlike(rgb, cloth)
    if is_skin[shown].mean() > _BARE_HAND:
        if bare:
            colours = rgb.astype(np.float32)
            like_skin, like_cloth = (mixed_in(colours, seen) for seen in (is_skin & shown & core, above))
            is_skin = (like_skin > like_cloth) & (like_skin > _UNLIKE)
        even = cv2.GaussianBlur(is_skin.astype(np.float32), (0, 0), max(_EVEN * scene.skeleton.torso, 1.0))
        out[zone] = even[zone]
    return out


def _colour(rgb: NDArray[np.uint8], where: NDArray[np.bool_]) -> NDArray[np.float64] | None:
    colour: NDArray[np.float64] | None = np.median(rgb[where], 0) if where.sum() > _LEAST else None
    return colour


def _one_piece(
    field: LimbField, visible: Floats, usual: tuple[float, float], torso: float
) -> NDArray[np.bool_]:
    """Where an arm shows [h, w] in one piece with its bones, and no wider than arms are."""
    width = np.where(field.bone == 0, *usual)
    shown = (visible > _SURE[0]) & ((field.distance < _ASIDE * width) | (field.along > 1))
    core = field.distance < _CORE * width
    whole = opened(shown | core, round(_THREAD * torso)) | (shown & (field.along > 1))
    _, pieces = cv2.connectedComponents(whole.astype(np.uint8))
    return shown & (pieces == pieces[core][0])


def _of_bones(field: LimbField, upper: Floats, lower: Floats, at: tuple[Floats, Floats]) -> Floats:
    """A plane [h, w] of an arm's field, of what the upper arm and the forearm each show at places x and y."""
    bones = [
        cv2.remap(np.ascontiguousarray(plane), *at, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
        for plane in (upper.astype(np.float32), lower.astype(np.float32))
    ]
    return np.where(field.bone == 0, *bones).astype(np.float32)
