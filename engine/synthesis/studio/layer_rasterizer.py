"""Draws a person's picture with the layer class of every pixel, and each layer alone as if no other were there."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.synthesis.assets import Image
from engine.synthesis.body.person_mesh import PersonMesh
from engine.synthesis.studio.camera import Camera
from engine.synthesis.studio.lights import NEUTRAL, Light, Response
from engine.synthesis.studio.scene import Scene, aim
from engine.synthesis.studio.shaders import LAYER, VERTEX
from engine.synthesis.studio.shadows import Shadows

Floats = NDArray[np.float32]
# x, y of the upper left corner, width, height; pixels.
Box = tuple[int, int, int, int]
_FINE = 2
# What is veiled lies behind everything else, whatever its own depth.
VEILED_BEHIND_M = 50.0
# Half of a pixel or more is the layer's.
SOLID = 128


@dataclass(frozen=True)
class Painted:
    """Part of a picture: rgba uint8 [h, w, 4] premultiplied; label uint8 [h, w]; depth [h, w] in metres, 0 where empty.

    Depth is that of the nearest surface in the pixel; the label is the class that covers most of it.
    """

    rgba: Image
    label: NDArray[np.uint8]
    depth: Floats


class LayerRasterizer:
    """Pictures and layers of one size (width, height); load() a person, place() them, then draw."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self._scene = Scene()
        fine, context = (size[0] * _FINE, size[1] * _FINE), self._scene.context
        self._program = context.program(VERTEX, LAYER)
        self._shadows = Shadows(self._scene)
        self._colour, self._about = context.texture(fine, 4, dtype="f1"), context.texture(fine, 2, dtype="f4")
        self._target = self._scene.target(fine, self._colour, self._about)

    def load(self, mesh: PersonMesh) -> None:
        """Upload a person's constant data; replaces the one before."""
        self._mesh = mesh
        self._array, self._shadow_array = self._scene.load(mesh, self._program, self._shadows.program)
        self._vertices = {
            layer: np.unique(
                np.concatenate(
                    [
                        mesh.faces[r.first : r.first + r.count].ravel()
                        for r in mesh.layer_ranges
                        if r.layer == layer
                    ]
                )
            )
            for layer in {span.layer for span in mesh.layer_ranges}
        }

    @property
    def layers(self) -> list[int]:
        """The layer classes that the loaded person has."""
        return sorted(self._vertices)

    def place(
        self, points: Floats, normals: Floats, *, camera: Camera, light: Light, response: Response = NEUTRAL
    ) -> None:
        """Put the loaded person's vertices and normals [N, 3] to places in world metres, before a camera."""
        self._scene.move(points, normals)
        aim(self._program, camera, light, response)
        self._points, self._light = points, light
        self._pixels = camera.pixels(camera.clip(points))

    def picture(self) -> Painted:
        """The ordinary picture, with shadows."""
        if self._light.shadow > 0:
            lamp = self._shadows.cast(self._mesh, self._shadow_array, self._points, self._light)
            self._program["lamp"].write(lamp.T.tobytes())
        self._program["shadow"].value = self._light.shadow
        box = self._box(self._pixels)
        return _spread(self._draw(box, None), box, self.size) if box else _empty(self.size)

    def layer(self, layer: int) -> tuple[Box, Painted] | None:
        """A layer alone in its bounding box, without shadows, or None where none of it lies in the picture."""
        self._program["shadow"].value = 0.0
        box = self._box(self._pixels[self._vertices[layer]])
        return _trimmed(box[:2], self._draw(box, layer)) if box else None

    def _box(self, pixels: Floats) -> Box | None:
        """What lies in the picture of the bounding box of points [N, 2] in pixels."""
        low = np.maximum(np.floor(pixels.min(0)).astype(int) - 1, 0)
        high = np.minimum(np.ceil(pixels.max(0)).astype(int) + 1, self.size)
        (left, top), (right, bottom) = low.tolist(), high.tolist()
        return (left, top, right - left, bottom - top) if right > left and bottom > top else None

    def _draw(self, box: Box, layer: int | None) -> Painted:
        gl, program = self._scene.gl, self._program
        # OpenGL counts rows from below.
        fine = (
            box[0] * _FINE,
            (self.size[1] - box[1] - box[3]) * _FINE,
            box[2] * _FINE,
            box[3] * _FINE,
        )
        self._target.use()
        self._target.scissor = fine
        self._scene.context.enable_only(gl.DEPTH_TEST)
        self._target.clear()
        for span in self._mesh.layer_ranges:
            if span.veiled if layer is None else span.layer != layer:
                continue
            self._scene.dress(program, span)
            program["layer"].value = float(span.layer)
            program["behind_m"].value = VEILED_BEHIND_M if span.veiled else 0.0
            self._array.render(gl.TRIANGLES, vertices=span.count * 3, first=span.first * 3)
        return self._read(fine, layer)

    def _read(self, fine: Box, layer: int | None) -> Painted:
        width, height = fine[2:]
        colour = np.frombuffer(self._target.read(viewport=fine, components=4, dtype="f1"), np.uint8)
        about = np.frombuffer(
            self._target.read(viewport=fine, components=2, attachment=1, dtype="f4"), np.float32
        )
        colour = np.ascontiguousarray(colour.reshape(height, width, 4)[::-1])
        about = about.reshape(height, width, 2)[::-1]
        covered = colour[..., 3] > 0
        rgba = cv2.resize(colour, (width // _FINE, height // _FINE), interpolation=cv2.INTER_AREA)
        depth = _blocks(np.where(covered, about[..., 1], np.inf)).min(0)
        if layer is None:
            label = _commonest(_blocks(np.where(covered, about[..., 0], 0)).astype(np.uint8))
        else:
            label = np.where(rgba[..., 3] >= SOLID, layer, 0).astype(np.uint8)
        return Painted(
            np.asarray(rgba, np.uint8),
            label,
            np.where(np.isfinite(depth), depth, 0).astype(np.float32),
        )


def _empty(size: tuple[int, int]) -> Painted:
    shape = (size[1], size[0])
    return Painted(np.zeros((*shape, 4), np.uint8), np.zeros(shape, np.uint8), np.zeros(shape, np.float32))


def _spread(painted: Painted, box: Box, size: tuple[int, int]) -> Painted:
    """What was drawn in a box as a picture of a whole size."""
    whole = _empty(size)
    place = np.s_[box[1] : box[1] + box[3], box[0] : box[0] + box[2]]
    whole.rgba[place], whole.label[place], whole.depth[place] = painted.rgba, painted.label, painted.depth
    return whole


def _blocks(fine: NDArray[np.generic]) -> NDArray[np.generic]:
    """The samples [4, h, w] of every pixel of fine [2h, 2w]."""
    return np.stack([fine[y::_FINE, x::_FINE] for y in range(_FINE) for x in range(_FINE)])


def _commonest(classes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The class that most samples [4, h, w] have; background where most samples are."""
    empty = classes == 0
    count = (classes[:, None] == classes[None]).sum(1, dtype=np.uint8)
    count[empty] = 0
    best = np.take_along_axis(classes, count.argmax(0)[None], 0)[0]
    # Half a pixel of person is person, as it is where alpha reaches a half.
    return np.where(empty.sum(0) > 2, 0, best).astype(np.uint8)


def _trimmed(corner: tuple[int, int], painted: Painted) -> tuple[Box, Painted] | None:
    """A layer cut to the pixels that it covers."""
    solid = painted.rgba[..., 3] > 0
    rows, columns = np.flatnonzero(solid.any(1)), np.flatnonzero(solid.any(0))
    if len(rows) == 0:
        return None
    y, x = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    cut = Painted(painted.rgba[y, x].copy(), painted.label[y, x], painted.depth[y, x])
    return (corner[0] + x.start, corner[1] + y.start, x.stop - x.start, y.stop - y.start), cut
