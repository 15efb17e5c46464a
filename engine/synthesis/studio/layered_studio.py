"""Takes single pictures of a person and draws, for each, every layer whole and who lies before whom."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from engine.pose.layer_classes import LEFT_HAND, RIGHT_HAND
from engine.synthesis.body.body import Body
from engine.synthesis.layered_shards import Layer, LayeredView, Over
from engine.synthesis.studio.layer_rasterizer import VEILED_BEHIND_M, Box, LayerRasterizer, Painted
from engine.synthesis.studio.lights import NEUTRAL, Light, Response
from engine.synthesis.studio.rasterizer import contact_shaded
from engine.synthesis.studio.stage import Person, Posed, Stage, View, joints_seen

Floats = NDArray[np.float32]
# Fewer shared pixels say nothing about who lies before whom.
_LEAST_SHARED_PX = 8


@dataclass(frozen=True)
class Shot:
    """One single picture to take.

    contact_shade 0..1 darkens what lies close behind a nearer part; it and shadows are in the picture, not in layers.
    """

    view: View
    light: Light
    contact_shade: float
    tags: tuple[str, ...] = ()
    response: Response = NEUTRAL


@dataclass(frozen=True)
class Drawing:
    """A layer in its box, with its depth."""

    layer: int
    box: Box
    painted: Painted


class LayeredStudio:
    """Takes people of one body model apart, in pictures of one size (width, height)."""

    def __init__(self, body: Body, *, size: tuple[int, int]) -> None:
        self._stage = Stage(body, size)
        self._rasterizer = LayerRasterizer(size)

    def shoot(self, person: Person, shots: list[Shot]) -> list[LayeredView]:
        """Take all pictures of a person, each with its layers."""
        self.load(person)
        stands = self._stage.posed(person, [shot.view for shot in shots])
        return [self._take(posed, shot) for posed, shot in zip(stands, shots, strict=True)]

    def load(self, person: Person) -> None:
        """Make a person the one that `draw` draws."""
        self._rasterizer.load(person.mesh)

    def _take(self, posed: Posed, shot: Shot) -> LayeredView:
        picture, drawings = self.draw(posed, shot)
        joints, depths = self._stage.joints(posed)
        return LayeredView(
            contact_shaded(picture.rgba, picture.depth, strength=shot.contact_shade),
            picture.label,
            joints.astype(np.float32),
            joints_seen(joints, depths, picture.depth),
            tuple(Layer(drawing.layer, drawing.box, drawing.painted.rgba) for drawing in drawings),
            depth_order(drawings),
            shot.view.yaw_deg,
            shot.tags,
        )

    def draw(self, posed: Posed, shot: Shot) -> tuple[Painted, list[Drawing]]:
        """The ordinary picture without contact shade, and every layer that lies in it."""
        self._place(posed.points, posed, shot)
        picture = self._rasterizer.picture()
        pocketed = _pocketed(shot.view)
        drawings = [
            drawing
            for layer in self._rasterizer.layers
            if layer not in pocketed
            for drawing in self._drawing(layer)
        ]
        if pocketed:
            # A hand in a pocket is in no picture, but whole in its layer.
            self._place(posed.bare, posed, shot)
            drawings += [drawing for layer in pocketed for drawing in self._drawing(layer, hidden=True)]
        return picture, drawings

    def _place(self, points: Floats, posed: Posed, shot: Shot) -> None:
        self._rasterizer.place(
            points, posed.normals, camera=posed.camera, light=shot.light, response=shot.response
        )

    def _drawing(self, layer: int, *, hidden: bool = False) -> list[Drawing]:
        found = self._rasterizer.layer(layer)
        if found is None:
            return []
        box, painted = found
        if hidden:
            depth = np.where(painted.depth > 0, painted.depth + np.float32(VEILED_BEHIND_M), 0)
            painted = Painted(painted.rgba, painted.label, depth.astype(np.float32))
        return [Drawing(layer, box, painted)]


def _pocketed(view: View) -> list[int]:
    left, right = view.pose.arms
    return [layer for layer, arm in ((LEFT_HAND, left), (RIGHT_HAND, right)) if arm.hand.in_pocket]


def depth_order(drawings: list[Drawing]) -> tuple[Over, ...]:
    """Who lies before whom, by the median depth where two layers both are."""
    depths = [np.where(d.painted.label > 0, d.painted.depth, np.nan) for d in drawings]
    overs = []
    for (one, near), (other, far) in combinations(zip(drawings, depths, strict=True), 2):
        shared = _shared(one.box, other.box)
        further = _cut(far, other.box, shared) - _cut(near, one.box, shared)
        further = further[np.isfinite(further)]
        if len(further) < _LEAST_SHARED_PX:
            continue
        if np.median(further) >= 0:
            overs.append(Over(one.layer, other.layer, len(further), float((further >= 0).mean())))
        else:
            overs.append(Over(other.layer, one.layer, len(further), float((further < 0).mean())))
    return tuple(overs)


def _shared(one: Box, other: Box) -> Box:
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[0] + one[2], other[0] + other[2]), min(one[1] + one[3], other[1] + other[3])
    return left, top, max(right - left, 0), max(bottom - top, 0)


def _cut(depth: Floats, box: Box, part: Box) -> Floats:
    """What of depth [h, w] in a box lies in a part of it."""
    left, top = part[0] - box[0], part[1] - box[1]
    return depth[max(top, 0) : max(top, 0) + part[3], max(left, 0) : max(left, 0) + part[2]]
