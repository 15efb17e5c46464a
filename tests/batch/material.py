"""Small photos and poses, and a lane that paints instead of rendering: everything else in a batch is the real thing."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PIL import Image

from engine.batch.control import Control
from engine.batch.events import BatchEvent
from engine.batch.plan import PhotoItem, Plan, PoseItem
from engine.batch.ready import Ready, make_ready
from engine.batch.run import BatchRun
from engine.batch.tally import Summary
from engine.contract.judgement import Judgement
from engine.contract.messages import Rendered, RenderRequest, Source
from engine.photo.photo import Photo
from engine.pose.pose import Joint, Point, Pose
from engine.system.errors import EngineError, NoPersonError

NOW = datetime(2026, 3, 9, 22, 5, tzinfo=UTC)
SIZE = (32, 40)  # that of the photos in tests.service.studios
_FIGURE = (
    (16, 7), (16, 12), (11, 12), (8, 17), (7, 22), (21, 12), (24, 17), (25, 22), (13, 23), (13, 30),
    (13, 37), (19, 23), (19, 30), (19, 37), (15, 6), (17, 6), (13, 7), (19, 7),
)  # fmt: skip


def figure(turn: float = 0.0) -> Pose:
    """A standing person, its hands `turn` pixels higher."""
    raised = dict.fromkeys((Joint.R_WRIST, Joint.L_WRIST), turn)
    return Pose(tuple(Point(_FIGURE[j][0], _FIGURE[j][1] - raised.get(j, 0.0)) for j in Joint))


def a_photo(folder: Path, name: str, size: tuple[int, int] = SIZE) -> PhotoItem:
    """A photo's file, other noise for each name."""
    path = folder / f"{name}.png"
    seed = int(hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8], 16)
    noise = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    return PhotoItem(path=path, name=name)


def poses(*names: str) -> tuple[PoseItem, ...]:
    """A pose for each name, each another one."""
    return tuple(PoseItem.of(figure(2.0 + place), name, canvas=SIZE) for place, name in enumerate(names))


def a_plan(
    folder: Path, photos: Iterable[str] = ("coat", "dress"), names: Iterable[str] = ("a", "b", "c")
) -> Plan:
    """Photos times poses; the photos' files are made in `folder`."""
    folder.mkdir(exist_ok=True)
    return Plan(photos=tuple(a_photo(folder, name) for name in photos), poses=poses(*names))


class PaintedLane:
    """Answers with the photo, tinted by the pose; what it was asked is kept."""

    def __init__(self) -> None:
        self.prepared: list[str] = []
        self.rendered: list[RenderRequest] = []
        self.nobody_in: set[str] = set()
        self.faults: list[EngineError] = []
        self.judgement: Judgement | None = None
        self.before_render: Callable[[RenderRequest], None] = lambda _: None

    def prepare(self, photo: Photo) -> Source:
        self.prepared.append(photo.name)
        if photo.name in self.nobody_in:
            raise NoPersonError("Nobody was found in this photo.")
        return Source(photo, photo.pose or figure(), np.ones(photo.rgb.shape[:2], np.float32))

    def render(self, request: RenderRequest) -> Rendered:
        self.before_render(request)
        if self.faults:
            raise self.faults.pop(0)
        self.rendered.append(request)
        tint = np.uint8(int(sum(point.y for point in request.pose.points)) % 251)
        pixels = request.source.photo.rgb + tint
        if request.transparent:
            pixels = np.dstack([pixels, np.full(pixels.shape[:2], 255, np.uint8)])
        return Rendered(
            request,
            pixels,
            0.125,
            invented_map=None,
            milliseconds={"decode": 1.0},
            device="cpu",
            weights="1",
            judgement=self.judgement,
        )


@dataclass
class Told:
    """A listener that remembers."""

    events: list[BatchEvent] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def __call__(self, event: BatchEvent) -> None:
        self.threads.add(threading.current_thread().name)
        self.events.append(event)

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]


def ready_for(plan: Plan | None, folder: Path, *, resume: bool = False) -> Ready:
    """`make_ready` at a fixed time."""
    return make_ready(plan, folder, now=NOW, resume=resume)


def run(
    ready: Ready,
    lane: PaintedLane | None = None,
    *,
    told: Told | None = None,
    control: Control | None = None,
    only: Iterable[int] | None = None,
    weights: str = "1",
) -> Summary:
    """One run from begin to end."""
    batch = BatchRun(
        ready,
        lane=lane or PaintedLane(),
        weights=weights,
        listener=told or Told(),
        control=control or Control(),
    )
    return batch.run(None if only is None else set(only))


def pictures(folder: Path) -> dict[str, bytes]:
    """The files in a folder but for the manifest, by name."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and path.name != "repose-batch.jsonl"
    }
