"""How a batch shows itself in a terminal, and what its report says."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from engine.batch.estimate import Estimate
from engine.batch.events import BatchEvent, PictureFailed, PictureKept, PictureMade, PictureSkipped
from engine.batch.events import Progress as Told
from engine.batch.ready import Ready
from engine.batch.tally import Summary
from engine.stored_path import readable, text_of

_NAME_LETTERS = 40


class ProgressShown:
    """A batch listener that draws a bar on stderr and writes each failure as a line; a context manager."""

    def __init__(self, total: int) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(),
            TextColumn("{task.fields[left]}"), console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._bar.add_task("", total=total, left="")

    def __call__(self, event: BatchEvent) -> None:
        """Show `event`."""
        if isinstance(event, Told):
            what = ", ".join(name[:_NAME_LETTERS] for name in (event.photo, event.pose) if name)
            left = "" if event.seconds_left is None else f"{duration(event.seconds_left)} left"
            description = escape(f"{what}: {event.step.value}" if what else event.step.value)
            self._bar.update(
                self._task, completed=event.done, total=event.total, description=description, left=left
            )
        elif isinstance(event, PictureFailed):
            self._bar.console.print(
                f"{event.photo}, {event.pose}: {event.sentence}",
                markup=False,
                highlight=False,
                soft_wrap=True,
            )

    def __enter__(self) -> ProgressShown:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()


def duration(seconds: float) -> str:
    """Seconds for people: "40 s", "12 min", "3 h 05 min"."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"


def room(size: int) -> str:
    """Bytes for people: "3 MB", "1.2 GB"."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, round(size / 1e6))} MB"


def forecast(expected: Estimate) -> str:
    """What a batch is about to do."""
    pictures = _counted(expected.pictures, "picture")
    return (
        f"{pictures} of {_counted(expected.photos, 'photo')}, "
        f"about {duration(expected.seconds)} and {room(expected.bytes)}."
    )


def outcome(summary: Summary, ready: Ready) -> str:
    """What a batch did."""
    made = f"{_counted(len(summary.made), 'picture')} made in {duration(summary.seconds)}"
    parts = [made if summary.made else "no picture made"]
    for count, what in (
        (len(summary.kept), "were finished before"),
        (len(summary.skipped), "skipped, as their names are taken"),
        (len(summary.failed), "failed"),
    ):
        if count:
            parts.append(f"{count} {what}")
    told = ", ".join(parts)
    return f"{told[0].upper()}{told[1:]}; {readable(str(ready.folder))}"


def report(summary: Summary, ready: Ready, *, device: str, weights: str) -> dict[str, Any]:
    """A batch as JSON: counts, times, and each picture with its state."""
    working = max(summary.seconds - summary.preparing_seconds, 1e-9)
    return {
        "folder": text_of(ready.folder),
        "end": summary.ended.end.value,
        "sentence": summary.ended.sentence,
        "counts": {
            "cells": len(ready.tasks),
            "made": len(summary.made),
            "kept": len(summary.kept),
            "skipped": len(summary.skipped),
            "failed": len(summary.failed),
        },
        "seconds": round(summary.seconds, 2),
        "preparing_seconds": round(summary.preparing_seconds, 2),
        "pictures_a_second": round(len(summary.made) / max(summary.seconds, 1e-9), 3),
        "pictures_a_second_once_prepared": round(len(summary.made) / working, 3),
        "device": device,
        "weights": weights,
        "pictures": sorted((_row(each) for each in _all(summary)), key=lambda row: row["cell"]),
    }


_Fate = PictureMade | PictureKept | PictureSkipped | PictureFailed


def _all(summary: Summary) -> list[_Fate]:
    return [*summary.made, *summary.kept, *summary.skipped, *summary.failed]


def _row(fate: _Fate) -> dict[str, Any]:
    row: dict[str, Any] = {"cell": fate.cell, "photo": fate.photo, "pose": fate.pose}
    if isinstance(fate, PictureFailed):
        return {**row, "state": "failed", "sentence": fate.sentence}
    if isinstance(fate, PictureMade):
        invented = round(fate.invented, 4)
        return {**row, "state": "made", "file": fate.file, "invented": invented, "notes": list(fate.notes)}
    return {**row, "state": "kept" if isinstance(fate, PictureKept) else "skipped", "file": fate.file}


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
