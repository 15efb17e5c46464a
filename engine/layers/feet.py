"""Feet that another leg hides, wholly or in part: the other one, mirrored or not, laid where it fits what shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc, ramp, widened
from engine.layers.ends import TwinLook
from engine.layers.limb import LimbField
from engine.layers.regions import TWIN, Region
from engine.layers.scene import Scene

_FROM = 0.97  # along the shin, where the foot begins
_SHOWN = 0.6  # of the other foot that must show of a foot, else it is made anew
_UNLIKE = 80.0  # levels by which two looks at a foot differ that speak neither for nor against it
_MOVES = (-0.09, -0.045, 0.0, 0.045, 0.09)  # torso lengths by which a look is moved to fit better
_FITTED_TORSO_PX = 100.0  # at which size of the person this is tried
_LEFT_OUT = 0.5  # of what a look adds that fits, what it leaves out of what shows
_CUT = 0.05  # of the other foot that must be hidden of a foot to be added
_LIKE = 0.8  # of what shows that a look must cover to make a cut foot whole
_PARTLY = 0.75  # of the other foot, below which what shows of a foot stays where it was,
_HIDDEN = 0.12  # and above which of it is hidden then
_FADE = 0.03  # of the shin, over which leg and foot are told apart
_SEAM_PX = 2
_CLOTH = 0.32  # torso lengths: wider than this no ankle is, but what hangs over it


class Foot(NamedTuple):
    """Colours [h, w, 3] and alpha [h, w] of what a photo hides of a foot.

    instead: whether that is the whole foot, and what shows of it stays where it was.
    """

    colours: Floats
    alpha: Floats
    instead: bool


class _Fit(NamedTuple):
    score: float
    share: Floats
    colours: Floats


def hidden_foot(
    near: Scene, region: Region, visible: Floats, look: TwinLook, turned: Callable[[], TwinLook]
) -> Foot | None:
    """What a photo hides of a foot, made of the other one; None where it shows.

    visible: what shows of the leg. look, turned: what the other leg shows as limbs lie to each other, and otherwise,
    mirrored or not. Feet point to two sides or to one, and ankles are found a little off: the look serves, and where,
    that lies more over what shows and is like it, and less where the photo shows that none is.
    """
    end = _past_ankle(near.field(region))
    over, usual = near.shares[TWIN[region]] * near.matte, float(look[0][end].sum())
    lacks = bool(visible[end].sum() < _SHOWN * usual)
    if not lacks and not (widened((visible > 0.5) & end, _SEAM_PX + 1) & (over > 0.5)).any():
        return None
    if not lacks and _width_at_ankle(near, region, look[0]) > _CLOTH:
        return None
    best = max(
        (_fitted(near, region, visible, each, end) for each in (look, turned())), key=lambda fit: fit.score
    )
    whole, found = (float(plane[end].sum()) for plane in (best.share, visible))
    covered = np.maximum(over, near.above(region) * near.matte)
    instead = float((best.share * covered)[end].sum()) > _HIDDEN * whole
    if lacks:
        return Foot(best.colours, best.share * end, instead)
    shown, hidden = (float((best.share * plane)[end].sum()) for plane in (visible, over))
    # As much as the other one shows is a whole foot: what that has beside it is its own turn.
    if found > whole or hidden < _CUT * whole or shown < max(_LIKE * found, _SHOWN * whole):
        return None
    if instead and shown < _PARTLY * whole:
        return Foot(best.colours, best.share * end, instead)
    part = (best.share * cv2.dilate(over, disc(_SEAM_PX)) * end).astype(np.float32)
    return Foot(best.colours, part, instead=False)


def foot_of(field: LimbField) -> Floats:
    """What of a leg's field is foot, 0..1 [h, w]."""
    return ramp(field.along, _FROM, _FROM + _FADE) * (field.bone == 1)


def _fitted(near: Scene, region: Region, visible: Floats, look: TwinLook, end: NDArray[np.bool_]) -> _Fit:
    """A look moved by little to where it fits best."""
    torso = near.skeleton.torso
    room = round(_MOVES[-1] * torso)
    x, y, w, h = cv2.boundingRect((np.maximum(visible, look[0]) * end > 0.05).astype(np.uint8))
    x, y, w, h = max(x - room, 0), max(y - room, 0), w + 2 * room, h + 2 * room
    step = max(1, int(torso / _FITTED_TORSO_PX))  # every so many pixels tell enough
    part = np.s_[y : y + h : step, x : x + w : step]
    there = end[part]
    shown = visible[part] * there
    bare = (1 - np.maximum(near.above(region) * near.matte, visible))[part] * there
    rgb = near.rgb[part].astype(np.float32)
    small = [np.ascontiguousarray(plane[part]) for plane in look]

    def fits(move: tuple[float, float]) -> float:
        share, colours = (_moved(plane, (move[0] / step, move[1] / step)) for plane in small)
        unlike = np.abs(colours - rgb).mean(-1) / _UNLIKE
        return float((share * (shown * (1 - unlike) - bare) - _LEFT_OUT * (1 - share) * shown).sum())

    moves = [(across * torso, down * torso) for down in _MOVES for across in _MOVES]
    scores = [fits(move) for move in moves]
    best = int(np.argmax(scores))
    return _Fit(scores[best], *(_moved(plane, moves[best]) for plane in look))


def _moved(plane: Floats, by: tuple[float, float]) -> Floats:
    matrix, size = np.array([[1, 0, by[0]], [0, 1, by[1]]], np.float32), (plane.shape[1], plane.shape[0])
    return np.asarray(cv2.warpAffine(plane, matrix, size, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _width_at_ankle(near: Scene, region: Region, share: Floats) -> float:
    """How wide a share [h, w] is where a leg's ankle lies, torso lengths."""
    field = near.field(region)
    ankle = (field.bone == 1) & (np.abs(field.along - 1) < _FADE)
    return float(share[ankle].sum()) / max(2 * _FADE * field.length(1), 1.0) / near.skeleton.torso


def _past_ankle(field: LimbField) -> NDArray[np.bool_]:
    return (field.bone == 1) & (field.along > _FROM)
