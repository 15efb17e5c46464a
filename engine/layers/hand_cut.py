"""Found hands cut out along their skin at the photo's own size: to the parsing's grid a finger is a few pixels.

What lies between fingers looks like what lies beside the hand, be that cloth or background, and stays with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc, nearest, ramp
from engine.imaging.smoothing import smoothed
from engine.layers.colour_models import told_by
from engine.layers.colours import Mask
from engine.layers.hands import by_arm, drawn, palm_length
from engine.layers.regions import CHAINS, Region
from engine.layers.scene import Scene
from engine.pose.hand_points import HandPoints, Hands

# All lengths in palms.
_WORK_PALM_PX = 100.0  # what is parted is made no finer than this
_AIR = 0.5  # around a hand's points, that is looked at
_BONE = 0.03  # half the width of what shows a finger's colours at first
# From its bones, where a finger may be, and where the cut passes into what was read.
_FINGER, _BESIDE = 0.26, 0.34
_OFF_MATTE = 0.12  # outside of the matte, from where on colours are the background's
# Before and past where the skin begins: over which the cut begins, and how far a slanting sleeve goes on.
_CUFF, _CUFF_ENDS = 0.15, 0.5
_THREAD = 0.035  # half the width of what is none of a hand's
# Log-likelihoods: the most that a colour says, what was read before, and how far from all bones a finger is unlikely.
_MOST, _READ, _FAR = 6.0, 1.0, 2.0
# What either look at a colour counts, and from where on that teaches what each looks like.
_HEARD, _AGAIN = 0.75, 1.5
_NO_AIR = 1.5  # the same by which a hand is likelier than background: nails are white too
_SHADE = 60.0  # levels added to a colour's sum, whose shares are noise where it is dark
_HUE, _LIGHT = 500.0, 0.1  # what shares of a sum, and the sum, are worth in levels
_SURELY = 0.9
_HELD = 0.5  # squared palms, that a thing covers beside a hand
_KEPT = 0.6  # of what lies on its bones, that a hand must keep: else it looks like what it lies on
_LEAST = 40  # pixels that teach what something looks like
_STRENGTH, _LEVELS = 8.0, 8.0
_SOFT_PX, _STEEP = 1.0, 2.0
_FIRST_SKIN = 5  # percentile of a hand's pixels along the forearm where it comes out of the sleeve


@dataclass(frozen=True, eq=False)
class _Found:
    """How far each pixel of a window [h, w] is the hand's and the background's, and how far that holds there, 0..1."""

    hand: Floats
    air: Floats
    where: Floats


def with_cut_hands(scene: Scene, hands: Hands) -> Scene:
    """A scene that knows where its hands are fine: they are cut along their skin, in place. hands: in photo pixels."""
    shares, matte, fine = scene.shares, scene.matte, np.zeros_like(scene.matte)
    for arm, points in by_arm({wrist: points - scene.box[:2] for wrist, points in hands.items()}):
        air = _AIR * palm_length(points)
        low, high = (points.min(0) - air).astype(int).clip(0), (points.max(0) + air).astype(int).clip(1)
        near = np.s_[low[1] : high[1], low[0] : high[0]]
        found = _cut(scene, arm, points - low, near) if min(matte[near].shape) > 8 else None
        if found is not None:
            _give(shares[:, *near], arm, found)
            matte[near] *= 1 - found.air * found.where
            fine[near] = np.maximum(fine[near], found.where)
    return replace(scene, fine=fine)


def _cut(scene: Scene, arm: Region, points: HandPoints, near: tuple[slice, slice]) -> _Found | None:
    """A hand parted from what it lies on in a window of a scene; None where nothing tells them apart."""
    palm = palm_length(points)
    height, width = scene.matte[near].shape
    factor = min(1.0, _WORK_PALM_PX / palm)
    size = (max(round(width * factor), 4), max(round(height * factor), 4))
    rgb, matte, share, thing = (
        cv2.resize(np.ascontiguousarray(plane[near]), size, interpolation=cv2.INTER_AREA)
        for plane in (scene.rgb, scene.matte, scene.shares[arm], scene.shares[Region.THING])
    )
    points, palm = (points + 0.5) * factor - 0.5, palm * factor
    if ((thing > 0.5) & (matte > 0.5)).sum() < _HELD * palm**2:
        share = share + thing  # a fingertip read as a thing would teach that skin is none of the hand's
    hand, air = _told(rgb, matte, share, points, palm)
    if hand is None:
        return None
    _, elbow, wrist = (scene.skeleton.xy[joint] for joint in CHAINS[arm])
    forearm = (wrist - elbow) / max(float(np.hypot(*(wrist - elbow))), 1.0)
    y, x = np.mgrid[: size[1], : size[0]].astype(np.float32)
    along = (x * np.float32(forearm[0]) + y * np.float32(forearm[1])) / np.float32(palm)
    skin = (hand > _SURELY) & (drawn(points, 0.0, matte.shape) > 0.5)
    if not skin.any():
        return None
    along -= np.percentile(along[skin], _FIRST_SKIN)
    hand = np.maximum(hand, share * _sleeve(hand, share, along))
    where = ramp(along, -_CUFF, _CUFF) * _beside(points, palm, matte.shape)
    planes = (
        cv2.resize(np.float32(plane), (width, height), interpolation=cv2.INTER_LINEAR)
        for plane in (hand, air, where)
    )
    return _Found(*planes)


def _told(
    rgb: NDArray[np.uint8], matte: Floats, share: Floats, points: HandPoints, palm: float
) -> tuple[Floats | None, Floats]:
    """How far each pixel of a window [h, w] is the hand's, and how far the background's; None where nothing tells."""
    shape = matte.shape
    solid, finger = matte > _SURELY, drawn(points, _FINGER * palm, shape)
    asked = drawn(points, _BESIDE * palm, shape) > 0
    hand = (drawn(points, _BONE * palm, shape, palm=False) > 0.5) & solid & (share > 0.5)
    bones, other = hand, (share < 0.1) & solid & (finger < 0.5)
    if min(hand.sum(), other.sum()) < _LEAST:
        return None, np.zeros_like(matte)
    looks = rgb.astype(np.float32), _hues(rgb)
    told = np.log((share + 0.02) / (1.02 - share)).clip(-_READ, _READ) - _FAR * (1 - finger)
    told = np.where(asked, told, -_MOST)
    air = (_than_air(looks[0], hand, matte, asked, palm) + _NO_AIR).clip(None, _MOST) + told
    for _ in range(2):
        # The first time by what was read, the second by what that found: shadows between fingers are cloth.
        likely = told.copy()
        for look in looks:
            likely[asked] += _HEARD * _likelier(look, hand, other, asked)
        likely = np.minimum(likely, air)
        again = solid & (likely > _AGAIN) & (finger > 0.5), solid & (likely < -_AGAIN) & (air > 0)
        hand, other = (
            new if new.sum() > _LEAST else old for new, old in zip(again, (hand, other), strict=True)
        )
    is_hand = 1 / (1 + np.exp(-likely))
    if is_hand[bones].mean() < _KEPT:
        return None, np.zeros_like(matte)
    even = _evened(is_hand, rgb, palm)
    between = drawn(points, 0.0, shape, hull=True) * (air < 0) * (1 - even)
    if between.any():
        between *= _than_air(looks[0], other, matte, asked, palm) < 0
    return even, cv2.blur(between.astype(np.float32), (3, 3))


def _evened(is_hand: Floats, rgb: NDArray[np.uint8], palm: float) -> Floats:
    """How far pixels [h, w] are a hand's, along the photo's edges and without threads."""
    sure = np.square(2 * is_hand - 1)
    even = smoothed(is_hand[..., None], sure, rgb, strength=_STRENGTH, levels=_LEVELS)[..., 0]
    inside = (even > 0.5).astype(np.uint8)
    whole = cv2.morphologyEx(inside, cv2.MORPH_OPEN, disc(max(1, round(_THREAD * palm))))
    even = np.minimum(even, cv2.dilate(whole, disc(1)))
    out: Floats = ((cv2.GaussianBlur(even, (0, 0), _SOFT_PX) - 0.5) * _STEEP + 0.5).clip(0, 1)
    return out


def _hues(rgb: NDArray[np.uint8]) -> Floats:
    """Colours [h, w, 3] whose light counts little: skin in the shade is skin."""
    total = rgb.sum(-1, dtype=np.float32) + np.float32(_SHADE)
    return np.dstack([_HUE * rgb[..., 0] / total, _HUE * rgb[..., 2] / total, _LIGHT * total]).astype(
        np.float32
    )


def _likelier(look: Floats, one: Mask, other: Mask, asked: Mask) -> Floats:
    """By how much the colours of the pixels asked for [n] are likelier those of one than of the other."""
    there = look[asked][None]
    first, second = (told_by(look[seen], there)[0] for seen in (one, other))
    return (first - second).clip(-_MOST, _MOST)


def _than_air(look: Floats, one: Mask, matte: Floats, asked: Mask, palm: float) -> Floats:
    """By how much each pixel [h, w] is likelier of the one's colours than of the background's."""
    out = np.full(matte.shape, _MOST, np.float32)
    around = cv2.dilate((matte > 1 - _SURELY).astype(np.uint8), disc(max(2, round(_OFF_MATTE * palm)))) == 0
    if around.sum() >= _LEAST:
        out[asked] = _likelier(look, one, around, asked)
    return out


def _sleeve(hand: Floats, share: Floats, along: Floats) -> Floats:
    """What of an arm's share is no hand but hangs together with what lies before it, up to where fingers part, [h, w].

    along: palms past where the skin begins.
    """
    cloth = (share > 0.5) & (hand < 0.5) & (along < _CUFF_ENDS)
    _, pieces = cv2.connectedComponents(cloth.astype(np.uint8))
    worn = np.isin(pieces, np.setdiff1d(np.unique(pieces[along < 0]), 0))
    return cv2.blur(cv2.dilate(worn.astype(np.float32), disc(1)), (3, 3))


def _beside(points: HandPoints, palm: float, shape: tuple[int, ...]) -> Floats:
    """1 where a hand is and between its fingers, less and less beside it, [h, w]."""
    soft = max(0.05 * palm, 1.0)
    wide = np.maximum(drawn(points, _BESIDE * palm - 2 * soft, shape), drawn(points, 0.0, shape, hull=True))
    return cv2.GaussianBlur(wide, (0, 0), soft).astype(np.float32)


def _give(shares: Floats, arm: Region, found: _Found) -> None:
    """Make an arm's share what was found, in place; what it loses goes to what lies nearest."""
    others = np.delete(np.arange(len(shares)), arm)
    rest, total = shares[others], 1 - shares[arm]
    known = total > 0.5
    if known.any():
        beside, _ = nearest(np.moveaxis(rest, 0, -1), known)
        rest = np.where(known | (found.where == 0), rest, np.moveaxis(beside, -1, 0))
    shares[arm] += (found.hand - shares[arm]) * found.where
    shares[others] = rest * ((1 - shares[arm]) / np.maximum(rest.sum(0), 1e-6))
