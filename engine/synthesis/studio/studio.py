"""Takes pictures of a person in several views and finds the correspondence between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.assets import AssetFolder
from engine.synthesis.body.body import Body
from engine.synthesis.body.person_mesh import PersonMesh
from engine.synthesis.body.phenotype import random_phenotype
from engine.synthesis.clothes.wardrobe import Wardrobe
from engine.synthesis.habits import USUAL, Habit
from engine.synthesis.posing.poser import Poser
from engine.synthesis.shards import PersonShard, flow_unit_for, pack_flow
from engine.synthesis.studio.flow import Fragments, PairFlow, facing, find_fragments, pair_flow
from engine.synthesis.studio.lights import Light
from engine.synthesis.studio.rasterizer import Drawn, Rasterizer, contact_shaded
from engine.synthesis.studio.stage import Person, Posed, Stage, View, joints_seen

Floats = NDArray[np.float32]
_ALWAYS = ((0, 1), (1, 0), (0, 2), (2, 0))
_LEAST_SHARED = 0.15


@dataclass(frozen=True)
class Seen:
    """One rendered view and what correspondence needs of it."""

    rgba: NDArray[np.uint8]
    joints: Floats
    joint_seen: NDArray[np.uint8]
    part: NDArray[np.uint8]
    fragments: Fragments
    clip: Floats
    facing: NDArray[np.int8]


class Studio:
    """Makes people and takes their pictures at one frame size (width, height)."""

    def __init__(self, body: Body, assets: AssetFolder, *, size: tuple[int, int]) -> None:
        self.body = body
        # A person fills the frame at most about twice over; finer cloth would only cost time.
        self.wardrobe = Wardrobe(self.body, assets, pixels_per_metre=max(256.0, size[1] * 1.1))
        self._stage = Stage(self.body, size)
        self._rasterizer = Rasterizer(size)
        self._size = size

    def random_person(self, rng: np.random.Generator, *, habit: Habit = USUAL) -> Person:
        """A random person of a habit."""
        gender = str(rng.choice(["male", "female"]))
        shape = self.body.shape(random_phenotype(rng, gender))
        dressed = self.wardrobe.random_person(shape, rng, gender=gender, habit=habit)
        return Person(shape, dressed, Poser(self.body, shape, rng, habit=habit))

    def joints(self, person: Person, view: View) -> Floats:
        """Where the joints of a view of its own framing lie, [18, 2] in pixels, hidden ones too."""
        (posed,) = self._stage.posed(person, [view])
        return self._stage.joints(posed)[0]

    def shoot(
        self, person: Person, views: list[View], light: Light, *, contact_shade: float = 0.3
    ) -> PersonShard:
        """Take all views of a person and find the correspondence of all useful pairs.

        `contact_shade` 0..1 darkens what lies close behind a nearer part.
        """
        self._rasterizer.load(person.mesh)
        seen = []
        for posed in self._stage.posed(person, views):
            drawn = self._rasterizer.draw(posed.points, posed.normals, camera=posed.camera, light=light)
            seen.append(self._see(drawn, person.mesh, posed=posed, shade=contact_shade))
        return _shard(seen, person.mesh, self._size)

    def _see(self, drawn: Drawn, mesh: PersonMesh, *, posed: Posed, shade: float) -> Seen:
        clip = posed.camera.clip(posed.points)
        solid = np.where(drawn.rgba[..., 3] >= 128, drawn.triangle_ids, -1)
        fragments = find_fragments(solid, clip, mesh.faces)
        rgba = contact_shaded(drawn.rgba, fragments.depth, strength=shade)
        part = np.zeros(solid.size, np.uint8)
        part[fragments.pixels] = mesh.face_part[fragments.triangles] + 1
        joints, depths = self._stage.joints(posed)
        shown = joints_seen(joints, depths, fragments.depth)
        return Seen(rgba, joints, shown, part.reshape(solid.shape), fragments, clip, facing(clip, mesh.faces))


def _shard(seen: list[Seen], mesh: PersonMesh, size: tuple[int, int]) -> PersonShard:
    unit = flow_unit_for(size)
    pairs: list[tuple[int, int]] = []
    flows: list[PairFlow] = []
    for i, source in enumerate(seen):
        for j, target in enumerate(seen):
            if i == j:
                continue
            same = (source.facing == target.facing) | mesh.face_two_sided
            flow = pair_flow(
                target.fragments, source.fragments, source_clip=source.clip, faces=mesh.faces, same_side=same
            )
            if (i, j) in _ALWAYS or flow.visible.mean() >= _LEAST_SHARED:
                pairs.append((i, j))
                flows.append(flow)
    return PersonShard(
        np.stack([view.rgba for view in seen]),
        np.stack([view.joints for view in seen]).astype(np.float32),
        np.stack([view.joint_seen for view in seen]),
        np.stack([view.part for view in seen]),
        np.array(pairs, np.int16),
        tuple(view.fragments.pixels.astype(np.int32) for view in seen),
        tuple(pack_flow(flow.places, unit) for flow in flows),
        tuple(flow.visible.astype(np.uint8) for flow in flows),
        unit,
    )
