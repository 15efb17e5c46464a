"""The adversarial part of training: the paper's appearance and shape discriminators, with a schedule of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from pydantic import Field
from torch import Tensor

from engine.model.discriminators import (
    AdversarialLoss,
    Discriminator,
    appearance_discriminator,
    discriminator_loss,
    generator_loss,
    shape_discriminator,
)
from engine.runtime.device import Device
from engine.train.recipe import Table
from engine.train.team import Team


class AdversaryTable(Table):
    """The discriminators' schedule; shares of the run."""

    begin: float = Field(default=2.0, ge=0, description="where they begin to learn; 2 is never")
    # A discriminator that has seen nothing yet says nothing about a picture.
    alone: float = Field(default=0.02, ge=0, description="how long they learn before the generator listens")
    weight: float = Field(default=0.06, ge=0, description="of each one's answer in the generator's loss")
    rate: float = Field(default=2e-4, gt=0)
    every: int = Field(default=1, ge=1, description="steps of the generator for one of theirs")
    # Narrower than the paper's 64, with spectral norm: they judge a picture that is mostly warped pixels.
    width: int = Field(default=16, ge=8)
    spectral: bool = Field(default=True, description="spectral norm in place of instance norm")
    loss: AdversarialLoss = AdversarialLoss.LSGAN


@dataclass(frozen=True, eq=False)
class Judged:
    """What discriminators look at, in -1..1: pictures made and real, the photo, and the maps of the pose asked for."""

    made: Tensor  # [B, 3, H, W]
    real: Tensor  # [B, 3, H, W]
    photo: Tensor  # [B, 3, H, W]
    maps: Tensor  # [B, 18, H, W]


class Adversary:
    """Both discriminators; one step trains them and returns the generator's terms."""

    def __init__(self, table: AdversaryTable, device: Device, team: Team) -> None:
        self.table, self._device, self._team = table, device, team
        width, spectral = table.width, table.spectral
        self.appearance = appearance_discriminator(width=width, spectral=spectral).to(device.name)
        self.shape = shape_discriminator(width=width, spectral=spectral).to(device.name)
        self._parameters = [*self.appearance.parameters(), *self.shape.parameters()]
        self._optimiser = torch.optim.Adam(self._parameters, table.rate, betas=(0.5, 0.999), fused=True)

    def state(self) -> dict[str, Any]:
        """For the checkpoint."""
        return {
            "appearance": self.appearance.state_dict(),
            "shape": self.shape.state_dict(),
            "optimiser": self._optimiser.state_dict(),
        }

    def load(self, state: dict[str, Any]) -> None:
        """From the checkpoint."""
        self.appearance.load_state_dict(state["appearance"])
        self.shape.load_state_dict(state["shape"])
        self._optimiser.load_state_dict(state["optimiser"])

    def losses(self, judged: Callable[[], Judged], *, step: int, share: float) -> dict[str, Tensor]:
        """Train the discriminators on this batch where it is their turn; the generator's terms, each [B].

        judged: called once they have begun.
        """
        if share < self.table.begin:
            return {}
        batch = judged()
        given = {"appearance": (self.appearance, batch.photo), "shape": (self.shape, batch.maps)}
        if step % self.table.every == 0:
            self._train(batch.made.detach(), batch.real, given)
        if share < self.table.begin + self.table.alone:
            return {}
        return {f"adversarial {name}": self._judged(*pair, batch.made) for name, pair in given.items()}

    def _train(self, made: Tensor, real: Tensor, given: dict[str, tuple[Discriminator, Tensor]]) -> None:
        with self._device.autocast():
            answers = [(judge(real, seen), judge(made, seen)) for judge, seen in given.values()]
        losses = [discriminator_loss(real.float(), made.float(), self.table.loss) for real, made in answers]
        self._optimiser.zero_grad(set_to_none=True)
        torch.stack(losses).sum().backward()  # type: ignore[no-untyped-call]
        self._team.average(self._parameters)
        self._optimiser.step()

    def _judged(self, judge: Discriminator, given: Tensor, made: Tensor) -> Tensor:
        judge.requires_grad_(False)
        with self._device.autocast():
            answer = judge(made, given)
        judge.requires_grad_(True)
        return generator_loss(answer.float(), self.table.loss) * self.table.weight
