"""The network of 2020 as its authors published it, drawing poses: what speed is compared with."""

from __future__ import annotations

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.contract import Source
from engine.model.xinggan import Variant, XingGAN, pose_maps
from engine.pose.openpose import Size
from engine.pose.pose import Pose
from engine.runtime.device import Device


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
