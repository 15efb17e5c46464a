"""What `bench` measures with: the demo photo on a canvas, poses near its own, and the network of 2020."""

from __future__ import annotations

import io

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from engine.contract import Source
from engine.model.xinggan import Variant, XingGAN, pose_maps
from engine.photo.photo import load_photo
from engine.pose.kinematics import pivot_of, rotate_limb
from engine.pose.openpose import Size
from engine.pose.pose import Joint, Pose
from engine.runtime.device import Device
from engine.shipped import DEMO_PHOTO

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


class Rival:
    """`xinggan` as published, on the same device in the same precision; speed needs no trained weights."""

    def __init__(self, source: Source, *, size: Size, device: Device) -> None:
        self._size, self._device = size, device
        torch.manual_seed(0)
        self._net = XingGAN(Variant.DEEPFASHION).eval().requires_grad_(False).to(device.name)
        small = cv2.resize(source.photo.rgb, size, interpolation=cv2.INTER_AREA)
        self._photo = (torch.from_numpy(small).permute(2, 0, 1)[None].float() / 127.5 - 1).to(device.name)
        self._scale = np.divide(size, source.photo.size)
        self._source_maps = self._maps(source.pose)

    def render(self, pose: Pose) -> NDArray[np.uint8]:
        """The picture of a pose, uint8 [H, W, 3]."""
        poses = torch.cat([self._source_maps, self._maps(pose)], 1)  # [1, 36, H, W]
        with torch.no_grad(), self._device.autocast():
            out = self._net(self._photo, poses)
        shown = ((out[0].float() + 1) * 127.5).round().clamp(0, 255)
        return shown.permute(1, 2, 0).to(torch.uint8).cpu().numpy()

    def _maps(self, pose: Pose) -> Tensor:
        joints = torch.from_numpy((pose.xy() * self._scale).astype(np.float32))[None].to(self._device.name)
        present = torch.from_numpy(pose.present())[None].to(self._device.name)
        width, height = self._size
        return pose_maps(joints, present, height=height, width=width, variant=Variant.DEEPFASHION)
