"""What a single step or sample may do to the weights: losses bounded per sample, steps that stand out skipped.

Nothing here waits for the device: the median, the verdict and the count of skipped steps are tensors on it.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from engine.train.recipe import GuardTable


def bounded(losses: Tensor, limit: float) -> Tensor:
    """Losses [B] whose gradients are scaled down where they exceed `limit` medians of the batch.

    A sample with a loss of many medians is one whose truth or pose is odd; alone it would decide the step.
    """
    with torch.no_grad():
        most = losses.median() * limit
        share = (most / losses.clamp(min=1e-12)).clamp(max=1)
    return losses * share


class Guard:
    """The running median of gradient norms, and whether a step stays below a multiple of it."""

    def __init__(self, table: GuardTable, device: str) -> None:
        self._table = table
        self._norms = torch.full((table.window,), torch.nan, device=device)
        self._steps = 0
        self.skipped = torch.zeros((), device=device)

    def judge(self, norm: Tensor) -> tuple[Tensor, Tensor]:
        """Whether the step counts (bool, []), and the limit it was held against ([]); steps are judged in order.

        A norm that is not finite never counts. One beyond the limit enters the median as the limit, so that a lasting
        change of scale passes after a while, and one outlier moves nothing.
        """
        settled = self._steps >= self._table.settle
        limit = norm.new_full((), torch.inf)
        if settled:
            limit = (self._norms.nanmedian() * self._table.skip_beyond).nan_to_num(nan=torch.inf)
        counts = norm.isfinite() & (norm <= limit)
        entered = torch.where(norm.isfinite(), torch.minimum(norm, limit), torch.nan)
        self._norms[self._steps % self._table.window] = entered
        self._steps += 1
        self.skipped += (~counts).float()
        return counts, limit

    def state(self) -> dict[str, Any]:
        """For the checkpoint."""
        return {"norms": self._norms.clone(), "steps": self._steps, "skipped": self.skipped.clone()}

    def load(self, state: dict[str, Any]) -> None:
        """From the checkpoint."""
        self._norms.copy_(state["norms"])
        self._steps = state["steps"]
        self.skipped.copy_(state["skipped"])
