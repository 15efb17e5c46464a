"""What every step lost, kept on the device and read now and then; steps that were skipped are written down whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.system.files import write_json_atomic
from engine.system.originals import Originals

OUTLIERS_FILE = "outliers.json"
_MOST_OUTLIERS = 200


@dataclass(frozen=True)
class StepRow:
    """One step: gradient norm, the limit it was held against, mean losses by term."""

    step: int
    norm: float
    limit: float
    losses: dict[str, float]

    @property
    def counts(self) -> bool:
        """Whether the step was taken."""
        return math.isfinite(self.norm) and self.norm <= self.limit


@dataclass(frozen=True)
class _Pending:
    step: int
    numbers: Tensor  # norm, limit, then terms x samples
    terms: tuple[str, ...]
    ids: NDArray[np.int64]


class Ledger:
    """Steps not read yet, and the outliers of the run in `outliers.json` of its folder."""

    def __init__(self, run: Path, *, writes: bool) -> None:
        self._run, self._writes = run, writes
        self._pending: list[_Pending] = []
        self._outliers: list[dict[str, Any]] = []

    def add(
        self, step: int, losses: dict[str, Tensor], *, norm: Tensor, limit: Tensor, ids: NDArray[np.int64]
    ) -> None:
        """Note a step; losses by term, each [B]. Does not wait for the device."""
        table = torch.stack([term.detach() for term in losses.values()])
        numbers = torch.cat([torch.stack([norm, limit]), table.flatten()])
        self._pending.append(_Pending(step, numbers, tuple(losses), ids))

    def read(self) -> list[StepRow]:
        """The steps since the last reading; waits for the device once for all of them."""
        pending, self._pending = self._pending, []
        fetched = list(zip(pending, _fetched(pending), strict=True))
        rows = [_row(one, numbers) for one, numbers in fetched]
        outliers = [_outlier(row, *pair) for row, pair in zip(rows, fetched, strict=True) if not row.counts]
        if outliers and self._writes:
            self._outliers = (self._outliers + outliers)[-_MOST_OUTLIERS:]
            write_json_atomic(self._run / OUTLIERS_FILE, self._outliers, originals=Originals())
        return rows

    def state(self) -> list[dict[str, Any]]:
        """For the checkpoint."""
        return list(self._outliers)

    def load(self, outliers: Sequence[dict[str, Any]]) -> None:
        """From the checkpoint."""
        self._outliers = list(outliers)


def _fetched(pending: Sequence[_Pending]) -> list[NDArray[np.float32]]:
    if not pending:
        return []
    flat = torch.cat([one.numbers for one in pending]).cpu().numpy()
    ends = np.cumsum([len(one.numbers) for one in pending])
    return np.split(flat, ends[:-1])


def _by_term(one: _Pending, numbers: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    return dict(zip(one.terms, numbers[2:].reshape(len(one.terms), -1), strict=True))


def _row(one: _Pending, numbers: NDArray[np.float32]) -> StepRow:
    losses = {term: float(values.mean()) for term, values in _by_term(one, numbers).items()}
    return StepRow(one.step, float(numbers[0]), float(numbers[1]), losses)


def _outlier(row: StepRow, one: _Pending, numbers: NDArray[np.float32]) -> dict[str, Any]:
    """JSON has no numbers for what is not finite: those become words."""
    plain = lambda value: round(float(value), 5) if math.isfinite(value) else str(value)  # noqa: E731
    return {
        "step": row.step,
        "norm": plain(row.norm),
        "limit": plain(row.limit),
        "samples": one.ids.tolist(),
        "losses": {
            term: [plain(value) for value in values] for term, values in _by_term(one, numbers).items()
        },
    }
