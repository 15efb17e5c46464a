"""The command `batch`: every photo in every pose, with names, a manifest to go on from, and a report."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer

from engine.batch.control import Control
from engine.batch.estimate import estimate
from engine.batch.events import End
from engine.batch.manifest import read_history
from engine.batch.papers import write_papers
from engine.batch.plan import OnConflict, Rule
from engine.batch.ready import Ready, free_bytes, make_ready, sizes_of
from engine.batch.tally import Summary
from engine.commands.app import Device, DeviceName, Report, Weights, say
from engine.commands.batch_options import (
    Wishes,
    background_settings,
    margin_setting,
    planned,
    size_setting,
)
from engine.commands.batch_show import ProgressShown, forecast, outcome, report, room
from engine.commands.places import check_distinct, check_output
from engine.errors import EngineError
from engine.export.settings import PRESETS, ColourSpace, Format, Metadata
from engine.files import write_atomic, write_json_atomic

_SOME_FAILED, _INTERRUPTED = 1, 130


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What to do with a plan that the options gave."""

    wishes: Wishes
    out: Path
    dry_run: bool
    save_plan: Path | None
    report: Path | None
    sheet: Path | None
    table: Path | None
    device: str
    weights: Path | None


def batch(  # noqa: PLR0913, PLR0917 - typer reads the options off the signature
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the pictures; it is made.")],
    photos: Annotated[
        list[str] | None, typer.Option(metavar="PHOTO|DIR ...", help="Photos, and folders of photos.")
    ] = None,
    poses: Annotated[
        list[str] | None,
        typer.Option(
            metavar="POSE.json|DIR|library[:NAME] ...",
            help="OpenPose JSON files, folders of them, or the library: all, a folder or a pose of it.",
        ),
    ] = None,
    plan: Annotated[
        Path | None, typer.Option(metavar="PLAN.json", help="A saved plan, in place of photos and poses.")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            metavar="TEMPLATE",
            help="File names from {photo} {pose} {index:03} {date} {width} {height} {folder}.",
        ),
    ] = None,
    on_conflict: Annotated[
        OnConflict | None, typer.Option(help="What happens where a name is taken; new-name if not given.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the batch begun in DIR; finished pictures stay.")
    ] = False,
    rule: Annotated[
        Rule | None, typer.Option(help="How poses come onto people; on-ground if not given.")
    ] = None,
    preset: Annotated[
        str | None, typer.Option(metavar="|".join(PRESETS), help="Output settings to start from.")
    ] = None,
    size: Annotated[
        str | None, typer.Option(metavar="photo|LONG_EDGE_PX|WxH", help="The size of the pictures.")
    ] = None,
    crop: Annotated[bool, typer.Option("--crop", help="Fill WxH by cropping, not by padding.")] = False,
    upscale: Annotated[
        bool | None, typer.Option("--upscale", help="Enlarge photos that are smaller than the size.")
    ] = None,
    format_: Annotated[Format | None, typer.Option("--format", help="The kind of files.")] = None,
    depth: Annotated[int | None, typer.Option(metavar="8|16", help="Bits a channel, PNG and TIFF.")] = None,
    quality: Annotated[int | None, typer.Option(min=1, max=100, help="Of JPEG and WebP.")] = None,
    background: Annotated[
        str | None, typer.Option(metavar="plate|transparent|#RRGGBB", help="What is behind the person.")
    ] = None,
    margins: Annotated[
        str | None, typer.Option(metavar="PX|L,T,R,B", help="Free room around the picture.")
    ] = None,
    colours: Annotated[ColourSpace | None, typer.Option(help="Keep the photo's profile, or sRGB.")] = None,
    dpi: Annotated[int | None, typer.Option(min=1, help="Pixels per inch to note.")] = None,
    metadata: Annotated[Metadata | None, typer.Option(help="What to carry over from the photos.")] = None,
    gps: Annotated[bool | None, typer.Option("--gps", help="Carry over the place, too.")] = None,
    mark: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Words to write onto the pictures.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list the names and say how long it will take.")
    ] = False,
    save_plan: Annotated[
        Path | None, typer.Option(metavar="PLAN.json", help="Write the plan to a file.")
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option(metavar="SHEET.pdf|SHEET.png", help="Write a contact sheet of what is finished."),
    ] = None,
    table: Annotated[
        Path | None, typer.Option(metavar="BATCH.csv", help="Write a table of what is finished.")
    ] = None,
    report_file: Report = None,
    device: Device = DeviceName.AUTO,
    weights: Weights = None,
) -> None:
    """Render every photo in every pose into a folder; a stopped batch goes on with --resume."""
    output: dict[str, Any] = {
        "size": size_setting(size, crop=crop), "allow_upscale": upscale, "format": format_, "depth": depth,
        "quality": quality, "margins": margin_setting(margins), "colour_space": colours, "dpi": dpi,
        "metadata": metadata, "gps": gps, "mark": None if mark is None else {"text": mark},
        **background_settings(background),
    }  # fmt: skip
    wishes = Wishes(
        photos=tuple(photos or ()), poses=tuple(poses or ()), plan=plan, resume=resume, names=name,
        on_conflict=on_conflict, rule=rule, preset=preset, output=output,
    )  # fmt: skip
    job = _Job(
        wishes=wishes, out=out, dry_run=dry_run, save_plan=save_plan, report=report_file,
        sheet=sheet, table=table, device=device.value, weights=weights,
    )  # fmt: skip
    _do(job)


