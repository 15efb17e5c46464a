"""The skin below a bare shoulder: what a hanging arm hides of a sleeveless shirt's armhole.

Filled with the shirt alone, cloth would run up into the raised arm as a sleeve's does, and end in a spike on it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, nearest, ramp
from engine.layers.bare_shoulders import bare_beside_cloth
from engine.layers.ends import unlike
from engine.layers.regions import ARMS, CHAINS, TWIN, Region
from engine.layers.scene import Scene
from engine.layers.trunk import Trunk

# In torso lengths below the shoulder's joint: where the armhole leaves the edge that shows, and where it ends at the
# side: a shirt's armhole is some .3 deep from the shoulder's top, which lies .12 above its joint.
_LEAVES, _ENDS = 0.04, 0.20
_ABOVE, _AROUND = 0.30, 0.45  # torso lengths of what is looked at
_STEEP = 3.0  # times as far as it goes out: the most that it goes down
_SMOOTH = 0.02  # torso lengths over which the edge is one line
_SHOWN = 0.5
_SURE = 0.95
_EVEN = 0.012  # torso lengths over which the arm's own light is evened out
_EDGE = 0.006  # torso lengths over which skin passes into cloth
# Of colour, as shares of red, green and blue, by which an arm's skin may differ from the face: a tan coat's does by
# .040; and times the face's light.
_SKIN, _LIGHT = 0.035, (0.45, 1.6)
_LEAST = 60  # pixels of it


def with_bare_armpits(near: Scene, colours: Floats, visible: Floats, trunk: Trunk) -> Floats:
    """A torso's colours [h, w, 3] with skin above the armholes of bare arms, where these hide it.

    visible: [h, w] what shows of the torso.
    """
    for arm in ARMS:
        if bare_beside_cloth(near, arm):
            colours = _with_skin(near, arm, colours, visible, trunk)
    return colours


def _with_skin(near: Scene, arm: Region, colours: Floats, visible: Floats, trunk: Trunk) -> Floats:
    unit = near.skeleton.torso
    root, other = (near.skeleton.xy[CHAINS[each].root] - near.box[:2] for each in (arm, TWIN[arm]))
    outwards = 1 if root[0] > other[0] else -1
    x0, y0 = (max(0, int(place - far * unit)) for place, far in zip(root, (_AROUND, _ABOVE), strict=True))
    x1, y1 = (int(place + _AROUND * unit) for place in root)
    inside = np.s_[y0:y1, x0:x1]
    shown, own = visible[inside], near.shares[arm][inside] * near.matte[inside]
    skin = own > _SURE
    if near.skin is None or skin.sum() < _LEAST or not _like_face(near.rgb[inside][skin], near.skin):
        return colours
    y, x = np.mgrid[: shown.shape[0], : shown.shape[1]].astype(np.float32)
    below = (y[:, :1] + y0 - root[1]) / unit
    # How far out the shirt shows in every row, and how far its side lies.
    side = outwards * (trunk.sides[int(outwards > 0)][y0:y1, None] - x0)
    rows = np.flatnonzero((~np.isnan(side) & (shown > _SHOWN).any(1, keepdims=True))[:, 0])
    if not len(rows):
        return colours
    ends = np.where(shown > _SHOWN, outwards * x, -np.inf).max(1)
    edge = cv2.GaussianBlur(
        np.interp(y[:, 0], rows, ends[rows])[:, None], (0, 0), sigmaX=0.1, sigmaY=_SMOOTH * unit
    )
    off = outwards * x - edge
    wide = np.maximum(np.interp(y[:, :1], rows, side[rows, 0]) - edge, 1)
    # A quarter of an ellipse, from straight down to straight out.
    depth = _LEAVES + np.minimum(_ENDS - _LEAVES, _STEEP * wide / unit) * np.sqrt(
        1 - (1 - (off / wide).clip(0, 1)) ** 2
    )
    share = ramp(depth - below, 0, _EDGE) * (1 - shown) * (off > -1) * (own > 0)
    looks, _ = nearest(near.rgb[inside].astype(np.float32), skin)
    looks = cv2.GaussianBlur(looks, (0, 0), _EVEN * unit)
    out_colours = colours.copy()
    out_colours[inside] += (looks - colours[inside]) * share[..., None]
    return out_colours


def _like_face(shown: NDArray[np.uint8], face: NDArray[np.float64]) -> bool:
    """Whether what shows of an arm [n, 3] around its shoulder is skin as the face [3] is."""
    colour = np.median(shown, axis=0)
    light = float(colour.sum() / face.sum())
    return bool(unlike(colour, face) < _SKIN and _LIGHT[0] < light < _LIGHT[1])
