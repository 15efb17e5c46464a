"""A doll of flat coloured limbs whose every pixel is known: shards of it in a few poses, with exact flow."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from engine.pose.edits import scale, translate
from engine.pose.kinematics import rotate_limb
from engine.pose.pose import Joint, Pose
from engine.synthesis.shards import PersonShard, pack_flow, shard_name, write_person
from tests.pose.posing import FRONT

UNIT = 32
# FRONT brought into a frame of 192 x 256; width in px of each part, in the order of skeleton.PARTS.
DOLL = translate(scale(FRONT, 0.36, pivot=(0.0, 0.0)), (24.0, 22.0))
WIDTHS = (24, 18, 20, 9, 8, 9, 8, 13, 11, 13, 11)
# Drawn in this order: arms in front.
ORDER = (7, 8, 9, 10, 2, 0, 1, 3, 4, 5, 6)


def poses() -> list[Pose]:
    """The views: at rest, an arm raised, arm and leg moved, all seen in one framing."""
    raised = rotate_limb(DOLL, Joint.R_ELBOW, 80)
    both = rotate_limb(rotate_limb(DOLL, Joint.L_ELBOW, -50), Joint.R_KNEE, 20)
    return [DOLL, raised, both]


def axes(pose: Pose) -> np.ndarray:
    """The two ends of each part, [11, 2, 2]."""
    at = lambda joint: np.array(pose.at(joint))  # noqa: E731
    hips = (at(Joint.R_HIP) + at(Joint.L_HIP)) / 2
    bones = [(2, 3), (3, 4), (5, 6), (6, 7), (8, 9), (9, 10), (11, 12), (12, 13)]
    trunk = [(at(Joint.NECK), hips), (at(Joint.NECK), at(Joint.NOSE)), (at(Joint.R_HIP), at(Joint.L_HIP))]
    return np.array(trunk + [(at(Joint(a)), at(Joint(b))) for a, b in bones])


def part_map(pose: Pose, size: tuple[int, int] = (256, 192)) -> np.ndarray:
    """uint8 [H, W]: 0 background, else 1 + part."""
    part = np.zeros(size, np.uint8)
    for index in ORDER:
        a, b = (tuple(int(v) for v in np.rint((end - 0.5) * 16)) for end in axes(pose)[index])
        cv2.line(part, a, b, index + 1, WIDTHS[index], cv2.LINE_8, 4)
    return part


def synthesised(pose: Pose) -> np.ndarray:
    """uint8 [H, W, 4]: each part in its colour with stripes along the bone, alpha 0 or 255."""
    part = part_map(pose)
    along, _ = bone_places(pose, part)
    palette = np.array(
        [[0, 0, 0], *((60 + 17 * i, 200 - 12 * i, 40 + (i * 53) % 180) for i in range(11))], float
    )
    colours = palette[part] + (40 * np.sin(along / 3.0))[..., None]
    alpha = np.where(part > 0, 255, 0)[..., None]
    return np.concatenate([colours.clip(0, 255) * (alpha > 0), alpha], 2).astype(np.uint8)


def bone_places(pose: Pose, part: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each pixel along and across the bone of its part, px, [H, W] each."""
    y, x = np.mgrid[: part.shape[0], : part.shape[1]] + 0.5
    bones = axes(pose)[np.maximum(part, 1) - 1]
    along = bones[..., 1, :] - bones[..., 0, :]
    along = along / np.linalg.norm(along, axis=-1, keepdims=True)
    dx, dy = x - bones[..., 0, 0], y - bones[..., 0, 1]
    return dx * along[..., 0] + dy * along[..., 1], dy * along[..., 0] - dx * along[..., 1]


def flow_between(source: Pose, target: Pose) -> tuple[np.ndarray, np.ndarray]:
    """Where each target pixel lies in the source [H, W, 2], and whether the source shows it [H, W]."""
    part = part_map(target)
    along, across = bone_places(target, part)
    bones = axes(source)[np.maximum(part, 1) - 1]
    unit = bones[..., 1, :] - bones[..., 0, :]
    unit = unit / np.linalg.norm(unit, axis=-1, keepdims=True)
    normal = np.stack([-unit[..., 1], unit[..., 0]], -1)
    places = bones[..., 0, :] + unit * along[..., None] + normal * across[..., None]
    column, row = (np.floor(places[..., i]).astype(int).clip(0, part.shape[1 - i] - 1) for i in (0, 1))
    return places.astype(np.float32), part_map(source)[row, column] == part


def doll() -> PersonShard:
    """The doll in its views, with all pairs."""
    views = poses()
    pairs = [(i, j) for i in range(len(views)) for j in range(len(views)) if i != j]
    pixels = [np.flatnonzero(part_map(v)).astype(np.int32) for v in views]
    flows, visibles = [], []
    for i, j in pairs:
        places, seen = flow_between(views[i], views[j])
        flows.append(pack_flow(places.reshape(-1, 2)[pixels[j]], UNIT))
        visibles.append(seen.reshape(-1)[pixels[j]].astype(np.uint8))
    return PersonShard(
        np.stack([synthesised(v) for v in views]),
        np.stack([v.xy() for v in views]),
        np.ones((len(views), 18), np.uint8),
        np.stack([part_map(v) for v in views]),
        np.array(pairs, np.int16),
        tuple(pixels),
        tuple(flows),
        tuple(visibles),
        UNIT,
    )


def doll_folder(folder: Path, count: int = 1) -> Path:
    """A folder of shards, each the doll."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        write_person(folder / shard_name(1, index), doll())
    return folder
