"""Makes what a report tells of: every photo in every pose by every method, timed, then measured."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.batch.plan import PhotoItem, PoseItem, Rule
from engine.batch.recipe import pose_for
from engine.contract.messages import Rendered, Source
from engine.evaluate.report.measuring import Measured, measured
from engine.evaluate.report.shots import shot
from engine.export.produce import Provenance, produce, request_for
from engine.export.settings import OutputSettings
from engine.photo.photo import load_photo
from engine.plate.plate import is_plain
from engine.render.renderer import Renderer
from engine.system.errors import EngineError
from engine.system.stored_path import readable

PLAIN, OTHER = "plain", "other"


@dataclass(frozen=True, eq=False)
class Candidate:
    """A way to make pictures that is reported on. about: its name and what its weights say of themselves."""

    renderer: Renderer
    about: Mapping[str, Any]


@dataclass(eq=False)
class Findings:
    """What was found, as plain values, and the pictures as small JPEG files by their names in the report."""

    photos: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[dict[str, Any]] = field(default_factory=list)
    failed: list[dict[str, Any]] = field(default_factory=list)
    shots: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class _Made:
    """A picture of one pose, and what it took."""

    pose: int
    rendered: Rendered
    seconds: float
    write_seconds: float
    file_bytes: int


def findings(
    photos: Sequence[PhotoItem],
    poses: Sequence[PoseItem],
    candidates: Sequence[Candidate],
    *,
    thorough: bool,
    tell: Callable[[int, int, str], object],
) -> Findings:
    """Make and measure all pictures. thorough: try the way back of every picture, not of one a photo.

    tell: hears before each photo how many of how many are done, and its name. Photos without a person, and poses that
    cannot be taken, are told of in the findings.
    """
    found = Findings()
    for number, item in enumerate(photos):
        name = readable(item.path.name)
        tell(number, len(photos), name)
        since = time.perf_counter()
        try:
            source = candidates[0].renderer.prepare(load_photo(item.path))
        except EngineError as error:
            found.refused.append({"file": name, "kind": type(error).__name__, "sentence": str(error)})
            continue
        opened = time.perf_counter() - since
        index = len(found.photos)
        found.shots[f"photo-{index}"] = shot(source.photo.rgb)
        once = []
        for method, candidate in enumerate(candidates):
            once.append(opened + _of_photo(found, index, method, source, poses, candidate, thorough=thorough))
            candidate.renderer.forget()
        plain = is_plain(source.photo.rgb, source.matte)
        found.photos.append({
            "file": name, "size": list(source.photo.size), "kind": PLAIN if plain else OTHER,
            "seconds": [round(seconds, 3) for seconds in once], "notes": list(source.photo.notes),
        })  # fmt: skip
    return found


def _of_photo(
    found: Findings,
    photo: int,
    method: int,
    source: Source,
    poses: Sequence[PoseItem],
    candidate: Candidate,
    *,
    thorough: bool,
) -> float:
    """All pictures of one photo by one method; the seconds of what is done once for all of them."""
    made, once = [], 0.0
    for number, item in enumerate(poses):
        try:
            each = _made(candidate.renderer, source, number, item)
        except EngineError as error:
            found.failed.append({"photo": photo, "pose": number, "method": method, "sentence": str(error)})
            continue
        once += (sum(each.rendered.milliseconds.values()) - each.rendered.own_milliseconds) / 1e3
        made.append(each)
    # Measured when all are made: what it takes to measure must not slow what is timed.
    for each in made:
        back_too = thorough or each.pose == photo % len(poses)
        looked = measured(candidate.renderer, each.rendered, back_too=back_too)
        name = f"picture-{photo}-{each.pose}-{method}"
        found.shots[name] = shot(each.rendered.pixels)
        found.pictures.append(
            {"photo": photo, "pose": each.pose, "method": method, "shot": name, **_told(each, looked)}
        )
    return once


def _made(renderer: Renderer, source: Source, number: int, item: PoseItem) -> _Made:
    pose = pose_for(item, Rule.ON_GROUND, person=source.pose, size=source.photo.size)
    request = request_for(source, pose, settings=OutputSettings(), order=item.order)
    rendered = renderer.render(request)
    since = time.perf_counter()
    data = produce(rendered, settings=OutputSettings(), provenance=Provenance(pose_name=item.name))
    writing = time.perf_counter() - since
    return _Made(number, rendered, rendered.own_milliseconds / 1e3, writing, len(data))


def _told(made: _Made, looked: Measured) -> dict[str, Any]:
    found, back, judgement = looked.found, looked.back, made.rendered.judgement
    return {
        "seconds": round(made.seconds, 3),
        "write_seconds": round(made.write_seconds, 3),
        "bytes": made.file_bytes,
        "invented": round(made.rendered.invented, 4),
        "broken": None if judgement is None else round(judgement.broken, 3),
        "joints": None if found is None else {
            "moved_found": found.moved.found, "moved_asked": found.moved.asked,
            "all_found": found.every.found, "all_asked": found.every.asked,
        },
        "back": None if back is None else {
            "ssim": round(back.ssim, 3),
            "sharpness": None if back.sharpness is None else round(back.sharpness, 3),
        },
        "doubts": [{"reason": each.reason.value, "parts": list(each.parts)} for each in looked.doubts],
    }  # fmt: skip
