"""Colours of a torso or a leg under what lies over it: pieces of what shows of it, copied from as near as they fit."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.patches.correspondence import COARSEST_PX, Way, correspondence
from engine.imaging.patches.transfer import transferred
from engine.imaging.pixels import Floats, shrunk, spread
from engine.layers.levelled import levelled

Mask = NDArray[np.bool_]

_CHOSEN_PX = 360  # the longer side at which pieces are chosen; they are copied at the photo's own size
# The same where a layer has panels, and begun at: on fewer, narrow ones have no whole patch, and others' cloth fills
# them.
_PANELS_PX = 300
_BLENDED_PX = 540  # and at which their seams are
_ALONG, _ACROSS = 30.0, 8.0  # hems and waistbands lie across a layer's axis and go on at their height
_NEEDED, _WHOLE = 0.3, 0.95  # share of a cell that makes it a hole, or a source


def pieced(
    rgb: NDArray[np.uint8], known: Mask, wanted: Mask, *, upright: bool, panels: bool
) -> Floats | None:
    """`rgb` [h, w, 3] with what is `wanted` [h, w] made of pieces of what is `known`; None where too little is.

    upright: the layer's axis runs down the picture, not across. panels: it is of several cloths beside each other, as
    the torso is; then pieces are begun on the finest level, from the nearest ones.
    """
    hole = wanted & ~known
    if not hole.any():
        return rgb.astype(np.float32)
    level = levelled(rgb, known, hole) if panels else None
    if level is None:
        return _pieced(rgb, known, hole, upright=upright, panels=panels)
    shows, asked = (level.laid(mask.astype(np.uint8), sharp=True) > 0 for mask in (known, hole))
    made = _pieced(level.laid(rgb), shows, asked, upright=upright, panels=panels)
    return None if made is None else np.where(hole[..., None], level.unlaid(made), rgb).astype(np.float32)


def _pieced(rgb: NDArray[np.uint8], known: Mask, hole: Mask, *, upright: bool, panels: bool) -> Floats | None:
    height, width = known.shape
    scale = min(1.0, (_PANELS_PX if panels else _CHOSEN_PX) / max(height, width))
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    share = shrunk(known.astype(np.float32), size)
    if not (share > _WHOLE).any():
        return None
    masked = rgb.astype(np.float32) * known[..., None]
    mean = shrunk(masked, size) / np.maximum(share, 1e-3)[..., None]
    # What is neither known nor wanted lies beside the layer: its rim goes on there, so that patches agree with it.
    soft = spread(mean, (share > _WHOLE).astype(np.float32))
    filled = np.where((share > _WHOLE)[..., None], mean, soft)
    asked = shrunk(hole.astype(np.float32), size) > _NEEDED
    way = Way(_ALONG, _ACROSS) if upright else Way(_ACROSS, _ALONG)
    found = correspondence(
        filled.clip(0, 255).astype(np.uint8),
        asked,
        (share <= _WHOLE) & ~asked,
        way,
        coarsest_px=_PANELS_PX if panels else COARSEST_PX,
        from_near=panels,
    )
    if found is None:
        return None
    beside = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR).clip(0, 255).astype(np.uint8)
    return transferred(np.where((known | hole)[..., None], rgb, beside), hole, found, blended_px=_BLENDED_PX)
