"""`main.py train`: renders people in the background and trains on them as they come."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

import torch
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from engine.commands import train_options as option
from engine.commands.train_options import Side
from engine.errors import EngineError
from engine.model.config import XingGANppConfig
from engine.synthesis.assets import AssetFolder
from engine.synthesis.shards import HELD_OUT_SEED
from engine.train.checkpoint import Progress as TrainingProgress
from engine.train.export import export_run
from engine.train.side_trainer import PartTrainer, PoseTrainer, part_schedule, pose_schedule
from engine.train.team import join
from engine.train.trainer import Schedule, Trainer

FIRST_PEOPLE = 64


_TRAINERS = {Side.ALL: Trainer, Side.PART_HEAD: PartTrainer, Side.POSE: PoseTrainer}


@dataclass(frozen=True)
class Job:
    """What every process of a training run is told."""

    run: Path
    taught: Path
    kept_back: Path
    schedule: Schedule
    minutes: float | None
    weights: Path | None
    meeting_point: Path
    processes: int
    threads: int
    only: Side


def train(  # noqa: PLR0913, PLR0917 - one option each
    assets: option.Assets = None,
    data: option.Data = Path("data/people"),
    run: option.RunFolder = Path("runs/xinggan_pp"),
    samples: option.Samples = Schedule.samples,
    minutes: option.Minutes = None,
    people: option.People = 4000,
    seed: option.Seed = 1,
    held_out: option.HeldOut = 150,
    processes: option.Processes = 0,
    weights: option.FirstWeights = None,
    only: option.Only = Side.ALL,
    export: option.Export = None,
    version: option.Version = "dev",
) -> None:
    """Train the generator on rendered people; can be killed at any moment and resumed."""
    if only is not Side.ALL and weights is None:
        raise EngineError("One side alone is trained on weights that exist; name them with --weights.")
    cores = os.cpu_count() or 1
    count = processes or min(cores, 4)
    kept_back, taught = data / "held_out", data / "train"
    renderer = _render(assets, kept_back, taught, people=people, held_out=held_out, seed=seed)
    try:
        _wait_for(taught, renderer)
        with tempfile.TemporaryDirectory() as folder:
            job = Job(
                run=run,
                taught=taught,
                kept_back=kept_back,
                schedule=_schedule(only, samples),
                minutes=minutes,
                weights=weights,
                meeting_point=Path(folder) / "team",
                processes=count,
                threads=max(1, cores // count),
                only=only,
            )
            _start(job)
    finally:
        if renderer is not None:
            _stop(renderer)
    if export is not None:
        about = export_run(run, export, version=version)
        typer.echo(f"{export}: {about['trained_on']}")


def _schedule(only: Side, samples: int) -> Schedule:
    if only is Side.PART_HEAD:
        return part_schedule(samples)
    return pose_schedule(samples) if only is Side.POSE else replace(Schedule(), samples=samples)


def _start(job: Job) -> None:
    """Run all processes of a job; a failure in one ends all."""
    # Fine frames make large short-lived tensors: kept by the allocator instead of mapped anew, a tenth faster.
    os.environ.setdefault("MALLOC_MMAP_THRESHOLD_", str(2**31 - 1))
    os.environ.setdefault("MALLOC_TRIM_THRESHOLD_", str(2**33))
    if job.processes == 1:
        _work(0, job)
    else:
        torch.multiprocessing.spawn(_work, args=(job,), nprocs=job.processes)  # type: ignore[no-untyped-call]


def _work(rank: int, job: Job) -> None:
    """One training process."""
    torch.set_num_threads(job.threads)
    _end_with_parent()
    trainer = _TRAINERS[job.only](
        job.run,
        data=job.taught,
        held_out=job.kept_back,
        config=XingGANppConfig(),
        schedule=job.schedule,
        team=join(rank, job.processes, job.meeting_point),
    )
    if job.weights is not None and trainer.progress == TrainingProgress():
        trainer.start_from(job.weights)
    if rank == 0:
        _run(trainer, minutes=job.minutes)
    else:
        trainer.train(minutes=job.minutes)


def _end_with_parent() -> None:
    """Have this process end when the one that started it is killed: a team left alone would train on for ever."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _render(
    assets: Path | None, kept_back: Path, taught: Path, *, people: int, held_out: int, seed: int
) -> subprocess.Popen[bytes] | None:
    """Start rendering what is missing in a process of its own (one core), or nothing when all is there."""
    wanted = ((kept_back, held_out, HELD_OUT_SEED), (taught, people, seed))
    missing = [(d, n, s) for d, n, s in wanted if len(list(d.glob("p*.npz"))) < n]
    if not missing:
        return None
    if assets is None:
        if not all(any(d.glob("p*.npz")) for d, _, _ in wanted):
            raise EngineError(
                "There are no rendered people yet; name the folder of MakeHuman assets with --assets."
            )
        return None
    AssetFolder(assets)  # looked at here, where what is wrong with it can be told
    module = [sys.executable, "-m", "engine.synthesis.people"]
    command = " && ".join(
        shlex.join([*module, str(d), "--assets", str(assets), "--count", str(n), "--seed", str(s)])
        for d, n, s in missing
    )
    return subprocess.Popen(["sh", "-c", command], stdout=subprocess.DEVNULL, start_new_session=True)


def _stop(renderer: subprocess.Popen[bytes]) -> None:
    """End the shell and the renderer it started: ending the shell alone would leave the renderer at work."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(renderer.pid, signal.SIGTERM)
    renderer.wait()


def _wait_for(folder: Path, renderer: subprocess.Popen[bytes] | None) -> None:
    """Wait for enough people to begin with."""
    while len(list(folder.glob("p*.npz"))) < FIRST_PEOPLE:
        if renderer is None or renderer.poll() is not None:
            if any(folder.glob("p*.npz")):
                return
            raise EngineError(
                "Rendering people failed, for the reason told above, so there is nobody to train on."
            )
        time.sleep(1.0)


def _run(trainer: Trainer, *, minutes: float | None) -> None:
    columns = (
        TextColumn("training"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[figures]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns) as bar:
        task = bar.add_task("training", total=trainer.schedule.samples, figures="")

        def report(progress: TrainingProgress, losses: dict[str, float]) -> None:
            figures = f"{_figures(losses)}, {progress.people} people"
            bar.update(task, completed=trainer.done, figures=figures)
            if not bar.console.is_terminal:  # a log has no bar to draw
                typer.echo(f"{trainer.done} samples, {figures}")

        trainer.train(minutes=minutes, report=report)


def _figures(losses: dict[str, float]) -> str:
    if "rgb" not in losses:
        return f"part map {losses['parts']:.3f}"
    return f"rgb {losses['rgb'] / 4:.3f}, flow {losses['flow'] / 0.06:.1f} px"
