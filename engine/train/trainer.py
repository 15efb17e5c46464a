"""Trains xinggan_pp on rendered people: reconstruction first, then with the paper's two discriminators."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import nn

from engine.model.config import XingGANppConfig, config_to_dict
from engine.model.xinggan_pp import XingGANpp
from engine.runtime.device import choose_device
from engine.runtime.weights import load_weights
from engine.train.adversary import Adversary
from engine.train.checkpoint import Averaged, Progress, counted, load_state, save_state
from engine.train.dataset import Batch, People, held_out_batches
from engine.train.losses import reconstruction_losses, total
from engine.train.team import Team
from engine.train.validate import sheet, validate


@dataclass(frozen=True)
class Schedule:
    """Everything that decides a run; sizes are (height, width) of the model frame."""

    samples: int = 400_000
    batch: int = 16
    rate: float = 6e-4
    coarse: tuple[int, int] = (128, 96)
    fine: tuple[int, int] = (256, 192)
    fine_from: float = 0.3  # share of the samples after which fine frames join
    fine_share: float = 0.25  # of the steps from then on; previews run on coarse frames, so those stay in
    adversary_from: float = 0.85
    decay: float = 0.998
    validate_every: int = 20_000
    save_every_s: float = 120.0


Report = Callable[[Progress, dict[str, float]], None]


class Trainer:
    """One run in one folder; make it again on the same folder and it goes on where it stopped."""

    def __init__(
        self,
        run: Path,
        *,
        data: Path,
        held_out: Path,
        config: XingGANppConfig,
        schedule: Schedule,
        seed: int = 0,
        team: Team | None = None,
    ) -> None:
        self.run, self.schedule = run, schedule
        self.team = team or Team()
        self.config = config
        self.autocast = choose_device("cpu").dtype is torch.bfloat16
        torch.manual_seed(seed)
        net = XingGANpp(config)
        self.net = net.train()
        self.trained = self._trained()
        self.optimiser = torch.optim.AdamW(self.trained, schedule.rate, betas=(0.9, 0.98), weight_decay=1e-4)
        self.adversary = Adversary(self.team)
        self.average = Averaged(net)
        self.progress = Progress()
        self._resume()
        self.rng = np.random.default_rng([seed, self.done, self.team.rank])
        self.people = People(data)
        sizes = (schedule.coarse, schedule.fine) if self.team.leads else ()
        self.held_out = {size: held_out_batches(held_out, size, people=32) for size in sizes}

    def _trained(self) -> list[nn.Parameter]:
        """The parameters that learn."""
        return list(self.net.parameters())

    @property
    def done(self) -> int:
        """How much of the schedule is behind, in samples."""
        return self.progress.samples

    @property
    def begun(self) -> int:
        """What was behind when this run began, in the same samples."""
        return self.progress.begun

    @property
    def share(self) -> float:
        """How much of the schedule is behind, 0..1."""
        return self.done / self.schedule.samples

    def start_from(self, weights: Path) -> None:
        """Begin a fresh run with the weights of a file and count on from theirs; raises WeightsError."""
        loaded = load_weights(weights)
        self.net.load_state_dict(loaded.net.state_dict())
        self.average = Averaged(self.net)
        self.progress = counted(loaded.header.get("trained_on", ""))

    def train(
        self, *, until: int | None = None, minutes: float | None = None, report: Report | None = None
    ) -> None:
        """Run to the end of the schedule, or to a number of samples, or for some minutes."""
        end = min(self.schedule.samples, until or self.schedule.samples)
        started = saved = time.monotonic()
        seen: dict[str, list[float]] = {}
        stop = False
        while self.done < end and not stop:
            before = self.done
            late = minutes is not None and time.monotonic() - started > minutes * 60
            losses, stop = self._step(late)
            for key, value in losses.items():
                seen.setdefault(key, []).append(value)
            if time.monotonic() - saved > self.schedule.save_every_s:
                self.save()
                self.people.refresh()
                saved = time.monotonic()
            if self._passed(before, 1600) and report is not None:
                report(self.progress, {k: float(np.mean(v)) for k, v in seen.items()})
                seen = {}
            if self._passed(before, self.schedule.validate_every) and self.team.leads:
                self.validate()
        self.save()

    def _passed(self, before: int, every: int) -> bool:
        return before // every != self.done // every

    def _size(self) -> tuple[int, int]:
        # Drawn from the count alone: all members of a team must take the same size.
        chance = np.random.default_rng(self.done).random()
        fine = self.share >= self.schedule.fine_from and chance < self.schedule.fine_share
        return self.schedule.fine if fine else self.schedule.coarse

    def _rate(self) -> float:
        warm = min(1.0, (self.done - self.begun + 1) / (200 * self.schedule.batch))
        return (
            self.schedule.rate * warm * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * min(1.0, self.share))))
        )

    def _step(self, late: bool) -> tuple[dict[str, float], bool]:
        """One step; returns the losses and whether the team stops."""
        batch = self._draw(self.schedule.batch // self.team.size)
        for group in self.optimiser.param_groups:
            group["lr"] = self._rate()
        losses = self._losses(batch)
        self.optimiser.zero_grad(set_to_none=True)
        total(losses).backward()  # type: ignore[no-untyped-call]
        stop = self.team.average(self.trained, stop=late)
        norm = nn.utils.clip_grad_norm_(self.trained, 1.0)
        if torch.isfinite(norm):
            self.optimiser.step()
        self._count(batch)
        steps = self.done / self.schedule.batch
        self.average.update(self.net, min(self.schedule.decay, (1 + steps) / (10 + steps)))
        return {k: float(v.detach()) for k, v in losses.items()} | {"norm": float(norm)}, stop

    def _draw(self, count: int) -> Batch:
        return self.people.draw(count, self._size(), self.rng)

    def _losses(self, batch: Batch) -> dict[str, torch.Tensor]:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.autocast):
            source, out = self.net(
                batch.source,
                batch.source_joints,
                batch.source_present,
                batch.target_joints,
                batch.target_present,
            )
        losses = reconstruction_losses(source, out, batch)
        if self.share >= self.schedule.adversary_from:
            losses |= self.adversary.step(out, batch, autocast=self.autocast)
        return losses

    def _count(self, batch: Batch) -> None:
        same = (batch.source_joints - batch.target_joints).abs().amax((1, 2)) == 0
        self.progress.samples += len(batch.source) * self.team.size
        self.progress.pairs += int((~same).sum()) * self.team.size
        self.progress.people = self._people_seen()

    def _people_seen(self) -> int:
        return self.progress.people_before + len(self.people.shards)

    def averaged_net(self) -> XingGANpp:
        """A network with the averaged weights."""
        net = XingGANpp(self.config)
        net.load_state_dict(self.average.weights)
        return net.eval()

    def validate(self) -> dict[str, float]:
        """Figures of the averaged weights on held-out people; writes the picture sheet."""
        net = self.averaged_net()
        figures: dict[str, float] = {"samples": float(self.progress.samples)}
        for size, batches in self.held_out.items():
            figures |= {
                f"{k}@{size[0]}": v for k, v in validate(net, batches, autocast=self.autocast).items()
            }
        self.progress.history.append(figures)
        picture = sheet(net, self.held_out[self.schedule.fine][0], autocast=self.autocast)
        cv2.imwrite(str(self.run / f"sheet_{self.progress.samples:07d}.png"), picture)
        return figures

    def save(self) -> None:
        """Write the whole state."""
        if not self.team.leads:
            return
        save_state(
            self.run,
            {
                "config": config_to_dict(self.config),
                "net": self.net.state_dict(),
                "average": self.average.weights,
                "optimiser": self.optimiser.state_dict(),
                "adversary": self.adversary.state(),
                "progress": asdict(self.progress),
            },
        )

    def _resume(self) -> None:
        state: dict[str, Any] | None = load_state(self.run)
        self.run.mkdir(parents=True, exist_ok=True)
        if state is None:
            return
        self.net.load_state_dict(state["net"])
        self.average.weights = state["average"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.adversary.load(state["adversary"])
        self.progress = Progress(**state["progress"])
