"""The pose library as a list for a view: what the search lets through, with names in the window's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage

from engine.contract.judgement import Judgement
from engine.pose.edits import mirror
from engine.system.errors import EngineError
from gui.look.judgement_words import doubt_of
from gui.look.tips import in_lines
from gui.look.warning_mark import grade_of
from gui.panels.figure_delegate import ARMS_BEHIND_ROLE, PICTURE_ROLE, POSE_ROLE, WARNING_ROLE
from gui.panels.pose_library import LibraryPose, rename_own

Index = QModelIndex | QPersistentModelIndex
_NAME_ROLES = frozenset(
    (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
)

_DOUBT_ROLES = frozenset((WARNING_ROLE, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole))


def language_code() -> str:
    """The code of the window's language, such as "ja"; `Translations` sets it with the default locale."""
    return QLocale().name()


class LibraryModel(QAbstractListModel):
    """Poses in order; a person's own can be renamed in place."""

    renamed = Signal()  # a file of the person's own has another name: read the library again
    message = Signal(str)  # a sentence for the person

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._poses: tuple[LibraryPose, ...] = ()
        self._flipped = False
        self._picture: tuple[Path, QImage, Judgement | None] | None = None

    def show_picture(self, pose: LibraryPose | None, picture: tuple[QImage, Judgement | None] | None) -> None:
        """Show a picture with its judgement in place of the figure of one pose, and figures for all others."""
        self._picture = None if pose is None or picture is None else (pose.path, *picture)
        self.refresh()

    def show_poses(self, poses: tuple[LibraryPose, ...]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self._poses = poses
        self.endResetModel()

    def set_flipped(self, flipped: bool) -> None:
        """Show each as its mirror image, or as it is."""
        self._flipped = flipped
        self.refresh()

    def refresh(self) -> None:
        """Show everything anew: the language or the colours changed."""
        if self._poses:
            self.dataChanged.emit(self.index(0), self.index(len(self._poses) - 1))

    def pose_at(self, index: Index) -> LibraryPose | None:
        """The pose of a row, None for no row."""
        return self._poses[index.row()] if index.isValid() else None

    def index_of(self, path: Path) -> QModelIndex:
        """The row of the pose in a file; no row where it is not listed."""
        return next(
            (self.index(row) for row, pose in enumerate(self._poses) if pose.path == path), QModelIndex()
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One row a pose."""
        return 0 if parent.isValid() else len(self._poses)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Name, pose, whether the body hides the arms, and the picture where there is one, with what to look at."""
        pose = self.pose_at(index)
        if pose is None:
            return None
        shown = self._picture if self._picture is not None and self._picture[0] == pose.path else None
        doubt = "" if shown is None or role not in _DOUBT_ROLES else doubt_of(shown[2])
        if role == WARNING_ROLE:
            return grade_of(None if shown is None else shown[2], doubt)
        if role in _NAME_ROLES:
            name = pose.name.in_language(language_code())
            told = f"{name}: {doubt}" if doubt else name
            return in_lines(told) if role == Qt.ItemDataRole.ToolTipRole else told
        if role == POSE_ROLE:
            return mirror(pose.pose) if self._flipped else pose.pose
        if role == PICTURE_ROLE:
            return None if shown is None else shown[1]
        return pose.arms_behind if role == ARMS_BEHIND_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A person's own can be edited."""
        pose = self.pose_at(index)
        editable = Qt.ItemFlag.ItemIsEditable if pose and pose.own else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Rename one of the person's own."""
        pose = self.pose_at(index)
        if pose is None or not pose.own or role != Qt.ItemDataRole.EditRole:
            return False
        try:
            rename_own(pose, str(value))
        except EngineError as error:
            self.message.emit(str(error))
            return False
        self.renamed.emit()
        return True
