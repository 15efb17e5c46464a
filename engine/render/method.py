"""What turns a photo and a pose into maps to draw from: the network, or beside it a warp that learns nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Quality
from engine.imaging.bands import Band
from engine.imaging.frame import HEIGHT, WIDTH, Frame
from engine.imaging.pictures import Pictures
from engine.imaging.pixels import Floats
from engine.model.geometry.depth_order import PartOrder
from engine.pose.pose import Pose
from engine.render.features import PhotoFeatures, Sized
from engine.render.maps import Maps
from engine.runtime.device import Device

# The two model frames, (width, height): previews run on a quarter of the work.
FINAL_SIZE = (WIDTH, HEIGHT)
PREVIEW_SIZE = (WIDTH // 2, HEIGHT // 2)


def frame_size(quality: Quality) -> tuple[int, int]:
    """The model frame of a quality."""
    return PREVIEW_SIZE if quality is Quality.PREVIEW else FINAL_SIZE


@dataclass(frozen=True)
class Answer:
    """A pose as a method draws it, over the model frame of H x W pixels."""

    maps: Maps
    flow: Floats  # [H, W, 2] canonical source points
    shown: NDArray[np.bool_]  # [H, W] where a pixel is the person's and taken from there
    note: str = (
        ""  # a sentence for people on what the picture is, where it is not what they would take it for
    )


Reading = TypeVar("Reading", bound=Sized)


class Method(Protocol[Reading]):
    """Reads a photo once for each model frame, and answers any number of poses from what it read."""

    name: str
    version: str
    licence: str  # of its weights, where pictures are bound by that; else empty

    @property
    def device(self) -> Device:
        """Where it runs."""

    def read(self, photo: PhotoFeatures, size: tuple[int, int], finest: Callable[[], Reading]) -> Reading:
        """What is worth keeping of a photo at a model frame (width, height); `finest` gives that of the final one."""

    def answer(self, photo: PhotoFeatures, reading: Reading, pose: Pose, order: PartOrder | None) -> Answer:
        """The photo's person in a pose, in photo pixels."""

    def bands(self, reading: Reading, pictures: Pictures, frame: Frame) -> Mapping[int, Band]:
        """Limbs cut out of what they lie on; frame in pixels of these pictures."""

    def classes(self, photo: PhotoFeatures, reading: Reading) -> Floats:
        """What each pixel of the photo shows: [22, h, w] over the model frame, see `engine.pose.layer_classes`."""

    def use(self, device: Device) -> None:
        """Go on with another device."""
