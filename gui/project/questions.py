"""What is asked around projects: which file, and what to do with unsaved edits before they are lost."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox, QWidget

from gui.project.file import SUFFIX
from gui.project.keeper import Keeper
from gui.project.recovery_dialog import Answer, ask_to_recover


class Leave(Enum):
    """What to do with unsaved edits."""

    SAVE = "save"
    DISCARD = "discard"
    STAY = "stay"


class Replace(Enum):
    """What to do with a project that is another one on disk by now."""

    REPLACE = "replace"
    SAVE_AS = "save as"
    STAY = "stay"


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("ProjectQuestions", text)


def save(keeper: Keeper, window: QWidget | None, *, suggested: Path) -> bool:
    """Save under the project's own name, asking for one where there is none; False when given up."""
    if keeper.path is None:
        return save_as(keeper, window, suggested=suggested)
    if keeper.is_changed_on_disk:
        answer = ask_to_replace(window)
        if answer is not Replace.REPLACE:
            return answer is Replace.SAVE_AS and save_as(keeper, window, suggested=suggested)
    keeper.save(keeper.path)
    return True


def save_as(keeper: Keeper, window: QWidget | None, *, suggested: Path) -> bool:
    """Ask for a name and save; False when given up."""
    start = keeper.path or suggested.with_name(suggested.name + SUFFIX)
    name, _ = QFileDialog.getSaveFileName(window, tr("Save project"), str(start), _filter())
    if name:
        keeper.save(_with_suffix(name))
    return bool(name)


def open_project(keeper: Keeper, window: QWidget | None, *, suggested: Path) -> None:
    """Ask for a project and open it, after what is unsaved has been dealt with."""
    folder = (keeper.path or suggested).parent
    name, _ = QFileDialog.getOpenFileName(window, tr("Open project"), str(folder), _filter())
    if name and may_leave(keeper, window, suggested=suggested):
        keeper.open(Path(name))


def may_leave(keeper: Keeper, window: QWidget | None, *, suggested: Path) -> bool:
    """Whether the document may be closed: unsaved edits were saved, or are not wanted."""
    if not keeper.is_modified:
        return True
    answer = ask_to_leave(window)
    if answer is not Leave.SAVE:
        return answer is Leave.DISCARD
    # A save that failed leaves the document modified, and so the window open.
    return save(keeper, window, suggested=suggested) and keeper.finish_save()


def ask_to_leave(window: QWidget | None) -> Leave:
    """Ask what to do with unsaved edits."""
    box = leave_box(window)
    box.exec()
    button = QMessageBox.StandardButton
    answers = {button.Save: Leave.SAVE, button.Discard: Leave.DISCARD}
    return answers.get(box.standardButton(box.clickedButton()), Leave.STAY)


def leave_box(window: QWidget | None) -> QMessageBox:
    """The question as a box that is not shown yet."""
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(tr("Save the project?"))
    box.setText(tr("The project has unsaved changes. They will be lost if you do not save it."))
    button = QMessageBox.StandardButton
    box.setStandardButtons(button.Save | button.Discard | button.Cancel)
    box.setDefaultButton(button.Save)
    return box


def ask_to_replace(window: QWidget | None) -> Replace:
    """Ask what to do where saving would lose what another window or program wrote; closing it saves nothing."""
    box, answers = replace_box(window)
    box.exec()
    return answers.get(box.clickedButton(), Replace.STAY)


def replace_box(window: QWidget | None) -> tuple[QMessageBox, dict[QAbstractButton, Replace]]:
    """The question as a box that is not shown yet, and what its buttons mean."""
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(tr("Replace the project?"))
    box.setText(
        tr(
            "This project was changed on disk since it was opened or saved here. "
            "Saving it replaces what was changed there."
        )
    )
    replace = box.addButton(tr("Replace"), QMessageBox.ButtonRole.DestructiveRole)
    save_as = box.addButton(tr("Save as…"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(save_as)
    return box, {replace: Replace.REPLACE, save_as: Replace.SAVE_AS}


def offer_recovery(keeper: Keeper, window: QWidget | None) -> None:
    """Ask about everything a crash left behind, newest first, until one is brought back."""
    for item in keeper.recoverable():
        answer = ask_to_recover(item, window)
        if answer is Answer.RECOVER:
            keeper.recover(item)
            return
        if answer is Answer.DISCARD:
            keeper.discard(item)


def _filter() -> str:
    return f"{tr('Repose project')} (*{SUFFIX})"


def _with_suffix(name: str) -> Path:
    path = Path(name)
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
