"""The buttons that bring poses into the matrix: from the library, those made in the document, and from files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QMenu, QPushButton, QWidget

from engine.pose.plain import joints_of
from engine.system.errors import EngineError
from gui.document.document import Document
from gui.export.matrix import MatrixModel
from gui.export.other_columns import folder_columns, library_columns
from gui.export.plan import (
    Column,
    edited_columns,
    kept_columns,
    tr,
    unkept_columns,
)
from gui.export.pose_picker import PosePicker
from gui.panels.pose_library import Library, LibraryPose
from gui.settings.places import pictures_folder


class PoseChoice(QWidget):
    """Changes the columns of `matrix`; `said` tells of files. document: whose poses are offered."""

    said = Signal(str)

    def __init__(self, library: Library, matrix: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self._matrix = matrix
        self.document = Document()
        self.pick, self.add = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        menu = QMenu(self)
        self._kept = menu.addAction("", lambda: matrix.add_columns(kept_columns(self.document)))
        self._current = menu.addAction("", lambda: matrix.add_columns(edited_columns(self.document)))
        self._folder = menu.addAction("", self._on_folder_asked)
        menu.aboutToShow.connect(self._show_offers)
        self.add.setMenu(menu)
        self.pick.clicked.connect(self._on_pick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.pick)
        row.addWidget(self.add)

    def show_document(self, document: Document) -> None:
        """Whose kept poses are offered."""
        self.document = document

    def to_begin_with(self) -> tuple[Column, ...]:
        """The poses of a new plan: those kept and those only on a canvas, else the first of the library."""
        return (*kept_columns(self.document), *unkept_columns(self.document)) or self._basics()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.pick.setText(tr("&Library…"))
        self.pick.setToolTip(tr("Tick the poses of the library that are to be in the matrix"))
        self.add.setText(tr("&Add poses"))
        self._kept.setText(tr("Kept poses"))
        self._current.setText(tr("Current poses"))
        self._folder.setText(tr("From a folder of pose files…"))

    def picker(self) -> PosePicker:
        """The library, with a tick on what the matrix has of it; not shown yet."""
        photos = len(self._matrix.photos_on), len(self._matrix.rows)
        ticked = [pose.path for pose in self._in_matrix()]
        return PosePicker(self.library, ticked, photos=photos, parent=self.window())

    def take(self, chosen: tuple[LibraryPose, ...], *, everywhere: bool = False) -> None:
        """Have exactly these poses of the library in the matrix; the others there stay.

        everywhere: new ones for all photos, not just for those that have a picture in the plan.
        """
        before = self._in_matrix()
        gone = [pose for pose in before if pose not in chosen]
        places = [place for place, column in enumerate(self._matrix.columns) if _is_one(column, gone)]
        if places:
            self._matrix.remove_columns(places)
        new = [pose for pose in chosen if pose not in before]
        if new:
            self._matrix.add_columns(library_columns(new, QLocale().name()), everywhere=everywhere)

    def _in_matrix(self) -> list[LibraryPose]:
        return [p for p in self.library.poses if any(_is_one(column, [p]) for column in self._matrix.columns)]

    def _basics(self) -> tuple[Column, ...]:
        first = next(iter(self.library.folders), None)
        poses = [pose for pose in self.library.poses if pose.folder == first]
        return library_columns(poses, QLocale().name())

    def _show_offers(self) -> None:
        self._kept.setEnabled(bool(kept_columns(self.document)))
        self._current.setEnabled(bool(edited_columns(self.document)))

    def _on_pick(self) -> None:
        dialog = self.picker()
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.take(dialog.chosen, everywhere=dialog.everywhere)
        dialog.deleteLater()

    def _on_folder_asked(self) -> None:
        start = str(pictures_folder())
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder of OpenPose JSON files"), start)
        if not chosen:
            return
        try:
            columns, notes = folder_columns(Path(chosen))
        except EngineError as error:
            self.said.emit(str(error))
            return
        self._matrix.add_columns(columns)
        self.said.emit(" ".join(notes))


def _is_one(column: Column, poses: list[LibraryPose]) -> bool:
    """Whether a column shows one of these; by its joints, as a plan that was kept names no files."""
    return column.home is None and any(column.item.joints == joints_of(pose.pose) for pose in poses)
