"""A batch as a table for spreadsheets: one line a picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from engine.contract.judgement import Judgement
from engine.export.doubts import judgement_words
from engine.pose.pose import Joint

HEADINGS = (
    "file", "photo", "pose", "width_px", "height_px", "made_up_percent", "milliseconds", "sha256", "cut_off",
    "moved_unseen", "doubtful", "reasons",
)  # fmt: skip
# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """One finished picture. size: (width, height) px. invented: share 0..1. sha256: of the file's bytes.

    cut_off, unseen: what is doubtful in it, see `engine.export.doubts.Foreseen`. judgement: None where there is none.
    """

    file: str
    photo: str
    pose: str
    size: tuple[int, int]
    invented: float
    milliseconds: float
    sha256: str
    cut_off: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    judgement: Judgement | None = None


def table_csv(rows: Iterable[Row]) -> bytes:
    """The rows as CSV, UTF-8 with a mark at its start so that spreadsheets read every script."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for row in rows:
        names = (_harmless(row.file), _harmless(row.photo), _harmless(row.pose))
        numbers = (*row.size, round(100 * row.invented, 1), round(row.milliseconds))
        doubts = (", ".join(row.cut_off), ", ".join(Joint[name].label for name in row.unseen))
        broken = "" if row.judgement is None else round(100 * row.judgement.broken)
        writer.writerow([*names, *numbers, row.sha256, *doubts, broken, judgement_words(row.judgement)])
    return text.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
