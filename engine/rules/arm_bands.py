"""Forearms with their hands cut out of the body they lie on, at photo size: the part map alone is ten pixels coarse."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.bands import FOREARM, Band, box_around, cut_out
from engine.imaging.boxes import Box
from engine.imaging.frame import HEIGHT, Frame
from engine.imaging.pictures import Pictures
from engine.imaging.pixels import mean_around, nearest

Floats = NDArray[np.float32]
# Around the rim of the part map, this many of its pixels to both sides, colours decide.
_RING = 1.25
# Arm and what is beside it must differ by this (0..255, over three channels): nothing up to the first, all from there.
_DIFFER = (35.0, 80.0)
# Colours farther away than this many rings say nothing about a pixel.
_FAR = 2.5
_STEEP = 1.6
# From what share on the map is looked at for where an arm lies, and how many of its pixels more are taken around.
_SOME, _MARGIN = 0.3, 4


def arm_bands(pictures: Pictures, arms: Floats, frame: Frame) -> dict[int, Band]:
    """Bands of the forearms that the photo shows.

    What the part map takes for an arm's rim is partly what the arm lies on. A hand before a black sleeve, carried over
    light trousers, kept a black outline. In its own band it has its own colours there, and a matte of its own.

    arms: [h, w, 2] where the photo shows the two forearms, 0..1 over the model frame; frame: in pixels of these
    pictures.
    """
    bands = {}
    for number in range(arms.shape[-1]):
        shown = np.ascontiguousarray(arms[..., number])
        box = box_around(shown > _SOME, _MARGIN, frame, pictures.cutout.shape[1])
        if box is not None:
            bands[FOREARM + number] = Band(box, _cut(pictures.cutout, shown, frame, box))
    return bands


def _cut(cutout: NDArray[np.uint8], shown: Floats, frame: Frame, box: Box) -> NDArray[np.uint8]:
    """The cutout within a box, [h, w, 4], with one arm's own matte and colours along its rim."""
    found = cut_out(cutout, box)
    size = (found.shape[1], found.shape[0])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    arm = cv2.warpAffine(shown, frame.window_of(box, shown.shape), size, flags=flags) > 0.5
    person = found[..., 3] > 127
    ring = _RING * HEIGHT / shown.shape[0] / frame.scale
    inner = (arm & person) & (_distance(arm) > ring)
    outer = (~arm & person) & (_distance(~arm) > ring)
    if not inner.any() or not outer.any():
        return found
    colours = found[..., :3].astype(np.float32)
    side = 2 * int(ring / 2) + 1
    (own, own_far), (other, other_far) = (
        nearest(mean_around(colours, where.astype(np.float32), (side, side)), where)
        for where in (inner, outer)
    )
    apart = own - other
    square = np.square(apart).sum(-1)
    share = ((colours - other) * apart).sum(-1) / np.maximum(square, 1.0)
    share = np.clip((share - 0.5) * _STEEP + 0.5, 0, 1)
    told = np.clip((np.sqrt(square) - _DIFFER[0]) / (_DIFFER[1] - _DIFFER[0]), 0, 1)
    told *= np.clip(3 - np.maximum(own_far, other_far) / (_FAR * ring) * 2, 0, 1) * ~inner * ~outer
    kept = 1 - told * (1 - share)
    found[..., :3] = own + (colours - own) * kept[..., None] + 0.5
    found[..., 3] = found[..., 3] * kept + 0.5
    return found


def _distance(inside: NDArray[np.bool_]) -> Floats:
    """How deep pixels lie inside, in pixels."""
    deep: Floats = cv2.distanceTransform(inside.astype(np.uint8), cv2.DIST_L2, 3)
    return deep
