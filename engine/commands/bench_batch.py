"""How fast a batch is beside pure re-rendering: what encoding and the disk cost although they work beside it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.batch.control import Control
from engine.batch.events import BatchEvent
from engine.batch.plan import PhotoItem, Plan, PoseItem, Rule
from engine.batch.ready import make_ready
from engine.batch.run import BatchRun
from engine.commands.batch_lane import DirectLane
from engine.commands.bench_material import RandomPoses
from engine.contract import Source
from engine.device import AUTOMATIC
from engine.errors import EngineError
from engine.renderer import Renderer

PICTURES = 60  # a small shoot: ten photos in six poses


@dataclass(frozen=True, slots=True)
class BatchPace:
    """What a picture of a batch takes, what is computed once for the photo left out."""

    pictures: int
    milliseconds: float


def batch_pace(renderer: Renderer, photo: bytes, *, source: Source, poses: RandomPoses) -> BatchPace:
    """Write `photo`, a file's bytes that `source` came from, in further `poses` into a folder that is removed again."""
    size = source.photo.size
    asked = [PoseItem.of(poses.near(source.pose), f"pose {n}", canvas=size) for n in range(PICTURES)]
    with tempfile.TemporaryDirectory(prefix="repose-bench-") as place:
        file = Path(place) / "photo.jpg"
        file.write_bytes(photo)
        plan = Plan(
            photos=(PhotoItem(path=str(file), name="photo"),), poses=tuple(asked), rule=Rule.AS_PLACED
        )
        ready = make_ready(plan, Path(place) / "out", now=datetime.now().astimezone())
        lane = DirectLane(renderer, wanted=AUTOMATIC)
        run = BatchRun(ready, lane=lane, weights=renderer.version, listener=_unheard, control=Control())
        done = run.run()
    if len(done.made) < PICTURES:
        raise EngineError(
            f"The batch could not be measured. {done.ended.sentence or done.failed[0].sentence}"
        )
    milliseconds = (done.seconds - done.preparing_seconds) * 1e3 / PICTURES
    return BatchPace(PICTURES, round(milliseconds, 2))


def _unheard(_event: BatchEvent) -> None:
    """Nobody watches."""
