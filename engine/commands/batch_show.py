"""How a batch shows itself in a terminal, and what its report says."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any

from rich.markup import escape
from rich.progress import TextColumn

from engine.batch.estimate import Estimate
from engine.batch.events import (
    BatchEvent,
    PictureFailed,
    PictureKept,
    PictureLeftOut,
    PictureMade,
    PictureSkipped,
)
from engine.batch.events import Progress as Told
from engine.batch.ready import Ready
from engine.batch.tally import Summary
from engine.commands.progress import bar_on_stderr
from engine.contract.judgement import Judgement
from engine.export.doubts import judgement_values, judgement_words
from engine.pose.pose import Joint
from engine.system.stored_path import readable, text_of

_NAME_LETTERS = 40
_MOST_LINES = 40


class ProgressShown:
    """A batch listener that draws a bar on stderr and writes each failure as a line; a context manager."""

    def __init__(self, total: int) -> None:
        self._bar = bar_on_stderr(TextColumn("{task.fields[left]}"))
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
        (len(summary.kept), f"{'was' if len(summary.kept) == 1 else 'were'} finished before"),
        (len(summary.skipped), "skipped, as their names are taken"),
        (len(summary.failed), "failed"),
        (len(summary.left_out), "left out, as was said in the window"),
    ):
        if count:
            parts.append(f"{count} {what}")
    told = ", ".join(parts)
    return f"{told[0].upper()}{told[1:]}; {readable(str(ready.folder))}"


def doubt_lines(summary: Summary) -> list[str]:
    """How many pictures to look at there are, and which: cut off, moved unseen, likely to be sent back; or nothing."""
    cut, unseen, doubted = _cut_off(summary), _unseen(summary), _doubted(summary)
    parts = [(each.file, ", ".join(each.cut_off)) for each in cut]
    joints = [(each.file, ", ".join(Joint[name].label for name in each.unseen)) for each in unseen]
    told = [(each.file, f"{judged.broken:.0%}, {judgement_words(judged)}") for each, judged in doubted]
    return [
        *_doubtful(summary, parts, one="cuts off", many="cut off", what="a part of the person at the edge"),
        *_doubtful(summary, joints, one="moves", many="move", what="joints that the photo does not show"),
        *_doubtful(summary, told, one="is", many="are", what="likely to be sent back by an editor"),
    ]


def _doubtful(
    summary: Summary, found: Sequence[tuple[str, str]], *, one: str, many: str, what: str
) -> list[str]:
    """A line on all of them, and one for each of the first."""
    if not found:
        return []
    total = len(summary.made) + len(summary.kept)
    verb = one if len(found) == 1 else many
    lines = [f"{len(found)} of {_counted(total, 'picture')} {verb} {what}:"]
    lines += [f"{file}: {told}" for file, told in found[:_MOST_LINES]]
    if len(found) > _MOST_LINES:
        lines.append(f"and {len(found) - _MOST_LINES} more; --table and --json tell all of them.")
    return lines


def _cut_off(summary: Summary) -> list[PictureMade | PictureKept]:
    return [each for each in _there(summary) if each.cut_off]


def _unseen(summary: Summary) -> list[PictureMade | PictureKept]:
    return [each for each in _there(summary) if each.unseen]


def _doubted(summary: Summary) -> list[tuple[PictureMade | PictureKept, Judgement]]:
    """With their judgements, the most doubtful first."""
    found = [(each, each.judgement) for each in _there(summary) if each.judgement is not None]
    return sorted((pair for pair in found if pair[1].is_doubtful), key=lambda pair: -pair[1].broken)


def _there(summary: Summary) -> list[PictureMade | PictureKept]:
    there: list[PictureMade | PictureKept] = [*summary.made, *summary.kept]
    return sorted(there, key=lambda each: each.cell)


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
            "left_out": len(summary.left_out),
            "cut_off": len(_cut_off(summary)),
            "moved_unseen": len(_unseen(summary)),
            "doubtful": len(_doubted(summary)),
        },
        "seconds": round(summary.seconds, 2),
        "preparing_seconds": round(summary.preparing_seconds, 2),
        "pictures_a_second": round(len(summary.made) / max(summary.seconds, 1e-9), 3),
        "pictures_a_second_once_prepared": round(len(summary.made) / working, 3),
        "device": device,
        "weights": weights,
        "pictures": sorted((_row(each) for each in _all(summary)), key=lambda row: row["cell"]),
    }


_Fate = PictureMade | PictureKept | PictureSkipped | PictureFailed | PictureLeftOut


def _all(summary: Summary) -> list[_Fate]:
    return [*summary.made, *summary.kept, *summary.skipped, *summary.failed, *summary.left_out]


def _row(fate: _Fate) -> dict[str, Any]:
    row: dict[str, Any] = {"cell": fate.cell, "photo": fate.photo, "pose": fate.pose}
    if isinstance(fate, PictureFailed):
        return {**row, "state": "failed", "sentence": fate.sentence}
    if isinstance(fate, PictureLeftOut):
        return {**row, "state": "left out"}
    row["file"] = fate.file
    if isinstance(fate, PictureSkipped):
        return {**row, "state": "skipped"}
    row |= {
        "cut_off": list(fate.cut_off),
        "moved_unseen": list(fate.unseen),
        **judgement_values(fate.judgement),
    }
    if isinstance(fate, PictureKept):
        return {**row, "state": "kept"}
    return {**row, "state": "made", "invented": round(fate.invented, 4), "notes": list(fate.notes)}


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
