"""A photo of the empty set laid on the photo of the person: aligned by itself, its brightness and colours matched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.imaging.pixels import Floats, spread, widened
from engine.photo.mending.clean_plate import CleanPlate, Corners
from engine.photo.photo import load_photo
from engine.plate.registration import Matrix, registered
from engine.system.errors import PhotoError

_EDGE_PX = 1280  # both are compared at this longer edge
_FIELD_EDGE_PX = 64  # at which their brightness is matched
_PERSON = 0.02  # matte values above this are the person
_AIR = 60  # and this fraction of the longer edge around them may be their shadow
_CORNER_PX = 3.0  # at the edge of the warped photo, where it fades out
# Grey levels by which the background of both may differ, in the middle and for all but the worst fifth: other people,
# moved chairs and the person's shadow are the worst.
_OFF_MIDDLE, _OFF_MOST = 8.0, 24.0
_COVERED = 0.6  # of what is behind the person: the least that the empty set has to show
_TRIMMED = 30.0  # grey levels: what differs more is another thing, not another light
_JPEG = [cv2.IMWRITE_JPEG_QUALITY, 95, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, 0x111111]  # colours at full size


def aligned(empty: NDArray[np.uint8], photo: NDArray[np.uint8], matte: Floats, *, name: str) -> CleanPlate:
    """The empty set [h, w, 3], of any size, as it lies behind the person of a photo [H, W, 3] with a matte [H, W].

    name: of its file. Raises PhotoError where it shows another place, or too little of what is behind the person.
    """
    size = (photo.shape[1], photo.shape[0])
    person = widened(matte > _PERSON, max(2, max(size) // _AIR))
    matrix = _found(empty, photo, person)
    if matrix is None:
        raise PhotoError(_other_place(name))
    corners = _corners(empty, matrix)
    shown = covered(corners, size)
    if (shown & person).sum() < _COVERED * person.sum():
        raise PhotoError(
            f"{name} shows too little of what is behind the person. Take one that shows the whole set."
        )
    laid = cv2.warpPerspective(empty, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    matched = _matched(laid, photo, shown & ~person)
    if not _fits(matched, photo, shown & ~person):
        raise PhotoError(_other_place(name))
    matched[~shown] = photo[~shown]  # a quiet edge for the JPEG; nobody sees it
    done, data = cv2.imencode(".jpg", matched[..., ::-1], _JPEG)
    if not done:
        raise PhotoError(_other_place(name))
    return CleanPlate(name, data.tobytes(), corners)


def with_empty_set(source: Source, file: Path) -> Source:
    """A source before the empty set of a photo file; raises PhotoError."""
    plate = aligned(load_photo(file).rgb, source.photo.rgb, source.matte, name=file.name)
    return source.mended(replace(source.mending, plate=plate))


def decoded(plate: CleanPlate, size: tuple[int, int]) -> tuple[NDArray[np.uint8], NDArray[np.bool_]] | None:
    """Pixels [H, W, 3] of a plate and where it has them, for a photo of `size` (width, height); None for another's."""
    pixels = cv2.imdecode(np.frombuffer(plate.data, np.uint8), cv2.IMREAD_COLOR)
    if pixels is None or pixels.shape[:2] != size[::-1]:
        return None
    return np.ascontiguousarray(pixels[..., ::-1]).astype(np.uint8), covered(plate.corners, size)


def covered(corners: Corners, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Which pixels [H, W] of a photo of `size` (width, height) lie well within four corners."""
    mask = np.zeros(size[::-1], np.uint8)
    limit = 8 * max(size)
    points = np.array(corners).clip(-limit, limit)
    cv2.fillConvexPoly(mask, np.round(points).astype(np.int32), 1)
    reach = 2 * int(_CORNER_PX) + 1
    return cv2.erode(mask, np.ones((reach, reach), np.uint8), borderValue=1) > 0


def _other_place(name: str) -> str:
    return f"{name} does not fit this photo. Take a photo of the same set from the same place, without the person."


def _found(empty: NDArray[np.uint8], photo: NDArray[np.uint8], person: NDArray[np.bool_]) -> Matrix | None:
    """Pixels of the empty set to pixels of the photo; compared small, as they differ by more than a pixel anyway."""
    small, by = zip(*(_reduced(each) for each in (empty, photo)), strict=True)
    size = (small[1].shape[1], small[1].shape[0])
    hidden = cv2.resize(person.astype(np.uint8), size, interpolation=cv2.INTER_AREA) > 0
    found = registered(small[0], small[1], ~hidden)
    if found is None:
        return None
    grow = np.diag([1 / by[1][0], 1 / by[1][1], 1.0])
    return grow @ found @ np.diag([by[0][0], by[0][1], 1.0])


def _reduced(rgb: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], tuple[float, float]]:
    """Grey at the edge of comparison, and the factors (x, y)."""
    height, width = rgb.shape[:2]
    factor = min(1.0, _EDGE_PX / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    grey = cv2.cvtColor(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    return grey.astype(np.uint8), (size[0] / width, size[1] / height)


def _corners(empty: NDArray[np.uint8], matrix: Matrix) -> Corners:
    height, width = empty.shape[:2]
    edges = np.array([[[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]]], np.float64)
    a, b, c, d = ((float(x), float(y)) for x, y in cv2.perspectiveTransform(edges, matrix)[0])
    return a, b, c, d


def _matched(laid: NDArray[np.uint8], photo: NDArray[np.uint8], seen: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The empty set in the photo's light: one factor a channel, then what is left as a field that changes slowly."""
    step = max(1, max(seen.shape) // 512)
    few = (slice(None, None, step), slice(None, None, step))
    before, after = laid[few].astype(np.float32), photo[few].astype(np.float32)
    gain = np.ones(3, np.float32)
    if seen[few].any():
        ratio = (after[seen[few]] + 1) / (before[seen[few]] + 1)
        gain = np.median(ratio, axis=0).astype(np.float32).clip(0.25, 4)
    factor = _FIELD_EDGE_PX / max(seen.shape)
    size = (max(2, round(seen.shape[1] * factor)), max(2, round(seen.shape[0] * factor)))
    rest = photo.astype(np.float32) - laid * gain
    alike = (seen & (np.abs(rest).max(-1) < _TRIMMED)).astype(np.float32)
    share = cv2.resize(alike, size, interpolation=cv2.INTER_AREA)
    mean = cv2.resize(rest * alike[..., None], size, interpolation=cv2.INTER_AREA)
    field = spread(mean / np.maximum(share, 1e-3)[..., None], (share > 0.2).astype(np.float32))
    field = cv2.resize(cv2.GaussianBlur(field, (0, 0), 1.5), (seen.shape[1], seen.shape[0]))
    return (laid * gain + field).round().clip(0, 255).astype(np.uint8)


def _fits(laid: NDArray[np.uint8], photo: NDArray[np.uint8], seen: NDArray[np.bool_]) -> bool:
    """Whether both show the same where nobody stands: an edge may be off by a pixel, a wall may not be another."""
    if not seen.any():
        return False
    soft = max(seen.shape) / 400
    both = [cv2.GaussianBlur(each, (0, 0), soft).astype(np.float32) for each in (laid, photo)]
    off = np.abs(both[0] - both[1]).mean(-1)[seen]
    middle, most = np.quantile(off, (0.5, 0.8))
    return bool(middle < _OFF_MIDDLE and most < _OFF_MOST)
