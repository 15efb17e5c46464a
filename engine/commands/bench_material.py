"""What `bench` measures with: the demo photo on a canvas, and poses near its own."""

from __future__ import annotations

import io

import cv2
import numpy as np
from PIL import Image

from engine.photo.photo import load_photo
from engine.pose.kinematics import pivot_of, rotate_limb
from engine.pose.openpose import Size
from engine.pose.pose import Joint, Pose
from engine.system.shipped import DEMO_PHOTO

_EDITED = (
    Joint.R_SHOULDER, Joint.R_ELBOW, Joint.R_WRIST, Joint.L_SHOULDER, Joint.L_ELBOW, Joint.L_WRIST,
    Joint.R_KNEE, Joint.R_ANKLE, Joint.L_KNEE, Joint.L_ANKLE, Joint.NOSE,
)  # fmt: skip
_SPREAD_DEG = 12.0


class RandomPoses:
    """Poses that differ a little from a given one, another each time, the same in each run."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)

    def near(self, pose: Pose) -> Pose:
        """`pose` with every limb turned by a few degrees."""
        for joint in _EDITED:
            degrees = float(self._random.normal(0, _SPREAD_DEG))
            if pose.has(joint) and pivot_of(pose, joint) is not None:
                pose = rotate_limb(pose, joint, degrees)
        return pose


def demo_on_canvas(size: Size) -> bytes:
    """The demo photo as a JPEG of `size` (width, height), scaled to fit, its rims continued if need be."""
    rgb = load_photo(DEMO_PHOTO).rgb
    factor = min(size[0] / rgb.shape[1], size[1] / rgb.shape[0])
    inside = (round(rgb.shape[1] * factor), round(rgb.shape[0] * factor))
    scaled = cv2.resize(rgb, inside, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC)
    across, down = size[0] - inside[0], size[1] - inside[1]
    rims = (down // 2, down - down // 2, across // 2, across - across // 2)
    buffer = io.BytesIO()
    Image.fromarray(cv2.copyMakeBorder(scaled, *rims, cv2.BORDER_REPLICATE)).save(buffer, "JPEG", quality=95)
    return buffer.getvalue()
