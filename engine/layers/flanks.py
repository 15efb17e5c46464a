"""What of the torso's share lies outside its side under an arm: slivers of sleeve, shadows, and the web of an armpit.

Left to the torso they stand out of the flank that comes to light once the arm is raised.
"""

from __future__ import annotations

import numpy as np

from engine.layers.outline import CLOTH
from engine.layers.regions import ARMS, CHAINS, RIM_OF, Region
from engine.layers.scene import Scene, give

_REACH = 0.06  # torso lengths beside an arm, within which something is no torso
_FROM, _SOFT = 0.10, 0.05  # torso lengths below the shoulder, and over which it begins
_SLEEVE = (0.3, 0.4)  # along the upper arm: up to there sleeve and shirt are one cloth


def clear_flanks(scene: Scene) -> None:
    """Give arms and their rims what of the torso lies beyond the sides of its trunk, in place."""
    torso = scene.skeleton.torso
    middle = float(scene.skeleton.xy[[CHAINS[arm].root for arm in ARMS], 0].mean())
    for arm in ARMS:
        window = scene.window(arm)
        if window is None:
            continue
        near, root = scene.part(window), scene.skeleton.xy[CHAINS[arm].root]
        if near.trunk is None or not scene.skeleton.has_limb(arm):
            continue
        rows = np.arange(window[1], window[3], dtype=np.float32)[:, None]
        # Before an arm the torso ends where it is seen to, but for where sleeve and it are one cloth.
        behind = scene.order.index(arm) < scene.order.index(Region.TORSO)
        below = (((rows - root[1]) / torso - (CLOTH if behind else _FROM)) / _SOFT).clip(0, 1)
        beside = near.around((near.shares[arm] + near.shares[RIM_OF[arm]]) * near.matte, _REACH)
        beyond = near.trunk.beyond(int(root[0] > middle)) * below * beside
        if not (beyond * near.shares[Region.TORSO]).any():
            continue
        cloth = (1 - (near.field(arm).whole - _SLEEVE[0]) / (_SLEEVE[1] - _SLEEVE[0])).clip(0, 1)
        give(near.shares, Region.TORSO, arm, beyond * cloth)
        give(near.shares, Region.TORSO, RIM_OF[arm], beyond)
