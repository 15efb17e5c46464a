"""Finds what of the floor a person's feet darken: smooth, grey, and close to a foot."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.harmonic import membrane
from engine.imaging.pixels import Floats, disc, grown, ramp, shrunk, square_norm, widened
from engine.imaging.shadows import Shadow
from engine.plate.plain import surface
from engine.pose.pose import Joint, Pose

Mask = NDArray[np.bool_]
_SHINS = {Joint.R_ANKLE: Joint.R_KNEE, Joint.L_ANKLE: Joint.L_KNEE}
_WIDE, _HIGH, _LOW = 1.1, 0.35, 0.75  # shins beside, above and below an ankle within which its shadow lies
_NEAR = 0.5  # shins below the ankle is the middle of the zone
_FAINT = 0.995  # a ratio above this is no shadow
_DARKEST = 0.25
_COLOURED = 12.0  # grey levels that a shadow's colour may be off that of the darkened floor
_SOFT_PX, _SOFT_SHINS = 1.5, 0.06  # over how much a plain and a textured floor are averaged
_EDGE = 0.35  # nearness up to this is the edge of the zone
# Where more of the edge than this share is darker than that part of the rest, a shadow goes on beyond it:
_CAST_SHARE, _CAST = 0.02, 0.75
# one that the sun casts where light changes by more than this part within so much of the zone's width, else a pool of
# shade, as far as it is darker than that.
_SUNLIT, _SHARP, _POOL = 0.028, 0.023, 0.9


def contact_shadows(
    rgb: NDArray[np.uint8], hole: Mask, pose: Pose, *, plain: bool = True
) -> tuple[Shadow, ...]:
    """The contact shadow of each foot of `pose` on the floor of `rgb` [H, W, 3]; the person lies in `hole`.

    plain: whether the floor is; a textured one is averaged before. None where a shadow is cast farther than around
    the feet, by them or by others: it cannot be told whose it is, and half of it would be worse than all.
    """
    feet = {ankle: _shin(pose, ankle) for ankle in _SHINS if pose.has(ankle)}
    zones = [_zone(pose, ankle, shin, hole.shape) for ankle, shin in feet.items()]
    zone = np.maximum.reduce([*zones, np.zeros(hole.shape, np.float32)])
    if not ((zone > 0) & ~hole).any():
        return ()
    soft_px = _SOFT_PX if plain else max(_SOFT_PX, _SOFT_SHINS * max(feet.values()))
    part = _around(zone)
    ratio = np.ones(hole.shape, np.float32)
    ratio[part] = _ratio(_softened(rgb[part], hole[part], soft_px), hole[part], zone[part])
    shares = _shares(pose, feet, hole.shape)
    shadows = (_cropped(ankle, np.power(ratio, shares[ankle]).astype(np.float32)) for ankle in feet)
    return tuple(shadow for shadow in shadows if shadow is not None)


def _around(zone: Floats) -> tuple[slice, slice]:
    """Rows and columns of the zone and some floor around it."""
    y, x = np.nonzero(zone > 0)
    air = 2 + max(zone.shape) // 20
    rows = slice(max(int(y.min()) - air, 0), int(y.max()) + air + 1)
    return rows, slice(max(int(x.min()) - air, 0), int(x.max()) + air + 1)


def _softened(photo: NDArray[np.uint8], person: Mask, soft_px: float) -> Floats:
    """The photo [h, w, 3] averaged over what is not the person."""
    known = (~person).astype(np.float32)
    share = cv2.GaussianBlur(known, (0, 0), soft_px)[..., None]
    return cv2.GaussianBlur(photo * known[..., None], (0, 0), soft_px) / np.maximum(share, 1e-2)


def _shin(pose: Pose, ankle: Joint) -> float:
    knee = _SHINS[ankle]
    if pose.has(knee):
        return max(4.0, float(np.hypot(pose[ankle].x - pose[knee].x, pose[ankle].y - pose[knee].y)))
    return max(4.0, pose.head_size() * 1.5)


def _zone(pose: Pose, ankle: Joint, shin: float, shape: tuple[int, ...]) -> Floats:
    """Where a foot's shadow may lie: [H, W], 1 near the foot and 0 far off."""
    y, x = np.indices(shape, dtype=np.float32)
    across = np.abs(x - pose[ankle].x) / (_WIDE * shin)
    down = (y - pose[ankle].y) / shin
    along = np.where(down < 0, -down / _HIGH, down / _LOW)
    return 1 - ramp(np.hypot(across, along), 0.6, 1.0)


