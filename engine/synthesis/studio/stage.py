"""Puts a person before cameras: bodies in their poses, clothes with them, and where each camera stands."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.body.body import Body, BodyShape, skinned
from engine.synthesis.body.person_mesh import PersonMesh
from engine.synthesis.posing.in_plane import PlaneTurn, turned_in_plane
from engine.synthesis.posing.pockets import put_in_pockets
from engine.synthesis.posing.poser import Poser
from engine.synthesis.posing.poses import BodyPose
from engine.synthesis.studio.camera import Camera, Extent, Framing, place_camera
from engine.synthesis.studio.carrying import Bones, Carried, carry
from engine.synthesis.things.carried import Hold

Floats = NDArray[np.float32]
# The vertices of MakeHuman's mesh that are body, not helpers.
BODY_VERTICES = 13380
# How far under the surface a joint may lie and still count as shown, in metres, in Joint order.
_JOINT_DEPTH_M = np.array(
    [0.04, 0.13, 0.11, 0.09, 0.07, 0.11, 0.09, 0.07, 0.17, 0.11, 0.1, 0.17, 0.11, 0.1, 0.04, 0.04, 0.05, 0.05]
)


@dataclass(frozen=True)
class View:
    """One picture to take: a pose, the person's turn to their left in degrees, and how it is framed.

    `frame_of` is the earlier view whose camera it shares, or its own framing. It stands on the ground, or
    at the height of the view `lift_of`. `holds` tells, for each thing of the person, how it is carried, or None.
    `turns` are made last, as the camera sees them, which must be an earlier view's.
    """

    pose: BodyPose
    yaw_deg: float
    frame_of: int | Framing
    lift_of: int | None = None
    holds: tuple[Hold | None, ...] = ()
    turns: tuple[PlaneTurn, ...] = ()


@dataclass(frozen=True)
class Person:
    """A dressed body, the means to pose it, and the things it carries."""

    shape: BodyShape
    mesh: PersonMesh
    poser: Poser
    carried: tuple[Carried, ...] = ()


@dataclass(frozen=True)
class Posed:
    """A person as one camera meets them, in world metres: mesh points and normals [N, 3], body vertices [19158, 3].

    `points` have hands in pockets drawn into their sleeves, `bare` as they are under the cloth.
    """

    points: Floats
    bare: Floats
    normals: Floats
    body: Floats
    camera: Camera


class Stage:
    """Poses people of one body model for pictures of one size (width, height)."""

    def __init__(self, body: Body, size: tuple[int, int]) -> None:
        self.body, self._size = body, size

    def posed(self, person: Person, views: list[View]) -> list[Posed]:
        """The person in every view."""
        worlds = self._worlds(person, views)
        bodies, _ = skinned(person.shape.rest, self.body.skin, worlds)
        cameras = self._cameras(views, bodies)
        if any(view.turns for view in views):
            worlds = np.stack(
                [
                    turned_in_plane(self.body, person.shape, world, view.turns, camera.eye)
                    for world, view, camera in zip(worlds, views, cameras, strict=True)
                ]
            )
            bodies, _ = skinned(person.shape.rest, self.body.skin, worlds)
        bare, linear = skinned(person.mesh.rest, person.mesh.skin, worlds)
        for number, view in enumerate(views):
            bones = Bones(self.body, person.shape, worlds[number])
            for carried, hold in zip(person.carried, view.holds, strict=True):
                carry(
                    bare[number],
                    linear[number],
                    rest=person.mesh.rest,
                    carried=carried,
                    hold=hold,
                    bones=bones,
                )
        poses = [view.pose for view in views]
        points = bare
        if any(arm.hand.in_pocket for pose in poses for arm in pose.arms):
            points = bare.copy()
            put_in_pockets(
                points, person.mesh.skin, body=self.body, shape=person.shape, poses=poses, worlds=worlds
            )
        normals = np.einsum("vnij,nj->vni", linear, person.mesh.normals)
        return [Posed(*of_view) for of_view in zip(points, bare, normals, bodies, cameras, strict=True)]

    def joints(self, posed: Posed) -> tuple[Floats, Floats]:
        """OpenPose joints in pixels [18, 2] and their depths in metres [18], hidden ones too."""
        clip = posed.camera.clip(self.body.joint_mix @ posed.body)
        return posed.camera.pixels(clip), clip[:, 3]

    def _worlds(self, person: Person, views: list[View]) -> Floats:
        worlds: list[Floats] = []
        lifts: list[float] = []
        for view in views:
            motion = self.body.bone_motion(person.shape, person.poser.skeleton.turns(view.pose))
            if view.lift_of is None:
                feet, _ = skinned(person.shape.rest, self.body.skin, motion[None])
                lifts.append(-float(feet[0, :BODY_VERTICES, 2].min()))
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
        low, high = body[:BODY_VERTICES].min(0), body[:BODY_VERTICES].max(0)
        joints = self.body.joint_mix @ body
        knee, hip = (float(joints[list(pair), 2].mean()) for pair in ((9, 12), (8, 11)))
        # Seated people have their knees as high as their hips; a crop then still ends below the hips.
        knee = min(knee, hip - 0.25)
        return Extent(float(low[0]), float(high[0]), float(low[2]), float(high[2]), knee, hip)


def _yaw(degrees: float, lift: float) -> Floats:
    angle = math.radians(degrees)
    world = np.eye(4, dtype=np.float32)
    world[:2, :2] = [[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]
    world[2, 3] = lift
    return world


def joints_seen(joints: Floats, depths: Floats, depth: Floats) -> NDArray[np.uint8]:
    """Which joints show [18]: the nearest surface around its pixel is not much nearer than the joint itself.

    joints [18, 2] in pixels, depths [18] in metres; depth [H, W] in metres, 0 outside the person.
    """
    height, width = depth.shape
    seen = np.zeros(len(joints), np.uint8)
    for index, (x, y) in enumerate(joints):
        column, row = math.floor(x), math.floor(y)
        if 0 <= column < width and 0 <= row < height:
            around = depth[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
            nearest = np.median(around[around > 0]) if (around > 0).any() else np.inf
            seen[index] = abs(depths[index] - nearest) < _JOINT_DEPTH_M[index]
    return seen
