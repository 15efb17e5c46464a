"""Which layer each photo pixel belongs to: class probabilities brought to photo size along the photo's own edges."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.frame import HEIGHT, Frame
from engine.imaging.pixels import Floats
from engine.layers.local_colours import by_colour
from engine.layers.regions import CLASSES_OF

_COEFFICIENT_EDGE_PX = 420  # the filter's coefficients are smooth: this longer edge is enough
_REGULARISATION = 1e-3  # squared colour, 0..1
_SHARPNESS = 6
_SPECK_CELLS = 6.0


def region_shares(
    probabilities: Floats, frame: Frame, rgb: NDArray[np.uint8], matte: Floats, box: Box
) -> Floats:
    """Shares [7, h, w] of the layers, in the order of `Region`, that sum to 1 at every pixel.

    probabilities: [22, H, W] over the model frame. rgb, matte: [h, w] of a photo box at any size. The background has no
    say: that is the matte's. Edges follow the photo's (He et al., Guided Image Filtering, 2010), and near them every
    pixel goes to the layer whose colours around there it has.
    """
    summed = np.stack([probabilities[list(CLASSES_OF[region])].sum(0) for region in CLASSES_OF], -1)
    summed = (summed + 1e-4) / (summed + 1e-4).sum(-1, keepdims=True)
    height, width = matte.shape
    large = over_box(summed, frame, box, (width, height))
    cell_px = HEIGHT / probabilities.shape[1] / frame.scale * height / (box[3] - box[1])
    shares = _sharpened(guided(rgb.astype(np.float32) / 255, large, radius_px=cell_px), _SHARPNESS)
    told = _without_specks(by_colour(shares, rgb, matte, cell_px), matte, cell_px)
    return np.ascontiguousarray(np.moveaxis(told, -1, 0))


def _without_specks(shares: Floats, matte: Floats, cell_px: float) -> Floats:
    """Pieces of a layer of less than a few cells go to what lies around them."""
    out = shares.copy()
    label = shares.argmax(-1)
    for k in range(shares.shape[2]):
        count, pieces, stats, _ = cv2.connectedComponentsWithStats(
            ((label == k) & (matte > 0.3)).astype(np.uint8)
        )
        small = np.flatnonzero(stats[:, cv2.CC_STAT_AREA] < _SPECK_CELLS * cell_px**2)
        specks = np.isin(pieces, small[small > 0]) if count > 1 else np.zeros(label.shape, bool)
        out[..., k] *= 1 - cv2.dilate(specks.astype(np.float32), np.ones((3, 3), np.uint8))
    total = out.sum(-1, keepdims=True)
    around = cv2.blur(shares[..., :4], (9, 9)), cv2.blur(shares[..., 4:], (9, 9))
    return np.where(total > 0.3, out / np.maximum(total, 1e-6), np.dstack(around)).astype(np.float32)


def _sharpened(shares: Floats, power: int) -> Floats:
    sharp = shares.clip(0, 1) ** power
    return (sharp / (sharp.sum(-1, keepdims=True) + 1e-9)).astype(np.float32)


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


def guided(guide: Floats, maps: Floats, *, radius_px: float) -> Floats:
    """Maps [h, w, C] filtered along the edges of a guide [h, w, 3] in 0..1."""
    height, width = guide.shape[:2]
    factor = min(1.0, _COEFFICIENT_EDGE_PX / max(height, width))
    size = (max(8, round(width * factor)), max(8, round(height * factor)))
    side = 2 * max(2, round(radius_px * factor)) + 1
    small = cv2.resize(guide, size, interpolation=cv2.INTER_AREA)
    mean = cv2.blur(small, (side, side))
    inverse = _inverse_covariance(small, mean, side)
    out = np.empty_like(maps)
    for k in range(maps.shape[2]):
        wanted = cv2.resize(np.ascontiguousarray(maps[..., k]), size, interpolation=cv2.INTER_AREA)
        average = cv2.blur(wanted, (side, side))
        together = cv2.blur(small * wanted[..., None], (side, side)) - mean * average[..., None]
        slope = (inverse @ together[..., None])[..., 0]
        offset = average - (slope * mean).sum(-1)
        line = cv2.blur(np.dstack([slope, offset]), (side, side))
        line = cv2.resize(line, (width, height), interpolation=cv2.INTER_LINEAR)
        out[..., k] = (line[..., :3] * guide).sum(-1) + line[..., 3]
    return out


def _inverse_covariance(guide: Floats, mean: Floats, side: int) -> Floats:
    covariance = np.empty((*guide.shape[:2], 3, 3), np.float32)
    for i in range(3):
        for j in range(i, 3):
            both = cv2.blur(guide[..., i] * guide[..., j], (side, side)) - mean[..., i] * mean[..., j]
            covariance[..., i, j] = covariance[..., j, i] = both
    inverse: Floats = np.linalg.inv(covariance + _REGULARISATION * np.eye(3, dtype=np.float32))
    return inverse
