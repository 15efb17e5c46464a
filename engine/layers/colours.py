"""Colours of a layer where other things lie over it: its own texture goes on, mirrored at the rim, or its twin's."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, nearest, shrunk, spread

Mask = NDArray[np.bool_]

# Below this depth, px per torso length, the mirrored texture fades into the soft mean of what is known.
_FADE_TORSO, _MOST_SOFT = 0.30, 0.6
_RIM_EVEN = 0.02  # torso lengths up and down over which the rim that is mirrored at is one line
_TWIN_FROM, _TWIN_WHOLLY = 0.6, 0.9  # the twin's share from which its colours serve
_LIGHT_TORSO = 0.12  # torso lengths over which two limbs' light is compared
_MOST_LIGHT = 40.0  # levels
_LEAST_COMMON = 200  # pixels that both limbs must show before their light is compared


def continued(rgb: NDArray[np.uint8], known: Mask, torso_px: float) -> Floats:
    """`rgb` [h, w, 3] where `known` [h, w]; elsewhere mirrored at the rim of that, softer the deeper inside."""
    if not known.any():
        return rgb.astype(np.float32)
    y, x = np.mgrid[: known.shape[0], : known.shape[1]].astype(np.float32)
    rim, far = nearest(np.dstack([x, y]), known)
    mirror_x = (2 * rim[..., 0] - x).round().clip(0, known.shape[1] - 1).astype(np.intp)
    mirror_y = (2 * rim[..., 1] - y).round().clip(0, known.shape[0] - 1).astype(np.intp)
    usable = known[mirror_y, mirror_x]
    from_x = np.where(usable, mirror_x, rim[..., 0].astype(np.intp))
    from_y = np.where(usable, mirror_y, rim[..., 1].astype(np.intp))
    texture = rgb[from_y, from_x].astype(np.float32)
    soft = _soft(rgb, known)
    depth = (far / max(_FADE_TORSO * torso_px, 4.0)).clip(0, 1) * _MOST_SOFT
    depth = np.where(usable, depth, np.maximum(depth, (far / 6).clip(0, 1)))[..., None].astype(np.float32)
    out = texture + (soft - texture) * depth
    return np.where(known[..., None], rgb, out).astype(np.float32)


def continued_across(rgb: NDArray[np.uint8], known: Mask, torso_px: float, *, lean: float) -> Floats:
    """As `continued`, but mirrored along lines that cross the spine at right angles: hems and belts run around a body.

    lean: of the spine, how far to the right it runs a pixel down.
    """
    out = continued(rgb, known, torso_px)
    height, width = known.shape
    columns = np.arange(width, dtype=np.float32)
    slope = ((columns - width / 2) * -lean)[None].repeat(height, 0)
    x, y = np.meshgrid(columns, np.arange(height, dtype=np.float32))
    level = cv2.remap(known.astype(np.uint8), x, y + slope, cv2.INTER_NEAREST, borderValue=0) > 0
    picture = cv2.remap(rgb, x, y + slope, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    over = max(3, round(_RIM_EVEN * torso_px))
    rims = [_rim(level, side, over) for side in (-1, 1)]
    total, weight = np.zeros_like(picture), np.zeros((height, width), np.float32)
    rows = np.arange(height)[:, None]
    for rim in rims:
        far = np.abs(rim - columns)
        there = np.nan_to_num(2 * rim - columns, nan=-1).round().astype(np.intp)
        usable = (there >= 0) & (there < width)
        there = there.clip(0, width - 1)
        usable &= level[rows, there]
        share = np.where(usable, 1 / (np.nan_to_num(far, nan=1e6) + 1) ** 2, 0).astype(np.float32)
        total += picture[rows, there] * share[..., None]
        weight += share
    across = total / np.maximum(weight, 1e-9)[..., None]
    back = (x, y - slope)
    across = cv2.remap(across, *back, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    found = cv2.remap((weight > 0).astype(np.float32), *back, cv2.INTER_LINEAR)
    found = cv2.GaussianBlur(cv2.erode(found, np.ones((3, 3), np.uint8)), (0, 0), 2.0)[..., None]
    mixed = out + (across - out) * found
    return np.where(known[..., None], rgb, mixed).astype(np.float32)


def _rim(known: Mask, side: int, over: int) -> Floats:
    """For each pixel the column of the nearest known one to its left (-1) or right (1), evened over rows; NaN without."""
    columns = np.arange(known.shape[1], dtype=np.float32)
    if side < 0:
        rim = np.maximum.accumulate(np.where(known, columns, -np.inf), axis=1)
    else:
        rim = np.minimum.accumulate(np.where(known, columns, np.inf)[:, ::-1], axis=1)[:, ::-1]
    # Taken from well inside: single rows whose rim lies elsewhere would be streaks.
    inner = np.where(np.isfinite(rim), rim, np.nan).astype(np.float32)
    there = np.isfinite(inner)
    even = cv2.erode(np.where(there, inner, np.inf), np.ones((2 * over + 1, 1), np.uint8)) if side < 0 else (
        cv2.dilate(np.where(there, inner, -np.inf), np.ones((2 * over + 1, 1), np.uint8))
    )
    return np.where(there & np.isfinite(even) & (np.abs(even - inner) < 4 * over), even, inner).astype(np.float32)


def _soft(rgb: NDArray[np.uint8], known: Mask) -> Floats:
    """A smooth continuation of the known colours, made at half size."""
    h, w = known.shape
    size = (max(w // 2, 1), max(h // 2, 1))
    share = shrunk(known.astype(np.float32), size)
    small = shrunk(rgb.astype(np.float32) * known[..., None], size) / np.maximum(share, 1e-3)[..., None]
    return cv2.resize(spread(small, (share > 0.5).astype(np.float32)), (w, h), interpolation=cv2.INTER_LINEAR)


def from_twin(
    colours: Floats,
    known: Mask,
    twin: Floats,
    twin_share: Floats,
    *,
    torso_px: float,
) -> tuple[Floats, Floats]:
    """Colours [h, w, 3] with the twin's, in this limb's light, where they are not `known`; and how much of each.

    twin, twin_share: what the twin shows at the same places, [h, w, 3] and [h, w] in 0..1.
    """
    both = known & (twin_share > _TWIN_WHOLLY)
    if both.sum() > _LEAST_COMMON:
        twin = twin + _light(colours - twin, both, torso_px)
    use = ((twin_share - _TWIN_FROM) / (_TWIN_WHOLLY - _TWIN_FROM)).clip(0, 1)
    use = cv2.GaussianBlur(np.where(known, 0, use).astype(np.float32), (0, 0), 2.0) * ~known
    return colours + (twin.clip(0, 255) - colours) * use[..., None], use


def _light(difference: Floats, where: Mask, torso_px: float) -> Floats:
    """The smooth part of a colour difference [h, w, 3], seen `where` both show, everywhere."""
    h, w = where.shape
    size = (max(w // 8, 1), max(h // 8, 1))
    blur = max(_LIGHT_TORSO * torso_px / 8, 0.5)
    weight = cv2.GaussianBlur(shrunk(where.astype(np.float32), size), (0, 0), blur)
    total = cv2.GaussianBlur(shrunk(difference * where[..., None], size), (0, 0), blur)
    light = (total / (weight + 1e-3)[..., None]).clip(-_MOST_LIGHT, _MOST_LIGHT)
    return cv2.resize(light, (w, h), interpolation=cv2.INTER_LINEAR)
