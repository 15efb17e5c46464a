"""Draws a person with OpenGL without a window: a shaded picture and the triangle that each pixel shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.synthesis.assets import Image
from engine.synthesis.body.surfaces import Material, PersonMesh
from engine.synthesis.extras import extra
from engine.synthesis.studio.camera import Camera

if TYPE_CHECKING:
    import moderngl

Floats = NDArray[np.float32]

_VERTEX = """#version 330
in vec3 in_position; in vec3 in_normal; in vec2 in_uv; in float in_cut;
uniform mat4 camera;
out vec3 normal; out vec3 place; out vec2 uv; out float cut;
void main() {
  normal = in_normal; place = in_position; uv = in_uv; cut = in_cut;
  gl_Position = camera * vec4(in_position, 1.0);
}"""
_SHADE = """#version 330
in vec3 normal; in vec3 place; in vec2 uv; in float cut;
uniform sampler2D colours; uniform vec3 tint; uniform float specular; uniform float alpha_cut;
uniform float trim_m; uniform vec3 trim_tint;
uniform vec3 eye; uniform vec3 key_direction; uniform vec3 key_colour; uniform vec3 fill_direction;
uniform vec3 fill_colour; uniform vec3 sky; uniform vec3 ground; uniform float wrap;
out vec4 result;
void main() {
  vec4 texel = texture(colours, uv);
  if (texel.a < alpha_cut || cut < 0.0) discard;
  vec3 n = normalize(normal);
  vec3 v = normalize(eye - place);
  if (dot(n, v) < 0.0) n = -n;
  vec3 shade = cut < trim_m ? tint * trim_tint : tint;
  vec3 albedo = pow(min(texel.rgb * shade, vec3(1.0)), vec3(2.2));
  float key = max((dot(n, key_direction) + wrap) / (1.0 + wrap), 0.0);
  float fill = max(dot(n, fill_direction) * 0.7 + 0.3, 0.0);
  vec3 light = mix(ground, sky, 0.5 + 0.5 * n.z) + key_colour * key + fill_colour * fill;
  float shine = pow(max(dot(n, normalize(key_direction + v)), 0.0), 28.0) * specular;
  vec3 colour = albedo * light + key_colour * shine;
  result = vec4(pow(colour, vec3(1.0 / 2.2)), 1.0);
}"""
_IDENTIFY = """#version 330
in vec3 normal; in vec3 place; in vec2 uv; in float cut;
uniform sampler2D colours; uniform float alpha_cut; uniform int first_triangle;
out float result;
void main() {
  if (texture(colours, uv).a < alpha_cut || cut < 0.0) discard;
  result = float(first_triangle + gl_PrimitiveID + 1);
}"""


@dataclass(frozen=True)
class Light:
    """A key and a fill light (unit directions towards them), sky and ground light; linear RGB.

    `wrap` 0 is a hard key light, 1 a very soft one.
    """

    key_direction: tuple[float, float, float]
    key_colour: tuple[float, float, float]
    fill_direction: tuple[float, float, float]
    fill_colour: tuple[float, float, float]
    sky: tuple[float, float, float]
    ground: tuple[float, float, float]
    wrap: float


@dataclass(frozen=True)
class Drawn:
    """One view: rgba uint8 [H, W, 4], colour premultiplied, and triangle_ids [H, W], -1 where there is
    none.
    """

    rgba: Image
    triangle_ids: NDArray[np.int64]


class Rasterizer:
    """An OpenGL context for pictures of one size (width, height); load() a person, then draw() views of
    it.
    """

    def __init__(self, size: tuple[int, int], *, supersample: int = 2) -> None:
        self.size = size
        self._gl = extra("moderngl")
        self._context = self._gl.create_standalone_context(backend="egl")
        fine = (size[0] * supersample, size[1] * supersample)
        self._shade = self._context.program(_VERTEX, _SHADE)
        self._identify = self._context.program(_VERTEX, _IDENTIFY)
        self._colour_target = self._target(fine, components=4, dtype="f1")
        self._id_target = self._target(size, components=1, dtype="f4")
        self._shared: dict[str, moderngl.Texture] = {}
        self._own: list[moderngl.Texture] = []
        self._buffers: list[moderngl.Buffer | moderngl.VertexArray] = []

    def _target(self, size: tuple[int, int], *, components: int, dtype: str) -> moderngl.Framebuffer:
        texture = self._context.texture(size, components, dtype=dtype)
        return self._context.framebuffer([texture], self._context.depth_renderbuffer(size))

    def load(self, mesh: PersonMesh) -> None:
        """Upload a person's constant data; replaces the one before."""
        self._release()
        self._mesh = mesh
        fixed = np.concatenate([mesh.uv, mesh.cut[:, None]], 1).astype(np.float32)
        fixed_buffer = self._context.buffer(fixed.tobytes())
        indices = self._context.buffer(mesh.faces.astype(np.uint32).tobytes())
        self._moving = self._context.buffer(reserve=len(mesh.rest) * 24)
        self._textures = [self._upload(span.material) for span in mesh.ranges]
        self._arrays = [
            self._vertex_array(program, fixed_buffer, indices) for program in (self._shade, self._identify)
        ]
        self._buffers = [*self._arrays, fixed_buffer, indices, self._moving]

    def _vertex_array(
        self, program: moderngl.Program, fixed: moderngl.Buffer, indices: moderngl.Buffer
    ) -> moderngl.VertexArray:
        used = [name for name in ("in_position", "in_normal") if name in program]
        moving_format = "3f 3f" if len(used) == 2 else "3f 12x"
        return self._context.vertex_array(
            program, [(self._moving, moving_format, *used), (fixed, "2f 1f", "in_uv", "in_cut")], indices
        )

    def _release(self) -> None:
        for item in self._buffers:
            item.release()
        for texture in self._own:
            texture.release()
        self._own = []

    def _upload(self, material: Material) -> moderngl.Texture:
        if material.key and material.key in self._shared:
            return self._shared[material.key]
        flipped = np.ascontiguousarray(material.texture[::-1])
        texture = self._context.texture((flipped.shape[1], flipped.shape[0]), 4, flipped.tobytes())
        texture.build_mipmaps()
        texture.filter = (self._gl.LINEAR_MIPMAP_LINEAR, self._gl.LINEAR)
        if material.key:
            self._shared[material.key] = texture
        else:
            self._own.append(texture)
        return texture

    def draw(self, positions: Floats, normals: Floats, *, camera: Camera, light: Light) -> Drawn:
        """Draw the loaded person with vertices and normals [N, 3] in world metres."""
        self._moving.write(np.concatenate([positions, normals], 1).astype(np.float32).tobytes())
        for program in (self._shade, self._identify):
            program["camera"].write(camera.matrix.T.astype(np.float32).tobytes())
        for name, value in vars(light).items():
            self._shade[name].value = value
        self._shade["eye"].value = tuple(float(x) for x in camera.eye)
        fine = self._run(self._colour_target, self._arrays[0], self._shade)
        ids = self._run(self._id_target, self._arrays[1], self._identify)
        rgba = cv2.resize(fine, self.size, interpolation=cv2.INTER_AREA)
        return Drawn(np.asarray(rgba, np.uint8), ids[..., 0].astype(np.int64) - 1)

    def _run(
        self, target: moderngl.Framebuffer, array: moderngl.VertexArray, program: moderngl.Program
    ) -> NDArray[np.generic]:
        target.use()
        self._context.enable_only(self._gl.DEPTH_TEST)
        target.clear()
        for span, texture in zip(self._mesh.ranges, self._textures, strict=True):
            texture.use(0)
            program["alpha_cut"].value = span.material.alpha_cut
            if program is self._shade:
                program["tint"].value = span.material.tint
                program["specular"].value = span.material.specular
                program["trim_m"].value = span.material.trim_m
                program["trim_tint"].value = span.material.trim_tint
            else:
                program["first_triangle"].value = span.first
            array.render(self._gl.TRIANGLES, vertices=span.count * 3, first=span.first * 3)
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
