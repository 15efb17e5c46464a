"""Near the edge between two layers, each pixel goes to the one whose colours around there it has."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats

_DOUBT_CELLS = 1.3  # a label may be off by so many cells of the parsing
_AROUND_CELLS = 4.0  # how far around a layer's colours are looked up
_LEAST_SEEN = 0.01  # of that surrounding a layer must fill before its colours say anything
_NOISE = 12.0  # levels by which colours of one cloth differ at least
_ANY = 45.0  # levels: the spread of a layer whose colours are not known there
_PRIOR, _COLOUR = (
    0.6,
    0.35,
)  # weights: neighbouring pixels say the same, so a colour is worth less than one sample
_LEAST_PRIOR = 2e-3
_MOST_ODDS = 12.0
_CANDIDATE = 0.3  # the share a layer must have somewhere within a label's doubt
_NEVER = -1e3


def by_colour(shares: Floats, rgb: NDArray[np.uint8], matte: Floats, cell_px: float) -> Floats:
    """Shares [h, w, C] decided anew by colour, rgb [h, w, 3], near the edges between layers.

    cell_px: pixels that a cell of the parsing covers. Each layer's colours around a pixel are taken for a Gaussian,
    from pixels that are surely its own.
    """
    label = shares.argmax(-1).astype(np.uint8)
    reach = max(2, round(_DOUBT_CELLS * cell_px))
    doubt = _near_edges(label, matte, reach)
    side = 2 * max(3, round(_AROUND_CELLS * cell_px)) + 1
    colours = rgb.astype(np.float32)
    scores = np.empty_like(shares)
    for k in range(shares.shape[2]):
        sure = ((label == k) & ~doubt & (matte > 0.9)).astype(np.float32)
        near = cv2.dilate(shares[..., k], np.ones((reach, reach), np.uint8))
        told = _PRIOR * np.log(shares[..., k] + _LEAST_PRIOR) + _COLOUR * _likelihood(colours, sure, side)
        # What the parsing does not see anywhere near is no candidate, whatever its colour.
        scores[..., k] = np.where(near > _CANDIDATE, told, _NEVER)
    scores = np.dstack([cv2.blur(scores[..., :4], (5, 5)), cv2.blur(scores[..., 4:], (5, 5))])
    odds = np.exp(np.maximum(scores - scores.max(-1, keepdims=True), -_MOST_ODDS))
    told = odds / odds.sum(-1, keepdims=True)
    blend = cv2.blur(doubt.astype(np.float32), (5, 5))[..., None]
    return (shares + (told - shares) * blend).astype(np.float32)


def _near_edges(label: NDArray[np.uint8], matte: Floats, reach: int) -> NDArray[np.bool_]:
    """Where the person's labels change within `reach` pixels."""
    person = (matte > 0.5).astype(np.uint8)
    box = np.ones((3, 3), np.uint8)
    # The background is no neighbour: its place is taken by the largest label around.
    low = cv2.erode(np.where(person > 0, label, 255).astype(np.uint8), box)
    high = cv2.dilate(np.where(person > 0, label, 0).astype(np.uint8), box)
    edge = ((low < high) & (person > 0)).astype(np.uint8)
    return cv2.dilate(edge, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) > 0


def _likelihood(colours: Floats, sure: Floats, side: int) -> Floats:
    """The log likelihood [h, w] of each pixel's colour under those of the sure pixels around it."""
    weight = cv2.blur(sure, (side, side))
    total = np.maximum(weight, 1e-4)[..., None]
    mean = cv2.blur(colours * sure[..., None], (side, side)) / total
    square = cv2.blur(colours * colours * sure[..., None], (side, side)) / total
    spread = (square - mean * mean).mean(-1).clip(0, None) + _NOISE**2
    told = -((colours - mean) ** 2).sum(-1) / (2 * spread) - 1.5 * np.log(spread)
    unknown = -1.5 * np.log(_ANY**2) - 1.0
    return np.where(weight > _LEAST_SEEN, np.maximum(told, unknown - _MOST_ODDS), unknown).astype(np.float32)
