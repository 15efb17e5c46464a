"""How far inside its layer each point of a mesh lies: there surfaces slide, and outlines stay where joints put them.

A limb that turns about itself shows another side between the same outlines. With outlines that slide too, rendered
people in new poses came out with an IoU of .82 in place of .85.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.layers.layer import Layer, Person
from engine.layers.mesh import Mesh, ramp
from engine.layers.regions import Region

_DEEP = 0.08  # torso lengths from the outline, from which on a surface slides freely
_SOLID = 127


class _Inside:
    """How deep in the layers of a region the places of a photo lie, px."""

    def __init__(self, layers: list[Layer], size: tuple[int, int]) -> None:
        """size: (width, height) of the photo."""
        corners = np.array([layer.corner for layer in layers])
        ends = corners + [layer.made.shape[::-1] for layer in layers]
        low, high = (corners.min(0) - 1).clip(0), np.minimum(ends.max(0) + 1, size)
        whole = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
        for layer, (x, y) in zip(layers, corners - low, strict=True):
            height, width = layer.made.shape
            part = whole[y : y + height, x : x + width]
            np.maximum(part, layer.texture[..., 3], out=part)
        # What the photo's edge cuts goes on beyond it.
        solid = cv2.copyMakeBorder((whole > _SOLID).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_REPLICATE)
        self._depth = cv2.distanceTransform(solid, cv2.DIST_L2, 3)[1:-1, 1:-1].astype(np.float32)
        self._low = low

    def at(self, mesh: Mesh) -> Floats:
        """Of a mesh's points [n]."""
        where = (mesh.points - self._low).astype(np.float32)[None]
        found = cv2.remap(self._depth, where, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(found[0], np.float32)


def with_insides(person: Person) -> Person:
    """A person at the photo's size whose meshes know how far each point may slide; things that are carried do not."""
    own: dict[Region, list[Layer]] = {}
    for layer in person.layers:
        if layer.region is layer.follows:
            own.setdefault(layer.region, []).append(layer)
    insides = {region: _Inside(layers, person.size) for region, layers in own.items()}

    def told(layer: Layer) -> Layer:
        if layer.region is Region.THING or layer.follows not in insides:
            return layer
        return replace(layer, mesh=replace(layer.mesh, inner=inner(insides[layer.follows], layer.mesh)))

    def inner(inside: _Inside, mesh: Mesh) -> NDArray[np.float64]:
        return ramp(inside.at(mesh) / person.skeleton.torso, 0.0, _DEEP)

    seams = (replace(seam, strip=told(seam.strip), other=told(seam.other)) for seam in person.seams)
    return replace(person, layers=tuple(told(layer) for layer in person.layers), seams=tuple(seams))
