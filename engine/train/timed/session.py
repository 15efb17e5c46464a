"""A training by the clock: minute after minute it learns, is measured, and leaves its best weights and a report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import torch

from engine.system.files import write_whole
from engine.train.checkpoint import Progress
from engine.train.export import export_run
from engine.train.timed.clock import Clock
from engine.train.timed.curves import curves
from engine.train.timed.factory import Factory
from engine.train.timed.report import Report
from engine.train.timed.shares import step_shares
from engine.train.trainer import Trainer

WEIGHTS = {"weights_fp16.safetensors": torch.float16, "weights_fp32.safetensors": torch.float32}
_MAX_BYTES = 16_000_000
# The first stretch tells how fast steps are, and so how long the schedule can be.
_FIRST_S, _FIRST_SHARE = 20.0, 0.1
_EACH_S = 60.0
_PROFILED_STEPS = 3
# How much longer a step may take that is looked at.
_PROFILING = 4
# How much longer the last measuring may take than the one before, and steps that may begin too late.
_RESERVE, _LATE_STEPS = 1.3, 2
_NEVER = 10**9


class Session:
    """What is trained by the clock, or for fewer `samples`; `run` does all of it."""

    def __init__(
        self,
        trainer: Trainer[Any],
        factory: Factory,
        report: Report,
        clock: Clock,
        *,
        samples: int | None = None,
    ) -> None:
        self._trainer, self._factory, self._report, self._clock = trainer, factory, report, clock
        self._end = samples
        self._losses: list[tuple[float, float]] = []
        self._norms: list[tuple[float, float]] = []
        self._measuring_s = self._training_s = 0.0
        self._first = trainer.progress.samples
        on_cpu = trainer.device.name == "cpu"
        trainer.recipe = trainer.recipe.with_changes(
            {
                "schedule.validate_every": _NEVER,  # measured by the clock, and saved then
                "schedule.save_every_s": float(_NEVER),
                # Looking costs nothing on a CPU, whose steps are long.
                "schedule.read_every": 1 if on_cpu else trainer.recipe.schedule.read_every,
            }
        )
        report.best_by = trainer.task.best_by

    def run(self) -> str:
        """Train until the time is over or held-out figures fall; returns which it was, as a sentence."""
        self._measure()
        self._learn(min(_FIRST_S, _FIRST_SHARE * self._clock.seconds, self._room()))
        self._profile()
        while self._room() > 0:
            if self._worse():
                return "Ended early: held-out figures fell; the best weights were kept."
            self._learn(min(_EACH_S, self._room()))
            if self._clock.left < self._measuring_s:
                self._report.note("No time was left to measure the last stretch; it is in no weights.")
                break
            self._measure()
            if self._end is not None and self._trainer.progress.samples >= self._end:
                return "Ended after the samples that were asked for."
        return "Ended as the time was over."

    def _learn(self, seconds: float) -> None:
        """Train for some seconds, on a schedule that ends when the time does, and take in new people."""
        if seconds <= 0:
            return
        trainer, clock = self._trainer, self._clock
        if self._training_s:
            left = int(self._pace() * max(self._room(), 0.0)) + trainer.recipe.schedule.batch
            trainer.recipe = trainer.recipe.with_changes(
                {"schedule.samples": trainer.progress.samples + left}
            )
        before = clock.past
        with clock.spending("training"):
            trainer.train(until=self._end, minutes=seconds / 60, report=self._told)
            trainer.task.refresh()
        self._training_s += clock.past - before

    def _measure(self) -> None:
        """Validate, and write all that a cut shall not take."""
        trainer, clock, report, out = self._trainer, self._clock, self._report, self._report.out
        before = clock.past
        with clock.spending("validating"):
            figures = trainer.validate()
        report.figures.append({"seconds": round(clock.past), "people": len(self._factory), **figures})
        with clock.spending("writing"):
            trainer.save()
            self._write_sheet(out / ("sheet_before.png" if len(report.figures) == 1 else "sheet.png"))
            for name, dtype in WEIGHTS.items():
                self._write_weights(out / name, dtype)
            self._write_curves()
            self._tell()
        self._measuring_s = clock.past - before

    def _profile(self) -> None:
        steps = 1 if self._trainer.device.name == "cpu" else _PROFILED_STEPS
        if self._room() < _PROFILING * steps * self._step_s():
            self._report.note("There was no time to measure the shares of a step.")
            return
        trainer = self._trainer
        end = trainer.progress.samples + steps * trainer.recipe.schedule.batch
        longer = max(end, trainer.recipe.schedule.samples)
        trainer.recipe = trainer.recipe.with_changes({"schedule.samples": longer})
        try:
            with self._clock.spending("profiling"):
                self._report.shares = step_shares(trainer, steps=steps)
        except RuntimeError as error:  # some drivers let nobody look
            self._report.note(f"The shares of a step could not be measured: {error}.")

    def _tell(self) -> None:
        report, clock, factory = self._report, self._clock, self._factory
        report.spent_s = {name: round(seconds, 1) for name, seconds in clock.spent.items()}
        report.people = {
            "people carried along": factory.carried,
            "people rendered": factory.rendered,
            "people rendered a second": factory.rendered / clock.past,
        }
        if self._training_s:
            report.pace = {
                "samples": self._trainer.progress.samples - self._first,
                "samples a second of training": self._pace(),
                "steps": self._trainer.progress.step,
                "steps skipped": self._trainer.skipped,
            }
        if factory.failure():
            report.note(factory.failure())
        report.write(f"Running: {clock.past:.0f} seconds of {clock.seconds:.0f} are past.")

    def _told(self, _progress: Progress, losses: dict[str, float]) -> None:
        norm, past = losses["norm"], self._clock.past
        self._losses.append((past, sum(losses.values()) - norm))
        self._norms.append((past, norm))

    def _write_sheet(self, path: Path) -> None:
        newest = self._trainer.run / f"sheet_{self._trainer.progress.samples:07d}.png"
        if newest.exists():
            write_whole(path, newest.read_bytes(), synced=False)

    def _write_weights(self, path: Path, dtype: torch.dtype) -> None:
        export_run(self._trainer.run, path, version="timed", dtype=dtype)
        size = self._report.weights[path.name] = path.stat().st_size
        if size > _MAX_BYTES:
            self._report.note(f"{path.name} is larger than {_MAX_BYTES // 1_000_000} MB.")

    def _write_curves(self) -> None:
        best_by = self._report.best_by
        rows = [(row["seconds"], row[best_by]) for row in self._report.figures]
        people = [(row["seconds"], row["people"]) for row in self._report.figures]
        by_name = {
            f"held out, {best_by}": rows,
            "loss": self._losses,
            "gradient norm": self._norms,
            "people": people,
        }
        png = cv2.imencode(".png", curves(by_name, seconds=self._clock.seconds))[1].tobytes()
        write_whole(self._report.out / "curves.png", png, synced=False)

    def _pace(self) -> float:
        """Samples a second, beside the profiler's."""
        return (self._trainer.progress.samples - self._first) / max(self._training_s, 1e-9)

    def _room(self) -> float:
        """Seconds to train in before the last measuring must begin, with room for steps that are late."""
        return self._clock.left - _RESERVE * self._measuring_s - _LATE_STEPS * self._step_s()

    def _step_s(self) -> float:
        return self._trainer.recipe.schedule.batch / self._pace() if self._training_s else 0.0

    def _worse(self) -> bool:
        return self._trainer.progress.below_best >= self._trainer.recipe.guard.patience
