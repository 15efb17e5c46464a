"""Cuts a person out of a photo: U^2-Net's matte gated by the pose network's mask, its rim sharpened.

Source: X. Qin et al., "U^2-Net" (Pattern Recognition 2020, arXiv 2005.09007), its small variant.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc, grown, ramp, shrunk, spread, widened
from engine.runtime.checksums import check_sum
from engine.source.closer import FINE, closer_looks, looked_closer
from engine.source.detect import Detection
from engine.source.edges import sharpened
from engine.source.square import SIDE, Square
from engine.system.errors import WeightsError
from engine.system.giving_way import give_way

_FAINT, _SCRAP = 0.05, 0.0015  # of a matte, and of the person: specks apart from it
_MARGIN = 0.08  # of the person's longer side, left around the box
_MEAN, _SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class Matting:
    """Loads its network for each photo: that takes 50 ms, and it would hold 260 MB for good."""

    def __init__(self, model: Path) -> None:
        self._model = model

    def matte(self, rgb: NDArray[np.uint8], detection: Detection) -> Floats:
        """How much of each pixel of `rgb` [H, W, 3] belongs to the detected person: [H, W] in 0..1."""
        square, net = _square(detection.box), self._loaded()

        def ask(part: Square) -> Floats:
            return _answer(net, part.seen(rgb, cv2.BORDER_REPLICATE))

        rough = ask(square)
        gate = square.seen(detection.mask, cv2.BORDER_CONSTANT)
        give_way()
        person = _gated(rough, gate)
        looks = closer_looks(detection.box)
        if looks:
            mask = square.seen(detection.mask, cv2.BORDER_CONSTANT, count=FINE)
            person = looked_closer(person, mask, square, looks, ask)
        size = (rgb.shape[1], rgb.shape[0])
        rows, columns = square.around(person > 0.02, size)
        out = np.zeros(rgb.shape[:2], np.float32)
        if rows.stop > rows.start and columns.stop > columns.start:
            give_way()
            big = square.placed(person, rows, columns)
            give_way()
            sure, scale = detection.mask[rows, columns], min(part.side for part in (square, *looks)) / SIDE
            out[rows, columns] = sharpened(rgb[rows, columns], big, sure, scale=scale)
        return out

    def _loaded(self) -> cv2.dnn.Net:
        if not self._model.is_file():
            raise WeightsError(
                f"The matting network {self._model.name} is missing; put it back into weights."
            )
        check_sum(self._model)
        try:
            return cv2.dnn.readNetFromONNX(str(self._model))
        except cv2.error as error:
            raise WeightsError(
                f"The matting network {self._model.name} is damaged; put back a fresh copy."
            ) from error


def _answer(net: cv2.dnn.Net, small: NDArray[np.uint8]) -> Floats:
    """What the network says of a picture [320, 320, 3]: [320, 320] in 0..1."""
    scaled = small.astype(np.float32) / max(int(small.max()), 1)
    give_way()
    net.setInput(cv2.dnn.blobFromImage(((scaled - _MEAN) / _SPREAD).astype(np.float32)))
    return np.asarray(net.forward(net.getUnconnectedOutLayersNames()[0])[0, 0], dtype=np.float32)


def _square(box: tuple[float, float, float, float]) -> Square:
    x0, y0, x1, y1 = box
    side = max(round(max(x1 - x0, y1 - y0) * (1 + 2 * _MARGIN)), 8)
    return Square(round((x0 + x1 - side) / 2), round((y0 + y1 - side) / 2), side)


def network_scale(box: tuple[float, float, float, float]) -> float:
    """How many photo pixels are one of the network's for a person in a box (x0, y0, x1, y1)."""
    return _square(box).side / SIDE


def _gated(rough: Floats, gate: Floats) -> Floats:
    """The network's matte inside a widened gate, filled where the gate is sure; both [320, 320]."""
    reach = cv2.dilate((gate > 0.35).astype(np.uint8), disc(7))
    core = cv2.erode((gate > 0.85).astype(np.uint8), disc(4))
    kept = _touching(rough > 0.5, core) | (reach > 0)
    allowed = cv2.GaussianBlur((kept & (reach > 0)).astype(np.float32), (0, 0), 1.5)
    return np.maximum(rough * allowed, cv2.GaussianBlur(core.astype(np.float32), (0, 0), 1.0))


def _touching(shape: NDArray[np.bool_], seed: NDArray[np.uint8]) -> NDArray[np.bool_]:
    _, labels = cv2.connectedComponents(shape.astype(np.uint8))
    return np.isin(labels, np.unique(labels[(seed > 0) & shape])) & shape


def without_scraps(matte: Floats) -> Floats:
    """A matte [H, W] without the specks that lie apart from the person: a lamp far behind, a gap in a fence."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats((matte > _FAINT).astype(np.uint8))
    areas = stats[1:, cv2.CC_STAT_AREA]
    small = np.append(False, areas < _SCRAP * areas.max(initial=0))
    return np.where(small[labels], 0, matte).astype(np.float32) if small.any() else matte


def clean_colours(rgb: NDArray[np.uint8], matte: Floats) -> NDArray[np.uint8]:
    """`rgb` [H, W, 3] with the background's colour taken out of the soft rim of `matte` [H, W].

    Equal to `rgb` two pixels inside the solid part; just outside the person its nearest colours continue.
    """
    out = rgb.copy()
    x, y, w, h = cv2.boundingRect((matte > 0).astype(np.uint8))
    if w and h:
        air = 12
        rows, columns = slice(max(y - air, 0), y + h + air), slice(max(x - air, 0), x + w + air)
        out[rows, columns] = _without_background(rgb[rows, columns], matte[rows, columns])
    return out


def _without_background(rgb: NDArray[np.uint8], matte: Floats) -> NDArray[np.uint8]:
    h, w = matte.shape
    size = (max(w // 2, 1), max(h // 2, 1))
    inside = cv2.erode((matte > 0.97).astype(np.uint8), disc(2))
    solid = inside.astype(np.float32)
    photo = rgb.astype(np.float32)
    half, half_solid = shrunk(photo, size), (shrunk(solid, size) > 0.99).astype(np.float32)
    empty = (shrunk(matte, size) < 0.005).astype(np.float32)
    person, background = grown(spread(half, half_solid), matte), grown(spread(half, empty), matte)
    unmixed = (background + (photo - background) / np.maximum(matte, 0.3)[..., None]).clip(0, 255)
    rim = person + 0.7 * ramp(matte, 0.5, 1.0)[..., None] * (unmixed - person)
    # Wide soft areas are doubts of the matte, not rims; their colours are their own.
    near = widened(inside > 0, 5 + max(h, w) // 200)
    reach = cv2.blur(near.astype(np.float32), (5, 5))[..., None]
    rim = photo + reach * (rim - photo)
    return np.where(solid[..., None] > 0, photo, rim).round().clip(0, 255).astype(np.uint8)
