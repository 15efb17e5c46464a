"""The network of 2020 at its own size: a small picture and two poses in, a small picture out."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.model.xinggan import SIZES, XingGAN, pose_maps
from engine.runtime.device import Device
from engine.runtime.finite import check_finite

Joints = tuple[
    NDArray[np.floating], NDArray[np.bool_]
]  # [18, 2] as (x, y) in pixels of the picture, and [18]


class Painter:
    """`xinggan` on a device, for one picture at a time."""

    def __init__(self, net: XingGAN, *, device: Device) -> None:
        self.device, self.variant = device, net.variant
        self.shape = SIZES[net.variant]  # (height, width)
        self._net = net.eval().requires_grad_(False).to(device.name)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of what it paints."""
        return self.shape[1], self.shape[0]

    def use(self, device: Device) -> None:
        """Go on with another device."""
        self.device = device
        self._net = self._net.to(device.name)

    def paint(self, rgb: NDArray[np.uint8], before: Joints, after: Joints) -> NDArray[np.uint8]:
        """The person of a picture [H, W, 3] of its size, who stands as `before`, standing as `after`.

        Raises WeightsError where the network answered with NaN or infinity.
        """
        source = torch.from_numpy(rgb).permute(2, 0, 1)[None].float() / 127.5 - 1
        poses = torch.cat([self._maps(*before), self._maps(*after)], 1)  # [1, 36, H, W]
        with torch.no_grad(), self.device.autocast():
            out = self._net(source.to(self.device.name), poses.to(self.device.name))
        check_finite((out,))
        shown = ((out[0].float() + 1) * 127.5).round().clamp(0, 255)
        return shown.permute(1, 2, 0).to(torch.uint8).cpu().numpy()

    def _maps(self, xy: NDArray[np.floating], present: NDArray[np.bool_]) -> Tensor:
        height, width = self.shape
        # Places are measured from pixel corners, maps from pixel centres.
        joints, there = torch.from_numpy(xy.astype(np.float32) - 0.5)[None], torch.from_numpy(present)[None]
        return pose_maps(joints, there, height=height, width=width, variant=self.variant)
