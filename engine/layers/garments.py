"""Which garments a layer shows, told by their colours."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, shrunk, square_norm, widened

Mask = NDArray[np.bool_]

LEAST = 500  # pixels that make a garment
_RARE = 0.03  # and share of a layer's
_LABELLED_PX = 540  # the longer side at which garments are told apart
_EDGE = 0.012  # torso lengths beside where garments meet
_SPECK = 0.04  # the same: what is narrower is no garment
_COLOURS = 5  # that a layer is told by
_APART = 60.0  # levels between two that are two garments, however they are lit
_SAMPLES = 6000


def garments_of(made: Floats, known: Mask) -> list[Floats] | None:
    """The colours [k, 3] of each garment; None where too little shows."""
    pixels = made[known]
    if len(pixels) < LEAST:
        return None
    sample = np.ascontiguousarray(pixels[:: max(1, len(pixels) // _SAMPLES)], np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 1.0)
    cv2.setRNGSeed(1)
    _, label, found = cv2.kmeans(sample, _COLOURS, np.empty(0, np.int32), criteria, 1, cv2.KMEANS_PP_CENTERS)
    found = found[np.bincount(label[:, 0], minlength=_COLOURS) > _RARE * len(sample)]
    groups: list[list[Floats]] = []
    for colour in found[np.argsort(found.sum(1))]:
        near = [g for g in groups if min(float(np.linalg.norm(colour - other)) for other in g) < _APART]
        groups = [g for g in groups if not any(g is n for n in near)]
        groups.append([colour, *(other for g in near for other in g)])
    return [np.stack(group) for group in groups]


def labelled(made: Floats, garments: list[Floats], torso_px: float) -> tuple[NDArray[np.intp], Mask]:
    """Each pixel's garment [h, w], without specks, and what lies beside where two meet."""
    if len(garments) == 1:
        return np.zeros(made.shape[:2], np.intp), np.zeros(made.shape[:2], bool)
    height, width = made.shape[:2]
    scale = min(1.0, _LABELLED_PX / max(height, width))
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = shrunk(made, size)
    far = np.stack([np.min([square_norm(small - c) for c in garment], 0) for garment in garments])
    side = 2 * max(1, round(_SPECK * torso_px * scale / 2)) + 1
    votes = np.stack([cv2.blur(plane, (side, side)) for plane in (far == far.min(0)).astype(np.float32)])
    found = cv2.resize(votes.argmax(0).astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    around = np.ones((3, 3), np.uint8)
    meet = cv2.dilate(found, around) != cv2.erode(found, around)
    return found.astype(np.intp), widened(meet, max(1, round(_EDGE * torso_px)))
