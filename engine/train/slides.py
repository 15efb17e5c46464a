"""Learns the network of slides from bodies in pairs of poses; minutes on one core, no pictures, no checkpoints.

python -m engine.synthesis.turned_bodies DATA --people 2250
python -m engine.synthesis.turned_bodies HELD_OUT --people 200 --seed 900200
python -m engine.train.slides DATA HELD_OUT OUT.safetensors
"""

from __future__ import annotations

import json
import math
import sys
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer
from torch import Tensor

from engine.layers.slides import FARTHEST, N_AXES, N_PARTS, N_TERMS, asked, directions, terms
from engine.model.geometry.joints import MIRROR_JOINTS
from engine.model.geometry.part_transforms import MIRROR_PARTS
from engine.model.slides import SlideNet, slid
from engine.runtime.weights import write_weights
from engine.runtime.weights_version import SLIDES_ARCHITECTURE
from engine.synthesis.surface_pairs import N_POINTS, SurfacePairs, read_pairs
from engine.synthesis.turned_bodies import EDIT, IN_PLANE, NEW_POSE, TURNED
from engine.system.console import run_alone

# How often pairs of a kind are drawn, against those of the others.
_DRAWN = {EDIT: 1.0, IN_PLANE: 0.7, NEW_POSE: 0.5, TURNED: 0.35}
_NAMES = {
    EDIT: "edits",
    IN_PLANE: "edits in the plane",
    NEW_POSE: "new poses",
    TURNED: "turned up to 60 degrees",
}
_BATCH, _POINTS = 192, 32
_RATE, _LAST_RATE, _WARM, _DECAY = 2e-3, 2e-5, 100, 0.02
# A loss that grows by the logarithm: one of two likely answers is better than their mean, which is none.
_BEND_PX = 2.5
_NOISE = 0.006  # torso lengths by which detectors are off; joints that rest are off alike
_LEAST_SPREAD = 0.02
_RESTS_PX, _NEAR_PX, _MOVED_PX = 0.5, 3.0, 1.0


@dataclass(frozen=True)
class NearRow:
    """Of one kind of pairs: the share of points within 3 px of the truth, by joints alone and with slides.

    moved_*: of points that truly move by 1 px or more.
    """

    kind: str
    by_joints: float
    with_slides: float
    moved_by_joints: float
    moved_with_slides: float


def learn(data: SurfacePairs, *, steps: int, seed: int = 0, every: int = 1000) -> SlideNet:
    """A network that has learnt for so many steps, the same for a seed."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    net = _begun(data)
    optimiser = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=_DECAY)
    often = np.cumsum([_DRAWN[int(kind)] for kind in data.kind])
    mean = 0.0
    for step in range(steps):
        share = min(1.0, (step + 1) / _WARM) * (1 + math.cos(math.pi * step / steps)) / 2
        for group in optimiser.param_groups:
            group["lr"] = _LAST_RATE + (_RATE - _LAST_RATE) * share
        rows = np.searchsorted(often, rng.random(_BATCH) * often[-1])
        batch = data.some(rows).with_points(rng.permutation(N_POINTS)[:_POINTS])
        off = _left(net, _unsure(mirrored(batch) if step % 2 else batch, rng))
        loss = ((off**2).sum(-1) / _BEND_PX**2).log1p().mean()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        mean += (float(loss.detach()) - mean) / min(step + 1, 200)
        if (step + 1) % every == 0:
            typer.echo(f"{step + 1}: {mean:.4f}")
    return net.eval()


def measured(net: SlideNet, data: SurfacePairs) -> list[NearRow]:
    """How near to the truth points come, by kind of pair."""
    rows = []
    for kind, name in _NAMES.items():
        pairs = data.some(np.flatnonzero(data.kind == kind))
        if not len(pairs):
            continue
        with torch.no_grad():
            parts = [pairs.some(slice(at, at + _BATCH)) for at in range(0, len(pairs), _BATCH)]
            left = np.concatenate([_left(net, part).numpy() for part in parts])
        moved = np.linalg.norm(pairs.seen - pairs.places, axis=2) >= _MOVED_PX
        near = [np.linalg.norm(off, axis=2) <= _NEAR_PX for off in (pairs.seen - pairs.bent, left)]
        shares = (float(each.mean()) for each in (*near, *(each[moved] for each in near)))
        rows.append(NearRow(name, *shares))
    return rows


def mirrored(pairs: SurfacePairs) -> SurfacePairs:
    """The same in a looking glass."""
    glass, joints, parts = np.array([-1, 1], np.float32), list(MIRROR_JOINTS), list(MIRROR_PARTS)
    return replace(
        pairs, before=pairs.before[:, joints] * glass, after=pairs.after[:, joints] * glass,
        places=pairs.places * glass, bent=pairs.bent * glass, seen=pairs.seen * glass,
        shares=pairs.shares[..., parts],
    )  # fmt: skip


def _begun(data: SurfacePairs) -> SlideNet:
    told = np.concatenate([asked(each.before, each.after, each.torso) for each in (data, mirrored(data))])
    shape = N_PARTS, N_TERMS, N_AXES
    return SlideNet(torch.from_numpy(told.mean(0)), torch.from_numpy(told.std(0) + _LEAST_SPREAD), shape)


def _left(net: SlideNet, pairs: SurfacePairs) -> Tensor:
    """What is left between the truth and where points go, [B, n, 2] px."""
    joints = pairs.before, pairs.after, pairs.torso
    answer = net(torch.from_numpy(asked(*joints)))
    axes = torch.from_numpy(directions(*joints).astype(np.float32))
    told = terms(pairs.places, pairs.before, pairs.torso) * pairs.shares[..., None]
    way = slid(
        answer, axes, torch.from_numpy(told.astype(np.float32)), torch.from_numpy(FARTHEST * pairs.torso)
    )
    return torch.from_numpy(pairs.seen - pairs.bent) - way


def _unsure(pairs: SurfacePairs, rng: np.random.Generator) -> SurfacePairs:
    """Joints as uncertain as a detector's; those that rest are exactly where they were."""
    size = pairs.torso[:, None, None] * _NOISE
    noise = [(rng.normal(size=pairs.before.shape) * size).astype(np.float32) for _ in range(2)]
    moved = np.linalg.norm(pairs.after - pairs.before, axis=2, keepdims=True) > _RESTS_PX
    return replace(
        pairs, before=pairs.before + noise[0], after=pairs.after + np.where(moved, noise[1], noise[0])
    )


def main(
    data: Path,
    held_out: Path,
    out: Path,
    steps: Annotated[int, typer.Option(min=1)] = 12_000,
    version: str = "0.1.0",
    seed: int = 0,
) -> None:
    """Learn from the pairs of the folder DATA, measure on those of HELD_OUT, write the weights OUT."""
    pairs = read_pairs(data)
    net = learn(pairs, steps=steps, seed=seed)
    rows = measured(net, read_pairs(held_out))
    for row in rows:
        typer.echo(" ".join(f"{value:.3f}" if isinstance(value, float) else value for value in astuple(row)))
    people = len(np.unique(pairs.person))
    write_weights(
        out,
        net.state_dict(),
        {
            "architecture": SLIDES_ARCHITECTURE,
            "version": version,
            "licence": "Apache-2.0",
            "trained_on": f"{len(pairs)} pairs of poses of {people} bodies of anny, {steps} steps of {_BATCH}",
            "metrics": json.dumps({row.kind: round(row.with_slides, 4) for row in rows}),
        },
        dtype=torch.float16,
    )


if __name__ == "__main__":
    sys.exit(run_alone(main))
