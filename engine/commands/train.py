"""`main.py train`: renders people in the background and trains on them as they come."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from engine.commands import train_options as option
from engine.commands.options import Device as DeviceOption
from engine.commands.options import DeviceName
from engine.commands.train_pairs import opened, recipe_for
from engine.commands.train_people import people_rendered
from engine.runtime.device import Device, choose_device
from engine.source.datasets.named import split_words
from engine.source.datasets.pair_set import PairSet
from engine.synthesis.shards import HELD_OUT_SEED
from engine.system.errors import EngineError
from engine.train.check import ensure_checked, gradient_check, table
from engine.train.checkpoint import Progress as TrainingProgress
from engine.train.export import export_run
from engine.train.pair_task import Material
from engine.train.recipe import Recipe, find_recipe
from engine.train.rendered import kind_for
from engine.train.tasks import begin_task
from engine.train.team import Team, join, join_torchrun, started_by_torchrun
from engine.train.trainer import Trainer


@dataclass(frozen=True)
class Job:
    """What every process of a training run is told."""

    run: Path
    taught: Path
    kept_back: Path
    pairs: PairSet | None
    recipe: Recipe
    device: Device
    minutes: float | None
    weights: Path | None
    processes: int
    seed: int


def train(  # noqa: PLR0913, PLR0917 - one option each
    assets: option.Assets = None,
    data: option.Data = "data/people",
    run: option.RunFolder = Path("runs/xinggan_pp"),
    model: option.Model = None,
    recipe: option.Recipe = None,
    device: DeviceOption = DeviceName.AUTO,
    samples: option.Samples = None,
    minutes: option.Minutes = None,
    people: option.People = 4000,
    seed: option.Seed = 1,
    held_out: option.HeldOut = 150,
    processes: option.Processes = 0,
    weights: option.FirstWeights = None,
    check: option.Check = False,
    export: option.Export = None,
    version: option.Version = "dev",
) -> None:
    """Train a network on rendered people; can be killed at any moment and resumed."""
    named, place = split_words(data), choose_device(device.value)
    chosen = find_recipe(recipe or recipe_for(model, named))
    if samples is not None:
        chosen = chosen.with_changes({"schedule.samples": samples})
    pairs = opened(named, chosen)
    folder = Path(data) if named is None else named[1]
    kept_back, taught = folder / "held_out", folder / "train"
    wanted = ((kept_back, held_out, HELD_OUT_SEED), (taught, people, seed))
    is_rendered = pairs is None and _leads()
    with people_rendered(kind_for(chosen.task), assets, wanted if is_rendered else ()):
        job = Job(
            run=run,
            taught=taught,
            kept_back=kept_back,
            pairs=pairs,
            recipe=chosen,
            device=place,
            minutes=minutes,
            weights=weights,
            processes=processes or _usual_processes(place),
            seed=seed,
        )
        (_check if check else _start)(job)
    if export is not None and not check and _leads():
        about = export_run(run, export, version=version)
        typer.echo(f"{export}: {about['trained_on']}")


def _leads() -> bool:
    """Whether this process does what is done once: torchrun starts the command once a GPU."""
    return int(os.environ.get("RANK", "0")) == 0


def _usual_processes(device: Device) -> int:
    return min(device.threads, 4) if device.name == "cpu" and not started_by_torchrun() else 1


def _check(job: Job) -> None:
    """Print how well the device's gradients agree; raises EngineError where they do not."""
    found = gradient_check(_task(job, Team())[0])
    typer.echo(table(found), nl=False)
    if not all(difference.passes for difference in found):
        raise EngineError("Gradients are wrong as marked; do not train this way.")


def _start(job: Job) -> None:
    """Run all processes of a job; a failure in one ends all."""
    # Fine frames make large short-lived tensors: kept by the allocator instead of mapped anew, a tenth faster.
    os.environ.setdefault("MALLOC_MMAP_THRESHOLD_", str(2**31 - 1))
    os.environ.setdefault("MALLOC_TRIM_THRESHOLD_", str(2**33))
    with tempfile.TemporaryDirectory() as folder:
        meeting_point = Path(folder) / "team"
        if job.processes == 1 or started_by_torchrun():
            _work(0, job, meeting_point)
        else:
            torch.multiprocessing.spawn(  # type: ignore[no-untyped-call]
                _work, args=(job, meeting_point), nprocs=job.processes
            )


def _work(rank: int, job: Job, meeting_point: Path) -> None:
    """One training process."""
    if started_by_torchrun():
        team = join_torchrun(job.device.name)
    else:
        _end_with_parent()
        team = join(rank, job.processes, meeting_point)
    job = replace(job, device=replace(job.device, threads=max(1, job.device.threads // job.processes)))
    job.device.use()
    task, counts = _task(job, team)
    trainer = Trainer(job.run, task, job.recipe, device=job.device, team=team, seed=job.seed, counts=counts)
    if team.leads:
        ensure_checked(job.run, task)
        _run(trainer, minutes=job.minutes)
    else:
        trainer.train(minutes=job.minutes)


def _task(job: Job, team: Team) -> tuple[Any, dict[str, int]]:
    """The task of the recipe with the weights a fresh run begins with, and what those had seen."""
    material = Material(job.taught, job.kept_back, job.device, team, pairs=job.pairs)
    return begin_task(job.recipe, material, weights=job.weights, seed=job.seed)


def _end_with_parent() -> None:
    """Have this process end when the one that started it is killed: a team left alone would train on for ever."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _run(trainer: Trainer[Any], *, minutes: float | None) -> None:
    columns = (
        TextColumn("training"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[figures]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns) as bar:
        shown = bar.add_task("training", total=trainer.recipe.schedule.samples, figures="")

        def report(progress: TrainingProgress, losses: dict[str, float]) -> None:
            norm = losses.pop("norm")
            bar.update(
                shown, completed=progress.samples, figures=f"loss {sum(losses.values()):.3f}, norm {norm:.2f}"
            )
            if not bar.console.is_terminal:  # a log has no bar to draw
                figures = ", ".join(f"{name} {value:.3f}" for name, value in losses.items())
                typer.echo(f"{progress.samples} samples, norm {norm:.2f}, {figures}")

        trainer.train(minutes=minutes, report=report)
    if trainer.skipped:
        typer.echo(
            f"{trainer.skipped} steps stood out and were skipped; see {trainer.run / 'outliers.json'}."
        )
