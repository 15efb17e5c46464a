"""Legs under a skirt or coat: no wider than they push its cloth, and without the fringe of its hem."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.layers.colours import continued
from engine.layers.limb import LimbField
from engine.layers.regions import HALF_WIDTHS, Region
from engine.layers.scene import Scene
from engine.layers.widths import width_at, without_bumps

# Torso lengths below a hem where a leg is as wide as below that, and by how much and how many pixels it may be wider.
_BELOW, _ABOUT, _SOFT_PX = 0.1, 1.1, 4


def below_hem(near: Scene, field: LimbField, visible: Floats, sides: NDArray[np.float64]) -> Floats:
    """What shows of a leg [h, w] without what sticks out right below a hem; sides: its half widths, see `Widths`."""
    half = width_at(field, without_bumps(sides))
    below = near.around(near.shares[Region.TORSO] * near.matte, _BELOW)
    beside = np.abs(field.across) > _ABOUT * half + _SOFT_PX
    return np.where(below & beside, 0, visible).astype(np.float32)


def hidden_width(near: Scene, leg: Region, half: Floats) -> Floats:
    """The half width [h, w] of what cloth hides of a leg: as far out as `with_thigh` takes that cloth along."""
    return np.minimum(half, np.float32(HALF_WIDTHS[leg][1] * near.skeleton.torso))


def continued_up(
    rgb: NDArray[np.uint8],
    known: NDArray[np.bool_],
    wanted: NDArray[np.bool_],
    foot: Floats,
    *,
    torso_px: float,
) -> Floats:
    """Colours [h, w, 3] of a leg as of `continued`, soft; above its foot, 0..1 [h, w], without a shoe's."""
    made = continued(rgb, known, wanted, torso_px, mirrored=False)
    leg = known & (foot == 0)
    if not leg.any():
        return made
    up = continued(rgb, leg, wanted, torso_px, mirrored=False)
    return (up + (made - up) * foot[..., None]).astype(np.float32)
