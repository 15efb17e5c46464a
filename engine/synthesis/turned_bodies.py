"""Bodies in pairs of poses, seen by one camera: joints, and where points of the surface go that both views show.

Nothing is rendered. A body is inflated by what its clothes might measure; which of its points show is told by the
nearest point of each few pixels. The truth is what bending by the joints alone misses.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from engine.layers.bending import Bend
from engine.layers.following import followed
from engine.layers.mesh import Mesh, weights_of
from engine.layers.regions import Region
from engine.layers.skeleton import complete
from engine.layers.slides import part_shares
from engine.model.geometry.part_transforms import N_PARTS
from engine.pose.pose import Point, Pose
from engine.synthesis.bodies import open_body
from engine.synthesis.body.body import Body, BodyShape, skinned
from engine.synthesis.body.phenotype import random_phenotype
from engine.synthesis.people import random_yaw
from engine.synthesis.posing.limbs import MIRROR, turn
from engine.synthesis.posing.poser import Poser
from engine.synthesis.posing.poses import SIDES, BodyPose, Y, Z
from engine.synthesis.studio.camera import Crop, random_crop, random_framing
from engine.synthesis.studio.stage import BODY_VERTICES, Stage, View
from engine.synthesis.surface_pairs import N_POINTS, SurfacePairs, joined, write_pairs
from engine.synthesis.workers import share
from engine.system.console import run_alone
from engine.system.files import make_folder

Floats = NDArray[np.float32]
SIZE = (192, 256)  # (width, height) of the views
EDIT, IN_PLANE, NEW_POSE, TURNED = range(
    4
)  # kinds of pairs; of edits camera, turn and what was not moved are the same
# Views as `_views` has them: the base, six edits of it, two in the plane, two new poses, one turned up to 60 degrees.
_PAIRS = (
    *((a, b, EDIT) for k in range(1, 7) for a, b in ((0, k), (k, 0))), (1, 2, EDIT), (4, 5, EDIT),
    *((a, b, IN_PLANE) for k in (7, 8) for a, b in ((0, k), (k, 0))),
    *((a, b, NEW_POSE) for a, b in ((0, 9), (9, 0), (9, 10), (10, 9))), (0, 11, TURNED), (11, 0, TURNED),
)  # fmt: skip
_IN_A_FILE = 50
_VERTICES = 4000  # of which points are drawn
_LEAST_SHARED = 100
_CELL_PX, _BEHIND_M = 4, 0.05
_FREE = np.zeros((0, 3), np.int64)  # the triangles of points alone
_ARM_DEG, _LEG_DEG = 35.0, 18.0  # by which limbs turn in the plane, standard deviation
_REGIONS = (
    Region.TORSO, Region.HEAD, Region.TORSO, Region.RIGHT_ARM, Region.RIGHT_ARM, Region.LEFT_ARM, Region.LEFT_ARM,
    Region.RIGHT_LEG, Region.RIGHT_LEG, Region.LEFT_LEG, Region.LEFT_LEG,
)  # fmt: skip


@dataclass(frozen=True)
class _View:
    """points [n, 2] and joints [18, 2] in pixels; which of the points show [n]."""

    points: Floats
    shown: NDArray[np.bool_]
    joints: Floats


@dataclass(frozen=True)
class _Skin:
    """Some vertices of a dressed body: rest places and normals [n, 3], skin weights [n, B], layers [n]."""

    rest: Floats
    normals: Floats
    skin: Floats
    regions: NDArray[np.int64]


@dataclass(frozen=True)
class Making:
    """Where pairs go and whose they are."""

    out: Path
    bodies: Path | None
    seed: int

    def __call__(self, numbers: list[int]) -> None:
        """Make the files of some numbers, on one core; those that are there are skipped."""
        stage = Stage(open_body(self.bodies), SIZE)
        for number in numbers:
            file = self.out / f"b{self.seed:04d}_{number:04d}.npz"
            if not file.exists():
                people = range(number * _IN_A_FILE, (number + 1) * _IN_A_FILE)
                write_pairs(
                    file, joined([pair for person in people for pair in pairs_of(stage, self.seed, person)])
                )
                typer.echo(f"{file.name}")


def pairs_of(stage: Stage, seed: int, person: int) -> list[SurfacePairs]:
    """The pairs of one person, the same every time."""
    rng = np.random.default_rng([seed, person])
    shape = stage.body.shape(random_phenotype(rng, str(rng.choice(["male", "female"]))))
    poser = Poser(stage.body, shape, rng)
    skin = _dressed(stage.body, shape, rng)
    views = _seen(stage, shape, poser, skin, _views(rng, poser))
    made = [_pair(rng, views[a], views[b], skin, (kind, person)) for a, b, kind in _PAIRS]
    return [pair for pair in made if pair is not None]


def _views(rng: np.random.Generator, poser: Poser) -> list[View]:
    base, yaw = poser.pose(), random_yaw(rng)
    framing = random_framing(rng, random_crop(rng))
    floor = None if framing.crop is Crop.FULL else 0
    ones = [poser.change(base, poser.random_limbs(1)) for _ in range(3)]
    some = [
        poser.change(base, poser.random_limbs(int(rng.integers(2, 5))), trunk=bool(rng.random() < 0.3))
        for _ in range(3)
    ]
    plane = [_in_plane(rng, base, yaw, poser.random_limbs(int(rng.integers(1, 4)))) for _ in range(2)]
    edits = [View(pose, yaw, 0, lift_of=0) for pose in (*ones, *some, *plane)]
    turns = [float(rng.uniform(-most, most)) for most in (15, 15, 60)]
    others = [View(poser.pose(), yaw + by, 0, lift_of=floor) for by in turns]
    return [View(base, yaw, framing), *edits, *others]


def _in_plane(rng: np.random.Generator, pose: BodyPose, yaw_deg: float, limbs: tuple[str, ...]) -> BodyPose:
    """A pose some of whose limbs are turned about the camera's direction, as dragging turns them."""
    arms, legs = list(pose.arms), list(pose.legs)
    for limb in limbs:
        kind, side = limb.split(".")
        index, axis = SIDES.index(side), turn(Z, -yaw_deg) @ Y
        # Limbs are told as if they were left ones: in the mirror the axis is another, and turns run the other way.
        axis = axis if side == "L" else -(MIRROR @ axis)
        by = turn(axis, float(rng.normal(0, _ARM_DEG if kind == "arm" else _LEG_DEG)))
        if kind == "arm":
            arms[index] = replace(arms[index], limb=arms[index].limb.turned(by))
        else:
            legs[index] = replace(legs[index], limb=legs[index].limb.turned(by))
    return BodyPose((arms[0], arms[1]), (legs[0], legs[1]), pose.trunk)


