"""Held-out rendered people: how near the picture comes to the truth, by kind of pair, beside the baseline."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from engine.contract.messages import Source
from engine.evaluate.metrics import alpha_iou, psnr, ssim
from engine.evaluate.rendered import alpha_of, before, pose_of, source_of, straight
from engine.evaluate.subjects import final_pixels
from engine.imaging.frame import HEIGHT, WIDTH
from engine.pose.pose import Pose
from engine.render.renderer import Renderer
from engine.synthesis.samples import Sample, pair, unsure_joints
from engine.synthesis.shards import EDIT_VIEWS, PersonShard, read_person
from engine.system.errors import PhotoError

SIZE = (HEIGHT, WIDTH)

# By the later view of a pair; engine.synthesis.people.random_views takes the views in this order.
KINDS = ("edit", "new pose, same turn", "turned up to 60°", "any turn, own framing")
_GREY = (128, 128, 128)


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
        raise PhotoError(
            f"{folder} holds no rendered people (p*.npz); render some with engine.synthesis.people."
        )
    return files


def kind_of(source: int, target: int) -> str:
    """What makes a pair of view numbers hard."""
    return KINDS[max(0, max(source, target) - EDIT_VIEWS + 1)]


def chosen_pairs(person: PersonShard, *, per_kind: int) -> list[int]:
    """Up to per_kind pairs of each kind, spread over the list, the same every time."""
    kinds = defaultdict(list)
    for index, (source, target) in enumerate(person.pairs.tolist()):
        kinds[kind_of(source, target)].append(index)
    spread = lambda n: np.unique(np.linspace(0, n - 1, min(n, per_kind)).round().astype(int))  # noqa: E731
    return [kinds[kind][i] for kind in KINDS for i in (spread(len(kinds[kind])) if kinds[kind] else ())]


def evaluate_held_out(
    folder: Path, methods: Mapping[str, Renderer], *, people: int | None = None, per_kind: int = 2
) -> HeldOutReport:
    """Measure methods on the people of a folder of shards (render them at 256x192)."""
    files = person_files(folder, people)
    found: dict[tuple[str, str], list[tuple[float, ...]]] = defaultdict(list)
    for file in files:
        for kind, sample in _samples(read_person(file), per_kind=per_kind):
            for name, method in methods.items():
                found[kind, name].append(figures(sample, method))
    rows = [
        _row(kind, name, found[kind, name]) for kind in KINDS for name in methods if (kind, name) in found
    ]
    return HeldOutReport(len(files), SIZE, tuple(rows))


def _samples(person: PersonShard, *, per_kind: int) -> Iterator[tuple[str, Sample]]:
    """Pairs with joints as uncertain as a detector's; those that rest are exactly where they were."""
    for index in chosen_pairs(person, per_kind=per_kind):
        source, target = person.pairs[index].tolist()
        rng = np.random.default_rng([index, len(person.pairs)])
        yield kind_of(source, target), unsure_joints(pair(person, index), rng)


def _row(kind: str, method: str, figures: Sequence[tuple[float, ...]]) -> HeldOutRow:
    table = np.array(figures, np.float64)
    means = [float(np.nanmean(column)) if np.isfinite(column).any() else math.nan for column in table.T]
    return HeldOutRow(kind, method, len(figures), *means)


def figures(sample: Sample, renderer: Renderer) -> tuple[float, float, float, float]:
    """SSIM, PSNR, flow error and alpha IoU of one pair as the program draws it; the person stands before grey.

    A sample fills the model frame, so that its joints in canonical pixels are those of its picture.
    """
    source = source_of(sample.source, sample.source_joints, wall=_GREY)
    pose = pose_of(sample.target_joints, sample.target.shape[:2])
    made, truth = final_pixels(renderer, source, pose, transparent=True), straight(sample.target)
    alphas = alpha_of(made), alpha_of(truth)
    person = (alphas[0] > 0.5) | (alphas[1] > 0.5)
    shown = before(_GREY, made), before(_GREY, truth)
    iou = alpha_iou(*alphas)
    return (
        ssim(*shown, person),
        min(psnr(*shown, person), 60.0),
        _flow_error(sample, renderer, source, pose),
        iou,
    )


def _flow_error(sample: Sample, renderer: Renderer, source: Source, pose: Pose) -> float:
    """Mean distance from where visible pixels come from, in canonical pixels of the sample; NaN where none is."""
    visible = sample.seen == 2
    if not visible.any():
        return math.nan
    frame, flow = renderer.features(source).frame, renderer.answer(source, pose).flow
    places = frame.to_photo(flow)
    unit = frame.scale * flow.shape[0] / HEIGHT
    matrix = np.array([[unit, 0, (0.5 - frame.x) * unit - 0.5], [0, unit, (0.5 - frame.y) * unit - 0.5]])
    size = (visible.shape[1], visible.shape[0])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    found = cv2.warpAffine(places, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return float(np.linalg.norm(found - sample.flow, axis=2)[visible].mean())
