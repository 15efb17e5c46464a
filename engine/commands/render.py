"""The command `render`: one photo, one pose, one picture, and on request a report."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands.app import say
from engine.commands.finding import find_person
from engine.commands.places import check_distinct, check_output, originals_among
from engine.commands.posing import pose_for_person, pose_on_photo
from engine.contract import LimbOrder, Rendered
from engine.export.geometry import picture_size
from engine.export.produce import Provenance, notes_for, produce, request_for
from engine.export.settings import Background, LongEdge, OutputSettings, PhotoSize
from engine.files import write_atomic, write_json_atomic
from engine.originals import Originals
from engine.photo import load_photo

if TYPE_CHECKING:
    from engine.renderer import Stopwatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to render from what into what; edge_px is the picture's longer edge, None for the photo's own."""

    photo: Path
    pose: Path
    out: Path
    source_pose: Path | None
    fit: bool
    edge_px: int | None
    device: str
    transparent: bool
    report: Path | None
    weights: Path | None
    person: int | None = None
    order: LimbOrder = field(default_factory=LimbOrder)

    @property
    def settings(self) -> OutputSettings:
        """The job's choices about the file, as a batch has them."""
        return OutputSettings(
            size=PhotoSize() if self.edge_px is None else LongEdge(px=self.edge_px),
            background=Background.TRANSPARENT if self.transparent else Background.PLATE,
        )

    @property
    def originals(self) -> Originals:
        """What is never written to."""
        return originals_among(self.photo, self.pose, self.source_pose, self.weights)

    def check(self) -> None:
        """Raise OutputError unless the results may go where they are asked for."""
        check_output(self.out, ending=".png", originals=self.originals)
        check_output(self.report, ending=".json", originals=self.originals)
        check_distinct([self.out, self.report])


def render(job: Job) -> None:
    """Do the job; raises EngineError before anything is written."""
    job.check()
    begun = time.perf_counter()
    photo = load_photo(job.photo)
    opened_ms = (time.perf_counter() - begun) * 1e3
    given = pose_on_photo(job.source_pose, size=photo.size, found=True) if job.source_pose else None
    # Read before the person is looked for: a bad pose should not cost the time that takes.
    asked = None if job.fit else pose_on_photo(job.pose, size=photo.size)
    from engine.commands.studio import open_studio, render_or_fall_back
    from engine.renderer import Stopwatch

    watch = Stopwatch()
    watch.milliseconds["open"] = opened_ms
    with watch.step("load"):
        renderer = open_studio(job.device, job.weights)
    source = find_person(photo, given=given, number=job.person, step=watch.step)
    pose = asked or pose_for_person(job.pose, person=source.pose, size=photo.size)
    request = request_for(source, pose, settings=job.settings, order=job.order)
    rendered = render_or_fall_back(renderer, request, wanted=job.device)
    _write(job, rendered, watch)


def _write(job: Job, rendered: Rendered, watch: Stopwatch) -> None:
    photo, settings = rendered.request.source.photo, job.settings
    provenance = Provenance(
        photo=job.photo.resolve(), folder=job.out.resolve().parent, pose_name=job.pose.stem
    )
    with watch.step("write"):
        data = produce(rendered, settings=settings, provenance=provenance)
        write_atomic(job.out, data, originals=job.originals)
    notes = [*photo.notes, *notes_for(rendered.request.source, settings)]
    milliseconds = {**watch.milliseconds, **rendered.milliseconds}
    if job.report:
        write_json_atomic(
            job.report,
            {
                "picture": str(job.out),
                "size": list(picture_size(photo.size, settings)),
                "invented": round(rendered.invented, 4),
                "device": rendered.device,
                "weights": rendered.weights,
                "milliseconds": {step: round(value, 1) for step, value in milliseconds.items()},
                "notes": notes,
            },
            originals=job.originals,
        )
    for note in notes:
        say(note)
