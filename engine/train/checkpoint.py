"""Training state on disk: written whole or not at all, so that a kill at any moment costs minutes at most."""

from __future__ import annotations

import pickle
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.optim.swa_utils import get_ema_multi_avg_fn

from engine.system.errors import WeightsError
from engine.system.files import write_whole_with

STATE_FILE = "state.pt"
_VIEWS_ALONE = re.compile(r"(\d+) rendered people, (\d+) views")
_TRAINED_ON = re.compile(
    r"(\d+) rendered people, (\d+) pairs, (\d+) samples(?:, and (\d+) views for the part head alone)?"
)


@dataclass
class Progress:
    """How far a training run is; grows while it runs."""

    step: int = 0
    samples: int = 0  # of this run
    counts: dict[str, int] = field(default_factory=dict)  # with those of the weights it began with
    history: list[dict[str, float]] = field(default_factory=list)  # figures of each validation
    best: float | None = None  # figure so far
    best_at: int = -1  # the validation it is of; the last where none was the best
    below_best: int = 0  # validations in a row


def told(counts: Mapping[str, int]) -> str:
    """The sentence `trained_on` of a weights file about pairs and views; `counted` reads it back."""
    people, pairs, samples, views = (counts.get(key, 0) for key in ("people", "pairs", "samples", "views"))
    if views and not pairs:
        return f"{people} rendered people, {views} views"
    more = f", and {views} views for the part head alone" if views else ""
    return f"{people} rendered people, {pairs} pairs, {samples} samples{more}"


def counted(trained_on: str) -> dict[str, int]:
    """The counts that weights of this `trained_on` begin with; none where the words are not ours."""
    if views := _VIEWS_ALONE.fullmatch(trained_on):
        return {"people": int(views[1]), "views": int(views[2])}
    numbers = _TRAINED_ON.fullmatch(trained_on)
    if numbers is None:
        return {}
    found = zip(("people", "pairs", "samples", "views"), numbers.groups(), strict=True)
    return {key: int(number) for key, number in found if number is not None}


class Averaged:
    """Exponential moving average of a network's weights, of which a share may be held by those it began with."""

    def __init__(self, net: nn.Module, *, begun: float = 0.0) -> None:
        self._live = [value for value in net.state_dict().values() if value.is_floating_point()]
        names = [name for name, value in net.state_dict().items() if value.is_floating_point()]
        self.weights = {
            name: value.detach().clone().float() for name, value in zip(names, self._live, strict=True)
        }
        self._share = begun
        self.begun = {name: value.clone() for name, value in self.weights.items()} if begun else None

    def kept(self) -> dict[str, torch.Tensor]:
        """What is validated and shipped: the average, on the way from the weights begun with; copies.

        Weights between the two keep what the first ones had learnt elsewhere and most of what the last ones won
        (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022).
        """
        if self.begun is None:
            return {name: value.clone() for name, value in self.weights.items()}
        return {
            name: torch.lerp(value, self.begun[name], self._share) for name, value in self.weights.items()
        }

    @torch.no_grad()
    def update(self, decay: float) -> None:
        """Move towards the network's present weights."""
        get_ema_multi_avg_fn(decay)(list(self.weights.values()), self._live, 0)

    def load(
        self, weights: Mapping[str, torch.Tensor], begun: Mapping[str, torch.Tensor] | None = None
    ) -> None:
        """Take up weights of a checkpoint, and those its run began with."""
        for own, taken in ((self.weights, weights), (self.begun, begun)):
            for name, value in (taken or {}).items():
                if own is not None:
                    own[name].copy_(value)


def save_state(folder: Path, state: dict[str, Any]) -> None:
    """Write the state in place of the old one, in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole_with(folder / STATE_FILE, lambda file: torch.save(state, file))


def load_state(folder: Path) -> dict[str, Any] | None:
    """The last state, on the CPU, or None for a fresh run; raises WeightsError for a file that is not one."""
    path = folder / STATE_FILE
    if not path.exists():
        return None
    try:
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError) as error:
        raise WeightsError(f"{path} is damaged; choose another folder for the run.") from error
    return state
