"""Which layer each photo pixel belongs to: class probabilities brought to photo size along the photo's own edges."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.frame import Frame
from engine.imaging.pixels import Floats
from engine.imaging.smoothing import smoothed
from engine.layers import carried
from engine.layers.colour_models import weighed_by_colour
from engine.layers.feet_told import tell_feet
from engine.layers.hair import tell_hair
from engine.layers.hands import on_grid, tell_hands
from engine.layers.reading import Reading
from engine.layers.regions import CLASSES_OF
from engine.layers.said import UNSAID
from engine.layers.skeleton import Skeleton
from engine.layers.sticks import tell_sticks
from engine.pose import layer_classes as c

_LEAST = 1e-3
# At a longer edge of so many pixels: how much neighbours of one colour are to be one layer, and which colours are one.
_EDGE_PX, _STRENGTH, _LEVELS = 720, 500.0, 3.0
_CONFIDENCE, _SHARPNESS = 2, 6
_FLESH = (c.RIGHT_HAND, c.LEFT_HAND, c.HEAD)
_SAID_CONFIDENCE = (
    20.0  # of what a person painted: neighbours of one colour follow it, whatever was read of them
)


def region_shares(
    reading: Reading,
    frame: Frame,
    rgb: NDArray[np.uint8],
    matte: Floats,
    box: Box,
    skeleton: Skeleton,
    said: NDArray[np.uint8] | None = None,
) -> Floats:
    """Shares [7, h, w] of the layers, in the order of `Region`, that sum to 1 at every pixel.

    rgb, matte: [h, w] of a photo box at any size, which the skeleton is on. The background has no say: that is the
    matte's. Edges follow the photo's, see `engine.imaging.smoothing`. said: [h, w] layers that were
    painted, see `engine.layers.said`; what looks like them beside them follows.
    """
    height, width = matte.shape
    large = likely_layers(reading, frame, box, (width, height))
    large /= large.sum(-1, keepdims=True)
    read = np.dstack([reading.shown[c.HAIR], reading.shown[list(_FLESH)].sum(0)])
    hair, flesh = np.moveaxis(over_box(read, frame, box, (width, height)), -1, 0)
    carried.tell_bags(large, carried.on_grid(reading.bags, box, (width, height)), rgb, matte, flesh)
    tell_hair(large, hair, flesh, rgb, matte, skeleton)
    large = weighed_by_colour(large, rgb, matte, skeleton.torso)
    tell_hands(large, on_grid(reading.hands, box, (width, height)), rgb, matte)
    sure = large.max(-1) ** _CONFIDENCE * matte
    tell_feet(large, sure, on_grid(reading.feet, box, (width, height)), skeleton.torso)
    if said is not None:
        painted = said != UNSAID
        large[painted] = np.eye(large.shape[-1], dtype=np.float32)[said[painted]]
        sure[painted] = _SAID_CONFIDENCE
    told = smoothed(
        large,
        sure,
        rgb,
        strength=_STRENGTH * (max(height, width) / _EDGE_PX) ** 2,
        levels=_LEVELS,
    )
    sharp = told.clip(0, 1) ** _SHARPNESS
    shares = np.ascontiguousarray(np.moveaxis(sharp / (sharp.sum(-1, keepdims=True) + 1e-9), -1, 0))
    if said is None:
        tell_sticks(shares, matte, skeleton)
    return shares


def likely_layers(reading: Reading, frame: Frame, box: Box, size: tuple[int, int]) -> Floats:
    """What was read of each layer [h, w, 7] over a photo box at `size` (width, height), above 0; need not sum to 1."""
    read = np.stack([reading.shown[list(classes)].sum(0) for classes in CLASSES_OF.values()], -1)
    return over_box(read, frame, box, size) + np.float32(_LEAST)


def over_box(maps: Floats, frame: Frame, box: Box, size: tuple[int, int]) -> Floats:
    """Maps [h, w, C] over the model frame, interpolated over a photo box (x0, y0, x1, y1) at `size` (width, height)."""
    matrix = frame.window_of(box, (maps.shape[0], maps.shape[1]))
    steps = np.array([(box[2] - box[0]) / size[0], (box[3] - box[1]) / size[1]])
    # Pixel centres are whole numbers in both, so half a pixel is taken along.
    matrix[:, 2] += matrix[[0, 1], [0, 1]] * (steps / 2 - 0.5)
    matrix[[0, 1], [0, 1]] *= steps
    flags, edge = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP, cv2.BORDER_REPLICATE
    planes = [
        cv2.warpAffine(np.ascontiguousarray(plane), matrix, size, flags=flags, borderMode=edge)
        for plane in np.moveaxis(maps, -1, 0)
    ]
    return np.dstack(planes).astype(np.float32).clip(0, 1)
