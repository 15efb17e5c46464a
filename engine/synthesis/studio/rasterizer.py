"""Draws a person with OpenGL without a window: a shaded picture and the triangle that each pixel shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.synthesis.assets import Image
from engine.synthesis.body.person_mesh import PersonMesh
from engine.synthesis.studio.camera import Camera
from engine.synthesis.studio.lights import Light
from engine.synthesis.studio.scene import Scene, aim
from engine.synthesis.studio.shaders import IDENTIFY, SHADE, VERTEX

if TYPE_CHECKING:
    import moderngl

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Drawn:
    """One view: rgba uint8 [H, W, 4], colour premultiplied, and triangle_ids [H, W], -1 where there is
    none.
    """

    rgba: Image
    triangle_ids: NDArray[np.int64]


class Rasterizer:
    """Pictures of one size (width, height); load() a person, then draw() views of it."""

    def __init__(self, size: tuple[int, int], *, supersample: int = 2) -> None:
        self.size = size
        self._scene = Scene()
        context, fine = self._scene.context, (size[0] * supersample, size[1] * supersample)
        self._shade = context.program(VERTEX, SHADE)
        self._identify = context.program(VERTEX, IDENTIFY)
        self._colour_target = self._scene.target(fine, context.texture(fine, 4, dtype="f1"))
        self._id_target = self._scene.target(size, context.texture(size, 1, dtype="f4"))

    def load(self, mesh: PersonMesh) -> None:
        """Upload a person's constant data; replaces the one before."""
        self._mesh = mesh
        self._arrays = self._scene.load(mesh, self._shade, self._identify)

    def draw(self, positions: Floats, normals: Floats, *, camera: Camera, light: Light) -> Drawn:
        """Draw the loaded person with vertices and normals [N, 3] in world metres."""
        self._scene.move(positions, normals)
        aim(self._shade, camera, light)
        aim(self._identify, camera)
        fine = self._run(self._colour_target, self._arrays[0], self._shade)
        ids = self._run(self._id_target, self._arrays[1], self._identify)
        rgba = cv2.resize(fine, self.size, interpolation=cv2.INTER_AREA)
        return Drawn(np.asarray(rgba, np.uint8), ids[..., 0].astype(np.int64) - 1)

    def _run(
        self, target: moderngl.Framebuffer, array: moderngl.VertexArray, program: moderngl.Program
    ) -> NDArray[np.generic]:
        gl = self._scene.gl
        target.use()
        self._scene.context.enable_only(gl.DEPTH_TEST)
        target.clear()
        for span in self._mesh.ranges:
            self._scene.dress(program, span)
            if program is self._identify:
                program["first_triangle"].value = span.first
            array.render(gl.TRIANGLES, vertices=span.count * 3, first=span.first * 3)
        return self._read(target)

    def _read(self, target: moderngl.Framebuffer) -> NDArray[np.generic]:
        width, height = target.size
        coloured = target is self._colour_target
        components, dtype = (4, "f1") if coloured else (1, "f4")
        raw = target.read(components=components, dtype=dtype)
        pixels = np.frombuffer(raw, np.uint8 if coloured else np.float32)
        return np.ascontiguousarray(pixels.reshape(height, width, components)[::-1])


def contact_shaded(rgba: Image, depth: Floats, *, strength: float) -> Image:
    """Darken what lies a few centimetres behind its surroundings; depth [H, W] in metres, 0 outside the
    person.
    """
    inside = (depth > 0).astype(np.float32)
    blur = rgba.shape[0] * 0.022
    mean = cv2.GaussianBlur(depth, (0, 0), blur) / np.maximum(cv2.GaussianBlur(inside, (0, 0), blur), 1e-3)
    behind = cv2.GaussianBlur(np.clip((depth - mean) / 0.06, 0, 1) * inside, (0, 0), blur * 0.12)
    result = rgba.copy()
    result[..., :3] = (rgba[..., :3] * (1 - strength * behind)[..., None] + 0.5).astype(np.uint8)
    return result
