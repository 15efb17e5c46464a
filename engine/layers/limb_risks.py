"""How well a photo tells each limb from what it lies on, and how much is carried beside it."""

from __future__ import annotations

from typing import NamedTuple

import cv2

from engine.imaging.boxes import Box
from engine.imaging.frame import Frame
from engine.imaging.pixels import Floats, disc
from engine.layers.reading import Reading
from engine.layers.regions import LIMBS, Region
from engine.layers.scene import Scene
from engine.layers.shares import likely_layers

_EDGE_PX = 240  # the longer side of the grid on which it is measured
_BESIDE = 0.06  # torso lengths from a limb


class LimbRisk(NamedTuple):
    """unsure: of what the photo shows of a limb, the mean probability 0..1 of its being of another layer.

    things: what is carried beside it, in squared torso lengths.
    """

    unsure: float
    things: float


def limb_risks(scene: Scene, reading: Reading, *, box: Box, frame: Frame) -> dict[Region, LimbRisk]:
    """Of the limbs that show; scene: settled, on any grid over a photo box."""
    height, width = scene.matte.shape
    factor = min(1.0, _EDGE_PX / max(height, width))
    size = (max(round(width * factor), 4), max(round(height * factor), 4))
    torso = scene.skeleton.torso * factor
    likely = likely_layers(reading, frame, box, size)
    unsure = 1 - likely.max(-1) / likely.sum(-1)
    seen = {region: _reduced(scene, region, size) for region in (*LIMBS, Region.THING)}
    beside = disc(max(1, round(_BESIDE * torso)))
    return {
        limb: LimbRisk(
            float((unsure * seen[limb]).sum() / seen[limb].sum()),
            float((seen[Region.THING] * cv2.dilate(seen[limb], beside)).sum() / torso**2),
        )
        for limb in LIMBS
        if seen[limb].sum() > 1
    }


def _reduced(scene: Scene, region: Region, size: tuple[int, int]) -> Floats:
    """How much of a layer shows, on a coarser grid of a size (width, height)."""
    return cv2.resize(scene.shares[region] * scene.matte, size, interpolation=cv2.INTER_AREA)
