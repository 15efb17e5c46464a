"""What tells a photo's pixels apart for the layers, beside the parts of the method: the learned classes."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from engine.imaging.boxes import box_around
from engine.model.looking import Look
from engine.photo.bags import Bag
from engine.pose.feet import Feet
from engine.pose.hand_points import Hands
from engine.render.features import PhotoFeatures
from engine.render.learned_classes import ClassMaps, LearnedClasses
from engine.runtime.device import Device
from engine.source.bags import BagFinder, carried
from engine.source.feet import FootFinder
from engine.source.hands import HandFinder
from engine.source.poles import hands_of
from engine.system.shipped import BAGS_FILE, FEET_FILE, HANDS_FILE, LAYERS_FILE

_PERSON = 60  # of 255: fainter pixels of a matte are no part of the person's box


class Parser(Protocol):
    """Reads the classes of `engine.pose.layer_classes` off a photo."""

    def classes(self, photo: PhotoFeatures) -> ClassMaps:
        """What shows and what goes on unseen, over the photo's model frame."""

    def hands(self, photo: PhotoFeatures) -> Hands:
        """The hands that surely show, by wrist, [21, 2] photo pixels."""

    def feet(self, photo: PhotoFeatures) -> Feet:
        """Both feet, by ankle, [4, 2] photo pixels, where they stand close and are seen."""

    def bags(self, photo: PhotoFeatures) -> tuple[Bag, ...]:
        """The bags, cases and umbrellas that the person carries."""

    def use(self, device: Device) -> None:
        """Go on with another device."""


class LearnedParser:
    """A `Parser`: the network of a file, by default the shipped one. Raises WeightsError where it is damaged."""

    def __init__(self, device: Device, path: Path = LAYERS_FILE) -> None:
        self._network = LearnedClasses(path, device=device)
        self._hands = HandFinder(HANDS_FILE)
        self._feet = FootFinder(FEET_FILE)
        self._bags = BagFinder(BAGS_FILE)

    def looked(self, photo: PhotoFeatures) -> list[Look]:
        """Where the network's blocks look in the photo."""
        return self._network.looked(photo.cutout, photo.frame, photo.source.pose)

    def classes(self, photo: PhotoFeatures) -> ClassMaps:
        """What the network says."""
        return self._network.read(photo.cutout, photo.frame, photo.source.pose)

    def hands(self, photo: PhotoFeatures) -> Hands:
        """What a network for hands alone finds beside the wrists."""
        return self._hands.find(photo.source.photo.rgb, photo.source.pose)

    def feet(self, photo: PhotoFeatures) -> Feet:
        """What the finer pose network sees of feet that stand close."""
        return self._feet.find(photo.source.photo.rgb, photo.source.pose)

    def bags(self, photo: PhotoFeatures) -> tuple[Bag, ...]:
        """What a network for everyday things found around the person, or finds now where that is not known."""
        known = photo.source.bags
        if known is not None:
            return known
        person, pose = box_around(photo.cutout[..., 3] > _PERSON), photo.source.pose
        if person is None:
            return ()
        lowered = hands_of(pose, lowered=True)
        return carried(self._bags.find(photo.source.photo.rgb, person, lowered), pose)

    def use(self, device: Device) -> None:
        """Go on with another device."""
        self._network.use(device)
