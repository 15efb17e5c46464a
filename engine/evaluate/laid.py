"""A person drawn once more in a pose, on a canvas as wide as that: what leaves the picture is neither lost nor torn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.origins import NO_LAYER
from engine.layers.layer import Layer, Person
from engine.layers.regions import ARM_OF_RIM, Region
from engine.render.layer_kernels import draw_mesh
from engine.render.placed import Placed

Mask = NDArray[np.bool_]
OPAQUE = 127
_AIR_PX = 2


@dataclass(frozen=True, eq=False)
class Laid:
    """A person drawn in a pose on a wide canvas whose first pixel lies at `corner` of the picture.

    opaque: [H, W]; top: uint8 [H, W], the region on top; alone: by layer, all of it as if nothing lay over it. stays:
    [H, W], what of it follows nothing.
    """

    corner: tuple[int, int]
    opaque: Mask
    top: NDArray[np.uint8]
    stays: Mask
    alone: tuple[tuple[Layer, Mask], ...]

    def of(self, regions: Sequence[Region]) -> Mask:
        """All of some regions, whatever lies over them."""
        found = [mask for layer, mask in self.alone if _limb_of(layer) in regions]
        return np.logical_or.reduce(found) if found else np.zeros_like(self.opaque)


@dataclass(frozen=True)
class Piece:
    """A part of the drawn person that hangs together with nothing else; area in pixels."""

    region: Region
    area: int
    stays: bool


def laid_on_canvas(person: Person, placed: Sequence[Placed]) -> Laid:
    """What is placed in a pose, drawn from back to front."""
    meshes = [each.mesh(person.scale) for each in placed]
    low = np.floor(np.min([where.min(0) for where, _, _ in meshes], 0)).astype(int) - _AIR_PX
    high = np.ceil(np.max([where.max(0) for where, _, _ in meshes], 0)).astype(int) + _AIR_PX
    width, height = (high - low + 1).tolist()
    canvas, invented = np.zeros((height, width, 4), np.uint8), np.zeros((height, width), np.uint8)
    top, stays = np.full((height, width), NO_LAYER, np.uint8), np.zeros((height, width), bool)
    alone: dict[int, tuple[Layer, Mask]] = {}
    for each, (where, places, triangles) in zip(placed, meshes, strict=True):
        layer, own = each.layer, np.zeros_like(canvas)
        for picture in (canvas, own):
            draw_mesh(
                where - low,
                places,
                triangles,
                each.strength,
                layer.texture,
                layer.made,
                False,
                picture,
                invented,
            )
        mask = own[..., 3] > OPAQUE
        top[mask], stays[mask] = _limb_of(layer), layer.follows is None
        if not len(each.strength):  # a seam is the photo again, over two layers that are there anyway
            found = alone.get(id(layer))
            alone[id(layer)] = layer, mask if found is None else mask | found[1]
    opaque = canvas[..., 3] > OPAQUE
    return Laid((int(low[0]), int(low[1])), opaque, top, stays, tuple(alone.values()))


def pieces(laid: Laid, size: tuple[int, int] | None) -> Iterator[Piece]:
    """All but the largest piece, with what of it lies within a picture of a size (width, height), or anywhere."""
    count, numbers, stats, _ = cv2.connectedComponentsWithStats(laid.opaque.astype(np.uint8))
    if count <= 2:
        return
    body = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    x, y = laid.corner
    for number in range(1, count):
        if number == body:
            continue
        mask = numbers == number
        if size is not None:
            inside = np.zeros_like(mask)
            inside[max(-y, 0) : max(size[1] - y, 0), max(-x, 0) : max(size[0] - x, 0)] = True
            mask &= inside
        area = int(mask.sum())
        if area:
            tops = np.bincount(laid.top[mask], minlength=NO_LAYER + 1)[:NO_LAYER]
            yield Piece(Region(int(tops.argmax())), area, bool(laid.stays[mask].mean() > 0.5))


def _limb_of(layer: Layer) -> Region:
    """The layer's region; a rim is its arm's."""
    return ARM_OF_RIM.get(layer.region, layer.region)
