"""How fast a batch is beside pure re-rendering of the same poses: what encoding and the disk cost beside it."""

from __future__ import annotations

import tempfile
import time
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
from engine.contract.messages import Quality, RenderRequest, Source
from engine.pose.pose import Pose
from engine.render.renderer import Renderer
from engine.runtime.device import AUTOMATIC
from engine.system.errors import EngineError

PICTURES = 60  # a small shoot: ten photos in six poses


@dataclass(frozen=True, slots=True)
class BatchPace:
    """What a picture takes on average: in a batch, what is computed once for its photo left out, and alone."""

    pictures: int
    milliseconds: float
    re_render_ms: float

    @property
    def share(self) -> float:
        """The batch's rate as a share of the rate of re-rendering."""
        return round(self.re_render_ms / self.milliseconds, 3)


def batch_pace(renderer: Renderer, photo: bytes, *, source: Source, poses: RandomPoses) -> BatchPace:
    """Write `photo`, a file's bytes that `source` came from, in further `poses` into a folder that is removed again."""
    size = source.photo.size
    taken = [poses.near(source.pose) for _ in range(PICTURES)]
    asked = [PoseItem.of(pose, f"pose {n}", canvas=size) for n, pose in enumerate(taken)]
    # One half before the batch and one after it: a computer gets faster and slower in the course of minutes.
    before = _re_rendered(renderer, source, taken[: PICTURES // 2])
    with tempfile.TemporaryDirectory(prefix="repose-bench-") as place:
        file = Path(place) / "photo.jpg"
        file.write_bytes(photo)
        plan = Plan(photos=(PhotoItem(path=file, name="photo"),), poses=tuple(asked), rule=Rule.AS_PLACED)
        ready = make_ready(plan, Path(place) / "out", now=datetime.now().astimezone())
        lane = DirectLane(renderer, wanted=AUTOMATIC)
        run = BatchRun(ready, lane=lane, weights=renderer.version, listener=_unheard, control=Control())
        done = run.run()
    if len(done.made) < PICTURES:
        raise EngineError(
            f"The batch could not be measured. {done.ended.sentence or done.failed[0].sentence}"
        )
    milliseconds = (done.seconds - done.preparing_seconds) * 1e3 / PICTURES
    after = _re_rendered(renderer, source, taken[PICTURES // 2 :])
    return BatchPace(PICTURES, round(milliseconds, 2), round((before + after) * 1e3 / PICTURES, 2))


def _re_rendered(renderer: Renderer, source: Source, poses: list[Pose]) -> float:
    """Seconds for the final pictures of all poses; the photo's features are there before."""
    renderer.render(RenderRequest(source, source.pose, Quality.FINAL))
    begun = time.perf_counter()
    for pose in poses:
        renderer.render(RenderRequest(source, pose, Quality.FINAL))
    return time.perf_counter() - begun


def _unheard(_event: BatchEvent) -> None:
    """Nobody watches."""
