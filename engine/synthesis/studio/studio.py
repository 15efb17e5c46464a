"""Takes pictures of a person in several views and finds the correspondence between them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.assets import AssetFolder
from engine.synthesis.body.body import Body, BodyShape, skinned
from engine.synthesis.body.surfaces import PersonMesh
from engine.synthesis.clothes.wardrobe import Wardrobe
from engine.synthesis.posing.habits import USUAL, Habit
from engine.synthesis.posing.pockets import put_in_pockets
from engine.synthesis.posing.poser import Poser
from engine.synthesis.posing.poses import BodyPose
from engine.synthesis.shards import PersonShard, flow_unit_for, pack_flow
from engine.synthesis.studio.camera import Camera, Extent, Framing, place_camera
from engine.synthesis.studio.flow import Fragments, PairFlow, facing, find_fragments, pair_flow
from engine.synthesis.studio.rasterizer import Drawn, Light, Rasterizer, contact_shaded

Floats = NDArray[np.float32]
_ALWAYS = ((0, 1), (1, 0), (0, 2), (2, 0))
_LEAST_SHARED = 0.15
# How far under the surface a joint may lie and still count as shown, in metres, in Joint order.
_JOINT_DEPTH_M = np.array(
    [0.04, 0.13, 0.11, 0.09, 0.07, 0.11, 0.09, 0.07, 0.17, 0.11, 0.1, 0.17, 0.11, 0.1, 0.04, 0.04, 0.05, 0.05]
)


@dataclass(frozen=True)
class View:
    """One picture to take: a pose, the person's turn to their left in degrees, and how it is framed.

    `frame_of` is the earlier view whose camera it shares, or its own framing. It stands on the ground, or
    at the height of the view `lift_of`.
    """

    pose: BodyPose
    yaw_deg: float
    frame_of: int | Framing
    lift_of: int | None = None


@dataclass(frozen=True)
class Person:
    """A dressed body and the means to pose it."""

    shape: BodyShape
    mesh: PersonMesh
    poser: Poser


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

    def __init__(self, assets: AssetFolder, *, size: tuple[int, int]) -> None:
        self.body = Body()
        # A person fills the frame at most about twice over; finer cloth would only cost time.
        self.wardrobe = Wardrobe(self.body, assets, pixels_per_metre=max(256.0, size[1] * 1.1))
        self._rasterizer = Rasterizer(size)
        self._size = size

    def random_person(self, rng: np.random.Generator, *, habit: Habit = USUAL) -> Person:
        """A random person of a habit."""
        gender = str(rng.choice(["male", "female"]))
        shape = self.body.shape(random_phenotype(rng, gender))
        dressed = self.wardrobe.random_person(shape, rng, gender=gender, habit=habit)
        return Person(shape, dressed, Poser(self.body, shape, rng, habit=habit))

    def shoot(
        self, person: Person, views: list[View], light: Light, *, contact_shade: float = 0.3
    ) -> PersonShard:
        """Take all views of a person and find the correspondence of all useful pairs.

        `contact_shade` 0..1 darkens what lies close behind a nearer part.
        """
        self._rasterizer.load(person.mesh)
        worlds = self._worlds(person, views)
        placed, linear = skinned(person.mesh.rest, person.mesh.skin, worlds)
        put_in_pockets(
            placed,
            person.mesh.skin,
            body=self.body,
            shape=person.shape,
            poses=[view.pose for view in views],
            worlds=worlds,
        )
        bodies, _ = skinned(person.shape.rest, self.body.skin, worlds)
        cameras = self._cameras(views, bodies)
        seen = []
        for points, parts, body, camera in zip(placed, linear, bodies, cameras, strict=True):
            normals = np.einsum("nij,nj->ni", parts, person.mesh.normals)
            drawn = self._rasterizer.draw(points, normals, camera=camera, light=light)
            seen.append(
                self._see(drawn, person.mesh, camera=camera, points=points, body=body, shade=contact_shade)
            )
        return _shard(seen, person.mesh, self._size)

    def _worlds(self, person: Person, views: list[View]) -> Floats:
        worlds: list[Floats] = []
        lifts: list[float] = []
        for view in views:
            motion = self.body.bone_motion(person.shape, person.poser.skeleton.turns(view.pose))
            if view.lift_of is None:
                feet, _ = skinned(person.shape.rest, self.body.skin, motion[None])
                lifts.append(-float(feet[0, :13380, 2].min()))
            else:
                lifts.append(lifts[view.lift_of])
            worlds.append(_yaw(view.yaw_deg, lifts[-1]) @ motion)
        return np.stack(worlds)

    def _cameras(self, views: list[View], bodies: Floats) -> list[Camera]:
        cameras: list[Camera] = []
        for view, body in zip(views, bodies, strict=True):
            if isinstance(view.frame_of, int):
                cameras.append(cameras[view.frame_of])
            else:
                cameras.append(place_camera(view.frame_of, self._extent(body), size=self._size))
        return cameras

    def _extent(self, body: Floats) -> Extent:
        low, high = body[:13380].min(0), body[:13380].max(0)
        joints = self.body.joint_mix @ body
        knee, hip = (float(joints[list(pair), 2].mean()) for pair in ((9, 12), (8, 11)))
        # Seated people have their knees as high as their hips; a crop then still ends below the hips.
        knee = min(knee, hip - 0.25)
        return Extent(float(low[0]), float(high[0]), float(low[2]), float(high[2]), knee, hip)

    def _see(
        self,
        drawn: Drawn,
        mesh: PersonMesh,
        *,
        camera: Camera,
        points: Floats,
        body: Floats,
        shade: float,
    ) -> Seen:
        clip = camera.clip(points)
        solid = np.where(drawn.rgba[..., 3] >= 128, drawn.triangle_ids, -1)
        fragments = find_fragments(solid, clip, mesh.faces)
        rgba = contact_shaded(drawn.rgba, fragments.depth, strength=shade)
        part = np.zeros(solid.size, np.uint8)
        part[fragments.pixels] = mesh.face_part[fragments.triangles] + 1
        joint_clip = camera.clip(self.body.joint_mix @ body)
        joints = camera.pixels(joint_clip)
        shown = _joints_seen(joints, joint_clip[:, 3], fragments.depth)
        return Seen(rgba, joints, shown, part.reshape(solid.shape), fragments, clip, facing(clip, mesh.faces))


def _yaw(degrees: float, lift: float) -> Floats:
    angle = math.radians(degrees)
    world = np.eye(4, dtype=np.float32)
    world[:2, :2] = [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]
    world[2, 3] = lift
    return world


def _joints_seen(joints: Floats, depths: Floats, depth: Floats) -> NDArray[np.uint8]:
    """A joint is seen when the nearest surface around its pixel is not much nearer than the joint itself."""
    height, width = depth.shape
    seen = np.zeros(len(joints), np.uint8)
    for index, (x, y) in enumerate(joints):
        column, row = math.floor(x), math.floor(y)
        if 0 <= column < width and 0 <= row < height:
            around = depth[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
            nearest = np.median(around[around > 0]) if (around > 0).any() else np.inf
            seen[index] = abs(depths[index] - nearest) < _JOINT_DEPTH_M[index]
    return seen


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


def random_phenotype(rng: np.random.Generator, gender: str) -> Mapping[str, float]:
    """Body sliders of an adult."""
    u = rng.uniform
    return {
        "gender": float(u(0, 0.15) if gender == "male" else u(0.85, 1)),
        "age": float(u(0.5, 0.85)),
        "muscle": float(u(0.3, 0.75)),
        "weight": float(u(0.25, 0.7)),
        "height": float(u(0.35, 0.7)),
        "proportions": float(u(0.4, 0.95)),
    }
