"""The classes of a photo by the network that was trained on rendered people taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.imaging.frame import Frame
from engine.imaging.pixels import Floats, premultiplied
from engine.model.geometry.joints import FRAME_WIDTH, MIRROR_JOINTS
from engine.model.looking import Look, listening
from engine.model.person_layers import PersonLayers
from engine.pose.layer_classes import MIRROR_CLASSES
from engine.pose.pose import Pose
from engine.render.looking_again import LookingAgain
from engine.runtime.device import Device
from engine.runtime.finite import check_finite
from engine.runtime.weights import filled, read_weights
from engine.runtime.weights_version import LAYERS_ARCHITECTURE
from engine.system.shipped import LAYERS_FILE

# (width, height) at which photos are read: the finest at which the shipped weights learnt. Read at 288x384, held-out
# people in layers lost 0.024 IoU of where each layer shows, and it took 2.3 times as long.
PARSING_SIZE = (192, 256)


@dataclass(frozen=True, eq=False)
class ClassMaps:
    """Over the model frame at `PARSING_SIZE`, by engine.pose.layer_classes."""

    shown: Floats  # [22, H, W] probability of each class being what a pixel shows; they sum to 1
    whole: Floats  # [22, H, W] probability that a class goes on there, seen or not


class LearnedClasses:
    """A loaded network; used by one thread at a time. Raises WeightsError where the file is none of ours."""

    def __init__(self, path: Path = LAYERS_FILE, *, device: Device) -> None:
        header, config, tensors = read_weights(path, LAYERS_ARCHITECTURE)
        self.version = header.get("version", "unversioned")
        self.device = device
        self.net = filled(path, PersonLayers(config), tensors).eval().to(device.name)
        # The second look learnt what to make of the shipped network's word, not of another's.
        self._again = LookingAgain() if path == LAYERS_FILE else None

    def use(self, device: Device) -> None:
        """Go on with another device."""
        self.device = device
        self.net = self.net.to(device.name)

    def looked(self, cutout: NDArray[np.uint8], frame: Frame, pose: Pose) -> list[Look]:
        """Where its blocks look in the photo; arguments as for `read`."""
        with listening(self.net) as looks:
            self.read(cutout, frame, pose)
        return looks

    def read(self, cutout: NDArray[np.uint8], frame: Frame, pose: Pose) -> ClassMaps:
        """The classes of a person cut out [H, W, 4], not premultiplied, in the model frame.

        Read twice, the second time in a looking glass, and averaged: on held-out people the mean IoU of the classes is
        .596 then in place of .587, of what is hidden .574 in place of .566, for a third of a second. Then what shows is
        looked at again, with what a network makes of it that has seen photographs (decision 0039).
        """
        cutout = premultiplied(cutout)
        view = frame.cut(cutout, PARSING_SIZE)
        rgba = torch.from_numpy(view).permute(2, 0, 1)[None].float().to(self.device.name) / 255
        joints = torch.from_numpy(frame.to_canonical(pose.xy()))[None].to(self.device.name)
        present = torch.from_numpy(pose.present())[None].to(self.device.name)
        twins = list(MIRROR_JOINTS)
        glass = joints.new_tensor([FRAME_WIDTH, 0]) + joints[:, twins] * joints.new_tensor([-1, 1])
        with torch.no_grad(), self.device.autocast():
            out = self.net(
                torch.cat([rgba, rgba.flip(-1)]),
                torch.cat([joints, glass]),
                torch.cat([present, present[:, twins]]),
            )
        check_finite((out.parsing, out.whole))
        shown = _averaged(out.parsing.softmax(1))
        if self._again is not None:
            shown = self._again.mended(shown, cutout, frame, pose)
        return ClassMaps(shown, _averaged(out.whole.sigmoid()))


def _averaged(both: Tensor) -> Floats:
    """The mean of maps [2, 22, H, W] of a photo and of its looking glass, as the photo lies."""
    straight, glass = both.float()
    mean: Floats = ((straight + glass[list(MIRROR_CLASSES)].flip(-1)) / 2).cpu().numpy()
    return mean
