"""Rendered people at photo size: the picture against the truth, given the source's true matte and joints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.evaluate.held_out import KINDS, chosen_pairs, kind_of, person_files
from engine.evaluate.metrics import boundary_error_px, psnr, sharpness, ssim
from engine.evaluate.rendered import WALL, alpha_of, before, pose_of, source_of, straight
from engine.evaluate.subjects import final_pixels
from engine.pose.pose import Pose
from engine.render.renderer import Renderer
from engine.synthesis.shards import HELD_OUT_SEED, PersonShard, read_person

PHOTO_SIZE = (768, 1024)  # (width, height) people are rendered at

Cut = Callable[[Source, Pose], NDArray[np.uint8]]


@dataclass(frozen=True)
class LargeRow:
    """Mean figures of one method on one kind of pair."""

    kind: str
    method: str
    pairs: int
    ssim: float
    psnr_db: float
    boundary_px: float
    sharpness: float


@dataclass(frozen=True)
class LargeReport:
    """All rows, and what they were measured on."""

    people: int
    rows: tuple[LargeRow, ...]


def stored_people(folder: Path, limit: int | None = None) -> Iterator[PersonShard]:
    """People rendered before, at whatever size."""
    return (read_person(file) for file in person_files(folder, limit))


def rendered_people(assets: Path, count: int) -> Iterator[PersonShard]:
    """The first held-out people, rendered now; needs the group `train` and a folder of MakeHuman assets."""
    from engine.synthesis.assets import AssetFolder
    from engine.synthesis.bodies import open_body
    from engine.synthesis.people import Studio, render_person

    folder = AssetFolder(assets, texture_size=1024)
    studio = Studio(open_body(), folder, size=PHOTO_SIZE)
    return (render_person(studio, HELD_OUT_SEED, index=index) for index in range(count))


def cutters(renderers: Mapping[str, Renderer]) -> dict[str, Cut]:
    """Methods as ways to a re-posed person with straight alpha, [H, W, 4]."""
    return {name: partial(final_pixels, each, transparent=True) for name, each in renderers.items()}


def evaluate_large(
    people: Iterable[PersonShard],
    methods: dict[str, Cut],
    *,
    kinds: tuple[str, ...] = KINDS[:2],
    per_kind: int = 2,
) -> LargeReport:
    """Measure methods on pairs of these kinds."""
    found: dict[tuple[str, str], list[tuple[float, ...]]] = defaultdict(list)
    count = 0
    for person in people:
        count += 1
        for index in chosen_pairs(person, per_kind=per_kind):
            source, target = person.pairs[index].tolist()
            kind = kind_of(source, target)
            if kind not in kinds:
                continue
            photo, pose, truth = (
                source_of(person.rgba[source], person.joints[source]),
                pose_of(person.joints[target], person.part.shape[1:]),
                straight(person.rgba[target]),
            )
            for name, cut in methods.items():
                found[kind, name].append(_figures(cut(photo, pose), truth))
    rows = [
        _row(kind, name, found[kind, name]) for kind in kinds for name in methods if (kind, name) in found
    ]
    return LargeReport(count, tuple(rows))


def _figures(made: NDArray[np.uint8], truth: NDArray[np.uint8]) -> tuple[float, float, float, float]:
    alphas = alpha_of(made), alpha_of(truth)
    person = (alphas[0] > 0.5) | (alphas[1] > 0.5)
    both = (alphas[0] > 0.9) & (alphas[1] > 0.9)
    pictures = before(WALL, made), before(WALL, truth)
    sharp = sharpness(*pictures, both)
    return (
        ssim(*pictures, person),
        min(psnr(*pictures, person), 60.0),
        boundary_error_px(alphas[0], alphas[1]),
        1.0 if sharp is None else sharp,
    )


def _row(kind: str, method: str, figures: list[tuple[float, ...]]) -> LargeRow:
    return LargeRow(kind, method, len(figures), *np.mean(figures, axis=0).tolist())
