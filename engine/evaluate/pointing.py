"""Where pixels are said to come from, and where attention looked, against the truth of rendered people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.contract import Quality, RenderRequest, Source
from engine.evaluate.held_out import chosen_pairs, kind_of, person_files
from engine.evaluate.rendered import pose_of, source_of
from engine.imaging.frame import HEIGHT, Frame
from engine.model.looking import Look
from engine.pose.pose import Pose
from engine.render.explaining import explained, looked
from engine.render.renderer import Renderer
from engine.render.way import Way
from engine.synthesis.samples import Sample, pair
from engine.synthesis.shards import read_person

_NEAR_PX = 3.0
_AROUND_PX = 24.0  # three cells of the scale at which attention works


@dataclass(frozen=True)
class PointingRow:
    """One method on one kind of pair: of the pixels that the photo shows, those that have a place told, and those whose
    place is within 3 px of the true one; and the median distance of told ones, px at 256x192.
    """

    kind: str
    method: str
    pairs: int
    told: float
    within_3px: float
    median_px: float


@dataclass(frozen=True)
class LookingRow:
    """One block's weight within 24 px of the true place at the finest scale, without and with enhanced attention.

    chance: what weight spread evenly over the person would have there.
    """

    kind: str
    block: str
    pairs: int
    before: float
    after: float
    chance: float


@dataclass(frozen=True)
class PointingReport:
    """Both, and on how many people."""

    people: int
    places: tuple[PointingRow, ...]
    attention: tuple[LookingRow, ...]


def evaluate_pointing(
    folder: Path, methods: Mapping[str, Renderer], *, people: int | None = None, per_kind: int = 2
) -> PointingReport:
    """Measure on rendered people of a folder, with their true joints and mattes; raises PhotoError for none."""
    files = person_files(folder, people)
    places: dict[tuple[str, str], list[np.ndarray]] = defaultdict(list)
    looks: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    for file in files:
        person = read_person(file)
        for index in chosen_pairs(person, per_kind=per_kind):
            sample, kind = pair(person, index), kind_of(*(int(v) for v in person.pairs[index]))
            if not (sample.seen == 2).any():
                continue
            source = source_of(sample.source, sample.source_joints)
            pose = pose_of(sample.target_joints, sample.target.shape[:2])
            for name, renderer in methods.items():
                way = Way.LAYERS if renderer.parser is not None else Way.NETWORK
                places[kind, name].append(_distances(renderer, source, pose, sample, way))
                if way is Way.NETWORK:
                    frame = renderer.features(source).frame
                    for look in looked(renderer, source, pose):
                        if look.block.startswith("sa."):
                            looks[kind, look.block].append(_weight(look, sample, frame))
                renderer.forget()
    return PointingReport(
        len(files),
        tuple(_row(*key, found) for key, found in places.items()),
        tuple(LookingRow(*key, len(each), *map(float, np.mean(each, 0))) for key, each in looks.items()),
    )


def _distances(renderer: Renderer, source: Source, pose: Pose, sample: Sample, way: Way) -> np.ndarray:
    """From the place told to the true one, for pixels that the source shows; inf where none is told."""
    rendered = renderer.render(RenderRequest(source, pose, Quality.FINAL))
    places = explained(renderer, rendered, way=way).places
    away = np.linalg.norm(places - sample.flow, axis=2)[sample.seen == 2]
    return np.where(np.isnan(away), np.inf, away)


def _row(kind: str, method: str, found: list[np.ndarray]) -> PointingRow:
    every = np.concatenate(found)
    told = every[np.isfinite(every)]
    median = float(np.median(told)) if len(told) else float("nan")
    return PointingRow(
        kind, method, len(found), len(told) / len(every), float((every <= _NEAR_PX).mean()), median
    )


def _weight(look: Look, sample: Sample, frame: Frame) -> tuple[float, float, float]:
    """Mean over the map's cells whose middle pixel the source shows."""
    height, width = look.size
    cell = HEIGHT / height
    middles = (np.dstack(np.meshgrid(np.arange(width), np.arange(height))).reshape(-1, 2) + 0.5) * cell
    at = np.floor(frame.to_photo(middles.astype(np.float32))).astype(int)
    rows, columns = at[:, 1].clip(0, sample.seen.shape[0] - 1), at[:, 0].clip(0, sample.seen.shape[1] - 1)
    asked = np.flatnonzero((sample.seen[rows, columns] == 2) & (at >= 0).all(1))
    if not len(asked):
        return 0.0, 0.0, 0.0
    true = frame.to_canonical(sample.flow[rows, columns][asked])
    keys = look.scales[0][0] * look.scales[0][1]
    near = np.linalg.norm(middles[None, :keys] - true[:, None], axis=2) <= _AROUND_PX
    person = sample.source[rows, columns, 3] > 127
    before, after = (weights[asked, :keys].numpy() for weights in (look.before, look.after))
    told = [float((each * near).sum() / each.sum()) for each in (before, after)]
    return told[0], told[1], float((near & person[None, :keys]).sum(1).mean() / max(int(person.sum()), 1))
