"""What tells a photo's pixels apart for the layers: the learned classes, where they are shipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.imaging.pixels import Floats
from engine.layers.learned import LearnedClasses
from engine.render.features import PhotoFeatures
from engine.runtime.device import Device
from engine.shipped import LAYERS_FILE

# Reads the class probabilities [22, h, w] of `engine.geometry.layer_classes` over the model frame off a photo.
Parser = Callable[[PhotoFeatures], Floats]


def learned_parser(device: Device, path: Path = LAYERS_FILE) -> Parser | None:
    """The network of a file as a parser; None where there is no such file. Raises WeightsError for a damaged one."""
    if not path.is_file():
        return None
    network = LearnedClasses(path, device=device)
    return lambda photo: network.read(photo.full.cutout, photo.frame, photo.source.pose).shown
