"""The command `report`: what pictures of one's own photos are worth and cost, as a page to decide by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from engine.batch.collect import collect_photos, collect_poses, expanded
from engine.batch.plan import PhotoItem, PoseItem
from engine.commands import report_options as option
from engine.commands.machine import machine, peak_accelerator_mb, peak_memory_mb
from engine.commands.options import Device, DeviceName
from engine.commands.places import check_distinct, check_output, originals_among
from engine.commands.progress import bar_on_stderr
from engine.evaluate.report.guidelines import guidelines_html
from engine.evaluate.report.making import Candidate, Findings, findings
from engine.evaluate.report.page.page import page
from engine.evaluate.report.report import assembled
from engine.evaluate.report.sums import Price
from engine.evaluate.report.words import Tongue
from engine.render.way import DEFAULT, Way
from engine.runtime.weights_version import (
    XINGGAN_ARCHITECTURE,
    architecture_of,
    check_weights,
    weights_licence,
)
from engine.system.errors import NoPersonError, OutputError, PlanError, printable
from engine.system.files import write_atomic, write_json_atomic
from engine.system.originals import Originals
from engine.system.say import say
from engine.system.shipped import LAYERS_FILE, WEIGHTS_FILE

if TYPE_CHECKING:
    from engine.render.renderer import Renderer

Pdf = Callable[[str], bytes]
_MOST_PICTURES = 600  # what a page can hold and somebody may still look at


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to report on and where to. pdf: prints the page; None where PDF is not wanted."""

    photos: tuple[PhotoItem, ...]
    poses: tuple[PoseItem, ...]
    out: Path
    tongue: Tongue
    price: Price | None
    weights: tuple[Path | None, ...]
    ways: tuple[Way, ...]
    device: str
    thorough: bool
    pdf: Pdf | None

    @property
    def places(self) -> dict[str, Path]:
        """Where the results go, by their endings."""
        endings = (".html", ".json", *((".pdf",) if self.pdf is not None else ()))
        return {ending: self.out.with_suffix(ending) for ending in endings}

    @property
    def originals(self) -> Originals:
        """What is never written to."""
        poses = [item.path for item in self.poses]
        return originals_among(*(item.path for item in self.photos), *poses, *self.weights)

    def check(self) -> None:
        """Raise EngineError where it cannot be done as asked, before anything is loaded."""
        for ending, place in self.places.items():
            check_output(place, ending=ending, originals=self.originals)
        check_distinct(self.places.values())
        count = len(self.photos) * len(self.poses) * len(self.weights) * len(self.ways)
        if count > _MOST_PICTURES:
            raise PlanError(
                f"That would be {count} pictures; a report holds up to {_MOST_PICTURES}. Choose fewer photos or poses."
            )


def report(  # noqa: PLR0913, PLR0917 - typer reads the options off the signature
    context: typer.Context,
    photos: option.PhotoFiles,
    poses: option.Poses,
    out: option.Out,
    language: option.Language = Tongue.ENGLISH,
    price: option.PerHour = None,
    currency: option.Currency = "EUR",
    weights: option.WeightFiles = None,
    method: option.Methods = None,
    thorough: option.Thorough = False,
    device: Device = DeviceName.AUTO,
    steps: option.Steps = False,
) -> None:
    """Try photos in poses and write what the pictures are worth and cost, to decide by."""
    cost = option.price_of(price, currency)
    for path in weights or ():
        check_weights(path)
    found, asked = collect_photos(map(Path, expanded(photos))), collect_poses(expanded(poses))
    for rest in (*found.left_out, *asked.left_out):
        if sentence := rest.sentence():
            say(sentence)
    job = Job(
        photos=found.photos, poses=asked.poses, out=out, tongue=language, price=cost,
        weights=tuple(dict.fromkeys(weights or (None,))), ways=tuple(dict.fromkeys(method or (DEFAULT,))),
        device=device.value, thorough=thorough, pdf=_printer(out, context),
    )  # fmt: skip
    job.check()
    carry_out(job, steps=steps)


def _printer(out: Path, context: typer.Context) -> Pdf | None:
    """What prints the page where that is wanted; raises OutputError for other files, and where nothing can print."""
    if out.suffix.lower() not in (".html", ".pdf"):
        raise OutputError(f"{out} does not end in .html or .pdf. Choose a name that does.")
    if out.suffix.lower() == ".html":
        return None
    if context.obj is None:
        raise OutputError("The window is not part of this version, so no PDF can be made. Choose .html.")
    printer: Pdf = context.obj.pdf
    return printer


def carry_out(job: Job, *, steps: bool) -> None:
    """Do the job; raises EngineError before anything is written."""
    from engine.commands.studio import open_studio

    candidates = [
        Candidate(renderer, _about(renderer, path, way))
        for path in job.weights
        for way in job.ways
        for renderer in [open_studio(job.device, path, way=way)]
    ]
    found = _found(job, candidates, steps=steps)
    if not found.pictures:
        raise NoPersonError("No picture could be made of these photos and poses; choose others.")
    device = candidates[0].renderer.device
    places = job.places
    place: dict[str, Any] = {
        "file": places[".json"].name,
        "machine": machine(device),
        "memory": {"peak_mb": peak_memory_mb(), "accelerator_peak_mb": peak_accelerator_mb(device)},
    }
    told = assembled(found, job.poses, candidates, tongue=job.tongue, price=job.price, place=place)
    html = page(told, found.shots, guidelines_html(job.tongue))
    write_json_atomic(places[".json"], told, originals=job.originals)
    write_atomic(places[".html"], html.encode(), originals=job.originals)
    if job.pdf is not None:
        write_atomic(places[".pdf"], job.pdf(html), originals=job.originals)
    names = ", ".join(path.name for path in places.values())
    typer.echo(printable(f"The report is in {names}."))


def _found(job: Job, candidates: Sequence[Candidate], *, steps: bool) -> Findings:
    """The findings, with a bar for who waits at a terminal, or lines for a program that waits."""
    with nullcontext() if steps else bar_on_stderr() as shown:
        task = None if shown is None else shown.add_task("", total=len(job.photos))

        def tell(done: int, total: int, name: str) -> None:
            if shown is None or task is None:
                typer.echo(f"{done}/{total}")
            else:
                shown.update(task, completed=done, description=printable(name)[:40])

        return findings(job.photos, job.poses, candidates, thorough=job.thorough, tell=tell)


def _about(renderer: Renderer, path: Path | None, way: Way) -> dict[str, Any]:
    file = path or WEIGHTS_FILE
    paints = architecture_of(file) == XINGGAN_ARCHITECTURE
    way_file = LAYERS_FILE if way is Way.LAYERS and not paints else None
    return {
        "method": XINGGAN_ARCHITECTURE if paints else way.value,
        "weights": renderer.version,
        "file": file.name,
        "bytes": file.stat().st_size + (0 if way_file is None else way_file.stat().st_size),
        "licence": weights_licence(file),
        "shipped": path is None or Originals.of([WEIGHTS_FILE]).include(path),
    }
