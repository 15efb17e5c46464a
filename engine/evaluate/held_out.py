"""Held-out rendered people: how near the picture comes to the truth, by kind of pair, beside the baseline."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.beside import colours_beside, painted_alike
from engine.compose import compose
from engine.device import Device
from engine.errors import PhotoError
from engine.evaluate.affine_warp import affine_warp
from engine.evaluate.metrics import alpha_iou, psnr, ssim
from engine.features import Pictures
from engine.frame import HEIGHT, WIDTH, Frame
from engine.maps import Maps, to_maps
from engine.model.xinggan_pp import XingGANpp
from engine.train.augment import Sample, unsure_joints
from engine.train.dataset import EDIT_VIEWS, collate, pair
from engine.train.shards import PersonShard, read_person

SIZE = (HEIGHT, WIDTH)

# By the later view of a pair; engine.train.people.random_views takes the views in this order.
KINDS = ("edit", "new pose, same turn", "turned up to 60°", "any turn, own framing")
_GREY = 128


@dataclass(frozen=True)
class Answer:
    """What a method says of one pair: maps to compose from, and where each pixel comes from [H, W, 2]."""

    maps: Maps
    flow: NDArray[np.float32]


Method = Callable[[Sample], Answer]


@dataclass(frozen=True)
class HeldOutRow:
    """Mean figures of one method on one kind of pair; flow_px in canonical pixels, over visible pixels."""

    kind: str
    method: str
    pairs: int
    ssim: float
    psnr_db: float
    flow_px: float
    alpha_iou: float


@dataclass(frozen=True)
class HeldOutReport:
    """All rows, and what they were measured on."""

    people: int
    size: tuple[int, int]  # (height, width)
    rows: tuple[HeldOutRow, ...]


def person_files(folder: Path, limit: int | None = None) -> list[Path]:
    """The rendered people of a folder, in order; raises PhotoError when there are none."""
    files = sorted(folder.glob("p*.npz"))[:limit]
    if not files:
        raise PhotoError(f"{folder} holds no rendered people (p*.npz); render some with engine.train.people.")
    return files


def kind_of(source: int, target: int) -> str:
    """What makes a pair of view numbers hard."""
    return KINDS[max(0, max(source, target) - EDIT_VIEWS + 1)]


def network(net: XingGANpp, device: Device) -> Method:
    """The network as a method."""

    def answer(sample: Sample) -> Answer:
        batch = collate([sample])
        to = lambda tensor: tensor.to(device.name)  # noqa: E731
        with torch.no_grad(), device.autocast():
            features = net.encode(to(batch.source), to(batch.source_joints), to(batch.source_present))
            out = net.decode(features, to(batch.target_joints), to(batch.target_present))
        flow = out.flows[0, 0].float().cpu().numpy().transpose(1, 2, 0)
        paint = partial(painted_alike, out=out, beside=colours_beside(features))
        inside = np.ones(flow.shape[:2], bool)
        return Answer(to_maps(out, gathered=net.config.gathered, paint=paint, inside=inside), flow)

    return answer


def baseline(sample: Sample) -> Answer:
    """The part-affine warp as a method."""
    batch = collate([sample])
    warp = affine_warp(
        batch.source[:, 3:],
        batch.source_joints,
        source_present=batch.source_present,
        joints=batch.target_joints,
        present=batch.target_present,
    )
    return Answer(warp.maps, warp.flow)


def chosen_pairs(person: PersonShard, *, per_kind: int) -> list[int]:
    """Up to per_kind pairs of each kind, spread over the list, the same every time."""
    kinds = defaultdict(list)
    for index, (source, target) in enumerate(person.pairs.tolist()):
        kinds[kind_of(source, target)].append(index)
    spread = lambda n: np.unique(np.linspace(0, n - 1, min(n, per_kind)).round().astype(int))  # noqa: E731
    return [kinds[kind][i] for kind in KINDS for i in (spread(len(kinds[kind])) if kinds[kind] else ())]


def evaluate_held_out(
    folder: Path, methods: dict[str, Method], *, people: int | None = None, per_kind: int = 2
) -> HeldOutReport:
    """Measure methods on the people of a folder of shards (render them at 256x192)."""
    files = person_files(folder, people)
    found: dict[tuple[str, str], list[tuple[float, ...]]] = defaultdict(list)
    for file in files:
        for kind, sample in _samples(read_person(file), per_kind=per_kind):
            for name, method in methods.items():
                found[kind, name].append(figures(sample, method(sample)))
    rows = [
        _row(kind, name, found[kind, name]) for kind in KINDS for name in methods if (kind, name) in found
    ]
    return HeldOutReport(len(files), SIZE, tuple(rows))


def _samples(person: PersonShard, *, per_kind: int) -> Iterator[tuple[str, Sample]]:
    """Pairs with joints as uncertain as a detector's; those that rest are exactly where they were."""
    for index in chosen_pairs(person, per_kind=per_kind):
        source, target = person.pairs[index].tolist()
        rng = np.random.default_rng([index, len(person.pairs)])
        yield kind_of(source, target), unsure_joints(pair(person, index, SIZE), rng)


def _row(kind: str, method: str, figures: Sequence[tuple[float, ...]]) -> HeldOutRow:
    table = np.array(figures, np.float64)
    means = [float(np.nanmean(column)) if np.isfinite(column).any() else math.nan for column in table.T]
    return HeldOutRow(kind, method, len(figures), *means)


def figures(sample: Sample, answer: Answer) -> tuple[float, float, float, float]:
    """SSIM, PSNR, flow error and alpha IoU of one pair; the person stands before grey."""
    grey = np.full((*SIZE, 3), _GREY, np.uint8)
    pictures = Pictures(over(grey, straight(sample.source)), straight(sample.source), grey, 1.0)
    made = compose(answer.maps, pictures, Frame(0.0, 0.0, 1.0), transparent=True).pixels
    truth = straight(sample.target)
    alphas = alpha_of(made), alpha_of(truth)
    person = (alphas[0] > 0.5) | (alphas[1] > 0.5)
    visible = sample.seen == 2
    error = np.linalg.norm(answer.flow - sample.flow, axis=2)[visible]
    flow = float(error.mean()) if error.size else math.nan
    shown = over(grey, made), over(grey, truth)
    return ssim(*shown, person), min(psnr(*shown, person), 60.0), flow, alpha_iou(*alphas)


def straight(premultiplied: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """RGBA [H, W, 4] with colours no longer multiplied by alpha."""
    alpha = premultiplied[..., 3:].astype(np.float32)
    colours = np.minimum(premultiplied[..., :3] * (255 / np.maximum(alpha, 1)), 255)
    return np.concatenate([colours + 0.5, alpha], 2).astype(np.uint8)


def over(background: NDArray[np.uint8], rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Straight RGBA [H, W, 4] laid over a background [H, W, 3]."""
    alpha = rgba[..., 3:].astype(np.float32) / 255
    laid = background + (rgba[..., :3] - background.astype(np.float32)) * alpha
    return (laid + 0.5).astype(np.uint8)


def alpha_of(rgba: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The alpha [H, W] of RGBA [H, W, 4], 0..1."""
    return rgba[..., 3].astype(np.float32) / np.float32(255)
