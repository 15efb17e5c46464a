"""Offers what a crash left behind: bring it back, keep it for later, or let it go."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from html import escape

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.project.journal import Recoverable

_MOST_NAMES = 4


class Answer(Enum):
    """What a person wants done."""

    RECOVER = "recover"
    LATER = "later"
    DISCARD = "discard"


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Recovery", text)


def ask_to_recover(item: Recoverable, parent: QWidget | None = None) -> Answer:
    """Ask what is to be done with `item`; closing the question means later."""
    box = recovery_box(item, parent)
    box.exec()
    answers = {
        QMessageBox.ButtonRole.AcceptRole: Answer.RECOVER,
        QMessageBox.ButtonRole.DestructiveRole: Answer.DISCARD,
    }
    return answers.get(box.buttonRole(box.clickedButton()), Answer.LATER)


def recovery_box(item: Recoverable, parent: QWidget | None = None) -> QMessageBox:
    """The question as a box that is not shown yet."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("Restore unsaved work?"))
    when = QDateTime.fromSecsSinceEpoch(int(item.when.timestamp()))
    shown = QLocale().toString(when, QLocale.FormatType.ShortFormat)
    box.setText(tr("Repose ended on {when} with unsaved work.").format(when=shown))
    place = "" if item.project is None else tr("Project: {path}").format(path=item.project)
    photos = tr("Photos: {names}").format(names=_shortened(item.names))
    # Escaped, as a file's name may look like markup.
    box.setInformativeText("<br>".join(escape(line) for line in (place, photos) if line))
    recover = box.addButton(tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
    later = box.addButton(tr("Ask again later"), QMessageBox.ButtonRole.RejectRole)
    box.addButton(tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(recover)
    box.setEscapeButton(later)
    return box


def _shortened(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown}, …" if len(names) > _MOST_NAMES else shown
