"""The rim of a found hand in the hand's own colours: what it lay on shines through there.

On dark trousers fingers have dark tips and sides; before a light shirt these look like claws.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc, nearest, ramp
from engine.layers.ends import unlike
from engine.layers.regions import Region
from engine.layers.scene import Scene

_RIM = 0.010  # torso lengths inside an outline that may carry what a hand lay on: a third of a finger's width
_FROM = 0.85  # along the forearm, past which skin is looked for
_FINE, _SOLID = 0.5, 0.5
_LEAST = 40  # pixels of skin
# Of colour, as shares of red, green and blue: by which a hand's skin differs from itself, and over which a rim differs
# from the skin beside it.
_SKIN, _OFF = 0.05, (0.035, 0.075)
_DARKER = 0.10, 0.30  # the share of light that it lacks, over which it does
_LIGHTER = -0.06, 0.0  # and where it is not lighter
_SHADOW = 0.55  # times the skin's light, below which it shows no colour of its own
_LIGHT = 60.0  # levels of a sum, below which shares are noise


def with_clean_rim(near: Scene, arm: Region, colours: Floats, visible: Floats) -> Floats:
    """An arm's colours [h, w, 3] with the rim of its hand in the colours of the skin beside it.

    visible: [h, w] what shows of the arm.
    """
    if near.fine is None or not near.fine.any():
        return colours
    x, y, w, h = cv2.boundingRect((near.fine > 0).astype(np.uint8))
    inside = np.s_[y : y + h, x : x + w]
    field, own = near.field(arm), visible[inside] > _SOLID
    past = ((field.bone == 1) & (field.along > _FROM))[inside] & (near.fine[inside] > _FINE)
    radius = max(1, round(_RIM * near.skeleton.torso))
    deep = _inside(own, radius)
    shown = colours[inside]
    found = shown[deep & past]
    if len(found) < _LEAST or near.skin is None:
        return colours
    alike = unlike(found, near.skin)
    found = found[alike < np.median(alike) + _SKIN]
    skin = np.median(found, axis=0).astype(np.float64)
    if unlike(skin, near.skin) > 2 * _SKIN:  # a glove
        return colours
    light = shown.sum(-1)
    is_skin = (unlike(shown, skin) < _SKIN) & (light > _SHADOW * skin.sum())
    # Fingers may be thinner than two rims.
    thin = _inside(own, 1) & _inside(is_skin, max(1, radius // 2))
    skins, cloth = (deep & is_skin | thin) & past, deep & ~is_skin
    if skins.sum() < _LEAST:
        return colours
    looks, far = nearest(shown, skins)
    off_cloth = cv2.distanceTransform((~cloth).astype(np.uint8), cv2.DIST_L2, 5)
    rim = past & ~deep & (far < 3 * radius) & (far < off_cloth) & (visible[inside] > 0)
    lacks = 1 - light / np.maximum(looks.sum(-1), 1)
    hue = np.linalg.norm(_shares(shown) - _shares(looks), axis=-1)
    # Nails are lighter than skin.
    hue_off = ramp(hue, *_OFF) * ramp(lacks, *_LIGHTER)
    share = np.maximum(ramp(lacks, *_DARKER), hue_off) * rim
    share = np.maximum(share, cv2.blur(share.astype(np.float32), (3, 3))) * rim
    out = colours.copy()
    out[inside] += (cv2.blur(looks, (3, 3)) - shown) * share[..., None]
    return out


def _inside(mask: NDArray[np.bool_], radius: int) -> NDArray[np.bool_]:
    """What of a mask [h, w] lies more than `radius` px off its outline."""
    eroded = cv2.erode(mask.astype(np.uint8), disc(radius), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    return np.asarray(eroded > 0)


def _shares(colours: Floats) -> Floats:
    return np.asarray(colours / (colours.sum(-1, keepdims=True) + _LIGHT), np.float32)
