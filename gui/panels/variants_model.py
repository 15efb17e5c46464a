"""The variants of the photo on the canvas as a list for a view: renamed and reordered in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from engine.contract.judgement import Judgement
from gui.document.others import Variant
from gui.document.session import Session
from gui.look.judgement_words import doubt_of
from gui.look.said import Said
from gui.look.tips import in_lines
from gui.look.warning_mark import grade_of
from gui.panels.figure_delegate import PICTURE_ROLE, POSE_ROLE, WARNING_ROLE
from gui.panels.kept_pictures import KeptPictures

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_ROW = "application/x-repose-variant-row"
_DOUBT_ROLES = frozenset((WARNING_ROLE, _Role.ToolTipRole, _Role.AccessibleTextRole))
_NAME_ROLES = frozenset((_Role.DisplayRole, _Role.EditRole, _Role.ToolTipRole, _Role.AccessibleTextRole))


class VariantsModel(QAbstractListModel):
    """One row a variant; what is changed here is an edit of the session."""

    def __init__(self, session: Session, pictures: KeptPictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pictures = pictures
        self._shown: tuple[Variant, ...] = ()
        session.variants_changed.connect(self._on_variants_changed)
        session.photo_changed.connect(self._begin_anew)
        pictures.changed.connect(self.refresh)
        self._on_variants_changed()

    @property
    def variants(self) -> tuple[Variant, ...]:
        """What is listed."""
        return self._shown

    def refresh(self) -> None:
        """Show everything anew: colours or pictures changed."""
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def move(self, rows: Sequence[int], *, gap: int) -> int:
        """Bring the kept poses at `rows` into the gap before the row `gap`; answers where the first of them is then."""
        chosen = sorted(set(rows) & set(range(len(self._shown))))
        first = sum(row < gap and row not in chosen for row in range(len(self._shown)))
        rest = [variant for row, variant in enumerate(self._shown) if row not in chosen]
        rest[first:first] = [self._shown[row] for row in chosen]
        self._session.set_variants(tuple(rest), Said("VariantsModel", "Reorder kept poses"))
        return first

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One row a variant."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = int(_Role.DisplayRole)) -> Any:
        """Name, pose, and the picture where there has been one, with what to look at in it."""
        if not index.isValid():
            return None
        variant = self._shown[index.row()]
        doubt = doubt_of(self._pictures.judgement_of(variant)) if role in _DOUBT_ROLES else ""
        if role == WARNING_ROLE:
            return grade_of(self._pictures.judgement_of(variant), doubt)
        if role in _NAME_ROLES:
            return self._named(variant.name, doubt, is_tip=role == _Role.ToolTipRole)
        if role == POSE_ROLE:
            return variant.pose
        return self._pictures.of(variant) if role == PICTURE_ROLE else None

    def judgement_at(self, index: Index) -> Judgement | None:
        """What is known of the picture of a row."""
        return self._pictures.judgement_of(self._shown[index.row()]) if index.isValid() else None

    def _named(self, name: str, doubt: str, *, is_tip: bool) -> str:
        """A name, with what to look at where there is something; a tip is in lines, and says where more is told."""
        if not doubt:
            return name
        if not is_tip:
            return f"{name}: {doubt}"
        return in_lines(f"{name}: {doubt}\n" + self.tr("Click the mark to see where."))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each can be renamed and dragged; dropping is between them."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled

    def setData(self, index: Index, value: Any, role: int = int(_Role.EditRole)) -> bool:
        """Rename; an empty name is refused."""
        name = " ".join(str(value).split())
        if not index.isValid() or role != _Role.EditRole or not name:
            return False
        variants = list(self._shown)
        variants[index.row()] = replace(variants[index.row()], name=name)
        self._session.set_variants(tuple(variants), Said("VariantsModel", "Rename kept pose"))
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        """Variants are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Rows of this list only."""
        return [_ROW]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The dragged rows."""
        data = QMimeData()
        rows = sorted(index.row() for index in indexes)
        data.setData(_ROW, QByteArray(",".join(map(str, rows)).encode()))
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Reorder. False, as the session moved the rows already and the view must not remove them as well."""
        words = bytes(data.data(_ROW).data()).decode().split(",")
        if action == Qt.DropAction.MoveAction and all(word.isdecimal() for word in words):
            gap = row if row >= 0 else parent.row() if parent.isValid() else len(self._shown)
            self.move([int(word) for word in words], gap=gap)
        return False

    def _on_variants_changed(self) -> None:
        entry = self._session.entry
        variants = entry.variants if entry else ()
        if [variant.pose for variant in variants] == [variant.pose for variant in self._shown]:
            self._shown = variants
            self.refresh()  # of other names at most: what is selected stays so
        else:
            self._begin_anew()

    def _begin_anew(self) -> None:
        entry = self._session.entry
        self.beginResetModel()
        self._shown = entry.variants if entry else ()
        self.endResetModel()
