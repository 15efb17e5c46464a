"""What a timed run has found so far, written again and again, so that a cut loses a minute."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from engine.system.files import write_json_atomic, write_whole
from engine.system.originals import Originals
from engine.train.timed.shares import Shares

# Of a row of figures, in the first table: time, people, samples, and what the task counts first.
_COLUMNS = 6


@dataclass
class Report:
    """Grows while the run does; `write` puts `report.json` and `report.md` into `out`."""

    out: Path
    seconds: float
    state: str = "starting"
    machine: dict[str, str] = field(default_factory=dict)
    gradients: list[str] = field(default_factory=list)  # tables
    # A validation each: seconds, people, samples, and the task's figures.
    figures: list[dict[str, float]] = field(default_factory=list)
    best_by: str = ""
    people: dict[str, float] = field(default_factory=dict)
    pace: dict[str, float] = field(default_factory=dict)
    shares: Shares | None = None
    spent_s: dict[str, float] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)  # bytes by file name
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        """Keep a sentence about what was left out or went wrong."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def write(self, state: str | None = None) -> None:
        """Put what is known into the folder, each file in one step."""
        self.state = state or self.state
        values = _finite({name: value for name, value in asdict(self).items() if name != "out"})
        write_json_atomic(self.out / "report.json", values, originals=Originals())
        write_whole(self.out / "report.md", self.markdown().encode(), synced=False)

    def markdown(self) -> str:
        """For people."""
        parts = [
            f"# Training for {self.seconds:.0f} seconds\n\n{self.state}",
            _two_columns("machine", self.machine),
            self._figures(),
            _two_columns("how fast", self.pace | self.people),
            *self.gradients,
            self._shares(),
            _two_columns("seconds went into", self.spent_s),
            _two_columns("weights", {name: f"{size / 1e6:.1f} MB" for name, size in self.weights.items()}),
            "\n".join(f"- {note}" for note in self.notes),
        ]
        return "\n\n".join(part.strip() for part in parts if part) + "\n"

    def _figures(self) -> str:
        if not self.figures:
            return ""
        first = self.figures[0]
        names = list(first)[:_COLUMNS]
        rows = [" | ".join(_number(row.get(name, math.nan)) for name in names) for row in self.figures]
        lines = [f"| {' | '.join(names)} |", "|" + "--:|" * len(names), *(f"| {row} |" for row in rows)]
        best = max(self.figures, key=lambda row: row[self.best_by])
        others = [
            f"| {name} | {_number(first[name])} | {_number(best.get(name, math.nan))} |"
            for name in list(first)[_COLUMNS:]
        ]
        table = ["", f"| by itself | before | best, at {best['seconds']:.0f} s |", "|---|--:|--:|", *others]
        words = f"The first row is before training; best is judged by {self.best_by}."
        return "\n".join([words, "", *lines, *(table if others else ())])

    def _shares(self) -> str:
        if self.shares is None:
            return ""
        shares = {name: f"{share:.0%}" for name, share in self.shares.by_group.items()}
        title = f"of a step of {self.shares.step_ms:.0f} ms, {self.shares.busy:.0%} of it computing"
        return _two_columns(title, shares)


def _two_columns(title: str, values: dict[str, Any]) -> str:
    if not values:
        return ""
    rows = [f"| {key} | {_number(value)} |" for key, value in values.items()]
    return "\n".join([f"| {title} | |", "|---|--:|", *rows])


def _number(value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    if not math.isfinite(value):
        return "-"
    return f"{value:.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _finite(value: Any) -> Any:
    """The same with None for what is no number: JSON knows no NaN."""
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
