"""Where found hands lie, finger by finger: what a parsing of the whole body is too coarse for."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats, disc
from engine.layers.colour_models import alike
from engine.layers.regions import ARMS, CHAINS, LEGS, RIM_OF, Region
from engine.layers.scene import Scene, give
from engine.pose.hand_points import FINGERS, KNUCKLES, PALM, WRIST, HandPoints, Hands

# Half widths as shares of the palm's length: what is surely a finger, and beyond what nothing is the hand's.
_CORE, _REACH = 0.085, 0.24
# Palm lengths around the landmarks within which the hand's arm shows nowhere but in the hand.
_AROUND = 0.8
# Torso lengths around a hand over which what it lies on has its shadow and a breath of its colour.
_RIM = 0.02
_BONE = 0.03  # the half width of what shows a finger's colour for certain
# Likeness to the fingers below which nothing is one, and from which it may be one beside its bone.
_UNLIKE, _LIKE = 0.1, 0.5
_WINDOW = 1.5  # palm lengths around the landmarks that are looked at
_PART = 16  # of a pixel, to which lines are drawn


def on_grid(hands: Hands, box: Box, size: tuple[int, int]) -> Hands:
    """Hands in photo pixels on a grid of a size (width, height) over a photo box; pixel centres are whole numbers."""
    step = np.array(size) / (box[2] - box[0], box[3] - box[1])
    return {wrist: (points - box[:2] + 0.5) * step - 0.5 for wrist, points in hands.items()}


def tell_hands(shares: Floats, hands: Hands, rgb: NDArray[np.uint8], matte: Floats) -> None:
    """Give each found hand its arm, in place: all of its fingers, and nothing of the arm between and beside them.

    shares: [h, w, 7] of the regions of a parsing. hands: on the same grid as those, rgb [h, w, 3] and matte [h, w].
    """
    for arm, points in by_arm(hands):
        air = _WINDOW * palm_length(points)
        low, high = (points.min(0) - air).astype(int).clip(0), (points.max(0) + air).astype(int).clip(1)
        near = np.s_[low[1] : high[1], low[0] : high[0]]
        if shares[near].size:
            _tell(shares[near], arm, points - low, rgb[near], matte[near])


def with_hand_rims(scene: Scene, hands: Hands) -> None:
    """Take the rims of found hands from what they lie on, in place: it shows there only as long as the hand rests."""
    radius = max(2, round(_RIM * scene.skeleton.torso))
    for arm, points in by_arm(hands):
        own = scene.shares[arm] * scene.matte * drawn(points, _REACH * palm_length(points), scene.matte.shape)
        near = cv2.dilate((own > 0.5).astype(np.uint8), disc(radius)).astype(np.float32)
        for region in (Region.TORSO, *LEGS):
            give(scene.shares, region, RIM_OF[arm], near)


def by_arm(hands: Hands) -> Iterator[tuple[Region, HandPoints]]:
    """Found hands with the arms that they are of."""
    for arm in ARMS:
        points = hands.get(CHAINS[arm].end)
        if points is not None:
            yield arm, points


def _tell(shares: Floats, arm: Region, points: HandPoints, rgb: NDArray[np.uint8], matte: Floats) -> None:
    palm = palm_length(points)
    size = shares.shape[:2]
    core, reach = (drawn(points, width * palm, size) for width in (_CORE, _REACH))
    # What lies on the elbow's side of the wrist is the forearm's business.
    around = drawn(points, _AROUND * palm, size) * _past_wrist(points, palm, size)
    # Fingers look like their bones, and what shows between them like what lies around the hand.
    bones = (drawn(points, _BONE * palm, size, palm=False) > 0.5) & (matte > 0.9)
    beside = (around > 0.5) & (reach < 0.1) & (matte > 0.9) & (shares[..., arm] < 0.5)
    looks = alike(rgb, bones, beside)
    core, reach = core * (looks > _UNLIKE), reach * (looks > _LIKE)
    no_hand = around * (1 - reach)
    others = np.delete(np.arange(shares.shape[2]), arm)
    shares[..., arm] *= 1 - no_hand
    shares[..., others] *= (1 - core)[..., None]
    shares[..., arm] = np.maximum(shares[..., arm], core)
    shares /= shares.sum(-1, keepdims=True) + np.float32(1e-6)


def palm_length(points: HandPoints) -> float:
    """Of a flat hand from wrist to middle knuckle; foreshortened ones by the width of the knuckles."""
    index, middle, _, little = points[list(KNUCKLES)]
    return float(max(np.hypot(*(middle - points[WRIST])), 1.2 * np.hypot(*(little - index)), 1.0))


def drawn(
    points: HandPoints, half_width: float, size: tuple[int, ...], *, palm: bool = True, hull: bool = False
) -> Floats:
    """Palm and fingers as strokes, 0..1 [h, w]; without the `palm`'s area, its bones alone; with all between them."""
    plane = np.zeros(size, np.uint8)
    fixed = np.round((points + 0.5) * _PART).astype(np.int32)
    thick = max(1, round(2 * half_width))
    if palm or hull:
        cv2.fillConvexPoly(plane, cv2.convexHull(fixed if hull else fixed[list(PALM)]), 255, cv2.LINE_AA, 4)
    for finger in (*FINGERS, PALM[1:]):
        cv2.polylines(plane, [fixed[[WRIST, *finger]]], False, 255, thick, cv2.LINE_AA, 4)
    return plane.astype(np.float32) / 255


def _past_wrist(points: HandPoints, palm: float, size: tuple[int, ...]) -> Floats:
    """1 on the fingers' side of the wrist, [h, w]."""
    middle = points[list(KNUCKLES)].mean(0) - points[WRIST]
    along = middle / max(float(np.hypot(*middle)), 1.0)
    y, x = np.mgrid[: size[0], : size[1]].astype(np.float32)
    past = (x - points[WRIST, 0]) * along[0] + (y - points[WRIST, 1]) * along[1]
    return (past / (0.2 * palm)).clip(0, 1).astype(np.float32)
