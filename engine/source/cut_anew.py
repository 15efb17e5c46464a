"""Cuts heads and feet out anew: before busy backgrounds a matting network sees half of a face, and shoes in rags.

The cut is that of `engine.imaging.grab_cut`: it begins with what the matte holds and with where the detector saw face
and feet, and where a hand that the matte holds half has its bones. Limbs and whole bodies gain nothing by it, and what
it adds farther from the landmarks is more often ground or hedge than shoe or hair.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.grab_cut import thing_in
from engine.imaging.pixels import Floats, disc, ramp
from engine.source.edges import along_edges

Outline = NDArray[np.float64]
"""Landmarks around a face or a foot, [n, 2] photo pixels."""


class Kind(NamedTuple):
    """What is cut out. around, reach: in its lengths, what is looked at and what may be it. trusted: the mean matte of
    an outline that is no guess beside the person. thick: lengths across, where the cut and the matte part. added:
    lengths from the outline, beyond which the matte takes from the cut only what is less."""

    around: float
    reach: float
    trusted: float
    thick: float
    added: float


HEAD = Kind(2.0, 0.9, 0.5, 0.05, added=0.2)  # hair reaches farther from the face than toes from the foot
FEET = Kind(1.4, 0.4, 0.65, 0.02, added=0.1)
HAND = Kind(1.6, 0.6, 0.25, 0.05, added=1.0)  # in lengths of its palm or longest finger

_WORK_PX = 320  # the longer side of what is parted
_LIKELY, _CORE = 0.2, 0.07  # lengths from an outline up to which all may well be it, and is
_LEAST_PX = 6.0
_STEPS = 4
_PERSON = 0.5
_PRIOR = 0.5  # what lying within an outline adds to the matte there
_HELD = 0.2  # of the matte, where an outline surely is it
_SURELY = 0.6  # of the matte that it keeps
_APART = 0.3  # of the matte, from where the cut says something else
_SPECK = 0.12  # lengths across, what is none of its own


def cut_anew(rgb: NDArray[np.uint8], matte: Floats, outlines: Sequence[Outline], kind: Kind) -> Floats:
    """A matte [H, W] of a photo [H, W, 3] whose head or feet, those that were seen, are cut out anew."""
    if not outlines:
        return matte
    length = max(_length(outline) for outline in outlines)
    places, air = np.concatenate(outlines), kind.around * length
    low, high = places.min(0) - air, places.max(0) + air
    rows = slice(max(int(low[1]), 0), min(int(high[1]), matte.shape[0]))
    columns = slice(max(int(low[0]), 0), min(int(high[0]), matte.shape[1]))
    if length < _LEAST_PX or min(rows.stop - rows.start, columns.stop - columns.start) < 8:
        return matte
    there = [outline - (columns.start, rows.start) for outline in outlines]
    found = _cut(rgb[rows, columns], matte[rows, columns], there, length, kind)
    if found is None:
        return matte
    out = matte.copy()
    out[rows, columns] = found
    return out


def _length(outline: Outline) -> float:
    """The greatest distance between two of its landmarks, px."""
    return float(np.hypot(*np.moveaxis(outline[:, None] - outline[None], -1, 0)).max())


def _cut(
    rgb: NDArray[np.uint8], matte: Floats, outlines: Sequence[Outline], length: float, kind: Kind
) -> Floats | None:
    """A matte [h, w] with what is outlined cut out anew; None where that changes nothing."""
    height, width = matte.shape
    factor = min(1.0, _WORK_PX / max(height, width))
    size = (max(round(width * factor), 4), max(round(height * factor), 4))
    picture = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    held = cv2.resize(matte, size, interpolation=cv2.INTER_AREA)
    step = length * factor
    # Guesses of the detector lie beside the person.
    there = [each * factor for each in outlines if _held(held, each * factor) > kind.trusted]
    if not there:
        return None
    far = _far(there, size)
    near = far < kind.reach * step
    marks = np.where(near, cv2.GC_PR_BGD, cv2.GC_BGD).astype(np.uint8)
    # In doubt the matte decides, and where it says nothing, how near an outline is.
    marks[near & (held + _PRIOR * ramp(far, _LIKELY * step, _CORE * step) > _PERSON)] = cv2.GC_PR_FGD
    marks[(far < _CORE * step) & (held > _HELD)] = cv2.GC_FGD
    rest = (held > _PERSON) & ~near
    parted = thing_in(picture, marks, heard=~rest, steps=_STEPS)
    if parted is None:
        return None
    mask = _without_specks((parted | rest).astype(np.uint8), max(1, round(_SPECK * step / 2)))
    # Where both agree the matte is finer; where they part in a thin line alone, that is its rim.
    # What it is sure of it keeps: a white sole on white paper is told from that by no colour.
    thick = ((np.abs(mask - held) > _APART) & ((mask > held) | (held < _SURELY))).astype(np.uint8)
    thin = max(1, round(kind.thick * step))
    apart = cv2.morphologyEx(thick, cv2.MORPH_OPEN, disc(thin))
    if not apart.any():
        return None
    apart = cv2.dilate(apart, disc(max(2, thin)))
    fade = cv2.GaussianBlur(apart.astype(np.float32), (0, 0), 1.0)
    fade *= ramp(far, 1.15 * kind.reach * step, kind.reach * step)
    close = ramp(far, kind.added * step, 0.7 * kind.added * step)
    fade, close = (cv2.resize(p, (width, height), interpolation=cv2.INTER_LINEAR) for p in (fade, close))
    fine = along_edges(mask, rgb, scale=1 / factor)
    fade *= np.where(fine > matte, close, 1)
    return (matte + (fine - matte) * fade).astype(np.float32)


def _held(matte: Floats, outline: Outline) -> float:
    """The mean matte [h, w] within an outline."""
    inside = _far([outline], (matte.shape[1], matte.shape[0])) < 1
    return float(matte[inside].mean()) if inside.any() else 0.0


def _far(outlines: Sequence[Outline], size: tuple[int, int]) -> Floats:
    """How far each pixel [h, w] is from outlines, whose insides are theirs."""
    outside = np.ones((size[1], size[0]), np.uint8)
    for outline in outlines:
        corners = (outline * 16).round().astype(np.int32)
        cv2.fillConvexPoly(outside, cv2.convexHull(corners), 0, cv2.LINE_8, 4)
        cv2.polylines(outside, [corners], True, 0, 1, cv2.LINE_8, 4)
    return cv2.distanceTransform(outside, cv2.DIST_L2, 5)


def _without_specks(mask: NDArray[np.uint8], radius: int) -> NDArray[np.uint8]:
    """A mask whose holes narrower than a disc are filled, and without pieces that hold none."""
    filled = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, disc(radius))
    _, pieces = cv2.connectedComponents(filled)
    whole = cv2.erode(filled, disc(radius))
    return (np.isin(pieces, np.unique(pieces[whole > 0])) & (filled > 0)).astype(np.uint8)
