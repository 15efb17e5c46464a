"""`xinggan` as a method: it paints a whole small picture, whose person is cut out and enlarged over the plate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.bands import Band
from engine.imaging.frame import HEIGHT, WIDTH, Frame, close_frame
from engine.imaging.pictures import Pictures
from engine.imaging.pixels import Floats
from engine.model.geometry.depth_order import PartOrder
from engine.model.geometry.part_transforms import N_PARTS
from engine.pose.pose import Pose
from engine.render.features import PhotoFeatures
from engine.render.maps import Maps
from engine.render.method import Answer
from engine.render.painter import Painter
from engine.runtime.device import Device
from engine.runtime.weights_version import XINGGAN_ARCHITECTURE, binding_licence
from engine.runtime.xinggan_weights import LoadedXingGAN
from engine.source.finder import PersonFinder
from engine.source.small import matte_of_small
from engine.system.errors import WeightsError

# Maps twice as fine as the model frame: as the answer fills its own window, so it keeps its resolution.
_SHAPE = (2 * HEIGHT, 2 * WIDTH)
_NEVER = -50.0


@dataclass(frozen=True)
class Unread:
    """Nothing is read of a photo beforehand: both streams depend on the pose from the first block on."""

    def bytes(self) -> int:
        """Memory held, in bytes."""
        return 0


class Painted:
    """An `engine.render.method.Method`. All of a person is painted, nothing is taken from the photo."""

    name = XINGGAN_ARCHITECTURE

    def __init__(self, weights: LoadedXingGAN, *, device: Device, finder: PersonFinder) -> None:
        self.version, self.licence = weights.version, binding_licence(weights.header)
        self.painter, self._finder = Painter(weights.net, device=device), finder

    @property
    def device(self) -> Device:
        """Where the network runs."""
        return self.painter.device

    def use(self, device: Device) -> None:
        """Go on with another device."""
        self.painter.use(device)

    def read(self, photo: PhotoFeatures, size: tuple[int, int], finest: Callable[[], Unread]) -> Unread:  # noqa: ARG002
        """Nothing."""
        return Unread()

    def answer(self, photo: PhotoFeatures, reading: Unread, pose: Pose, order: PartOrder | None) -> Answer:  # noqa: ARG002
        """The photo's person in a pose; the network knows nothing of what lies in front."""
        source, (height, width) = photo.source, self.painter.shape
        window = close_frame([source.pose, pose], source.matte, width=HEIGHT * width / height)
        small = window.cut(source.photo.rgb, (width, height), border=cv2.BORDER_REPLICATE)
        stands = pose.replaced(window.to_canonical(pose.xy()) * (height / HEIGHT))
        before = window.to_canonical(source.pose.xy()) * (height / HEIGHT), source.pose.present()
        made = self.painter.paint(small, before, (stands.xy(), stands.present()))
        # The network paints a background as well and does not say where that begins.
        matte = matte_of_small(self._finder, made, stands)
        enlarged = HEIGHT / height / window.scale
        note = f"The person was painted by {self.name} at {width} x {height} pixels and enlarged {enlarged:.1f} times."
        maps = _maps(made, matte, window=window, frame=photo.frame)
        nowhere = np.full((HEIGHT, WIDTH, 2), np.nan, np.float32)
        return Answer(maps, nowhere, np.zeros((HEIGHT, WIDTH), bool), note)

    def bands(self, reading: Unread, pictures: Pictures, frame: Frame) -> Mapping[int, Band]:  # noqa: ARG002
        """None: it does not know where the photo shows which limb."""
        return {}

    def classes(self, photo: PhotoFeatures, reading: Unread) -> NoReturn:  # noqa: ARG002
        """It has none to tell; raises WeightsError."""
        raise WeightsError(
            f"{self.version} paints whole pictures and tells no parts apart; choose other weights to take people apart."
        )


def _maps(made: NDArray[np.uint8], matte: Floats, *, window: Frame, frame: Frame) -> Maps:
    """An answer over a window as maps over a photo's frame: all is synthesised, nothing warped, nothing at rest."""
    laid = lambda image, how, rim: cv2.warpAffine(  # noqa: E731
        image,
        window.seen_through(frame, _SHAPE, image.shape[0]),
        (_SHAPE[1], _SHAPE[0]),
        flags=how | cv2.WARP_INVERSE_MAP,
        borderMode=rim,
    )
    colours = laid(made, cv2.INTER_CUBIC, cv2.BORDER_REPLICATE).astype(np.float32) / 255
    alpha = laid(np.asarray(matte, np.float32), cv2.INTER_LINEAR, cv2.BORDER_CONSTANT)
    none, one = np.zeros(_SHAPE, np.float32), np.ones(_SHAPE, np.float32)
    logits = np.full((HEIGHT // 2, WIDTH // 2, N_PARTS), _NEVER, np.float32)
    logits[..., 0] = 0
    return Maps(
        part_logits=logits,
        affine=np.zeros((N_PARTS, 6), np.float32),
        residual=np.zeros((*logits.shape[:2], 2), np.float32),
        mirrored=np.zeros((*_SHAPE, 2), np.float32),
        shares=np.dstack([none, one, alpha, none]),
        synthesised=np.dstack([colours, none]),
        static=none,
        seams=np.zeros(logits.shape[:2], np.float32),
        joined=(0,) * N_PARTS,
    )
