"""Rendered people at photo size: the picture against the truth, given the source's true matte and joints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contract import Quality, RenderRequest, Source
from engine.evaluate.affine_warp import warp_photo
from engine.evaluate.held_out import KINDS, alpha_of, chosen_pairs, kind_of, over, person_files, straight
from engine.evaluate.metrics import boundary_error_px, psnr, sharpness, ssim
from engine.evaluate.subjects import BASELINE, OURS
from engine.evaluate.there_and_back import as_photo
from engine.pose import Point, Pose
from engine.renderer import Renderer
from engine.train.shards import HELD_OUT_SEED, PersonShard, read_person

# A light studio wall, plain and known, so that the plate plays no part.
WALL = (214, 212, 209)
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
    from engine.train.assets import AssetFolder
    from engine.train.people import Studio, render_person

    studio = Studio(AssetFolder(assets, texture_size=1024), size=PHOTO_SIZE)
    return (render_person(studio, HELD_OUT_SEED, index=index) for index in range(count))


def cutters(renderer: Renderer) -> dict[str, Cut]:
    """The network and the baseline as ways to a re-posed person with straight alpha, [H, W, 4]."""

    def warped(source: Source, pose: Pose) -> NDArray[np.uint8]:
        return warp_photo(renderer.features(source), pose, transparent=True).pixels

    def rendered(source: Source, pose: Pose) -> NDArray[np.uint8]:
        return renderer.render(RenderRequest(source, pose, Quality.FINAL, transparent=True)).pixels

    return {OURS: rendered, BASELINE: warped}


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
            photo, pose, truth = _source(person, source), _pose(person, target), straight(person.rgba[target])
            for name, cut in methods.items():
                found[kind, name].append(_figures(cut(photo, pose), truth))
    rows = [
        _row(kind, name, found[kind, name]) for kind in kinds for name in methods if (kind, name) in found
    ]
    return LargeReport(count, tuple(rows))


def _source(person: PersonShard, view: int) -> Source:
    rgba = straight(person.rgba[view])
    return Source(as_photo(_before_wall(rgba)), _pose(person, view), alpha_of(rgba))


def _pose(person: PersonShard, view: int) -> Pose:
    """The true joints; those outside the frame are missing, as a detector would have it."""
    height, width = person.part.shape[1:]
    points = [
        Point(x, y, 1.0, 0 <= x < width and 0 <= y < height)
        for x, y in person.joints[view].astype(float).tolist()
    ]
    return Pose(tuple(points))


def _before_wall(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    wall = np.empty((*rgba.shape[:2], 3), np.uint8)
    wall[:] = WALL
    return over(wall, rgba)


def _figures(made: NDArray[np.uint8], truth: NDArray[np.uint8]) -> tuple[float, float, float, float]:
    alphas = alpha_of(made), alpha_of(truth)
    person = (alphas[0] > 0.5) | (alphas[1] > 0.5)
    both = (alphas[0] > 0.9) & (alphas[1] > 0.9)
    pictures = _before_wall(made), _before_wall(truth)
    sharp = sharpness(*pictures, both)
    return (
        ssim(*pictures, person),
        min(psnr(*pictures, person), 60.0),
        boundary_error_px(alphas[0], alphas[1]),
        1.0 if sharp is None else sharp,
    )


def _row(kind: str, method: str, figures: list[tuple[float, ...]]) -> LargeRow:
    return LargeRow(kind, method, len(figures), *np.mean(figures, axis=0).tolist())
