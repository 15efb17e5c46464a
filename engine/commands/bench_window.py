"""The command `bench --gui`: what a drag in the window is like on this machine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
from rich.console import Console
from rich.table import Table

from engine.commands.machine import machine, memory_mb
from engine.commands.places import check_output, originals_among
from engine.runtime.device import choose_device
from engine.system.files import write_json_atomic
from engine.system.shipped import DEMO_PHOTO

DRAG_S = 10.0
# What the editor promises on two cores.
MEDIAN_GAP_MS, LONGEST_GAP_MS = 17.0, 100.0


class DragFigures(Protocol):
    """What the window measured; see `gui.bench.drag_bench.DragFigures`."""

    @property
    def platform(self) -> str:
        """Qt's name of where the window was."""

    @property
    def events(self) -> int:
        """How many moves of the mouse there were."""

    @property
    def gaps_ms(self) -> Sequence[float]:
        """Between two paintings of the skeleton."""

    @property
    def latencies_ms(self) -> Sequence[float]:
        """From a pose to its painted picture."""

    @property
    def memory_mb(self) -> tuple[float | None, float | None]:
        """Before and after."""

    @property
    def is_last_rendered(self) -> bool:
        """Whether the picture at the end is of the pose at the end."""


class MeasureDrag(Protocol):
    """The window's side of the measurement, which the program's start brings in: the engine knows no window."""

    def __call__(
        self,
        device: str,
        /,
        *,
        photo: Path,
        data: Path,
        seconds: float,
        memory_mb: Callable[[], float | None],
    ) -> DragFigures:
        """Drag for `seconds` in a window over `photo`, its engine on a device, that keeps its files under `data`."""


Report: TypeAlias = Mapping[str, Any]


def bench_window(measure: MeasureDrag, *, report: Path | None, device: str) -> None:
    """Measure one drag with the real engine, print it and write `report` (JSON)."""
    originals = originals_among()
    check_output(report, ending=".json", originals=originals)
    chosen = choose_device(device, for_window=True)
    with tempfile.TemporaryDirectory() as data:
        figures = measure(
            device,
            photo=DEMO_PHOTO,
            data=Path(data),
            seconds=DRAG_S,
            memory_mb=memory_mb,
        )
    result = {"machine": machine(chosen), **_summed_up(figures)}
    if report:
        write_json_atomic(report, result, originals=originals)
    _tell(result)


def _summed_up(figures: DragFigures) -> dict[str, Any]:
    before, after = figures.memory_mb
    grown = None if before is None or after is None else round(after - before, 1)
    return {
        "window": figures.platform,
        "seconds": DRAG_S,
        "events": figures.events,
        "paints": len(figures.gaps_ms) + 1,
        "gap_ms": _spread(figures.gaps_ms),
        "pictures": len(figures.latencies_ms),
        "latency_ms": _spread(figures.latencies_ms),
        "last_pose_rendered": figures.is_last_rendered,
        "memory_mb": {"before": before, "after": after, "grown": grown},
    }


def _spread(values: Sequence[float]) -> dict[str, float] | None:
    """Median, 95th percentile and largest; None of nothing."""
    if not values:
        return None
    named = {"median": 50, "p95": 95, "max": 100}
    return {name: round(float(np.percentile(values, share)), 2) for name, share in named.items()}


def _tell(result: Report) -> None:
    console, about = Console(), result["machine"]
    console.print(
        f"{result['events']} moves in {result['seconds']:.0f} s in a window ({result['window']}) on "
        f"{about['device']}, {about['precision']}, {about['threads']} of {about['cores']} threads",
        highlight=False,
    )
    table = Table()
    for heading in ("", "median ms", "p95 ms", "longest ms", "times"):
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    rows = (
        ("between two paintings", "gap_ms", "paints"),
        ("from pose to picture", "latency_ms", "pictures"),
    )
    for title, name, count in rows:
        spread = result[name] or {}
        numbers = (f"{spread[key]:.1f}" if key in spread else "-" for key in ("median", "p95", "max"))
        table.add_row(title, *numbers, str(result[count]))
    console.print(table)
    gap = result["gap_ms"]
    kept = gap is not None and gap["median"] <= MEDIAN_GAP_MS and gap["max"] <= LONGEST_GAP_MS
    for line in (
        f"at most {MEDIAN_GAP_MS:.0f} ms in the median and {LONGEST_GAP_MS:.0f} ms ever: {_yes(kept)}",
        f"the last pose is the one rendered: {_yes(result['last_pose_rendered'])}",
        _memory_line(result["memory_mb"]),
    ):
        console.print(line, highlight=False)


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def _memory_line(memory: Mapping[str, float | None]) -> str:
    if memory["grown"] is None:
        return "memory: this system does not say"
    return f"memory: {memory['before']:.0f} MB before, {memory['after']:.0f} MB after"
