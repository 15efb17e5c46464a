"""A person in OpenGL's memory: vertices, textures and materials, for whatever program draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.body.person_mesh import MeshRange, PersonMesh
from engine.synthesis.body.surfaces import Material
from engine.synthesis.extras import extra
from engine.synthesis.studio.camera import Camera
from engine.synthesis.studio.lights import NEUTRAL, Light, Response

if TYPE_CHECKING:
    import moderngl

Floats = NDArray[np.float32]
_SHADED_UNIFORMS = ("tint", "specular", "trim_m", "trim_tint", "folds", "flesh")
SHADOWS_UNIT = 1


class Scene:
    """An OpenGL context without a window that holds one person; textures with a key stay from person to person."""

    def __init__(self) -> None:
        self.gl = extra("moderngl")
        self.context: moderngl.Context = self.gl.create_standalone_context(backend="egl")
        self._shared: dict[str, moderngl.Texture] = {}
        self._own: list[moderngl.Texture] = []
        self._buffers: list[moderngl.Buffer | moderngl.VertexArray] = []
        self._textures: dict[int, moderngl.Texture] = {}

    def target(self, size: tuple[int, int], *textures: moderngl.Texture) -> moderngl.Framebuffer:
        """A picture to draw into, with a depth buffer."""
        return self.context.framebuffer(list(textures), self.context.depth_renderbuffer(size))

    def load(self, mesh: PersonMesh, *programs: moderngl.Program) -> list[moderngl.VertexArray]:
        """Upload a person's constant data; replaces the one before. One vertex array for each program."""
        self._release()
        fixed = np.concatenate([mesh.uv, mesh.cut[:, None], mesh.rest], 1).astype(np.float32)
        fixed_buffer = self.context.buffer(fixed.tobytes())
        indices = self.context.buffer(mesh.faces.astype(np.uint32).tobytes())
        self._moving = self.context.buffer(reserve=len(mesh.rest) * 24)
        self._textures = {id(span.material): self._upload(span.material) for span in mesh.layer_ranges}
        arrays = [self._vertex_array(program, fixed_buffer, indices) for program in programs]
        self._buffers = [*arrays, fixed_buffer, indices, self._moving]
        return arrays

    def move(self, positions: Floats, normals: Floats) -> None:
        """Put the vertices [N, 3] to places in world metres, with normals [N, 3]."""
        self._moving.write(np.concatenate([positions, normals], 1).astype(np.float32).tobytes())

    def dress(self, program: moderngl.Program, span: MeshRange) -> None:
        """Make the material of a range the one that the program draws with."""
        self._textures[id(span.material)].use(0)
        program["alpha_cut"].value = span.material.alpha_cut
        if "tint" in program:
            for name in _SHADED_UNIFORMS:
                program[name].value = getattr(span.material, name)

    def _vertex_array(
        self, program: moderngl.Program, fixed: moderngl.Buffer, indices: moderngl.Buffer
    ) -> moderngl.VertexArray:
        moving = _layout(program, ("in_position", 3), ("in_normal", 3))
        constant = _layout(program, ("in_uv", 2), ("in_cut", 1), ("in_rest", 3))
        return self.context.vertex_array(program, [(self._moving, *moving), (fixed, *constant)], indices)

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
        texture = self.context.texture((flipped.shape[1], flipped.shape[0]), 4, flipped.tobytes())
        texture.build_mipmaps()
        texture.filter = (self.gl.LINEAR_MIPMAP_LINEAR, self.gl.LINEAR)
        if material.key:
            self._shared[material.key] = texture
        else:
            self._own.append(texture)
        return texture


def _layout(program: moderngl.Program, *inputs: tuple[str, int]) -> list[str]:
    """A buffer's format and the names of the inputs [size in floats] that a program reads of it."""
    formats = [f"{size}f" if name in program else f"{size * 4}x" for name, size in inputs]
    return [" ".join(formats), *(name for name, _ in inputs if name in program)]


def aim(
    program: moderngl.Program,
    camera: Camera,
    light: Light | None = None,
    response: Response = NEUTRAL,
) -> None:
    """Give a program the camera and, if it shades, the light and what the camera makes of it."""
    program["camera"].write(camera.matrix.T.astype(np.float32).tobytes())
    if light is not None:
        for name, value in (vars(light) | vars(response)).items():
            program[name].value = value
        program["eye"].value = tuple(float(x) for x in camera.eye)
        program["shadows"].value = SHADOWS_UNIT
