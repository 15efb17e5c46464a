"""What lies darkest under a sole: hidden by the shoe in the photo, and laid under a foot that stands somewhere else.

What a photo shows of a contact shadow goes along with its foot (`engine.plate.shadow`), but its darkest part, a finger
wide, is seen by nobody: without it a shoe floats.
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pictures import Pictures
from engine.imaging.pixels import Floats, at_scale, ramp
from engine.imaging.shadows import Foot, FootStep, Shadow
from engine.layers.layer import Layer, Person, Shown
from engine.layers.regions import CHAINS, LEGS, Region
from engine.render.compiled import Bytes

# In torso lengths: beside the ankle within which its sole lies, how thick a line is drawn along the sole, how far above
# the sole's edge that lies, and how soft it is. On sixteen photos nothing lacks from .03 below a sole on.
_BESIDE, _THICK, _ABOVE, _SOFT = 0.35, 0.03, 0.008, 0.012
_TOUCHES = 0.05  # how far above that line a shoe may be to touch the floor
_AIR = 0.15  # around all that
_STEEP = 0.7, 1.4  # rows a column: over which that line is a shoe's side and no sole
# The floor that tells how dark it is under a sole: so far below it, torso lengths.
_RIGHT_BELOW = 0.025
_LEAST_PIXELS, _PERSON = 20, 20  # of the floor; and from which alpha on none is
# Light that lacks under a sole: so much, and times what the plate lacks right below it; so much at most.
_ALWAYS, _HIDDEN, _MOST = 0.28, 2.0, 0.6
_FAINTEST = 0.01  # what lacks less is not drawn
_STEPPED = 0.04  # torso lengths from its place on, wholly


def soles_of(person: Person, pictures: Pictures, at: tuple[int, int]) -> tuple[Shadow, ...]:
    """The shadow right under each foot of a person, in pixels of pictures in which the photo begins `at`."""
    found = (_sole(leg, person, pictures, at) for leg in LEGS)
    return tuple(sole for sole in found if sole is not None)


def lay_soles(
    ground: Bytes, soles: tuple[Shadow, ...], steps: Mapping[Foot, FootStep], torso_px: float
) -> None:
    """Darken a ground [H, W, 4] under soles that stand elsewhere than in the photo, in place."""
    for sole in soles:
        step = steps.get(sole.foot)
        if step is None:
            continue
        strength = step.stands * min(float(np.hypot(step.x, step.y)) / (_STEPPED * torso_px), 1.0)
        left, top = sole.left + round(step.x), sole.top + round(step.y)
        x0, y0 = max(left, 0), max(top, 0)
        part = ground[y0 : top + sole.ratio.shape[0], x0 : left + sole.ratio.shape[1], :3]
        if strength > 0 and part.size:
            ratio = sole.ratio[y0 - top :, x0 - left :][: part.shape[0], : part.shape[1]]
            part[:] = part * (1 - strength * (1 - ratio))[..., None] + 0.5


def _sole(leg: Region, person: Person, pictures: Pictures, at: tuple[int, int]) -> Shadow | None:
    torso = person.skeleton.torso * person.scale
    ankle = at_scale(person.skeleton.xy[CHAINS[leg].end], person.scale) + at
    reach, air = round(_BESIDE * torso), round(_AIR * torso)
    left, top = round(ankle[0]) - reach, round(ankle[1])
    shoe = np.zeros((2 * reach, 2 * reach), np.uint8)
    for layer in person.layers:
        if layer.region is leg and layer.follows is leg and layer.shown in (Shown.ALWAYS, Shown.MOVED):
            _paste(shoe, layer, (left - at[0], top - at[1]))
    line = _under(shoe > 127, _TOUCHES * torso)
    if line is None:
        return None
    columns, rows, touching = line
    drawn = np.zeros((2 * reach + 2 * air, 2 * reach + 2 * air), np.float32)
    points = np.stack([columns, rows - _ABOVE * torso], 1).round().astype(np.int32) + air
    for start, end, strength in zip(points[:-1], points[1:], touching[1:], strict=True):
        cv2.line(drawn, start.tolist(), end.tolist(), float(strength), max(1, round(_THICK * torso)))
    drawn = cv2.GaussianBlur(drawn, (0, 0), max(_SOFT * torso, 0.7))
    dark = _darkness(pictures, (columns + left, rows + top), torso)
    x, y, w, h = cv2.boundingRect((dark * drawn > _FAINTEST).astype(np.uint8))
    ratio = (1 - dark * drawn[y : y + h, x : x + w]).astype(np.float32)
    return Shadow(CHAINS[leg].end, ratio, left - air + x, top - air + y) if ratio.size else None


def _paste(shoe: Bytes, layer: Layer, corner: tuple[int, int]) -> None:
    """A layer's alpha laid into a window [h, w] that begins at a corner of its own picture, in place."""
    alpha = layer.texture[..., 3]
    x, y = layer.corner[0] - corner[0], layer.corner[1] - corner[1]
    part = shoe[max(y, 0) : max(y + alpha.shape[0], 0), max(x, 0) : max(x + alpha.shape[1], 0)]
    inside = alpha[max(-y, 0) :, max(-x, 0) :][: part.shape[0], : part.shape[1]]
    np.maximum(part, inside, out=part)


def _under(
    shoe: NDArray[np.bool_], touches: float
) -> tuple[NDArray[np.intp], NDArray[np.float64], Floats] | None:
    """Columns, the row of the line that a shoe [h, w] stands on in each, and how far it stands on it there, 0..1.

    The line is the lower side of its hull: heel and toe stand on it, an arch does not. touches: px, see `_TOUCHES`.
    """
    columns = np.flatnonzero(shoe.any(0))
    if len(columns) < 4:
        return None
    lowest = shoe.shape[0] - 1 - shoe[::-1, columns].argmax(0)
    hull = cv2.convexHull(np.stack([columns, lowest], 1).astype(np.float32))[:, 0]
    first, last = hull[:, 0].argmin(), hull[:, 0].argmax()
    chord = np.interp(hull[:, 0], np.sort(hull[[first, last], 0]), hull[[first, last], 1])
    below = hull[hull[:, 1] >= chord - 0.5]
    below = below[np.argsort(below[:, 0])]
    rows = np.interp(columns, below[:, 0], below[:, 1])
    near = (1 - (rows - lowest) / touches).clip(0, 1)
    flat = 1 - ramp(np.abs(np.gradient(rows)), *_STEEP)
    return columns, rows, (near * flat).astype(np.float32)


def _darkness(pictures: Pictures, line: tuple[NDArray[np.intp], NDArray[np.float64]], torso: float) -> float:
    """How much light lacks under a sole whose line [n] columns and rows lie in pictures, 0..1.

    What a photo shows is told from its plate, which has the shadow beside the foot: that goes along by itself.
    """
    height, width = pictures.photo.shape[:2]
    steps = np.arange(max(2, round(_RIGHT_BELOW * torso)) + 1)
    x = np.repeat(line[0], len(steps))
    y = (line[1][:, None] + steps).round().astype(np.intp).ravel()
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    x, y = x[inside], y[inside]
    floor = pictures.cutout[y, x, 3] < _PERSON
    if floor.sum() < _LEAST_PIXELS:
        return _ALWAYS
    seen, without = (each[y[floor], x[floor]].mean(1) for each in (pictures.photo, pictures.plate))
    lacking = 1 - float(np.median(seen / np.maximum(without, 1.0)))
    return float(np.clip(_ALWAYS + _HIDDEN * lacking, _ALWAYS, _MOST))
