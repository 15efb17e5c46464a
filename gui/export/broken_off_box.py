"""Asks about a batch that broke off: go on with it, ask again later, or let it be."""

from __future__ import annotations

from enum import Enum
from html import escape

from PySide6.QtWidgets import QMessageBox, QWidget

from engine.system.stored_path import readable
from gui.export.broken_off import BrokenOff
from gui.export.plan import tr


class Answer(Enum):
    """What a person wants done."""

    GO_ON = "go on"
    LATER = "later"
    FORGET = "forget"


def ask_to_go_on(batch: BrokenOff, parent: QWidget | None = None) -> Answer:
    """Ask what is to be done with `batch`; closing the question means later."""
    box = broken_off_box(batch, parent)
    box.exec()
    answers = {
        QMessageBox.ButtonRole.AcceptRole: Answer.GO_ON,
        QMessageBox.ButtonRole.DestructiveRole: Answer.FORGET,
    }
    answer = answers.get(box.buttonRole(box.clickedButton()), Answer.LATER)
    box.deleteLater()
    return answer


def broken_off_box(batch: BrokenOff, parent: QWidget | None = None) -> QMessageBox:
    """The question as a box that is not shown yet."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("Continue the export?"))
    text = tr("An export broke off: {done} of {total} pictures are finished.")
    box.setText(text.format(done=batch.done, total=batch.total))
    # Escaped, as a folder's name may look like markup.
    box.setInformativeText(escape(tr("Folder: {path}").format(path=readable(str(batch.folder)))))
    go_on = box.addButton(tr("Continue export"), QMessageBox.ButtonRole.AcceptRole)
    later = box.addButton(tr("Ask again later"), QMessageBox.ButtonRole.RejectRole)
    box.addButton(tr("Do not continue"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(go_on)
    box.setEscapeButton(later)
    return box
