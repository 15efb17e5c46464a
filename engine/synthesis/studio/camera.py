"""Cameras and framings: how a person is placed in a picture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Crop(Enum):
    """How much of the person a framing shows."""

    FULL = "full body"
    THREE_QUARTER = "head to thigh"
    HALF = "head to hip"


@dataclass(frozen=True)
class Framing:
    """A photographer's choices; margin is the frame's height over the shown height, shifts are parts of
    it.
    """

    crop: Crop
    margin: float = 1.15
    shift: tuple[float, float] = (0.0, 0.0)
    cut: float = 0.5
    fov_deg: float = 25.0
    pitch_deg: float = 0.0
    roll_deg: float = 0.0


@dataclass(frozen=True)
class Extent:
    """Where a posed person is, in world metres: x range, z range, and the heights a crop is cut at."""

    left: float
    right: float
    bottom: float
    top: float
    knee: float
    hip: float


@dataclass(frozen=True)
class Camera:
    """A pinhole camera: `matrix` [4, 4] takes world points to clip space whose w is the depth in metres."""

    size: tuple[int, int]
    matrix: Floats
    eye: Floats

    def clip(self, points: Floats) -> Floats:
        """World points [..., 3] to clip space [..., 4]."""
        return points @ self.matrix[:, :3].T + self.matrix[:, 3]

    def pixels(self, clip: Floats) -> Floats:
        """Clip space [..., 4] to pixels [..., 2]; pixel (column, row) has its centre at +0.5."""
        width, height = self.size
        ndc = clip[..., :2] / clip[..., 3:]
        return np.stack([(ndc[..., 0] + 1) * (width / 2), (1 - ndc[..., 1]) * (height / 2)], -1)


def random_framing(rng: np.random.Generator, crop: Crop) -> Framing:
    """A framing with its own margin, shift, lens, camera height, and rarely a roll."""
    rolled = rng.random() < 0.1
    return Framing(
        crop,
        margin=float(rng.uniform(1.04, 1.14) if rng.random() < 0.5 else rng.uniform(1.1, 1.45)),
        shift=(float(rng.normal(0, 0.035)), float(rng.uniform(-0.03, 0.03))),
        cut=float(rng.random()),
        fov_deg=float(rng.uniform(10, 45)),
        pitch_deg=float(rng.normal(1.5, 5)),
        roll_deg=float(rng.normal(0, 4)) if rolled else 0.0,
    )


def random_crop(rng: np.random.Generator) -> Crop:
    """60 % full body, 25 % three-quarter, 15 % half."""
    return Crop(rng.choice([crop.value for crop in Crop], p=[0.6, 0.25, 0.15]))


def place_camera(framing: Framing, extent: Extent, *, size: tuple[int, int]) -> Camera:
    """A camera in front of the person (who faces -y) that shows what the framing asks for; size is
    (width, height).
    """
    bottom = _lower_edge(framing, extent)
    span = (extent.top - bottom) * framing.margin
    if framing.crop is Crop.FULL:
        span = max(span, (extent.right - extent.left) * 1.06 * size[1] / size[0])
    centre_x = (extent.left + extent.right) / 2 if framing.crop is Crop.FULL else 0.0
    # The feet stay at the lower edge of a crop; a full body floats between its margins.
    middle = (extent.top + bottom) / 2
    if framing.crop is not Crop.FULL:
        middle = bottom + span / 2
    target = np.array([centre_x + framing.shift[0] * span, 0.0, middle + framing.shift[1] * span])
    return look_at(target, span, framing=framing, size=size)


def _lower_edge(framing: Framing, extent: Extent) -> float:
    leg = extent.hip - extent.knee
    if framing.crop is Crop.FULL:
        return extent.bottom
    if framing.crop is Crop.THREE_QUARTER:
        return extent.knee + (framing.cut * 0.9 - 0.25) * leg
    return extent.hip + (framing.cut * 0.5 - 0.35) * leg


def look_at(target: NDArray[np.float64], span: float, *, framing: Framing, size: tuple[int, int]) -> Camera:
    """A camera that looks at a target [3] in metres and shows `span` metres from top to bottom there."""
    half = math.radians(framing.fov_deg) / 2
    distance = span / 2 / math.tan(half)
    pitch, roll = math.radians(framing.pitch_deg), math.radians(framing.roll_deg)
    back = np.array([0.0, -math.cos(pitch), math.sin(pitch)])
    right, up = np.array([1.0, 0.0, 0.0]), np.cross(back, [1.0, 0.0, 0.0])
    right, up = (
        math.cos(roll) * right + math.sin(roll) * up,
        math.cos(roll) * up - math.sin(roll) * right,
    )
    eye = target + back * distance
    view = np.eye(4)
    view[:3, :3] = np.stack([right, up, back])
    view[:3, 3] = -view[:3, :3] @ eye
    projection = _projection(half, size[0] / size[1], near=max(0.2, distance - 1.6), far=distance + 1.6)
    return Camera(size, (projection @ view).astype(np.float32), eye.astype(np.float32))


def _projection(half_fov: float, aspect: float, *, near: float, far: float) -> NDArray[np.float64]:
    scale = 1 / math.tan(half_fov)
    return np.array(
        [
            [scale / aspect, 0, 0, 0],
            [0, scale, 0, 0],
            [0, 0, -(far + near) / (far - near), -2 * far * near / (far - near)],
            [0, 0, -1, 0],
        ]
    )
