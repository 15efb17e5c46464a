"""What goes with a finished batch: a contact sheet and a table, from its manifest, also when it went on later."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.batch.manifest import History, read_history
from engine.batch.records import Writing
from engine.export.sheet import Shown, sheet_pdf, sheet_png
from engine.export.table import Row, table_csv
from engine.system.files import write_atomic
from engine.system.originals import Originals

# Beside the manifest and named like it, so that writing them anew after going on is no surprise.
SHEET_NAMES = {"pdf": "repose-batch.pdf", "png": "repose-batch.png"}
TABLE_NAME = "repose-batch.csv"


@dataclass(frozen=True, slots=True)
class Papers:
    """Which papers are wanted in the folder of a batch. sheet: "pdf", "png" or None."""

    sheet: str | None = None
    table: bool = False

    def names(self) -> tuple[str, ...]:
        """The names that no picture may have."""
        sheet = () if self.sheet is None else (SHEET_NAMES[self.sheet],)
        return (*sheet, TABLE_NAME) if self.table else sheet

    def check(self, folder: Path, originals: Originals) -> None:
        """Raise OutputError where a paper would replace what the batch reads."""
        for name in self.names():
            originals.check(folder / name)

    def write(self, folder: Path, originals: Originals) -> None:
        """Write them for what is finished in `folder`; raises OutputError."""
        write_papers(
            folder,
            originals=originals,
            sheet=None if self.sheet is None else folder / SHEET_NAMES[self.sheet],
            table=folder / TABLE_NAME if self.table else None,
        )


def write_papers(
    folder: Path, *, originals: Originals, sheet: Path | None = None, table: Path | None = None
) -> None:
    """Write the contact sheet (PDF or PNG by its ending) and the table (CSV) of what is finished in `folder`.

    Decodes every picture for the sheet. Raises OutputError.
    """
    if sheet is None and table is None:
        return
    finished = finished_in(read_history(folder))
    if table is not None:
        write_atomic(table, table_csv(map(_row, finished)), originals=originals)
    if sheet is not None:
        shown = [Shown(folder / each.file, each.file, each.cut_off, _limbs(each)) for each in finished]
        is_pdf = sheet.suffix.lower() == ".pdf"
        drawn = sheet_pdf(shown, title=folder.name) if is_pdf else sheet_png(shown)
        write_atomic(sheet, drawn, originals=originals)


def finished_in(history: History) -> tuple[Writing, ...]:
    """What was said of each finished file before it was put in place, in the order of finishing."""
    said = (history.announced.get(name) for name in history.finished)
    return tuple(each for each in said if each is not None)


def _limbs(said: Writing) -> tuple[str, ...]:
    """The limbs to look at in a picture."""
    return () if said.judgement is None else said.judgement.limbs


def _row(said: Writing) -> Row:
    return Row(
        file=said.file,
        photo=said.photo,
        pose=said.pose,
        size=(said.width, said.height),
        invented=said.invented,
        milliseconds=said.milliseconds,
        sha256=said.sha256,
        cut_off=said.cut_off,
        unseen=said.unseen,
        judgement=said.judgement,
    )
