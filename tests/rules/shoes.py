"""Two drawn legs in patterned shoes, one before the other, of which all is known."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from engine.imaging.frame import HEIGHT, WIDTH, Frame

SCALE = 0.25  # canonical pixels per photo pixel
FRAME = Frame(0.0, 0.0, SCALE)
SIZE = (HEIGHT * 4, WIDTH * 4)
# Ankles of the right and the left leg in photo pixels (x, y); the shins are straight and 144 pixels long.
ANKLES, SHIN = ((360.0, 800.0), (404.0, 810.0)), 144.0


@dataclass(frozen=True)
class Drawn:
    """A cutout, canonical joints, whose each photo pixel is (1 right, 2 left), and the right shoe as if alone."""

    cutout: np.ndarray
    joints: np.ndarray
    owner: np.ndarray
    right_alone: np.ndarray

    def split(self) -> np.ndarray:
        """A part map [h, w, 2] that parts the legs by a plumb line, as one does that sees no shoes."""
        person = (
            cv2.resize(self.cutout[..., 3], (WIDTH // 2, HEIGHT // 2), interpolation=cv2.INTER_AREA) / 255
        )
        left = (np.arange(WIDTH // 2) + 0.5) * 2 / SCALE > (ANKLES[0][0] + ANKLES[1][0]) / 2
        return np.dstack([person * ~left, person * left]).astype(np.float32)

    def told(self) -> np.ndarray:
        """The true part map."""
        shares = np.dstack([self.owner == 1, self.owner == 2]).astype(np.float32)
        return cv2.resize(shares, (WIDTH // 2, HEIGHT // 2), interpolation=cv2.INTER_AREA)


def _leg(ankle: tuple[float, float], pattern: np.ndarray, *, mirrored: bool) -> np.ndarray:
    """One leg [H, W, 4]: trousers down to the ankle, a shoe whose toes point to the lower left."""
    x, y = (each.astype(np.float32) for each in np.meshgrid(np.arange(SIZE[1]), np.arange(SIZE[0])))
    x, y = x + 0.5 - ankle[0], y + 0.5 - ankle[1]
    x = -x if mirrored else x
    along, across = (-x + 1.4 * y) / 1.72, (1.4 * x + y) / 1.72
    shoe = ((along - 26) / 46) ** 2 + ((across - 8) / 30) ** 2 < 1
    shoe &= y > 0
    trousers = (np.abs(x) < 22) & (y <= 4) & (y > -SHIN - 40)
    colours = cv2.remap(pattern, x + 100, y + 100, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    leg = np.zeros((*SIZE, 4), np.uint8)
    leg[shoe] = np.dstack([colours, np.full(SIZE, 255, np.uint8)])[shoe]
    leg[trousers] = (40, 40, 46, 255)
    return leg


def drawn(*, patterned: bool = True, mirrored: bool = False, apart: float = 0.0) -> Drawn:
    """Both legs, the left one in front; `apart` moves it aside in photo pixels."""
    rng = np.random.default_rng(4)
    coarse = (
        rng.integers(30, 226, (16, 16, 3)).astype(np.uint8)
        if patterned
        else np.full((16, 16, 3), 60, np.uint8)
    )
    pattern = cv2.resize(coarse, (200, 200), interpolation=cv2.INTER_CUBIC)
    right_ankle, left_ankle = ANKLES[0], (ANKLES[1][0] + apart, ANKLES[1][1])
    right = _leg(right_ankle, pattern, mirrored=mirrored)
    left = _leg(left_ankle, pattern, mirrored=False)
    in_front = left[..., 3] > 0
    owner = np.where(in_front, 2, right[..., 3] > 0)
    joints = np.zeros((18, 2), np.float32)
    for knee, end, (x, y) in ((9, 10, right_ankle), (12, 13, left_ankle)):
        joints[knee], joints[end] = (x * SCALE, (y - SHIN) * SCALE), (x * SCALE, y * SCALE)
    return Drawn(np.where(in_front[..., None], left, right), joints, owner, right)
