"""The background plate: the photo with the person taken out, and nothing else touched."""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc, known_average, square_norm
from engine.plate.harmonic import membrane, poisson
from engine.plate.patches import COPIED, patch_sources

Method = Literal["auto", "membrane", "patches"]
_FAINT = 0.02  # matte values up to this are background
_WIDEN = 160  # the hole reaches this fraction of the photo's longer side beyond the matte
_SIDE = 320  # longer side at which the membrane is solved
_PLAIN = 2.5  # grey levels of fine texture (standard deviation) below which a background is plain
_EDGE = 30.0  # grey levels; a larger disagreement between pieces is an edge and stays one
_LOCAL, _DRIFT = 15, 5000.0  # cells, and squared grey levels, over which colours may be bent


def make_plate(rgb: NDArray[np.uint8], matte: Floats, *, method: Method = "auto") -> NDArray[np.uint8]:
    """`rgb` [H, W, 3] with the person of `matte` [H, W] (0..1) painted over, the rest bit-exact.

    "membrane" continues the surroundings smoothly (studio walls), "patches" re-uses their texture, "auto"
    looks at the surroundings. See docs/decisions/0001-inpainting.md.
    """
    hole = vacated(matte)
    if not hole.any() or hole.all():
        return rgb.copy()
    if method == "auto":
        method = "membrane" if _texture(rgb, hole) < _PLAIN else "patches"
    fill = _smooth(rgb, hole) if method == "membrane" else _patched(rgb, hole)
    return np.where(hole[..., None], fill, rgb)


def vacated(matte: Floats) -> NDArray[np.bool_]:
    """Which pixels [H, W] the plate repaints: the matte and the rim its colour may have touched."""
    radius = max(2, max(matte.shape) // _WIDEN)
    return cv2.dilate((matte > _FAINT).astype(np.uint8), disc(radius)) > 0


def _texture(rgb: NDArray[np.uint8], hole: NDArray[np.bool_]) -> float:
    """How textured the hole's surroundings are: its strong local deviations, in grey levels."""
    grey, near = _around(rgb, hole)
    fine = np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 3.0))[near]
    return float(np.quantile(fine, 0.9)) if fine.size else 0.0


def _around(rgb: NDArray[np.uint8], hole: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.bool_]]:
    """A small grey picture, person filled in, and the ring around the hole."""
    small, missing = known_average(rgb, hole, _fitting(hole, _SIDE))
    grey = cv2.cvtColor(membrane(small, missing), cv2.COLOR_RGB2GRAY)
    holes = missing.astype(np.uint8)
    wide, close = cv2.dilate(holes, np.ones((41, 41), np.uint8)), cv2.dilate(holes, np.ones((5, 5), np.uint8))
    return grey, (wide > 0) & (close == 0)


