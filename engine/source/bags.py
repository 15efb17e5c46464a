"""Finds the bags, cases and umbrellas that a person carries, as boxes.

Source: M. Tan, R. Pang, Q. V. Le, "EfficientDet" (arXiv 1911.09070); its smallest network for phones, which learnt the
80 classes of COCO. Differs: one look at the square around the person, and of the classes only what is carried.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.photo.bags import Bag
from engine.pose.pose import Joint, Pose
from engine.source.tflite import read_tflite

Points = NDArray[np.float64]

_SIDE = 320
_SCORES, _BOXES = "StatefulPartitionedCall:1", "StatefulPartitionedCall:0"
_CLASSES = (26, 27, 30, 32)  # backpack, umbrella, handbag, suitcase
_SURE = 0.25  # at a lower score jackets and skirts were found as well
_HELD = 0.09  # the same of what a hand is at
_COMPACT = 0.2  # of a person's height, the longest side of what lies in a hand
_BESIDE = 0.1  # box sides beside a box, where a hand still is at it
_AROUND = 1.15  # side of the square in longer sides of the person
_SAME = 0.6  # of the smaller box in the other: one thing
_WITHIN, _HARDLY_LESS = 0.6, 0.7  # of the surest one's area and score: a box around the thing alone
_GREY = 127
_TRUNK = (Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.L_HIP, Joint.R_HIP)
_MOST_OF_TRUNK = 0.5  # boxes of bags before a trunk covered up to .13 of it, of a top .75
# Anchors: halvings of the picture, sizes in their cells, sizes between two halvings, and width by height.
_LEVELS, _CELLS = range(3, 8), 3.0
_BETWEEN, _ASPECTS = (1.0, 2 ** (1 / 3), 2 ** (2 / 3)), (1.0, 2.0, 0.5)


def carried(bags: Sequence[Bag], pose: Pose) -> tuple[Bag, ...]:
    """Those that do not lie over most of the trunk: such a box holds a garment, or a bag that goes with the trunk."""
    trunk = [pose[joint] for joint in _TRUNK]
    if not all(point.present for point in trunk):
        return tuple(bags)
    corners = np.array([(point.x, point.y) for point in trunk], np.float32)
    whole = cv2.convexHull(corners)

    def covered(bag: Bag) -> float:
        box = np.array([(bag.x0, bag.y0), (bag.x1, bag.y0), (bag.x1, bag.y1), (bag.x0, bag.y1)], np.float32)
        return float(cv2.intersectConvexConvex(whole, box)[0]) / max(float(cv2.contourArea(whole)), 1.0)

    return tuple(bag for bag in bags if covered(bag) < _MOST_OF_TRUNK)


class BagFinder:
    """Loads its network for each photo: that takes 60 ms, and it would hold 100 MB for good."""

    def __init__(self, model: Path) -> None:
        self._model = model

    def find(self, rgb: NDArray[np.uint8], person: Box, hands: Sequence[Points] = ()) -> tuple[Bag, ...]:
        """Those in a photo [H, W, 3] around the person's box, surest first; raises WeightsError for a damaged file.

        hands: where the person's are, [2] each. What lies at them counts at a lower score, if nothing surer is found.
        """
        x0, y0, x1, y1 = person
        side = round(_AROUND * max(x1 - x0, y1 - y0))
        if side <= 0:
            return ()
        left, top = (x0 + x1 - side) // 2, (y0 + y1 - side) // 2
        net = read_tflite(self._model, "network for bags")
        net.setInput(cv2.dnn.blobFromImage(_square(rgb, left, top, side)))
        scores, boxes = (each[0] for each in net.forward((_SCORES, _BOXES)))
        sure = scores[:, list(_CLASSES)].max(1)
        likely = np.flatnonzero(sure > (_HELD if len(hands) else _SURE))
        likely = likely[np.argsort(-sure[likely], kind="stable")]
        corners = _decoded(boxes[likely].astype(np.float64), _anchors()[likely]) / _SIDE * side
        corners += (left, top, left, top)
        told = [
            Bag(*map(float, (*corner, score))) for corner, score in zip(corners, sure[likely], strict=True)
        ]
        found = tuple(_apart([bag for bag in told if bag.sure > _SURE]))
        around = Bag(float(x0), float(y0), float(x1), float(y1), 1.0)
        if any(bag.common(around) > _SAME for bag in found):
            return found
        most = _COMPACT * (y1 - y0)
        held = [
            bag
            for bag in told
            if bag.sure <= _SURE
            and max(bag.x1 - bag.x0, bag.y1 - bag.y0) < most
            and any(_at(bag, hand) for hand in hands)
        ]
        return (*found, *held[:1])


def _at(bag: Bag, place: Points) -> bool:
    """Whether a place [2] lies in a box or beside it."""
    air = _BESIDE * (bag.x1 - bag.x0), _BESIDE * (bag.y1 - bag.y0)
    low, high = np.array([bag.x0, bag.y0]) - air, np.array([bag.x1, bag.y1]) + air
    return bool(((place > low) & (place < high)).all())


def _apart(bags: list[Bag]) -> list[Bag]:
    """Boxes of one thing each: the surest of those that share most, or one in it that is hardly less sure."""
    found: list[Bag] = []
    for bag in bags:
        same = [other for other in found if bag.common(other) > _SAME]
        if not same:
            found.append(bag)
        elif len(same) == 1 and bag.area < _WITHIN * same[0].area and bag.sure > _HARDLY_LESS * same[0].sure:
            found[found.index(same[0])] = bag
    return found


def _square(rgb: NDArray[np.uint8], left: int, top: int, side: int) -> NDArray[np.uint8]:
    """A square of a photo at the network's size; grey beyond the photo."""
    height, width = rgb.shape[:2]
    out = np.full((side, side, 3), _GREY, np.uint8)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + side, width), min(top + side, height)
    out[y0 - top : y1 - top, x0 - left : x1 - left] = rgb[y0:y1, x0:x1]
    return cv2.resize(out, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def _decoded(boxes: NDArray[np.float64], anchors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners (x0, y0, x1, y1) [n, 4] from offsets (down, across, log height, log width) and anchors (centre, size)."""
    centre = boxes[:, [1, 0]] * anchors[:, 2:] + anchors[:, :2]
    half = np.exp(boxes[:, [3, 2]]) * anchors[:, 2:] / 2
    return np.hstack([centre - half, centre + half])


@cache
def _anchors() -> NDArray[np.float64]:
    """The boxes [n, 4] that the network's answers are relative to: centre x, y, width, height."""
    rows = []
    for level in _LEVELS:
        step = 2**level
        middle = (np.arange(-(-_SIDE // step)) + 0.5) * step
        y, x = np.meshgrid(middle, middle, indexing="ij")
        centres = np.repeat(np.stack([x, y], -1).reshape(-1, 2), len(_BETWEEN) * len(_ASPECTS), axis=0)
        sizes = [
            (_CELLS * step * size * aspect**0.5, _CELLS * step * size / aspect**0.5)
            for size in _BETWEEN
            for aspect in _ASPECTS
        ]
        rows.append(np.hstack([centres, np.tile(sizes, (len(middle) ** 2, 1))]))
    return np.concatenate(rows)
