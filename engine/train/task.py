"""What the trainer can teach: a task draws batches, says what each sample loses and measures what was learnt.

`engine.train.trainer.Trainer` knows no network, no loss and no data: it steps, guards, averages, saves and resumes
whatever has the members of `Task`. To train another network, write such a class, a pydantic model of its recipe's
tables (`engine.train.recipe`), and one line in `engine.train.tasks`:

- `draw` is a function of its arguments alone, so that a resumed run draws what an uninterrupted one would have. It may
  run on a thread beside the step; what it returns lies on the device already.
- `losses` returns one number per sample and term, weighted, on the device, without waiting for it: no `float()`,
  `item()`, `cpu()` or `print` of a tensor. The networks run inside `device.autocast()`, sums of losses outside.
- A batch is a dataclass of tensors.
- `validate` and `sheet` are called now and then, on the averaged weights, by one process alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.runtime.device import Device

BatchT = TypeVar("BatchT")


@dataclass(frozen=True, slots=True)
class Moment:
    """How far a run is: steps behind it, and the share of its schedule behind it, 0..1."""

    step: int
    share: float

    def common(self) -> np.random.Generator:
        """Random numbers that all processes of a group draw alike, such as the size of the step's frames."""
        return np.random.default_rng([self.step, 977])


@dataclass(frozen=True, eq=False)
class Draw(Generic[BatchT]):
    """A batch and what it was drawn from."""

    batch: BatchT
    ids: NDArray[np.int64]  # [B, K] what tells each sample from others; written down where a step stands out
    counts: Mapping[str, int]  # what the batch adds to the run's counts, as "pairs"


class Task(Protocol[BatchT]):
    """A network, what it learns from, and how well it does."""

    @property
    def net(self) -> nn.Module:
        """What learns, on the device."""

    @property
    def device(self) -> Device:
        """Where everything runs."""

    @property
    def best_by(self) -> str:
        """Which figure of `validate` says what is best; more is better."""

    @property
    def drawn_ahead(self) -> int:
        """How many batches are drawn on threads beside the step; 0 where the device draws them itself."""

    def trained(self) -> list[nn.Parameter]:
        """The parameters that learn, always in the same order."""

    def draw(self, count: int, moment: Moment, rng: np.random.Generator) -> Draw[BatchT]:
        """`count` samples, drawn by `rng` alone."""

    def losses(self, batch: BatchT, moment: Moment) -> dict[str, Tensor]:
        """Weighted terms by name, each [B] float32, with gradients to `trained`."""

    def on(self, device: Device) -> Task[BatchT]:
        """The same with a copy of the network on another device: for `losses` alone, by the gradient check."""

    def validate(self, net: nn.Module) -> dict[str, float]:
        """Figures of a network like `net` on held-out data."""

    def sheet(self, net: nn.Module) -> NDArray[np.uint8] | None:
        """A picture [H, W, 3], BGR, for a person to look at; None where there is nothing to see."""

    def refresh(self) -> None:
        """Take in data that was added since; called where runs are saved."""

    def header(self, counts: Mapping[str, int]) -> dict[str, str]:
        """What a weights file says of the network: architecture, config, licence, trained_on."""

    def state(self) -> dict[str, Any]:
        """What else the task must remember, as discriminators; tensors and plain values."""

    def load(self, state: dict[str, Any]) -> None:
        """Take up what `state` returned."""
