"""Takes pictures of the export, light and dark, English and Japanese, and makes the contact sheet of our own people.

    python -m tools.export_pictures FOLDER [SCALE]

SCALE 2 draws two pixels for each, as dense screens do.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from PySide6.QtCore import Qt

from engine.batch.events import PictureFailed, Progress, Step
from engine.batch.plan import Rule
from gui.export.dialog import ExportDialog
from gui.look.language import Language
from gui.look.theme import Scheme
from gui.panels.figure_delegate import PICTURE_ROLE
from tools.stage import DEMO, Stage, stage

_PEOPLE = {"linen-shirt": "demo.png", "dotted-dress": "demo_dress.png", "grey-suit": "demo_suit.png"}
_POSES = 5
_SHOWN = "/home/hanako/catalogue"
_SHEET = "repose-batch.png"


def main(
    folder: Annotated[Path, typer.Argument(help="Where the pictures go.", file_okay=False)],
    scale: Annotated[
        int, typer.Argument(min=1, max=2, help="Pixels of the screen to one of the window.")
    ] = 1,
) -> None:
    """Take pictures of the export in all looks; the contact sheet is `sheet.png`."""
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, stage(1280, 800) as on:
        dialog = _opened(on, Path(place))
        dialog.page.target.folder.setText(_SHOWN)
        _in_all_looks(on, dialog, folder / "plan")
        dialog.page.target.folder.setText(str(Path(place) / "catalogue"))
        dialog.page.start.click()
        while on.window.exporting.run.is_running:
            on.settle()
        shutil.copyfile(Path(place) / "catalogue" / _SHEET, folder / "sheet.png")
        _show_progress(dialog)
        _in_all_looks(on, dialog, folder / "progress")


def _opened(on: Stage, place: Path) -> ExportDialog:
    """The export of three people in a few poses, with a cell off and one with a rule of its own."""
    for name, file in _PEOPLE.items():
        shutil.copyfile(DEMO.with_name(file), place / f"{name}.png")
    on.window.open_files([place / f"{name}.png" for name in _PEOPLE])
    while not all(entry.source is not None for entry in on.session.document.photos):
        on.settle()
    on.window.exporting.show()
    dialog = on.window.exporting.dialog
    if dialog is None:
        raise RuntimeError("the export did not open")
    page = dialog.page
    page.matrix.remove_columns(range(_POSES, len(page.matrix.columns)))
    page.matrix.setData(page.matrix.index(2, 4), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    page.matrix.set_rule([(1, 2)], Rule.FITTED)
    page.target.sheet_kind.setCurrentIndex(page.target.sheet_kind.findData("png"))
    page.target.sheet.setChecked(True)
    page.target.table.setChecked(True)
    while not all(page.matrix.index(*cell).data(PICTURE_ROLE) for cell in page.matrix.cells):
        on.settle()
    return dialog


def _show_progress(dialog: ExportDialog) -> None:
    """As it looks in the middle of a long batch."""
    dialog.progress.begin(480)
    sentence = "There is no room for polo-Relaxed.png in /home/hanako/catalogue. Free some space first."
    dialog.progress.take(PictureFailed(17, "polo", "Relaxed", sentence))
    dialog.progress.take(Progress(137, 480, Step.RENDERING, "dotted-dress", "Wide stance", 620.0))


def _in_all_looks(on: Stage, dialog: ExportDialog, place: Path) -> None:
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        for language in (Language.ENGLISH, Language.JAPANESE):
            on.set(scheme=scheme, language=language)
            on.settle()
            dialog.grab().save(f"{place}-{scheme.value}-{language.value}.png")


if __name__ == "__main__":
    typer.run(main)
