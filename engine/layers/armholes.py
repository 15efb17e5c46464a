"""The edge of a sleeveless shirt's armhole, which a raised bare arm goes under.

An arm is drawn before the body; its round end would lie on the shirt.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from engine.imaging.pixels import ramp
from engine.layers.bare_shoulders import bare_beside_cloth
from engine.layers.regions import ARMS, CHAINS, Region
from engine.layers.scene import Scene
from engine.layers.whole import Whole

# In torso lengths: how far from the arm the shirt goes over it, and from the shoulder: not at all, and wholly.
_BESIDE, _REACH = (0.20, 0.12), (0.34, 0.26)


def armhole(scene: Scene, arm: Region, torso: Whole | None) -> Whole | None:
    """What of a whole torso lies before an arm that is bare up to its shoulder, once that is raised; else None."""
    if arm not in ARMS or torso is None or not bare_beside_cloth(scene, arm):
        return None
    x0, y0, x1, y1 = (side - scene.box[k % 2] for k, side in enumerate(torso.box))
    shown = scene.shares[:, y0:y1, x0:x1] * scene.matte[y0:y1, x0:x1]
    root = scene.skeleton.xy[CHAINS[arm].root] - torso.box[:2]
    y, x = np.mgrid[: shown.shape[1], : shown.shape[2]].astype(np.float32)
    away = cv2.distanceTransform((shown[arm] < 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    unit = scene.skeleton.torso
    near = ramp(away / unit, *_BESIDE) * ramp(np.hypot(x - root[0], y - root[1]) / unit, *_REACH)
    share = (near * shown[Region.TORSO]).astype(np.float32)
    return replace(torso, alpha=torso.alpha * share, made=torso.made * share) if share.any() else None