def _smooth(rgb: NDArray[np.uint8], hole: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The membrane, with the photo's own grain strewn over it."""
    small, missing = known_average(rgb, hole, _fitting(hole, _SIDE))
    surface = cv2.resize(
        membrane(small, missing), (hole.shape[1], hole.shape[0]), interpolation=cv2.INTER_CUBIC
    )
    return _bytes(surface + _seam(rgb, surface, hole) + _grain(rgb, hole))


def _seam(rgb: NDArray[np.uint8], surface: Floats, hole: NDArray[np.bool_]) -> Floats:
    """What the small membrane misses of the full-size surroundings just outside the hole, fading inwards."""
    known = (~hole).astype(np.float32)
    radius = max(5, max(hole.shape) // 150) | 1
    error = cv2.blur((rgb - surface) * known[..., None], (radius, radius))
    share = cv2.blur(known, (radius, radius))
    return error / np.maximum(share, 0.05)[..., None] * np.minimum(share * 2, 1)[..., None]


def _grain(rgb: NDArray[np.uint8], hole: NDArray[np.bool_]) -> Floats:
    """Noise [H, W, 1] as strong as the photo's around the hole; the same for the same photo."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    wide = cv2.dilate(hole.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    fine = np.abs(grey - cv2.blur(grey, (3, 3)))[~wide]
    strength = float(np.median(fine)) * 1.5 if fine.size else 0.0
    noise = np.random.default_rng(1).standard_normal(hole.shape, dtype=np.float32)
    return (noise * strength)[..., None]


def _patched(rgb: NDArray[np.uint8], hole: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Pieces of the surroundings at full size, their colours bent to meet each other and the hole's edge."""
    source = patch_sources(rgb.astype(np.float32) / 255, hole)
    if source is None:
        return _smooth(rgb, hole)
    bend = _bend(rgb, hole, source)
    x, y, w, h = cv2.boundingRect(hole.astype(np.uint8))
    out = rgb.copy()
    out[y : y + h, x : x + w] = _bytes(_gathered(rgb, hole, source, bend=bend, box=(x, y, w, h)))
    return out


def _gathered(
    rgb: NDArray[np.uint8],
    hole: NDArray[np.bool_],
    source: Floats,
    *,
    bend: Floats,
    box: tuple[int, int, int, int],
) -> Floats:
    """Copy each grid cell's piece for the box (x, y, w, h), neighbouring pieces cross-faded over one cell."""
    x, y, w, h = box
    (height, width), (rows, columns) = hole.shape, source.shape[:2]
    py, px = np.mgrid[y : y + h, x : x + w].astype(np.float32)
    gy, gx = (py + 0.5) * (rows / height) - 0.5, (px + 0.5) * (columns / width) - 0.5
    top, left = np.floor(gy), np.floor(gx)
    known = (~hole).astype(np.float32)
    out, total = np.zeros((h, w, 3), np.float32), np.full((h, w), 1e-6, np.float32)
    for dy in (0, 1):
        for dx in (0, 1):
            r = np.clip(top + dy, 0, rows - 1).astype(np.intp)
            c = np.clip(left + dx, 0, columns - 1).astype(np.intp)
            ox = px + np.round((source[r, c, 0] - (c + 0.5) / columns) * width).astype(np.float32)
            oy = py + np.round((source[r, c, 1] - (r + 0.5) / rows) * height).astype(np.float32)
            # A neighbour that keeps its own pixels must not lend the person's.
            share = np.abs(1 - dy - (gy - top)) * np.abs(1 - dx - (gx - left)) * _at(known, ox, oy)
            out += share[..., None] * (_at(rgb, ox, oy) + bend[r, c])
            total += share
    return out / total[..., None]


def _at(picture: NDArray, x: Floats, y: Floats) -> NDArray:
    return cv2.remap(picture, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT)


def _bend(rgb: NDArray[np.uint8], hole: NDArray[np.bool_], source: Floats) -> Floats:
    """Colour offsets [h, w, 3] for the grid's pieces: a Poisson blend, solved at the grid's size."""
    rows, columns = source.shape[:2]
    small, missing = known_average(rgb, hole, (columns, rows), least=COPIED)
    r = np.clip((source[..., 1] * rows).astype(np.intp), 0, rows - 1)
    c = np.clip((source[..., 0] * columns).astype(np.intp), 0, columns - 1)
    pasted = small[r, c]
    wanted = np.zeros_like(pasted)
    for dy, dx in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        wanted += _step(small, missing, (r, c), (dy, dx)) - (_moved(pasted, dy, dx) - pasted)
    # Where pieces disagree at every pixel, their sum would drift into glows: let it die out there.
    doubt = cv2.blur(square_norm(wanted), (_LOCAL, _LOCAL)) / _DRIFT
    return poisson(wanted.clip(-_EDGE, _EDGE), missing, np.minimum(doubt, 1.0))


def _step(
    small: Floats, missing: NDArray[np.bool_], origin: tuple[NDArray, NDArray], towards: tuple[int, int]
) -> Floats:
    """The colour step each pixel should see towards its neighbour, as both pixels' pieces have it."""
    r, c = origin
    dy, dx = towards
    h, w = missing.shape
    r1, c1 = np.clip(r + dy, 0, h - 1), np.clip(c + dx, 0, w - 1)
    own, own_known = small[r1, c1] - small[r, c], ~missing[r1, c1]
    nr, nc = _moved(r, dy, dx), _moved(c, dy, dx)
    r0, c0 = np.clip(nr - dy, 0, h - 1), np.clip(nc - dx, 0, w - 1)
    theirs, theirs_known = small[nr, nc] - small[r0, c0], ~missing[r0, c0]
    a, b = own_known[..., None].astype(np.float32), theirs_known[..., None].astype(np.float32)
    return ((own * a + theirs * b) / np.maximum(a + b, 1)).astype(np.float32)


def _moved(values: NDArray, dy: int, dx: int) -> NDArray:
    """`values` seen one step further on; the border repeats itself."""
    h, w = values.shape[:2]
    return values[np.clip(np.arange(h) + dy, 0, h - 1)][:, np.clip(np.arange(w) + dx, 0, w - 1)]


def _fitting(hole: NDArray[np.bool_], side: int) -> tuple[int, int]:
    """The (width, height) of a copy no longer than `side`."""
    scale = min(side / max(hole.shape), 1.0)
    return max(round(hole.shape[1] * scale), 1), max(round(hole.shape[0] * scale), 1)


def _bytes(picture: Floats) -> NDArray[np.uint8]:
    return picture.round().clip(0, 255).astype(np.uint8)
