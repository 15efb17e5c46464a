"""Makes the matte of feet whole: on textured ground a matting network sees half of a shoe, in rags.

The cut is that of `engine.imaging.grab_cut`: it begins with what the matte holds and with where heels and toes are.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.grab_cut import thing_in
from engine.imaging.pixels import Floats, disc, ramp
from engine.source.edges import sharpened

Feet = NDArray[np.float64]
"""Ankle, heel and toes of the right and the left foot, [2, 3, 2] photo pixels; NaN where a foot is not seen."""

_WORK_PX = 320  # the longer side of what is parted
# In foot lengths, of the longer foot: what is looked at, what may be a foot, what may well be, and what is one.
_AROUND, _REACH, _LIKELY, _CORE = 1.0, 0.45, 0.2, 0.07
_ABOVE = 0.25  # over the ankle, from where the matte stays as it was
_LEAST_PX = 6.0
_STEPS = 4
_PERSON = 0.5
_PRIOR = 0.5  # what lying within a foot adds to the matte there
_TRUSTED, _HELD = 0.65, 0.2  # the matte of a foot that is one, and of what it surely holds
_APART, _THICK = 0.3, 0.02  # of a matte, and in foot lengths: where the cut says something else
_SPECK = 0.12  # foot lengths across, what is no foot of its own


def with_feet(rgb: NDArray[np.uint8], matte: Floats, feet: Feet) -> Floats:
    """A matte [H, W] of a photo [H, W, 3] whose feet are cut out anew."""
    seen = feet[~np.isnan(feet).any((1, 2))]
    if not len(seen):
        return matte
    length = float(np.hypot(*(seen - np.roll(seen, 1, axis=1)).reshape(-1, 2).T).max())
    low, high = seen.reshape(-1, 2).min(0) - _AROUND * length, seen.reshape(-1, 2).max(0) + _AROUND * length
    rows = slice(max(int(low[1]), 0), min(int(high[1]), matte.shape[0]))
    columns = slice(max(int(low[0]), 0), min(int(high[0]), matte.shape[1]))
    if length < _LEAST_PX or min(rows.stop - rows.start, columns.stop - columns.start) < 8:
        return matte
    found = _cut(rgb[rows, columns], matte[rows, columns], seen - (columns.start, rows.start), length)
    if found is None:
        return matte
    out = matte.copy()
    out[rows, columns] = found
    return out


def _cut(rgb: NDArray[np.uint8], matte: Floats, feet: Feet, length: float) -> Floats | None:
    height, width = matte.shape
    factor = min(1.0, _WORK_PX / max(height, width))
    size = (max(round(width * factor), 4), max(round(height * factor), 4))
    picture = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    held = cv2.resize(matte, size, interpolation=cv2.INTER_AREA)
    step = length * factor
    # Guesses of the detector lie beside the person.
    feet = np.array([foot for foot in feet * factor if held[_far(foot[None], size) < 1].mean() > _TRUSTED])
    if not len(feet):
        return None
    far = _far(feet, size)
    marks = np.where(far < _REACH * step, cv2.GC_PR_BGD, cv2.GC_BGD).astype(np.uint8)
    # In doubt the matte decides, and where it says nothing, how near a foot is.
    likely = held + _PRIOR * ramp(far.astype(np.float32), _LIKELY * step, _CORE * step) > _PERSON
    marks[(far < _REACH * step) & likely] = cv2.GC_PR_FGD
    marks[(far < _CORE * step) & (held > _HELD)] = cv2.GC_FGD
    legs = (held > _PERSON) & (far >= _REACH * step)
    parted = thing_in(picture, marks, heard=~legs, steps=_STEPS)
    if parted is None:
        return None
    mask = _without_specks((parted | legs).astype(np.uint8), max(1, round(_SPECK * step / 2)))
    # Where both agree the matte is finer; where they part in a thin line alone, that is its rim.
    thick = np.abs(mask - held) > _APART
    core = cv2.morphologyEx(thick.astype(np.uint8), cv2.MORPH_OPEN, disc(max(1, round(_THICK * step))))
    apart = cv2.GaussianBlur(
        cv2.dilate(core, disc(max(2, round(_THICK * step)))).astype(np.float32), (0, 0), 1.0
    )
    rough = cv2.resize(
        cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 0.8),
        (width, height),
        interpolation=cv2.INTER_LINEAR,
    )
    fine = sharpened(rgb, rough.astype(np.float32), np.zeros_like(rough), scale=1 / factor)
    y = np.arange(height, dtype=np.float32)[:, None]
    ankle = float(feet[:, 0, 1].min()) / factor
    fade = ramp(y, ankle - _ABOVE * length, ankle)
    near = cv2.resize(far.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR) / factor
    fade = fade * ramp(near, 1.15 * _REACH * length, _REACH * length)
    fade = fade * cv2.resize(apart, (width, height), interpolation=cv2.INTER_LINEAR)
    return (matte + (fine - matte) * fade).astype(np.float32)


def _far(feet: Feet, size: tuple[int, int]) -> Floats:
    """How far each pixel [h, w] is from the feet, their insides included."""
    inside = np.ones((size[1], size[0]), np.uint8)
    for foot in feet:
        corners = (foot * 16).round().astype(np.int32)
        cv2.fillConvexPoly(inside, corners, 0, cv2.LINE_8, 4)
        cv2.polylines(inside, [corners], True, 0, 1, cv2.LINE_8, 4)
    return cv2.distanceTransform(inside, cv2.DIST_L2, 5)


def _without_specks(mask: NDArray[np.uint8], radius: int) -> NDArray[np.uint8]:
    """A mask whose holes narrower than a disc are filled, and without pieces that hold none."""
    filled = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, disc(radius))
    _, pieces = cv2.connectedComponents(filled)
    whole = cv2.erode(filled, disc(radius))
    return (np.isin(pieces, np.unique(pieces[whole > 0])) & (filled > 0)).astype(np.uint8)
