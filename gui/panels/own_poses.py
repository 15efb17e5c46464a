"""What a person does with their own poses of the library: save, put into folders, delete, with the questions for it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QMessageBox, QWidget

from engine.system.errors import EngineError
from gui.document.session import Session
from gui.panels.pose_library import LibraryPose, delete_own, move_own, save_own

_QUESTION_PX = 360  # a desktop shows a title whole in this width


class OwnPoses(QObject):
    """Changes the files in `folder`, which need not exist; `changed` carries the file to be shown, None for none."""

    changed = Signal(object)  # Path | None
    message = Signal(str)  # a sentence for the person: what went wrong and what to do
    said = Signal(str)  # what was done, where it cannot be seen otherwise

    def __init__(self, session: Session, folder: Path, panel: QWidget) -> None:
        super().__init__(panel)
        self._session = session
        self._folder = folder
        self._panel = panel

    def save(self, name: str, into: str | None) -> None:
        """Keep the pose being edited under `name`, in the person's folder `into` or in none."""
        pose, source = self._session.pose, self._session.source
        if pose is None or source is None:
            return
        folder = self._folder if into is None else self._folder / into
        try:
            path = save_own(pose, name, folder=folder, size=source.photo.size)
        except EngineError as error:
            self.message.emit(str(error))
            return
        self.changed.emit(path)
        self.said.emit(self.tr("“{name}” is in {folder}").format(name=path.stem, folder=self._called(into)))

    def move(self, pose: LibraryPose, into: str | None) -> None:
        """Put a pose into the person's folder `into`, which may be a new one, or into none."""
        try:
            path = move_own(pose, into, root=self._folder)
        except EngineError as error:
            self.message.emit(str(error))
            return
        self.changed.emit(path)
        self.said.emit(self.tr("“{name}” is in {folder}").format(name=path.stem, folder=self._called(into)))

    def delete(self, pose: LibraryPose) -> None:
        """Delete a pose."""
        try:
            delete_own(pose)
        except EngineError as error:
            self.message.emit(str(error))
        self.changed.emit(None)

    def ask_to_save(self, into: str | None) -> None:
        """Ask for a name, and save."""
        name = self._ask(self.tr("Save pose"), self.tr("Pose name"))
        if name is not None:
            self.save(name, into)

    def ask_to_delete(self, pose: LibraryPose) -> None:
        """Ask whether a pose is to be deleted, and do so."""
        question = self.tr("Delete the pose “{name}” from the library? This cannot be undone.")
        answer = QMessageBox.question(
            self._panel, self.tr("Delete pose"), question.format(name=pose.path.stem)
        )
        if answer == QMessageBox.StandardButton.Yes:
            self.delete(pose)

    def fill_menu(self, menu: QMenu, pose: LibraryPose, folders: tuple[str, ...]) -> None:
        """Offer where a pose can go; a tick says where it is. folders: the names of the person's own."""
        menu.clear()
        for name in (None, *folders):
            action = menu.addAction(self._called(name).replace("&", "&&"), partial(self.move, pose, name))
            action.setCheckable(True)
            action.setChecked(pose.own_folder == name)
        menu.addSeparator()
        menu.addAction(self.tr("New folder…"), partial(self._ask_for_folder, pose))

    def _ask_for_folder(self, pose: LibraryPose) -> None:
        name = self._ask(self.tr("New folder"), self.tr("Folder name"))
        if name is not None:
            self.move(pose, name)

    def _called(self, folder: str | None) -> str:
        return self.tr("My poses") if folder is None else folder

    def _ask(self, title: str, label: str) -> str | None:
        question = QInputDialog(self._panel)
        question.setWindowTitle(title)
        question.setLabelText(label)
        question.resize(_QUESTION_PX, question.sizeHint().height())
        answer = question.textValue() if question.exec() else None
        question.deleteLater()
        return answer
