"""Cloth that a parsing gives to a bare arm: the wedge of a sleeveless shirt above its armhole is the torso's.

Raised with the arm it would hang over it in a torn corner.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import ramp
from engine.layers.ends import bare_shoulder, unlike
from engine.layers.regions import ARMS, CHAINS, Region
from engine.layers.scene import Scene, give

_UP_TO = 0.30, 0.36  # along the upper arm: up to there a wedge may reach
_SLEEVE, _MOST_OUTER = (
    (0.10, 0.30),
    0.25,
)  # along the upper arm, where its outer side tells; of that, a sleeve's
_AROUND = 0.22  # torso lengths around the shoulder in which the torso's cloth is looked at
_LEAST = 60  # pixels of it
_APART = 0.06  # of colour, as shares of red, green and blue, by which cloth and skin must differ
_EVEN = 0.004  # torso lengths over which both are told apart

Colour = NDArray[np.float64]


def clear_shoulders(scene: Scene) -> None:
    """Give the torso what a bare arm has of its cloth, in place."""
    torso = scene.skeleton.torso
    for arm in ARMS:
        told = _skin_and_cloth(scene, arm)
        if told is None:
            continue
        skin, colour = told
        window = scene.window(arm) or scene.box
        near = scene.part(window)
        field, visible = near.field(arm), near.shares[arm] * near.matte
        at = cv2.GaussianBlur(near.rgb, (0, 0), max(_EVEN * torso, 0.6))
        more = ramp(unlike(at, skin) - unlike(at, colour), -0.01, 0.01)
        along = np.where(field.bone == 0, field.along, 1.0)
        # A sleeve, however short, goes around the arm; a wedge lies on the body's side of it.
        aside = scene.skeleton.pelvis[0] - scene.skeleton.xy[CHAINS[arm].root][0]
        inner = np.sign(aside * (field.ends[1][1] - field.ends[0][1]))
        outer = (visible > 0.5) & (inner * field.across > 0) & (along > _SLEEVE[0]) & (along < _SLEEVE[1])
        if not outer.any() or more[outer].mean() > _MOST_OUTER:
            continue
        high = 1 - ramp(along, *_UP_TO)
        give(near.shares, arm, Region.TORSO, (more * high).astype(np.float32))


def bare_beside_cloth(scene: Scene, arm: Region) -> bool:
    """Whether an arm before the body is bare up to its shoulder and the torso there is not."""
    return _skin_and_cloth(scene, arm) is not None


def _skin_and_cloth(scene: Scene, arm: Region) -> tuple[Colour, Colour] | None:
    """The colours [3] of an arm that is bare up to its shoulder and of the cloth around that; None of others."""
    window = scene.window(arm)
    if window is None or not scene.skeleton.has_limb(arm):
        return None
    if scene.order.index(arm) < scene.order.index(Region.TORSO):
        return None
    near = scene.part(window)
    skin = bare_shoulder(near, near.field(arm), near.shares[arm] * near.matte)
    if skin is None:
        return None
    root = scene.skeleton.xy[CHAINS[arm].root] - window[:2]
    y, x = np.mgrid[: near.matte.shape[0], : near.matte.shape[1]]
    around = np.hypot(x - root[0], y - root[1]) < _AROUND * scene.skeleton.torso
    cloth = near.rgb[around & (near.shares[Region.TORSO] * near.matte > 0.95)]
    if len(cloth) < _LEAST:
        return None
    colour = np.median(cloth, axis=0)
    return None if unlike(colour, skin) < _APART else (skin, colour)
