"""Which parts of a person the key light reaches: a depth picture seen from the lamp."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.body.person_mesh import PersonMesh
from engine.synthesis.studio.lights import Light
from engine.synthesis.studio.scene import SHADOWS_UNIT, Scene
from engine.synthesis.studio.shaders import SHADOW, VERTEX

Floats = NDArray[np.float32]
_SIZE = 384


class Shadows:
    """A shadow map of the person in a scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.program = scene.context.program(VERTEX, SHADOW)
        self._depth = scene.context.depth_texture((_SIZE, _SIZE))
        self._depth.compare_func = "<="
        self._target = scene.context.framebuffer(depth_attachment=self._depth)

    def cast(self, mesh: PersonMesh, array: object, points: Floats, light: Light) -> NDArray[np.float32]:
        """Draw the map for points [N, 3] in world metres; returns the lamp's matrix [4, 4]."""
        matrix = _lamp(points, np.array(light.key_direction))
        gl = self._scene.gl
        self._target.use()
        self._scene.context.enable_only(gl.DEPTH_TEST)
        self._target.clear(depth=1.0)
        self.program["camera"].write(matrix.T.tobytes())
        for span in mesh.ranges:
            self._scene.dress(self.program, span)
            array.render(gl.TRIANGLES, vertices=span.count * 3, first=span.first * 3)  # type: ignore[attr-defined]
        self._depth.use(SHADOWS_UNIT)
        return matrix


def _lamp(points: Floats, direction: NDArray[np.float64]) -> Floats:
    """A parallel view [4, 4] from the lamp's direction of all points [N, 3]."""
    aside = np.cross([0.0, 0.0, 1.0], direction)
    aside = aside / max(float(np.linalg.norm(aside)), 1e-6)
    turn = np.stack([aside, np.cross(direction, aside), -direction])
    seen = points @ turn.T.astype(np.float32)
    low, high = seen.min(0) - 0.02, seen.max(0) + 0.02
    scale = 2 / (high - low)
    matrix = np.eye(4)
    matrix[:3, :3] = turn * scale[:, None]
    matrix[:3, 3] = -(high + low) / 2 * scale
    return matrix.astype(np.float32)
