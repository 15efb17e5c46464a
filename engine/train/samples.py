"""Pairs of held-out people as batches, the same every time: what a training is measured on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.synthesis.samples import Sample, pair, unsure_joints
from engine.synthesis.shards import read_person
from engine.system.errors import PhotoError
from engine.train.batch import Batch
from engine.train.framing import framed_flow, framed_labels, framed_parts, framed_pictures, plain_framing

Floats = NDArray[np.float32]


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
