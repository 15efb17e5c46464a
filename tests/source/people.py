"""Rendered people of our own (CC0 figures) on made-up backgrounds, for tests that need a person to find."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pose.pose import Joint

_HERE = Path(__file__).parent
WEIGHTS = _HERE.parents[1] / "weights"
POSE_NET = WEIGHTS / "pose_landmark_full.tflite"
MATTE_NET = WEIGHTS / "u2netp.onnx"
# Where the renderer put the joints of waver.png, 480 x 640.
WAVER = {
    Joint.NOSE: (251, 164),
    Joint.NECK: (240, 226),
    Joint.R_SHOULDER: (191, 222),
    Joint.R_ELBOW: (117, 240),
    Joint.R_WRIST: (94, 173),
    Joint.L_SHOULDER: (289, 230),
    Joint.L_ELBOW: (319, 265),
    Joint.L_WRIST: (352, 222),
    Joint.R_HIP: (215, 380),
    Joint.R_KNEE: (211, 505),
    Joint.L_HIP: (269, 380),
    Joint.L_KNEE: (288, 500),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture [H, W, 3], who is where in it [H, W] (0..1), and the bare background [H, W, 3]."""

    rgb: NDArray[np.uint8]
    matte: NDArray[np.float32]
    background: NDArray[np.uint8]


def cut_out(name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """A rendered person: colours [640, 480, 3] and matte [640, 480] in 0..1."""
    rgba = cv2.imread(str(_HERE / "figures" / f"{name}.png"), cv2.IMREAD_UNCHANGED).astype(np.float32)
    return rgba[..., 2::-1], rgba[..., 3] / 255


def wall(height: int = 640, width: int = 480) -> NDArray[np.uint8]:
    """A studio wall with a soft gradient."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    level = 225 - 30 * y / height + 12 * x / width
    return np.repeat(level[..., None], 3, axis=2).round().astype(np.uint8)


def bricks(height: int = 640, width: int = 480) -> NDArray[np.uint8]:
    """A brick wall of 40 x 20 pixel bricks with pale joints, slightly uneven."""
    y, x = np.mgrid[:height, :width]
    shifted = x + (y // 20 % 2) * 20
    joint = (y % 20 < 3) | (shifted % 40 < 3)
    rng = np.random.default_rng(4)
    shade = rng.normal(0, 8, (64, 64))[y // 20 % 64, shifted // 40 % 64] + rng.normal(0, 3, (height, width))
    colour = np.where(joint[..., None], (200, 192, 180), (160, 90, 70)) + shade[..., None]
    return colour.round().clip(0, 255).astype(np.uint8)


def scene(background: NDArray[np.uint8], *people: tuple[str, int]) -> Scene:
    """People, each a name and how many pixels to the right, standing in front of `background`."""
    picture = background.astype(np.float32)
    matte = np.zeros(background.shape[:2], np.float32)
    for name, across in people:
        colours, alpha = cut_out(name)
        width = min(alpha.shape[1], background.shape[1] - across)
        place = np.s_[: alpha.shape[0], across : across + width]
        part = alpha[:, :width, None]
        picture[place] += part * (colours[:, :width] - picture[place])
        matte[place] = np.maximum(matte[place], part[..., 0])
    return Scene(picture.round().clip(0, 255).astype(np.uint8), matte, background)
