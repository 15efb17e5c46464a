"""Where a layer goes on under what lies over it in the photo: as far as its own outline, and a seam."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc
from engine.layers.regions import LEGS, LIMBS, Region
from engine.layers.scene import Scene
from engine.layers.trunk import without_slivers

SEAM_PX: Final = 3
_SOLID = 0.5


def covered(near: Scene, region: Region, visible: Floats, whole_shape: Floats) -> tuple[Floats, Floats]:
    """Alpha of the whole layer, and how much of it the photo does not show; whole_shape: its outline filled."""
    over = near.above(region) * near.matte
    hidden = np.maximum(whole_shape * over, 0)
    # Under the rim of what lies over it the layer goes on, else a hairline of plate would show when that moves.
    side = 2 * SEAM_PX + 1
    seam = cv2.dilate((visible > 0.5).astype(np.uint8), np.ones((side, side), np.uint8)) * over
    if region in LIMBS or region is Region.TORSO:
        # But no farther than its own outline: what lay over its edge would leave a rag there.
        seam = seam * cv2.dilate((whole_shape > 0.5).astype(np.uint8), disc(1))
    hidden = np.maximum(hidden, seam)
    if region is Region.TORSO:
        hidden = np.maximum(hidden, enclosed(visible + hidden > _SOLID) * over)
    if region in (Region.TORSO, *LEGS):
        # Hips are the torso's down to where thighs begin: a strip of leg beside them is no sliver.
        body = visible + near.shares[Region.TORSO] * near.matte if region in LEGS else visible
        hidden = without_slivers(body, hidden, near.skeleton.torso)
    alpha = np.minimum(visible + hidden, 1)
    return alpha.astype(np.float32), (alpha - visible).clip(0, 1).astype(np.float32)


def enclosed(solid: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Holes [h, w] in what is solid: whatever its outline says, a body that is there all around goes on within."""
    air = cv2.copyMakeBorder((~solid).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=1)
    _, pieces = cv2.connectedComponents(air, connectivity=4)
    return np.asarray((pieces > 0) & (pieces != pieces[0, 0]))[1:-1, 1:-1]