def _ratio(seen: Floats, person: Mask, near: Floats) -> Floats:
    """How much darker the floor is seen than it would be: [h, w] in 0..1, 1 outside the zone `near` > 0."""
    covered = person | (near > 0)
    level = seen.mean(axis=2)
    edge = (near > 0) & (near < _EDGE) & ~person
    if covered.all() or not edge.any():
        return np.ones_like(near)
    usual = float(np.median(level[edge]))
    if np.quantile(level[edge], _CAST_SHARE) < _CAST * usual:
        if _sharpness(level, person, edge) > _SUNLIT * usual:
            return np.ones_like(near)
        # A pool of shade goes on farther: it does not tell what the floor looks like without.
        covered |= widened(edge & (level < _POOL * usual), 1 + max(near.shape) // 40)
    floor = surface(seen, covered)
    part = (seen.mean(axis=2) / np.maximum(floor.mean(axis=2), 1)).clip(_DARKEST, 1)
    # What is darker but of another colour is a thing on the floor, or cloth beyond the matte.
    off = np.sqrt(square_norm(seen - floor * part[..., None]) / 3)
    alien = (off > _COLOURED) & ~person
    unknown = person | (cv2.dilate(alien.astype(np.uint8), disc(3)) > 0)
    if unknown.all():
        return np.ones_like(near)
    part = _continued(part, unknown)
    return (1 - (1 - part) * near * ramp(1 - part, 0.0, 0.02)).clip(_DARKEST, 1)


def _sharpness(level: Floats, person: Mask, where: Mask) -> float:
    """By how many levels the floor's light [h, w] differs from what is around it, where it does so most."""
    known = (~person).astype(np.float32)
    soft_px = max(2.0, _SHARP * max(level.shape))
    around = cv2.GaussianBlur(level * known, (0, 0), soft_px)
    around /= np.maximum(cv2.GaussianBlur(known, (0, 0), soft_px), 1e-2)
    return float(np.quantile(np.abs(level - around)[where], 1 - _CAST_SHARE))


def _continued(part: Floats, unknown: Mask) -> Floats:
    """A smooth map [h, w], continued harmonically where it is unknown."""
    h, w = part.shape
    small = (max(1, w // 2), max(1, h // 2))
    known = shrunk((~unknown).astype(np.float32), small)
    value = shrunk(part * ~unknown, small) / np.maximum(known, 1e-3)
    inner = grown(membrane(value[..., None], known < 0.5).reshape(small[1], small[0]), part)
    return cv2.GaussianBlur(np.where(unknown, inner, part), (0, 0), max(1.0, max(h, w) / 200))


def _shares(pose: Pose, feet: dict[Joint, float], shape: tuple[int, ...]) -> dict[Joint, Floats]:
    """How much of the darkness each foot throws: [H, W], together 1."""
    y, x = np.indices(shape, dtype=np.float32)
    nearness = {}
    for ankle, shin in feet.items():
        far = ((x - pose[ankle].x) ** 2 + (y - pose[ankle].y - _NEAR * shin * 0.5) ** 2) / shin**2
        nearness[ankle] = 1 / (far + 0.01) ** 2
    total = np.add.reduce(list(nearness.values()))
    return {ankle: near / total for ankle, near in nearness.items()}


def _cropped(foot: Joint, ratio: NDArray[np.float32]) -> Shadow | None:
    y, x = np.nonzero(ratio < _FAINT)
    if not len(y):
        return None
    top, left = max(int(y.min()) - 2, 0), max(int(x.min()) - 2, 0)
    return Shadow(foot, ratio[top : int(y.max()) + 3, left : int(x.max()) + 3].copy(), left, top)
