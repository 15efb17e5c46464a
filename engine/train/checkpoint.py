"""Training state on disk: written whole or not at all, so that a kill at any moment costs minutes at most."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import nn

from engine.files import write_whole_with

STATE_FILE = "state.pt"
_TRAINED_ON = re.compile(
    r"(\d+) rendered people, (\d+) pairs, (\d+) samples(?:, and (\d+) views for the part head alone)?"
)


@dataclass
class Progress:
    """How far a training run is; grows while it runs."""

    samples: int = 0
    pairs: int = 0  # drawn as distinct renderings, the unchanged poses left out
    people: int = 0
    begun: int = 0  # samples that the weights this run began with had seen
    people_before: int = 0  # people that they had seen
    views: int = 0  # on which the part head was trained alone
    views_before: int = 0  # those of them that the weights this run began with had seen
    history: list[dict[str, float]] = field(default_factory=list)

    @property
    def trained_on(self) -> str:
        """The sentence that goes into a weights file; `counted` reads it back."""
        views = f", and {self.views} views for the part head alone" if self.views else ""
        return f"{self.people} rendered people, {self.pairs} pairs, {self.samples} samples{views}"


def counted(trained_on: str) -> Progress:
    """The progress that weights of this `trained_on` begin with; none where the words are not ours."""
    numbers = _TRAINED_ON.fullmatch(trained_on)
    if numbers is None:
        return Progress()
    people, pairs, samples, views = (int(n or 0) for n in numbers.groups())
    return Progress(
        samples=samples,
        pairs=pairs,
        people=people,
        begun=samples,
        people_before=people,
        views=views,
        views_before=views,
    )


class Averaged:
    """Exponential moving average of a network's weights: what is validated and shipped."""

    def __init__(self, net: nn.Module) -> None:
        self.weights = {k: v.detach().clone().float() for k, v in net.state_dict().items()}

    @torch.no_grad()
    def update(self, net: nn.Module, decay: float) -> None:
        """Move towards the network's present weights."""
        for key, value in net.state_dict().items():
            self.weights[key].lerp_(value.float(), 1 - decay)


def save_state(folder: Path, state: dict[str, Any]) -> None:
    """Write the state in place of the old one, in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole_with(folder / STATE_FILE, lambda file: torch.save(state, file))


def load_state(folder: Path) -> dict[str, Any] | None:
    """The last state, or None for a fresh run."""
    path = folder / STATE_FILE
    if not path.exists():
        return None
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return state
