"""Where pixels are said to come from, and where attention looked, against the truth of rendered people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Quality, RenderRequest, Source
from engine.evaluate.held_out import chosen_pairs, kind_of, person_files
from engine.evaluate.lost_places import NEAR_PX, LostRow, Told, joined, lost_rows, told_of
from engine.evaluate.rendered import pose_of, source_of
from engine.imaging.frame import HEIGHT, Frame
from engine.imaging.pixels import Floats
from engine.model.looking import Look
from engine.pose.pose import Pose
from engine.render.explaining import explained, looked, places_by_layers
from engine.render.renderer import Renderer
from engine.render.way import Way
from engine.synthesis.samples import Sample, pair
from engine.synthesis.shards import EDITED_FILES, read_person

IN_PLANE = "edit in the picture's plane"
_ENOUGH = 0.9
_AROUND_PX = 24.0  # one and a half cells of the finest keys, 16 px wide


@dataclass(frozen=True)
class PointingRow:
    """One method on one kind of pair, of the pixels that the photo shows.

    told: those that have a place. within_3px: those whose place is within 3 px (at 256x192) of the true one; resting
    and in_motion: the same of those that truly stay within 1 px, and of the others. pairs_reaching_90: of pairs, those
    of which within_3px is 0.9 or more. shifted: of those in motion, once each part was shifted by what is best for it.
    affine: of all, by the best affine map of each part. Both are in `engine.evaluate.ceiling`. median_px: distance of
    told ones.
    """

    kind: str
    method: str
    pairs: int
    told: float
    within_3px: float
    resting: float
    in_motion: float
    pairs_reaching_90: float
    shifted: float
    affine: float
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
    """All, and on how many people; lost: at which step places told went wrong."""

    people: int
    places: tuple[PointingRow, ...]
    lost: tuple[LostRow, ...]
    attention: tuple[LookingRow, ...]


def evaluate_pointing(
    folder: Path, methods: Mapping[str, Renderer], *, people: int | None = None, per_kind: int = 2
) -> PointingReport:
    """Measure on rendered people of a folder, with their true joints and mattes; raises PhotoError for none.

    Of edits in the picture's plane (`engine.evaluate.edited_people`) all are measured, of other kinds some a person.
    """
    files = person_files(folder, people)
    found: dict[tuple[str, str], list[Told]] = defaultdict(list)
    looks: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    for file in [*sorted(folder.glob(EDITED_FILES))[:people], *files]:
        for kind, sample in _samples(file, per_kind):
            source = source_of(sample.source, sample.source_joints)
            pose = pose_of(sample.target_joints, sample.target.shape[:2])
            for name, renderer in methods.items():
                way = Way.LAYERS if renderer.parser is not None else Way.NETWORK
                found[kind, name].append(told_of(_places(renderer, source, pose, way), sample))
                if way is Way.NETWORK:
                    frame = renderer.features(source).frame
                    for look in looked(renderer, source, pose):
                        if look.block.startswith("sa."):
                            looks[kind, look.block].append(_weight(look, sample, frame))
        for renderer in methods.values():
            renderer.forget()
    return PointingReport(
        len(files),
        tuple(_row(*key, each) for key, each in found.items()),
        tuple(lost_rows(found)),
        tuple(LookingRow(*key, len(each), *map(float, np.mean(each, 0))) for key, each in looks.items()),
    )


def _samples(file: Path, per_kind: int) -> Iterator[tuple[str, Sample]]:
    """A person's pairs of which the source shows something, and their kinds."""
    person = read_person(file)
    edited = file.match(EDITED_FILES)
    for index in (
        np.flatnonzero(person.pairs[:, 0] == 0) if edited else chosen_pairs(person, per_kind=per_kind)
    ):
        sample = pair(person, int(index))
        if (sample.seen == 2).any():
            yield IN_PLANE if edited else kind_of(*(int(v) for v in person.pairs[index])), sample


def _places(renderer: Renderer, source: Source, pose: Pose, way: Way) -> Floats:
    if way is Way.LAYERS:
        return places_by_layers(renderer, source, pose)
    rendered = renderer.render(RenderRequest(source, pose, Quality.FINAL))
    return explained(renderer, rendered, way=way).places


def _row(kind: str, method: str, pictures: list[Told]) -> PointingRow:
    every = joined(pictures)
    told, rests = np.isfinite(every.away), every.rests
    share = lambda flags: float(flags.mean()) if len(flags) else float("nan")  # noqa: E731
    return PointingRow(
        kind,
        method,
        len(pictures),
        told=share(told),
        within_3px=share(every.right),
        resting=share(every.right[rests]),
        in_motion=share(every.right[~rests]),
        pairs_reaching_90=share(np.array([share(each.right) >= _ENOUGH for each in pictures])),
        shifted=share(every.shifted[~rests] <= NEAR_PX),
        affine=share(every.affine <= NEAR_PX),
        median_px=float(np.median(every.away[told])) if told.any() else float("nan"),
    )


def _weight(look: Look, sample: Sample, frame: Frame) -> tuple[float, float, float]:
    """Of the queries whose middle pixel the source shows."""
    seen, flow = (_at(plane, look.size, frame) for plane in (sample.seen, sample.flow))
    asked = np.flatnonzero(seen == 2)
    if not len(asked):
        return 0.0, 0.0, 0.0
    keys, true = _middles(look.scales[0]), frame.to_canonical(flow[asked])
    near = np.linalg.norm(keys[None] - true[:, None], axis=2) <= _AROUND_PX
    person = _at(sample.source[..., 3], look.scales[0], frame) > 127
    before, after = (weights[asked, : len(keys)].numpy() for weights in (look.before, look.after))
    told = [float((each * near).sum() / each.sum()) for each in (before, after)]
    return told[0], told[1], float((near & person).sum(1).mean() / max(int(person.sum()), 1))


def _middles(size: tuple[int, int]) -> Floats:
    """The middles [h * w, 2] of a map's cells over the model frame, canonical pixels."""
    cells = np.dstack(np.meshgrid(np.arange(size[1]), np.arange(size[0]))).reshape(-1, 2)
    return ((cells + 0.5) * (HEIGHT / size[0])).astype(np.float32)


def _at(plane: NDArray[Any], size: tuple[int, int], frame: Frame) -> NDArray[Any]:
    """A plane of the sample's picture at the middles of a map's cells; zero outside."""
    at = np.floor(frame.to_photo(_middles(size))).astype(int)
    inside = np.asarray(((at >= 0) & (at < plane.shape[1::-1])).all(1))
    rows, columns = (at[:, k].clip(0, plane.shape[1 - k] - 1) for k in (1, 0))
    found = plane[rows, columns]
    return np.where(inside if found.ndim == 1 else inside[:, None], found, 0)
