"""Where a hand grips what hangs from it, and its handles on up to there, which the hand covers in the photo."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats, widened
from engine.layers.regions import Region
from engine.layers.skeleton import Points, Skeleton

Mask = NDArray[np.bool_]

# Torso lengths:
_HAND = 0.3  # around a hand's middle, within which it grips
_TOUCHES = 0.025  # between a hand and what it grips: the soft edges of both
_CLOSED = 0.09  # around where both touch, in which the hand is closed around a handle
_NARROW = 0.2  # the widest end of a handle; what is wider is the bag itself
_INNER = 0.04  # of a handle's end that show its colour


class Grip(NamedTuple):
    """at: the photo place [2] in the closed hand around which it turns. ends: [h, w] where handles go into it."""

    at: Points
    ends: Mask


def grip_of(thing: Mask, arm: Floats, box: Box, skeleton: Skeleton, region: Region) -> Grip | None:
    """How the hand of an arm grips a thing; None where they do not touch.

    thing: [h, w] over a photo box; arm: what shows of the arm there, 0..1.
    """
    x, y = skeleton.hand(region) - box[:2]
    rows, columns = np.ogrid[: arm.shape[0], : arm.shape[1]]
    hand = (arm > 0.5) & (np.hypot(columns - x, rows - y) < _HAND * skeleton.torso)
    ends = thing & widened(hand, max(2, round(_TOUCHES * skeleton.torso)))
    if not ends.any():
        return None
    touch = np.array([places.mean() for places in np.nonzero(ends)[::-1]])
    closed = hand & (np.hypot(columns - touch[0], rows - touch[1]) < _CLOSED * skeleton.torso)
    if not closed.any():
        return None
    at = np.array([places.mean() for places in np.nonzero(closed)[::-1]])
    return Grip(at + box[:2], _narrow(ends, _NARROW * skeleton.torso))


def _narrow(ends: Mask, most: float) -> Mask:
    """Of pieces [h, w] those that are nowhere wider than `most` px."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ends.astype(np.uint8))
    kept = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(1) <= most
    kept[0] = False
    return np.asarray(kept[labels])


def with_handles(
    texture: NDArray[np.uint8], made: NDArray[np.uint8], grip: Grip, box: Box, torso: float
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """A thing's premultiplied texture [H, W, 4] and invented share [H, W] with its handles on into the grip."""
    if not grip.ends.any():
        return texture, made
    out, invented = texture.copy(), made.copy()
    inside = np.s_[box[1] : box[3], box[0] : box[2]]
    seen, told = out[inside], invented[inside]
    _, labels, stats, middles = cv2.connectedComponentsWithStats(grip.ends.astype(np.uint8))
    for k, middle in enumerate(middles[1:], 1):
        x, y, w, h = stats[k, :4]
        way = grip.at - box[:2] - middle
        air = round(_INNER * torso) + int(np.abs(way).max()) + 2
        near = np.s_[max(y - air, 0) : y + h + air, max(x - air, 0) : x + w + air]
        colour = _colour(seen[near], labels[near] == k, round(_INNER * torso))
        alpha = cv2.blur(_swept((labels[near] == k).astype(np.uint8), way).astype(np.float32), (3, 3))
        added = alpha * (255 - seen[near][..., 3].astype(np.float32))
        laid = added[..., None] * np.append(colour / 255, 1)
        seen[near] += (laid + 0.5).astype(np.uint8)
        told[near] = np.where(added > 127, 255, told[near])
    return out, invented


def _colour(seen: NDArray[np.uint8], end: Mask, reach: int) -> NDArray[np.float64]:
    """A handle's colour [3] near its end [h, w]: that of its middle, where it is no rim."""
    far = cv2.distanceTransform((seen[..., 3] > 250).astype(np.uint8), cv2.DIST_L2, 5) * widened(end, reach)
    opaque = seen[..., :3][far >= 0.7 * max(far.max(), 1.0)]
    colour: NDArray[np.float64] = np.median(opaque, 0) if len(opaque) else np.median(seen[end][..., :3], 0)
    return colour


def _swept(end: NDArray[np.uint8], way: Points) -> NDArray[np.uint8]:
    """Where a shape [h, w] passes on a straight way [2], px."""
    out = end.copy()
    for share in np.linspace(0, 1, max(2, int(np.abs(way).max()) + 1)):
        step = np.array([[1, 0, way[0] * share], [0, 1, way[1] * share]], np.float32)
        out |= cv2.warpAffine(end, step, (end.shape[1], end.shape[0]), flags=cv2.INTER_NEAREST)
    return out
