"""One training run in one folder: steps, averages, measures, saves and resumes any `Task` on any device."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Generic

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from engine.runtime.device import Device
from engine.system.errors import RecipeError
from engine.system.files import write_whole
from engine.train.checkpoint import Averaged, Progress, load_state, save_state
from engine.train.ledger import Ledger
from engine.train.prefetch import Draws
from engine.train.recipe import Recipe, write_recipe
from engine.train.stepper import Stepper
from engine.train.task import BatchT, Draw, Moment, Task
from engine.train.team import Team

Report = Callable[[Progress, dict[str, float]], None]


class Trainer(Generic[BatchT]):
    """A run; make it again on the same folder and it goes on where it stopped, to the same numbers.

    The network of `task` lies on `device` already, with the weights a fresh run begins with; `counts` are what those
    had seen. Every process of a team makes a trainer of its own.
    """

    def __init__(
        self,
        run: Path,
        task: Task[BatchT],
        recipe: Recipe,
        *,
        device: Device,
        team: Team | None = None,
        seed: int = 0,
        counts: Mapping[str, int] | None = None,
    ) -> None:
        self.run, self.task, self.recipe, self.device = run, task, recipe, device
        self.team, self.seed = team or Team(), seed
        self._share = _share_of_batch(recipe.schedule.batch, self.team)
        task.net.train()
        if device.name == "cuda":
            task.net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.stepper = Stepper(task.trained(), recipe, device, self.team)
        self.average = Averaged(task.net, begun=recipe.schedule.begun)
        self.best: dict[str, Tensor] | None = None
        self.ledger = Ledger(run, writes=self.team.leads)
        self.progress = Progress(counts=dict(counts or {}))
        run.mkdir(parents=True, exist_ok=True)
        self._resume()

    @property
    def skipped(self) -> int:
        """Steps that stood out and were not taken; waits for the device."""
        return int(self.stepper.guard.skipped)

    def train(
        self, *, until: int | None = None, minutes: float | None = None, report: Report | None = None
    ) -> None:
        """Run to the end of the schedule, to a number of samples or for some minutes, or until it gets worse."""
        schedule, progress = self.recipe.schedule, self.progress
        end = min(schedule.samples, until or schedule.samples)
        started = saved = time.monotonic()
        draws = Draws(self._draw, ahead=self.task.drawn_ahead)
        stop = self._worse()
        try:
            while progress.samples < end and not stop:
                before = progress.samples
                self._step(draws.at(progress.step, self._moment))
                measure = before // schedule.validate_every != progress.samples // schedule.validate_every
                if not measure and progress.step % schedule.read_every:
                    continue
                self._read(report)
                if measure and self.team.leads:
                    self.validate()
                late = minutes is not None and time.monotonic() - started > minutes * 60
                stop = self.team.any(late or self._worse(), self.device.name)
                if time.monotonic() - saved > schedule.save_every_s:
                    self.save()
                    self.task.refresh()
                    saved = time.monotonic()
        finally:
            draws.close()
        self._read(report)
        if progress.samples >= schedule.samples and self.team.leads and not self._measured():
            self.validate()
        self.save()

    def validate(self) -> dict[str, float]:
        """Figures on held-out data of what would be shipped; keeps it where it is the best, writes the sheet."""
        net, progress = self.averaged_net(), self.progress
        figures = {"samples": float(progress.samples)} | self.task.validate(net)
        progress.history.append(figures)
        figure = figures[self.task.best_by]
        if progress.best is None or figure > progress.best:
            progress.best, progress.best_at, progress.below_best = figure, len(progress.history) - 1, 0
            self.best = self.average.kept()
        else:
            below = figure < progress.best - self.recipe.guard.tolerance
            progress.below_best = progress.below_best + 1 if below else 0
        sheet = self.task.sheet(net)
        if sheet is not None:
            png = cv2.imencode(".png", sheet)[1].tobytes()
            write_whole(self.run / f"sheet_{progress.samples:07d}.png", png, synced=False)
        return figures

    def averaged_net(self) -> nn.Module:
        """A copy of the network with the averaged weights, held by those begun with as the recipe says."""
        net = copy.deepcopy(self.task.net).requires_grad_(False)
        net.load_state_dict(self.average.kept(), strict=False)  # whole numbers have no average
        return net.eval()

    def save(self) -> None:
        """Write the whole state."""
        if not self.team.leads:
            return
        save_state(
            self.run,
            {
                "net": self.task.net.state_dict(),
                "average": self.average.weights,
                "begun": self.average.begun,
                "best": self.best,
                "kept": self.best or self.average.kept(),
                "stepper": self.stepper.state(),
                "task": self.task.state(),
                "progress": asdict(self.progress),
                "outliers": self.ledger.state(),
                "header": self.task.header(self.progress.counts) | {"recipe": write_recipe(self.recipe)},
            },
        )

    def _resume(self) -> None:
        state = load_state(self.run)
        if state is None:
            return
        self.task.net.load_state_dict(state["net"])
        self.average.load(state["average"], state.get("begun"))
        self.best = state["best"]
        self.stepper.load(state["stepper"])
        self.task.load(state["task"])
        self.progress = Progress(**state["progress"])
        self.ledger.load(state["outliers"])

    def _measured(self) -> bool:
        """Whether the last figures are those of the present weights."""
        history = self.progress.history
        return bool(history) and history[-1]["samples"] == self.progress.samples

    def _worse(self) -> bool:
        """Whether held-out figures stayed below the best for so long that those are kept."""
        return self.progress.below_best >= self.recipe.guard.patience

    def _moment(self, step: int) -> Moment:
        schedule = self.recipe.schedule
        return Moment(step, min(1.0, step * schedule.batch / schedule.samples))

    def _draw(self, moment: Moment) -> Draw[BatchT]:
        rng = np.random.default_rng([self.seed, moment.step, self.team.rank])
        return self.task.draw(self._share, moment, rng)

    def _step(self, draw: Draw[BatchT]) -> None:
        """One step; nothing in it waits for the device."""
        progress, schedule = self.progress, self.recipe.schedule
        moment = self._moment(progress.step)
        losses = self.task.losses(draw.batch, moment)
        total = torch.stack(list(losses.values())).sum(0)
        norm, limit = self.stepper.take(total, rate=_rate(self.recipe, moment))
        self.average.update(min(schedule.average, (1 + moment.step) / (10 + moment.step)))
        self.ledger.add(moment.step, losses, norm=norm, limit=limit, ids=draw.ids)
        progress.step += 1
        progress.samples += schedule.batch
        for key, more in draw.counts.items():
            progress.counts[key] = progress.counts.get(key, 0) + more * self.team.size

    def _read(self, report: Report | None) -> None:
        rows = self.ledger.read()
        if report is not None and rows:
            # A term may have joined in since the last look.
            terms = {
                key: float(np.mean([row.losses[key] for row in rows if key in row.losses]))
                for key in rows[-1].losses
            }
            report(self.progress, terms | {"norm": float(np.median([row.norm for row in rows]))})


def _share_of_batch(batch: int, team: Team) -> int:
    count, rest = divmod(batch, team.size)
    if rest:
        raise RecipeError(
            f"A batch of {batch} cannot be shared by {team.size} processes; change one of them."
        )
    return count


def _rate(recipe: Recipe, moment: Moment) -> float:
    """Learning rate: up over the first steps, steady for a while if asked to, then down to `last_rate` of it."""
    schedule = recipe.schedule
    warm = min(1.0, (moment.step + 1) / max(1, schedule.warm_steps))
    fallen = max(0.0, moment.share - schedule.steady) / (1 - schedule.steady)
    falling = 1 - fallen if schedule.fall == "linear" else 0.5 * (1 + math.cos(math.pi * fallen))
    return schedule.rate * warm * (schedule.last_rate + (1 - schedule.last_rate) * falling)
