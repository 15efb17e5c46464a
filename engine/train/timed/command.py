"""The command that trains for a number of seconds and leaves weights, curves, sheets and a report."""

from __future__ import annotations

import json
import os
import platform
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import torch
import typer

from engine.runtime.device import Device, choose_device
from engine.system.errors import EngineError
from engine.system.files import make_folder
from engine.system.shipped import ROOT
from engine.train.pair_task import Material
from engine.train.recipe import Recipe, find_recipe
from engine.train.rendered import kind_for
from engine.train.timed.beginning import begin
from engine.train.timed.clock import Clock
from engine.train.timed.factory import Factory, Materials
from engine.train.timed.report import Report
from engine.train.timed.session import Session
from engine.train.trainer import Trainer

# What a pack says of itself, beside its folders: the name of its weights.
PACK_FILE, RECIPE = "pack.json", "recipe.toml"
ASSETS, BODIES, LOADER_FOLDER, PEOPLE = "assets", "bodies.npz", "opengl", "people"
# People to begin with, and the share of the time after which fewer must do.
_FIRST_PEOPLE, _LATEST = 16, 0.1
# On a GPU a step is many times larger than recipes, made for a CPU, say.
_GPU_BATCHES = 8


@dataclass(frozen=True)
class Order:
    """What a timed run is asked for; `seconds` count from the start of the program."""

    recipe: Recipe
    weights: Path | None
    device: Device
    workers: int
    held_out: int
    samples: int | None
    seed: int


def main(  # noqa: PLR0913, PLR0917 - one option each
    out: Path,
    seconds: Annotated[float, typer.Option(min=10, help="From the start of the program to its end.")] = 570.0,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
    recipe: Annotated[str | None, typer.Option(help="The pack's own, else layers.")] = None,
    weights: Annotated[Path | None, typer.Option(help="To begin with; the pack's own.")] = None,
    assets: Annotated[Path | None, typer.Option(help="MakeHuman's assets; the pack's own.")] = None,
    bodies: Annotated[Path | None, typer.Option(help="Kept body shapes; the pack's own.")] = None,
    people: Annotated[
        Path | None, typer.Option(help="Folder with train/ and held_out/ to begin with.")
    ] = None,
    work: Annotated[Path | None, typer.Option(help="For people and state; else passing.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that render; a core each.")] = None,
    held_out: Annotated[int | None, typer.Option(min=1, help="People to measure on.")] = None,
    batch: Annotated[int | None, typer.Option(min=1, help="Samples a step.")] = None,
    samples: Annotated[int | None, typer.Option(min=1, help="End after so many, if time is left.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the people to render and the order of learning.")] = 1,
) -> None:
    """Train for some seconds while people are rendered; from the first minute on OUT holds the best so far."""
    clock = Clock(seconds, started=_started())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # renderers are ended first
    packed = _packed()
    chosen = find_recipe(recipe or (str(ROOT / RECIPE) if packed else "layers"))
    place = choose_device(device)
    on_cpu = place.name == "cpu"
    size = batch or chosen.schedule.batch * (1 if on_cpu else _GPU_BATCHES)
    order = Order(
        recipe=chosen.with_changes({"schedule.batch": size}),
        weights=weights or _own(packed.get("weights")),
        device=place,
        workers=workers or max(1, _cores() - (place.threads if on_cpu else 2)),
        held_out=held_out or (1 if on_cpu else 16),
        samples=samples,
        seed=seed,
    )
    materials = Materials(
        assets or _own(ASSETS),
        bodies or _own(BODIES),
        loader=_own(LOADER_FOLDER),
        people=people or _own(PEOPLE),
    )
    make_folder(out)
    with tempfile.TemporaryDirectory(prefix="repose-") as passing:
        _run(order, materials, work or Path(passing), Report(out, seconds), clock)


def _run(order: Order, materials: Materials, work: Path, report: Report, clock: Clock) -> None:
    """All of it; whatever ends it is in the report."""
    report.machine = _machine(order)
    report.write()
    factory = None
    try:
        factory = Factory(work, kind_for(order.recipe.task), materials)
        factory.start(workers=order.workers, held_out=order.held_out, seed=order.seed, seconds=clock.left)
        report.machine["people drawn by"] = factory.driver or "nothing"
        report.write("Waiting for the first people.")
        with clock.spending("waiting for people"):
            factory.wait(_FIRST_PEOPLE, clock, until_s=_LATEST * clock.seconds)
        end = _session(order, factory, work / "run", report, clock).run()
    except EngineError as error:
        report.write(f"Failed: {error}")
        raise
    finally:
        if factory is not None:
            factory.stop()
    report.write(end)
    typer.echo(report.markdown())


def _session(order: Order, factory: Factory, run: Path, report: Report, clock: Clock) -> Session:
    material = Material(factory.taught, factory.kept_back, order.device, held_out_people=order.held_out)
    report.write("Checking gradients.")
    with clock.spending("gradient check"):
        task, counts = begin(order.recipe, material, weights=order.weights, seed=order.seed, report=report)
    report.machine["trained on"] = f"{task.device.name}, {str(task.device.dtype).removeprefix('torch.')}"
    trainer = Trainer(run, task, order.recipe, device=task.device, seed=order.seed, counts=counts)
    return Session(trainer, factory, report, clock, samples=order.samples)


def _machine(order: Order) -> dict[str, str]:
    gpu = torch.cuda.get_device_name() if order.device.name == "cuda" else "none"
    return {
        "GPU": gpu,
        "cores": f"{_cores()}, {order.device.threads} for torch, {order.workers} that render",
        "torch, Python": f"{torch.__version__}, {platform.python_version()}",
        "recipe": f"{order.recipe.task}, batch of {order.recipe.schedule.batch}",
        "begun with": order.weights.name if order.weights else "the recipe's own beginning",
        "wheels": os.environ.get("REPOSE_WHEELS", "none of its own"),
    }


def _started() -> float | None:
    """When the script was started that started this, on the clock of `time.monotonic`."""
    started = os.environ.get("REPOSE_STARTED")
    return float(started) if started else None


def _packed() -> dict[str, Any]:
    path = ROOT / PACK_FILE
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def _own(name: str | None) -> Path | None:
    """What the pack has of this name."""
    return ROOT / name if name and (ROOT / PACK_FILE).exists() and (ROOT / name).exists() else None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
