"""The colours of what is held or carried: its own up to its edge, straps and poles too, and the nearest beyond them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, nearest, widened
from engine.layers.regions import Region
from engine.layers.scene import Scene

_SHARE, _MATTE = 0.5, 0.8  # of the thing and of the person, from where colours are its own
_RIM_TORSO = 0.009  # torso lengths beside other layers, whose colours are mixed into its own
_BLURRED_PX = 3


def things_own(near: Scene) -> NDArray[np.bool_]:
    """Where colours [h, w] are a thing's: off what lies beside it, but for a line where all is rim, as of straps."""
    own = near.shares[Region.THING] > _SHARE
    beside, own = ~own & (near.matte > _SHARE), own & (near.matte > _MATTE)
    rim = max(2, round(_RIM_TORSO * near.skeleton.torso))
    inner = own & ~widened(beside, rim)
    return np.asarray(inner | own & ~widened(beside, 1) & ~widened(inner, 2 * rim))


def rim_of_thing(rgb: NDArray[np.uint8], known: NDArray[np.bool_]) -> Floats:
    """Colours [h, w, 3] where a thing's are `known` [h, w], elsewhere the nearest of them.

    Only its rim is lacking; mirrored, as other layers go on, the grain of straps would make specks of it.
    """
    colours, _ = nearest(rgb.astype(np.float32), known)
    return cv2.blur(colours, (_BLURRED_PX, _BLURRED_PX)).astype(np.float32, copy=False)
