"""The network of 2020 as its authors published it, drawing poses: what speed is compared with."""

from __future__ import annotations

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.model.xinggan import Variant, XingGAN
from engine.pose.pose import Pose
from engine.render.painter import Joints, Painter
from engine.runtime.device import Device


class Rival:
    """`xinggan` as published, on the same device in the same precision; speed needs no trained weights."""

    def __init__(self, source: Source, *, device: Device) -> None:
        torch.manual_seed(0)
        self._painter = Painter(XingGAN(Variant.DEEPFASHION), device=device)
        self._photo = cv2.resize(source.photo.rgb, self._painter.size, interpolation=cv2.INTER_AREA)
        self._scale = np.divide(self._painter.size, source.photo.size)
        self._before = self._joints(source.pose)

    def render(self, pose: Pose) -> NDArray[np.uint8]:
        """The picture of a pose, uint8 [H, W, 3]."""
        return self._painter.paint(self._photo, self._before, self._joints(pose))

    def _joints(self, pose: Pose) -> Joints:
        return pose.xy() * self._scale, pose.present()
