"""The command `bench --gui --folder`: what photos of one's own take in the window, in time and memory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console
from rich.table import Table

from engine.batch.collect import collect_photos
from engine.commands.machine import machine, memory_mb
from engine.commands.places import check_output, originals_among
from engine.runtime.device import choose_device
from engine.system.files import write_json_atomic

# What the editor promises of photos of a camera, on two cores with nothing else to do.
HELD_MB, AGAIN_MS, CLOSING_S = 2000.0, 150.0, 1.0


class MeasureFolder(Protocol):
    """The window's side of the measurement, which the program's start brings in: the engine knows no window."""

    def __call__(
        self,
        device: str,
        /,
        *,
        photos: Sequence[Path],
        data: Path,
        whole: bool,
        memory_mb: Callable[[], float | None],
    ) -> Any:
        """Open `photos`, pose the first three, close; see `gui.bench.folder_bench.FolderFigures`."""


def bench_folder(
    measure: MeasureFolder, folder: Path, *, whole: bool, report: Path | None, device: str
) -> None:
    """Measure the photos of a folder with the real engine, print it and write `report` (JSON).

    Raises PlanError for a folder without photos.
    """
    photos = [item.path for item in collect_photos([folder]).photos]
    originals = originals_among(*photos)
    check_output(report, ending=".json", originals=originals)
    chosen = choose_device(device, for_window=True)
    with tempfile.TemporaryDirectory() as data:
        figures = measure(device, photos=photos, data=Path(data), whole=whole, memory_mb=memory_mb)
    result = {"machine": machine(chosen), "whole": whole, **asdict(figures)}
    if report:
        write_json_atomic(report, result, originals=originals)
    _tell(result)


def _tell(result: Mapping[str, Any]) -> None:
    console, about = Console(), result["machine"]
    console.print(
        f"{result['photos']} photos in a window ({result['platform']}) on {about['device']}, {about['threads']} of "
        f"{about['cores']} threads, load {about['load_average']}; all seen after {result['opened_s']:.1f} s",
        highlight=False,
    )
    table = Table()
    headings = (
        "photo",
        "first picture s",
        "final s",
        "release to final s",
        "next drag ms",
        "held MB",
        "peak MB",
    )
    for heading in headings:
        table.add_column(heading, justify="left" if heading == "photo" else "right")
    visits = result["visits"]
    for each in visits:
        memory = ("–" if each[name] is None else f"{each[name]:.0f}" for name in ("memory_mb", "peak_mb"))
        table.add_row(
            each["name"], f"{each['first_s']:.1f}", f"{each['final_s']:.1f}", f"{each['released_s']:.1f}",
            f"{each['again_ms']:.0f}", *memory,
        )  # fmt: skip
    console.print(table)
    held = max((each["memory_mb"] or 0.0 for each in visits), default=0.0)
    again = max((each["again_ms"] for each in visits), default=0.0)
    for line in (
        f"at most {HELD_MB:.0f} MB held: {_yes(held <= HELD_MB)}",
        f"the next drag's first picture within {AGAIN_MS:.0f} ms: {_yes(again <= AGAIN_MS)}",
        f"closed during a render within {CLOSING_S:.0f} s: {_yes(result['closing_s'] <= CLOSING_S)}",
    ):
        console.print(line, highlight=False)


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
