"""Smooth lines where a layer was cut out of the person: parsing leaves teeth there, and a moved limb shows them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from engine.imaging.pixels import Floats, disc
from engine.layers.completion import Whole

_SMOOTHED_TORSO = 0.014  # torso lengths: teeth finer than about twice that go
_EDGE_PX = 1.5
# The person's own outline is the matte's, to the pixel: within this many pixels of it nothing is smoothed.
_OUTLINE_PX = 3
_INNER_FROM, _INNER_TO = 0.90, 0.99


def with_smooth_cuts(whole: Whole, matte: Floats, torso_px: float) -> Whole:
    """A layer whose edges inside of the person are smooth; matte: [h, w] over the layer's box."""
    sigma = max(1.0, _SMOOTHED_TORSO * torso_px)
    soft = cv2.GaussianBlur(whole.alpha, (0, 0), sigma)
    # A blurred straight edge rises by 1 over 2.5 sigma: steepened, it rises over `_EDGE_PX`.
    line = ((soft - 0.5) * (2.5 * sigma / _EDGE_PX) + 0.5).clip(0, 1)
    inner = (cv2.erode(matte, disc(_OUTLINE_PX)) - _INNER_FROM) / (_INNER_TO - _INNER_FROM)
    alpha = whole.alpha + (line - whole.alpha) * cv2.blur(inner.clip(0, 1).astype(np.float32), (3, 3))
    return replace(whole, alpha=alpha.astype(np.float32), made=np.minimum(whole.made, alpha))
