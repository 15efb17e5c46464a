"""From what each sample lost to new weights: bounded, averaged over the team, clipped, and skipped if it stands out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from engine.runtime.device import Device
from engine.train.guard import Guard, bounded
from engine.train.recipe import Recipe
from engine.train.team import Team

# Half precision needs losses scaled up, or small gradients vanish; halved where that overflows.
_FP16_SCALE, _FP16_GROWTH = 1024.0, 1.0005


class Stepper:
    """The optimiser and what stands before it; nothing here waits for the device."""

    def __init__(self, trained: Sequence[nn.Parameter], recipe: Recipe, device: Device, team: Team) -> None:
        self._trained, self._table, self._team = list(trained), recipe.guard, team
        schedule = recipe.schedule
        self.optimiser = torch.optim.AdamW(
            self._trained, schedule.rate, betas=schedule.betas, weight_decay=schedule.weight_decay, fused=True
        )
        self.guard = Guard(recipe.guard, device.name)
        self._half = device.dtype is torch.float16
        self._scale = torch.full((), _FP16_SCALE if self._half else 1.0, device=device.name)

    def take(self, losses: Tensor, *, rate: float) -> tuple[Tensor, Tensor]:
        """One step down the mean of losses [B]; returns the gradient's norm before clipping and its limit, each []."""
        self.optimiser.zero_grad(set_to_none=True)
        loss = bounded(losses, self._table.sample_limit).mean() * self._scale
        loss.backward()  # type: ignore[no-untyped-call]
        self._team.average(self._trained)
        norm = self._clip()
        counts, limit = self.guard.judge(norm)
        self._update(counts, rate)
        if self._half:
            self._scale *= torch.where(norm.isfinite(), _FP16_GROWTH, 0.5)
        return norm, limit

    def _clip(self) -> Tensor:
        gradients = [parameter.grad for parameter in self._trained if parameter.grad is not None]
        norm = nn.utils.get_total_norm(gradients) / self._scale
        factor = (self._table.clip / (norm + 1e-6)).clamp(max=1) / self._scale
        for gradient in gradients:
            gradient.mul_(factor)
        return norm

    def _update(self, counts: Tensor, rate: float) -> None:
        """Move the weights, unless `counts` is false: fused optimisers read that on the device."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.grad_scale = None  # type: ignore[attr-defined]
        self.optimiser.found_inf = (~counts).float()  # type: ignore[attr-defined]
        self.optimiser.step()

    def state(self) -> dict[str, Any]:
        """For the checkpoint."""
        return {"optimiser": self.optimiser.state_dict(), "guard": self.guard.state(), "scale": self._scale}

    def load(self, state: dict[str, Any]) -> None:
        """From the checkpoint."""
        self.optimiser.load_state_dict(state["optimiser"])
        self.guard.load(state["guard"])
        self._scale.copy_(state["scale"])
