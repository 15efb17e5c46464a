"""`xinggan_pp` as a method: the photo encoded once a model frame, each pose decoded from that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

from engine.imaging.bands import Band
from engine.imaging.frame import HEIGHT, Frame
from engine.imaging.pictures import Pictures
from engine.imaging.pixels import Floats, premultiplied
from engine.layers.parsing import from_parts
from engine.layers.skeleton import complete
from engine.model.decoded import SourceFeatures
from engine.model.geometry.depth_order import PartOrder
from engine.model.geometry.tensors import hwc
from engine.model.looking import Look, listening
from engine.model.xinggan_pp import XingGANpp
from engine.pose.pose import Pose
from engine.render.features import PhotoFeatures
from engine.render.maps import to_maps
from engine.render.method import FINAL_SIZE, Answer
from engine.rules.hand_made import Rules
from engine.rules.hidden_foot import HiddenFoot
from engine.rules.holes import EDGE_PX
from engine.runtime.device import Device
from engine.runtime.finite import check_finite
from engine.runtime.weights import LoadedWeights
from engine.runtime.weights_version import binding_licence

_PERSON, _GATHERED = 0.5, 0.5


@dataclass(frozen=True, eq=False)
class Reading:
    """What the network reads from a photo at one model frame, and what follows from its parsing."""

    features: SourceFeatures
    beside: Tensor | None  # see Rules.beside
    hidden_foot: HiddenFoot | None

    def bytes(self) -> int:
        """Memory held, in bytes."""
        hidden = 0 if self.hidden_foot is None else self.hidden_foot.shins.nbytes
        return _tensor_bytes(self.features) + (0 if self.beside is None else self.beside.nbytes) + hidden


class Network:
    """An `engine.render.method.Method`."""

    name = "xinggan_pp"

    def __init__(self, weights: LoadedWeights, *, device: Device, rules: Rules) -> None:
        self.version, self.device = weights.version, device
        self.licence = binding_licence(weights.header)
        self._net: XingGANpp = weights.net.to(device.name).eval()
        self._rules = rules

    def use(self, device: Device) -> None:
        """Go on with another device."""
        self.device = device
        self._net = self._net.to(device.name)

    def read(self, photo: PhotoFeatures, size: tuple[int, int], finest: Callable[[], Reading]) -> Reading:
        """The photo's features at a model frame (width, height)."""
        view = photo.frame.cut(premultiplied(photo.cutout), size)
        rgba = torch.from_numpy(view).permute(2, 0, 1)[None].float().to(self.device.name) / 255
        joints, present = self._joints(photo.frame, photo.source.pose)
        with _same_everywhere(size), torch.no_grad(), self.device.autocast():
            features = self._net.encode(rgba, joints, present, self._rules.corrections)
        check_finite((features.part_logits,))
        hidden = self._hidden_foot(photo, features, size, finest)
        if hidden is not None:
            features = self._rules.whole_feet(features, hidden)
        return Reading(features, self._rules.beside(features), hidden)

    def answer(self, photo: PhotoFeatures, reading: Reading, pose: Pose, order: PartOrder | None) -> Answer:
        """The photo's person in a pose, decoded."""
        height, width = reading.features.rgba.shape[-2:]
        joints, present = self._joints(photo.frame, pose)
        inside = photo.frame.covers((height, width), photo.source.photo.size, edge=EDGE_PX)
        with _same_everywhere((width, height)), torch.no_grad():
            with self.device.autocast():
                out = self._net.decode(reading.features, joints, present, order, self._rules.corrections)
            warped = self._net.config.warped
            maps = to_maps(out, warped=warped, rules=self._rules, beside=reading.beside, inside=inside)
            shown = (out.coverage[0, 0] > _PERSON) & (out.weights[0, 0] > _GATHERED)
        return Answer(maps, hwc(out.flows[0, 0]), shown.cpu().numpy())

    def looked(self, photo: PhotoFeatures, reading: Reading, pose: Pose) -> list[Look]:
        """Where the blocks look in the photo for a pose."""
        with listening(self._net) as looks:
            self.answer(photo, reading, pose, None)
        return looks

    def bands(self, reading: Reading, pictures: Pictures, frame: Frame) -> Mapping[int, Band]:
        """Limbs cut out of what they lie on."""
        return self._rules.bands(pictures, reading.features, reading.hidden_foot, frame)

    def classes(self, photo: PhotoFeatures, reading: Reading) -> Floats:
        """Its eleven parts, told apart further by where the joints are."""
        return classes_of(reading.features.parts[0].float().cpu().numpy(), photo)

    def _hidden_foot(
        self,
        photo: PhotoFeatures,
        features: SourceFeatures,
        size: tuple[int, int],
        finest: Callable[[], Reading],
    ) -> HiddenFoot | None:
        """The foot that is hidden by the other; all qualities go by the finest parsing, or it would come and go."""
        if size == FINAL_SIZE:
            return self._rules.hidden_foot(features, photo.cutout, photo.frame)
        return finest().hidden_foot if self._rules.doubts_feet(features) else None

    def _joints(self, frame: Frame, pose: Pose) -> tuple[Tensor, Tensor]:
        joints = torch.from_numpy(frame.to_canonical(pose.xy()))[None].to(self.device.name)
        return joints, torch.from_numpy(pose.present())[None].to(self.device.name)


def classes_of(parts: Floats, photo: PhotoFeatures) -> Floats:
    """Class probabilities [22, h, w] from those of the parts, background first, [12, h, w] over a photo's frame."""
    skeleton = complete(photo.source.pose)
    joints = photo.frame.to_canonical(skeleton.xy.astype(np.float32)) * (parts.shape[1] / HEIGHT)
    return from_parts(parts, joints.astype(np.float64), skeleton)


def _tensor_bytes(features: SourceFeatures) -> int:
    total = 0
    for each in fields(features):
        value = getattr(features, each.name)
        parts = [t for pair in value for t in pair] if isinstance(value, tuple) else [value]
        total += sum(t.numel() * t.element_size() for t in parts if isinstance(t, Tensor))
    return total


@contextmanager
def _same_everywhere(size: tuple[int, int]) -> Iterator[None]:
    """Run the network of final pictures on one thread: with more, the order of summation changes and so do last bits.

    A window leaves a core to itself and a command does not, but what they export is the same to the bit. A second
    thread would gain a tenth; previews take it.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1 if size[1] == HEIGHT else threads)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