def _do(job: _Job) -> None:
    ready = _ready(job)
    expected = estimate(ready.plan, sizes_of(ready.plan))
    if job.save_plan is not None:
        write_atomic(job.save_plan, ready.plan.to_json().encode())
    if not ready.resume:
        say(forecast(expected))
        free = free_bytes(ready.folder)
        if free < expected.bytes:
            say(f"Only {room(free)} is free in {ready.folder}; free some space before it runs out.")
    if job.dry_run:
        for task in ready.tasks:
            typer.echo(task.name)
        return
    summary = _run(job, ready)
    if summary.ended.end is End.STOPPED:
        raise EngineError(f"{summary.ended.sentence} Then go on with --resume.")
    if summary.ended.end is End.CANCELLED:
        say("Stopped. Go on with --resume.")
        raise typer.Exit(_INTERRUPTED)
    if summary.failed:
        say("Try what failed again with --resume.")
        raise typer.Exit(_SOME_FAILED)


def _ready(job: _Job) -> Ready:
    """The checked batch; raises EngineError before anything is written."""
    history = read_history(job.out)
    found = planned(job.wishes, begun=history.plan if job.wishes.resume else None)
    for note in found.notes:
        say(note)
    if history.plan is not None and not job.wishes.resume:
        say(
            f"A batch was begun in {job.out} before; this is a new one. To go on with the old one, use --resume."
        )
    others = [job.wishes.plan, job.weights]
    ready = make_ready(
        found.plan, job.out, now=datetime.now().astimezone(), resume=job.wishes.resume, others=others
    )
    originals = [*(Path(each.path) for each in ready.plan.photos), *others]
    originals += [Path(each.path) for each in ready.plan.poses if each.path is not None]
    for path in (job.save_plan, job.report):
        check_output(path, ending=".json", originals=originals)
    ending = ".pdf" if job.sheet is not None and job.sheet.suffix.lower() == ".pdf" else ".png"
    check_output(job.sheet, ending=ending, originals=originals)
    check_output(job.table, ending=".csv", originals=originals)
    check_distinct([job.save_plan, job.report, job.sheet, job.table])
    return ready


def _run(job: _Job, ready: Ready) -> Summary:
    from engine.batch.run import BatchRun
    from engine.commands.batch_lane import DirectLane
    from engine.commands.studio import open_studio

    renderer = open_studio(job.device, job.weights)
    control = Control()
    lane = DirectLane(renderer, wanted=job.device)
    with ProgressShown(len(ready.tasks)) as shown, _interruptible(control):
        run = BatchRun(ready, lane=lane, weights=renderer.version, listener=shown, control=control)
        summary = run.run()
    write_papers(ready.folder, sheet=job.sheet, table=job.table)
    if job.report is not None:
        told = report(summary, ready, device=renderer.device.name, weights=renderer.version)
        write_json_atomic(job.report, told)
    typer.echo(outcome(summary, ready))
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
