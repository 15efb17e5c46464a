"""Which layer each photo pixel belongs to: class probabilities brought to photo size along the photo's own edges."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.frame import Frame
from engine.imaging.pixels import Floats
from engine.layers.regions import CLASSES_OF, Region

N_REGIONS = len(Region)
# The filter's coefficients are smooth: they are computed at this longer edge and enlarged.
_COEFFICIENT_EDGE_PX = 420
_REGULARISATION = 1e-3  # squared colour, 0..1
_SHARPNESS = 6


def region_shares(probabilities: Floats, frame: Frame, rgb: NDArray[np.uint8], box: Box) -> Floats:
    """Shares [h, w, 7] of the layers, in the order of `Region`, that sum to 1 at every pixel of a photo box.

    probabilities: [22, H, W] over the model frame. rgb: the box's pixels. The background has no say: that is the
    matte's. Edges follow the photo's (He et al., Guided Image Filtering, 2010), then are sharpened.
    """
    summed = np.stack([probabilities[list(CLASSES_OF[region])].sum(0) for region in Region], -1)
    summed = (summed + 1e-4) / (summed + 1e-4).sum(-1, keepdims=True)
    large = enlarged(summed, frame, box)
    cell_px = frame_cell_px(frame, probabilities.shape[1])
    shares = guided(rgb.astype(np.float32) / 255, large, radius_px=cell_px).clip(0, 1) ** _SHARPNESS
    shares /= shares.sum(-1, keepdims=True) + 1e-9
    return shares.astype(np.float32)


def frame_cell_px(frame: Frame, height: int) -> float:
    """How many photo pixels a pixel of a map of this height over the model frame covers."""
    return 256 / height / frame.scale


def enlarged(maps: Floats, frame: Frame, box: Box) -> Floats:
    """Maps [h, w, C] over the model frame, interpolated at the pixels of a photo box (x0, y0, x1, y1)."""
    matrix = frame.window_of(box, (maps.shape[0], maps.shape[1]))
    size = (box[2] - box[0], box[3] - box[1])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    planes = [
        cv2.warpAffine(np.ascontiguousarray(maps[..., k]), matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        for k in range(maps.shape[2])
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
