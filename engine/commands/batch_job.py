"""A batch from the command line: checked, foretold, run, and told of; Ctrl-C stops it after the picture in hand."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType

import typer

from engine.batch.control import Control
from engine.batch.events import End
from engine.batch.manifest import read_history
from engine.batch.papers import write_papers
from engine.batch.rates import foretold_for, remember
from engine.batch.ready import Ready, free_bytes, make_ready
from engine.batch.tally import Summary
from engine.commands.batch_options import Wishes, planned
from engine.commands.batch_show import ProgressShown, doubt_lines, forecast, outcome, report, room
from engine.commands.places import check_distinct, check_ending, check_output
from engine.photo.photo import load_photo, photo_size
from engine.system.errors import EngineError, printable
from engine.system.files import write_atomic, write_json_atomic
from engine.system.paths import known_place
from engine.system.say import say

_SOME_FAILED, _INTERRUPTED = 1, 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to do with a plan that the options gave; sheet, table and report are further results, where wanted."""

    wishes: Wishes
    out: Path
    dry_run: bool
    save_plan: Path | None
    report: Path | None
    sheet: Path | None
    table: Path | None
    device: str
    weights: Path | None

    def papers(self) -> tuple[tuple[Path | None, str], ...]:
        """What is written beside pictures and plan, each with the ending it must have."""
        is_pdf = self.sheet is not None and self.sheet.suffix.lower() == ".pdf"
        return (self.report, ".json"), (self.table, ".csv"), (self.sheet, ".pdf" if is_pdf else ".png")


def carry_out(job: Job) -> None:
    """Do the job; raises EngineError with one sentence, and typer.Exit where some or the last pictures are missing."""
    ready = _ready(job)
    if job.save_plan is not None:
        write_atomic(job.save_plan, ready.plan.to_json().encode(), originals=ready.originals)
    if not ready.resume:
        _foretell(ready)
    if job.dry_run:
        for task in ready.tasks:
            typer.echo(task.name)
        return
    summary = _run(job, ready)
    if summary.ended.end is End.STOPPED:
        raise EngineError(f"{summary.ended.sentence} Then go on with --resume.")
    write_papers(ready.folder, originals=ready.originals, sheet=job.sheet, table=job.table)
    if summary.ended.end is End.CANCELLED:
        say("Stopped. Go on with --resume.")
        raise typer.Exit(_INTERRUPTED)
    if summary.failed:
        say("Try what failed again with --resume.")
        raise typer.Exit(_SOME_FAILED)


def _ready(job: Job) -> Ready:
    """The checked batch; raises EngineError before anything is written."""
    history = read_history(job.out)
    found = planned(job.wishes, begun=history.plan if job.wishes.resume else None)
    others = [job.wishes.plan, job.weights]
    inside = [path.name for path, _ in job.papers() if path is not None and _is_in(path, job.out)]
    ready = make_ready(
        found.plan, job.out, now=datetime.now().astimezone(), resume=job.wishes.resume, others=others,
        reserved=inside,
    )  # fmt: skip
    if not job.wishes.resume:
        _check_some_photo(ready)
    if ready.plan.clean_plate is not None:
        load_photo(ready.plan.clean_plate)  # said at once, not once for each photo
    check_output(job.save_plan, ending=".json", originals=ready.originals)
    for path, ending in job.papers():
        if path is not None and _is_in(path, job.out) and not job.out.exists():
            check_ending(path, ending)  # the folder is made with the first picture
        else:
            check_output(path, ending=ending, originals=ready.originals)
    check_distinct([job.save_plan, *(path for path, _ in job.papers())])
    for note in found.notes:
        say(note)
    if history.plan is not None and not job.wishes.resume:
        say(f"A batch was begun in {job.out} before; this is a new one. To go on with that, use --resume.")
    return ready


def _check_some_photo(ready: Ready) -> None:
    """Raise PhotoError where not one of the photos, which a plan may name long after it was made, can be opened."""
    files = [task.photo.file for task in ready.tasks]
    if all(file is not None and photo_size(file) is None for file in files) and files[0] is not None:
        load_photo(files[0])


def _is_in(path: Path, folder: Path) -> bool:
    return known_place(path.parent) == known_place(folder)


def _foretell(ready: Ready) -> None:
    expected = foretold_for(ready)
    say(forecast(expected))
    free = free_bytes(ready.folder)
    if free < expected.bytes:
        say(f"Only {room(free)} is free in {ready.folder}; free some space before it runs out.")


def _run(job: Job, ready: Ready) -> Summary:
    from engine.batch.run import BatchRun
    from engine.commands.batch_lane import DirectLane
    from engine.commands.studio import open_studio

    renderer = open_studio(job.device, job.weights)
    control = Control()
    lane = DirectLane(renderer, wanted=job.device)
    with ProgressShown(len(ready.tasks)) as shown, _interruptible(control):
        run = BatchRun(ready, lane=lane, weights=renderer.version, listener=shown, control=control)
        summary = run.run()
    remember(summary, ready)
    if job.report is not None:
        told = report(summary, ready, device=renderer.device.name, weights=renderer.version)
        told["licence"] = renderer.method.licence
        write_json_atomic(job.report, told, originals=ready.originals)
    typer.echo(printable(outcome(summary, ready)))
    for line in doubt_lines(summary):
        say(line)
    return summary


@contextmanager
def _interruptible(control: Control) -> Iterator[None]:
    """The first Ctrl-C lets the picture in hand be finished; a second one ends the program as usual."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        control.cancel()

    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
