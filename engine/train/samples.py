"""Single pairs of rendered people as arrays, the same every time: what networks are measured on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.errors import PhotoError
from engine.geometry.joints import FRAME_HEIGHT, FRAME_WIDTH
from engine.synthesis.shards import PersonShard, dense_flow, read_person
from engine.train.augment import UNMOVED_PX
from engine.train.batch import Batch
from engine.train.framing import framed_flow, framed_labels, framed_parts, framed_pictures, plain_framing

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Sample:
    """A source and a target of one person at the size they were rendered; joints and flow in canonical pixels."""

    source: NDArray[np.uint8]  # [H, W, 4] premultiplied
    target: NDArray[np.uint8]  # [H, W, 4]
    source_joints: Floats  # [18, 2]
    target_joints: Floats
    source_present: NDArray[np.bool_]  # [18]
    target_present: NDArray[np.bool_]
    flow: Floats  # [H, W, 2] target pixel -> source point
    seen: NDArray[np.uint8]  # [H, W] 0 nothing known, 1 hidden in the source, 2 visible there
    source_part: NDArray[np.uint8]  # [H, W] 0 background, else 1 + part
    target_part: NDArray[np.uint8]


def pair(person: PersonShard, index: int) -> Sample:
    """The ordered pair of the given index."""
    source, target = (int(v) for v in person.pairs[index])
    flow, known, visible = dense_flow(person, index)
    unit = FRAME_HEIGHT / person.rgba.shape[1]
    everywhere = np.ones(18, bool)
    return Sample(
        source=person.rgba[source],
        target=person.rgba[target],
        source_joints=person.joints[source] * unit,
        target_joints=person.joints[target] * unit,
        source_present=everywhere,
        target_present=everywhere,
        flow=flow * unit,
        seen=known.astype(np.uint8) + visible.astype(np.uint8),
        source_part=person.part[source],
        target_part=person.part[target],
    )


def unsure_joints(s: Sample, rng: np.random.Generator, *, noise_px: float = 1.2) -> Sample:
    """Detector noise, joints that rest exactly, and joints that are missing, as `augment.unsure_joints` does."""
    moved = np.linalg.norm(s.target_joints - s.source_joints, axis=1, keepdims=True) > UNMOVED_PX
    noise = rng.normal(0, noise_px, (18, 2)).astype(np.float32)
    source = s.source_joints + noise
    target = np.where(moved, s.target_joints + noise * 0.5 + rng.normal(0, 0.6, (18, 2)), source).astype(
        np.float32
    )
    both = rng.random(18) > 0.03
    source_present = s.source_present & _inside(source, 4.0) & both
    target_present = s.target_present & _inside(target, 40.0) & both & (rng.random(18) > 0.01)
    # Out of the photo means missing on both sides, unless the pose puts the joint somewhere.
    target_present &= source_present | (rng.random(18) < 0.5)
    return replace(
        s,
        source_joints=source,
        target_joints=target,
        source_present=source_present,
        target_present=target_present,
    )


def _inside(xy: Floats, margin: float) -> NDArray[np.bool_]:
    limit = np.array([FRAME_WIDTH, FRAME_HEIGHT], np.float32)
    return np.asarray(((xy > -margin) & (xy < limit + margin)).all(1))


def held_out_batches(
    folder: Path, size: tuple[int, int], *, people: int, device: str = "cpu", batch: int = 16
) -> list[Batch]:
    """The same pairs of held-out people every time, without augmentation beyond joints that rest exactly."""
    shards = [read_person(path) for path in sorted(folder.glob("p*.npz"))[:people]]
    if not shards:
        raise PhotoError(f"{folder} holds no rendered people (p*.npz) to measure on; render some.")
    rng = np.random.default_rng(0)
    samples: list[Sample] = []
    for person in shards:
        chosen = rng.choice(len(person.pairs), min(4, len(person.pairs)), replace=False)
        samples += [unsure_joints(pair(person, int(i)), np.random.default_rng(int(i))) for i in chosen]
    return [collate(samples[i : i + batch], size).to(device) for i in range(0, len(samples), batch)]


def collate(samples: list[Sample], size: tuple[int, int]) -> Batch:
    """Samples as a batch at size (height, width), on the CPU."""
    stack = lambda key: torch.from_numpy(np.stack([getattr(s, key) for s in samples]))  # noqa: E731
    channels = lambda key: stack(key).permute(0, 3, 1, 2)  # noqa: E731
    framing = plain_framing(len(samples), "cpu")
    before = framing.before(size)
    seen = stack("seen")[:, None]
    parts: dict[str, Tensor] = {
        key: framed_parts(stack(key), framing, before) for key in ("source_part", "target_part")
    }
    return Batch(
        source=framed_pictures(channels("source"), before),
        target=framed_pictures(channels("target"), before),
        source_joints=stack("source_joints"),
        target_joints=stack("target_joints"),
        source_present=stack("source_present"),
        target_present=stack("target_present"),
        flow=framed_flow(channels("flow"), (seen > 0).float(), before),
        seen=framed_labels(seen, before).round(),
        valid=torch.ones(len(samples), 1, *size),
        **parts,
    )
