"""Finds what of the floor a person's feet darken: smooth, grey, and close to a foot."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc, ramp, square_norm
from engine.imaging.shadows import Shadow
from engine.plate.harmonic import membrane
from engine.plate.plain import noise_level, surface
from engine.pose.pose import Joint, Pose

Mask = NDArray[np.bool_]
_SHINS = {Joint.R_ANKLE: Joint.R_KNEE, Joint.L_ANKLE: Joint.L_KNEE}
_WIDE, _HIGH, _LOW = 1.1, 0.35, 0.75  # shins beside, above and below an ankle within which its shadow lies
_NEAR = 0.5  # shins below the ankle is the middle of the zone
_FAINT = 0.995  # a ratio above this is no shadow
_DARKEST = 0.25
_COLOURED = 12.0  # grey levels that a shadow's colour may be off that of the darkened floor


def contact_shadows(rgb: NDArray[np.uint8], hole: Mask, pose: Pose) -> tuple[Shadow, ...]:
    """The contact shadow of each foot of `pose` on the plain floor of `rgb` [H, W, 3]; the person lies in `hole`."""
    feet = {ankle: _shin(pose, ankle) for ankle in _SHINS if pose.has(ankle)}
    zones = {ankle: _zone(pose, ankle, shin, hole.shape) for ankle, shin in feet.items()}
    zone = np.maximum.reduce([*zones.values(), np.zeros(hole.shape, np.float32)])
    unknown = hole | (zone > 0)
    if not (zone > 0).any() or unknown.all():
        return ()
    ratio = _ratio(rgb, hole, zone)
    if (ratio > _FAINT).all():
        return ()
    shares = _shares(pose, feet, hole.shape)
    return tuple(
        shadow
        for ankle in feet
        if (shadow := _cropped(ankle, np.power(ratio, shares[ankle]).astype(np.float32))) is not None
    )


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


def _ratio(rgb: NDArray[np.uint8], hole: Mask, zone: Floats) -> Floats:
    """How much darker the photo is than its floor would be: [H, W] in 0..1, 1 outside the zone."""
    y, x = np.nonzero(zone > 0)
    air = 2 + max(hole.shape) // 20
    rows = slice(max(int(y.min()) - air, 0), int(y.max()) + air + 1)
    columns = slice(max(int(x.min()) - air, 0), int(x.max()) + air + 1)
    photo, person, near = rgb[rows, columns], hole[rows, columns], zone[rows, columns]
    ratio = np.ones(hole.shape, np.float32)
    if (person | (near > 0)).all():
        return ratio
    floor = surface(photo, person | (near > 0))
    light = floor.mean(axis=2)
    seen = cv2.GaussianBlur(photo, (0, 0), 1.5).astype(np.float32)
    part = (seen.mean(axis=2) / np.maximum(light, 1)).clip(_DARKEST, 1)
    # What is darker but of another colour is a thing on the floor, or cloth beyond the matte.
    off = np.sqrt(square_norm(seen - floor * part[..., None]) / 3)
    alien = (off > _COLOURED + 2 * noise_level(photo, person)) & ~person
    unknown = person | (cv2.dilate(alien.astype(np.uint8), disc(3)) > 0)
    if unknown.all():
        return ratio
    small = (max(1, part.shape[1] // 2), max(1, part.shape[0] // 2))
    known = cv2.resize((~unknown).astype(np.float32), small, interpolation=cv2.INTER_AREA)
    value = cv2.resize(part * ~unknown, small, interpolation=cv2.INTER_AREA) / np.maximum(known, 1e-3)
    inner = cv2.resize(membrane(value[..., None], known < 0.5).reshape(small[1], small[0]), part.shape[::-1])
    part = np.where(unknown, inner, part)
    part = cv2.GaussianBlur(part, (0, 0), max(1.0, max(hole.shape) / 500))
    part = 1 - (1 - part) * near * ramp(1 - part, 0.0, 0.02)
    ratio[rows, columns] = part.clip(_DARKEST, 1)
    return ratio


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