def _dressed(body: Body, shape: BodyShape, rng: np.random.Generator) -> _Skin:
    """Vertices as dense as the surface is large, moved outwards by as much as clothes measure."""
    faces = body.base.faces[(body.base.faces < BODY_VERTICES).all(1)][:, :3]
    a, b, c = (shape.rest[faces[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    normals, area = np.zeros_like(shape.rest), np.zeros(len(shape.rest))
    for corner in faces.T:
        np.add.at(normals, corner, across)
        np.add.at(area, corner, np.linalg.norm(across, axis=1))
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    chosen = rng.choice(len(area), _VERTICES, replace=False, p=area / area.sum())
    cloth = np.zeros(N_PARTS)
    cloth[[0, 2, 3, 5]] = rng.choice([0.004, rng.uniform(0.004, 0.035)])
    cloth[[4, 6]] = cloth[3] * (rng.random() < 0.7)
    cloth[7:] = rng.choice([0.004, rng.uniform(0.004, 0.03)])
    skin = body.skin[chosen]
    out = normals[chosen] * (skin @ cloth[body.bone_parts])[:, None]
    parts = (skin @ np.eye(N_PARTS)[body.bone_parts]).argmax(1)
    rest = (shape.rest[chosen] + out).astype(np.float32)
    return _Skin(rest, normals[chosen], skin, np.array(_REGIONS)[parts])


def _seen(stage: Stage, shape: BodyShape, poser: Poser, skin: _Skin, views: list[View]) -> list[_View]:
    worlds = stage.worlds(shape, poser, views)
    points, linear = skinned(skin.rest, skin.skin, worlds)
    normals = np.einsum("vnij,nj->vni", linear, skin.normals)
    bodies, _ = skinned(shape.rest, stage.body.skin, worlds)
    out = []
    for place, normal, body, camera in zip(
        points, normals, bodies, stage.cameras(views, bodies), strict=True
    ):
        clip = camera.clip(place)
        pixels = camera.pixels(clip)
        faces_us = ((camera.eye - place) * normal).sum(1) > 0
        joints = camera.pixels(camera.clip(stage.body.joint_mix @ body))
        out.append(_View(pixels, _shown(pixels, clip[:, 3], faces_us), joints.astype(np.float32)))
    return out


def _shown(pixels: Floats, depth: Floats, faces_us: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Points of the picture that face the camera and have nothing well before them in their few pixels."""
    inside = ((pixels >= 0) & (pixels < np.array(SIZE))).all(1) & faces_us
    columns = SIZE[0] // _CELL_PX
    cell = np.where(inside[:, None], pixels // _CELL_PX, 0).astype(int) @ np.array([1, columns])
    nearest = np.full(columns * (SIZE[1] // _CELL_PX), np.inf)
    np.minimum.at(nearest, cell[inside], depth[inside])
    return np.asarray(inside & (depth < nearest[cell] + _BEHIND_M))


def _pair(
    rng: np.random.Generator, source: _View, target: _View, skin: _Skin, about: tuple[int, int]
) -> SurfacePairs | None:
    """A pair of a kind and a person; None where the two views share too little."""
    both = np.flatnonzero(source.shown & target.shown)
    if len(both) < _LEAST_SHARED:
        return None
    chosen = rng.choice(both, N_POINTS, replace=False)
    rest, pose = complete(_pose(source.joints)), _pose(target.joints)
    bend = Bend(rest, followed(rest, pose))
    places, regions = source.points[chosen].astype(np.float64), skin.regions[chosen]
    bent, shares = np.zeros_like(places), np.zeros((N_POINTS, N_PARTS))
    for region in map(Region, np.unique(regions)):
        at = regions == region
        weights = weights_of(region, places[at], rest, hangs=False)
        bent[at] = bend.with_bones(region, Mesh(places[at], _FREE, weights, _FREE[:, 0].astype(np.uint8)))
        shares[at] = part_shares(region, weights)
    single = lambda values: np.asarray(values, np.float32)[None]  # noqa: E731
    kind, person = about
    return SurfacePairs(
        before=single(bend.before),
        after=single(bend.after),
        torso=single(rest.torso * bend.scale),
        places=single(places * bend.scale),
        bent=single(bent),
        seen=single(target.points[chosen]),
        shares=shares.astype(np.float16)[None],
        kind=np.array([kind], np.uint8),
        person=np.array([person], np.uint32),
    )


def _pose(joints: Floats) -> Pose:
    """Joints as a detector has them: those outside the picture are missing."""
    inside = ((joints >= 0) & (joints < np.array(SIZE))).all(axis=1)
    points = [
        Point(x, y, 1.0, bool(k)) for (x, y), k in zip(joints.tolist(), np.atleast_1d(inside), strict=True)
    ]
    return Pose(tuple(points))


def main(
    out: Path,
    people: Annotated[int, typer.Option(min=1)] = 2250,
    seed: Annotated[int, typer.Option(help="From 900000 on: people to measure on.")] = 1,
    workers: Annotated[int, typer.Option(min=1, help="Processes, one core each.")] = 1,
    bodies: Annotated[Path | None, typer.Option(help="Kept body shapes, in the place of anny.")] = None,
) -> None:
    """Make pairs of bodies in the folder OUT, 50 people a file; files that are there already are skipped."""
    make_folder(out)
    share(Making(out, bodies, seed), -(-people // _IN_A_FILE), workers)


if __name__ == "__main__":
    sys.exit(run_alone(main))
