"""The adversarial part of training: the paper's appearance and shape judges and their optimiser."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.geometry.correspondence import heat_maps
from engine.model.decoded import Decoded
from engine.model.discriminators import (
    Discriminator,
    appearance_discriminator,
    discriminator_loss,
    generator_loss,
    shape_discriminator,
)
from engine.train.dataset import Batch
from engine.train.team import Team

# Narrower than the paper's 64, with spectral norm: they judge a picture that is mostly gathered pixels.
WIDTH = 16
WEIGHT = 0.06


class Adversary:
    """Both judges; one step trains them and returns the generator's terms."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self.appearance = appearance_discriminator(width=WIDTH, spectral=True)
        self.shape = shape_discriminator(width=WIDTH, spectral=True)
        parameters = [*self.appearance.parameters(), *self.shape.parameters()]
        self.optimiser = torch.optim.Adam(parameters, 2e-4, betas=(0.5, 0.999))

    def state(self) -> dict[str, Any]:
        """For the checkpoint."""
        return {
            "appearance": self.appearance.state_dict(),
            "shape": self.shape.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }

    def load(self, state: dict[str, Any]) -> None:
        """From the checkpoint."""
        self.appearance.load_state_dict(state["appearance"])
        self.shape.load_state_dict(state["shape"])
        self.optimiser.load_state_dict(state["optimiser"])

    def step(self, out: Decoded, batch: Batch, *, autocast: bool) -> dict[str, Tensor]:
        """Train the judges on this batch, then judge the picture with gradients to the generator."""
        made, real = _pictures(out, batch)
        size = (made.shape[-2], made.shape[-1])
        given = {
            "appearance": (self.appearance, batch.source[:, :3] * 2 - 1),
            "shape": (self.shape, heat_maps(batch.target_joints, batch.target_present, size)),
        }
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=autocast):
            self._train_judges(made.detach(), real, given)
            return {f"adversarial {n}": self._judge(judge, made, g) for n, (judge, g) in given.items()}

    def _train_judges(
        self, made: Tensor, real: Tensor, given: dict[str, tuple[Discriminator, Tensor]]
    ) -> None:
        losses = [
            discriminator_loss(judge(real, g).float(), judge(made, g).float()) for judge, g in given.values()
        ]
        self.optimiser.zero_grad(set_to_none=True)
        torch.stack(losses).sum().backward()  # type: ignore[no-untyped-call]
        self.team.average([*self.appearance.parameters(), *self.shape.parameters()])
        self.optimiser.step()

    @staticmethod
    def _judge(judge: Discriminator, made: Tensor, given: Tensor) -> Tensor:
        judge.requires_grad_(False)
        loss = generator_loss(judge(made, given).float()) * WEIGHT
        judge.requires_grad_(True)
        return loss


def _pictures(out: Decoded, batch: Batch) -> tuple[Tensor, Tensor]:
    """Result and truth over the same black, in -1..1; pixels nobody knows are left out of both."""
    made = out.rgb.float() * out.coverage * batch.valid
    real = batch.target[:, :3] * batch.valid
    return made * 2 - 1, F.hardtanh(real * 2 - 1)
