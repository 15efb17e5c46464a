"""A layer as it is kept: its colours and alpha, and the mesh that bends it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.layers.limb_risks import LimbRisk
from engine.layers.mesh import Mesh
from engine.layers.photo_edge import Cut
from engine.layers.regions import Region
from engine.layers.roots import Root
from engine.layers.skeleton import Skeleton
from engine.photo.mending.layer_map import LayerMap


class Shown(Enum):
    """When a layer is drawn: always, only where it lies as in the photo, only near there, or only once it has left."""

    ALWAYS = "always"
    AT_REST = "at rest"
    NEAR = "near"
    MOVED = "moved"


@dataclass(frozen=True, eq=False)
class Layer:
    """A piece of the person, whole, whatever lay over it in the photo.

    texture: uint8 [h, w, 4] premultiplied. made: uint8 [h, w], 255 where the photo did not show it. corner: (x, y) of
    the first pixel in the picture. mesh: in photo pixels. follows: the layer whose joints move it; None stays.
    hung_at: the photo place (x, y) by which it hangs upright on what it follows. held: by a hand that is closed around
    its handles, and lies over them. wrist: where that of an arm lies which the photo shows folded and which is kept
    straight.
    """

    region: Region
    follows: Region | None
    texture: NDArray[np.uint8]
    made: NDArray[np.uint8]
    corner: tuple[int, int]
    mesh: Mesh
    shown: Shown = Shown.ALWAYS
    hung_at: tuple[float, float] | None = None
    held: bool = False
    wrist: tuple[float, float] | None = None


@dataclass(frozen=True, eq=False)
class Seam:
    """A strip of the photo over the place where layers meet: with the mesh of the first, and those of the others.

    All meshes have the same points and triangles; only where they go differs.
    """

    strip: Layer
    others: tuple[Layer, ...]

    @property
    def regions(self) -> tuple[Region, ...]:
        """Those that meet."""
        return self.strip.region, *(other.region for other in self.others)

    def bytes(self) -> int:
        """Memory held, in bytes."""
        meshes = (1 + len(self.others)) * self.strip.mesh.bytes()
        return self.strip.texture.nbytes + self.strip.made.nbytes + meshes


@dataclass(frozen=True, eq=False)
class Person:
    """A photo's person taken apart; layers lie from back to front as in the photo, absent ones are left out.

    size: (width, height) of the picture, px; scale: picture pixels a photo pixel. shown: for people to see. risks: of
    the limbs that the photo shows. cuts: of arms that the photo's edge cuts.
    """

    layers: tuple[Layer, ...]
    order: tuple[Region, ...]
    skeleton: Skeleton
    size: tuple[int, int]
    scale: float = 1.0
    seams: tuple[Seam, ...] = ()
    roots: Mapping[Region, Root] = field(default_factory=dict)
    shown: LayerMap | None = None
    risks: Mapping[Region, LimbRisk] = field(default_factory=dict)
    cuts: Mapping[Region, Cut] = field(default_factory=dict)

    def bytes(self) -> int:
        """Memory held, in bytes."""
        layers = sum(each.texture.nbytes + each.made.nbytes + each.mesh.bytes() for each in self.layers)
        roots = sum(root.bytes() for root in self.roots.values())
        return layers + roots + sum(seam.bytes() for seam in self.seams)

    def shrunk(self, size: tuple[int, int]) -> Person:
        """The same for a picture of `size` (width, height); the meshes stay in photo pixels."""
        layers = tuple(_shrunk(each, self.size, size) for each in self.layers)
        seams = tuple(replace(seam, strip=_shrunk(seam.strip, self.size, size)) for seam in self.seams)
        return replace(self, layers=layers, seams=seams, size=size, scale=self.scale * size[1] / self.size[1])


def cropped(layer: Layer) -> Layer:
    """A layer cut to what its texture holds, with a pixel of air."""
    x, y, w, h = cv2.boundingRect(layer.texture[..., 3])
    left, top = max(x - 1, 0), max(y - 1, 0)
    inside = np.s_[top : y + h + 1, left : x + w + 1]
    texture, made = (np.ascontiguousarray(plane[inside]) for plane in (layer.texture, layer.made))
    return replace(layer, texture=texture, made=made, corner=(layer.corner[0] + left, layer.corner[1] + top))


def _shrunk(layer: Layer, before: tuple[int, int], after: tuple[int, int]) -> Layer:
    """Averaged on the picture's own grid, so that a layer at rest lies where the shrunk photo has it."""
    h, w = layer.made.shape
    x, y = (_beyond(*each) for each in zip(layer.corner, (w, h), before, after, strict=True))
    left, top = layer.corner[0] + x.before, layer.corner[1] + y.before
    small = []
    for plane in (layer.texture, layer.made):
        canvas = np.zeros((y.size, x.size, *plane.shape[2:]), np.uint8)
        canvas[top : top + h, left : left + w] = plane
        small.append(cv2.resize(canvas, (x.small, y.small), interpolation=cv2.INTER_AREA))
    corner = (-x.small_before, -y.small_before)
    return cropped(replace(layer, texture=small[0], made=small[1], corner=corner))


class _Side(NamedTuple):
    """A picture's width or height with what lies before and beyond it, px, and the same of the smaller picture."""

    before: int
    size: int
    small_before: int
    small: int


def _beyond(start: int, length: int, size: int, small: int) -> _Side:
    """How far a picture goes on for a layer that begins at `start`: by whole pixels of both sizes."""
    unit = size // math.gcd(size, small)
    step = small * unit // size
    before, after = -(min(start, 0) // unit), -(min(size - start - length, 0) // unit)
    return _Side(
        before * unit, size + (before + after) * unit, before * step, small + (before + after) * step
    )
