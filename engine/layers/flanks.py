"""What of the torso's share lies outside its side under an arm: slivers of sleeve, shadows, and the web of an armpit.

Left to the torso they stand out of the flank that comes to light once the arm is raised.
"""

from __future__ import annotations

import cv2
import numpy as np

from engine.imaging.pixels import Floats, disc
from engine.layers.regions import ARMS, CHAINS, RIM_OF, Region
from engine.layers.scene import Scene, give

_REACH = 0.06  # torso lengths beside an arm, within which something is no torso
_FROM, _SOFT = 0.10, 0.05  # torso lengths below the shoulder, and over which it begins
_SLEEVE = (0.3, 0.4)  # along the upper arm: up to there sleeve and shirt are one cloth


def clear_flanks(scene: Scene) -> None:
    """Give arms and their rims what of the torso lies beyond the sides of its trunk, in place."""
    trunk, torso = scene.trunk, scene.skeleton.torso
    if trunk is None:
        return
    middle = float(scene.skeleton.xy[[CHAINS[arm].root for arm in ARMS], 0].mean())
    rows = np.arange(scene.box[1], scene.box[3], dtype=np.float32)[:, None]
    for arm in ARMS:
        if scene.order.index(arm) < scene.order.index(Region.TORSO) or not scene.skeleton.has_limb(arm):
            continue
        root = scene.skeleton.xy[CHAINS[arm].root]
        below = ((rows - root[1]) / torso - _FROM) / _SOFT
        beyond = trunk.beyond(int(root[0] > middle)) * below.clip(0, 1) * _near(scene, arm)
        along = scene.field(arm).whole
        cloth = (1 - (along - _SLEEVE[0]) / (_SLEEVE[1] - _SLEEVE[0])).clip(0, 1)
        give(scene.shares, Region.TORSO, arm, beyond * cloth)
        give(scene.shares, Region.TORSO, RIM_OF[arm], beyond)


def _near(scene: Scene, arm: Region) -> Floats:
    """1 near an arm or its rim, [h, w]."""
    own = (scene.shares[arm] + scene.shares[RIM_OF[arm]]) * scene.matte > 0.5
    reach = disc(max(3, round(_REACH * scene.skeleton.torso)))
    return cv2.dilate(own.astype(np.uint8), reach).astype(np.float32)
