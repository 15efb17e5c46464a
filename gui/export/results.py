"""What has become of each cell of a running batch, with its small picture, as a table of photos and poses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from engine.batch.events import (
    BatchEvent,
    PictureFailed,
    PictureKept,
    PictureLeftOut,
    PictureMade,
    PictureSkipped,
    Progress,
)
from engine.batch.ready import Ready
from engine.export.doubts import Foreseen
from gui.export.heads import figure_data
from gui.export.plan import Column, tr
from gui.export.words import doubt_words
from gui.look.engine_sentences import localised
from gui.look.tips import in_lines
from gui.look.warning_mark import Grade, grade_of
from gui.panels.figure_delegate import PICTURE_ROLE, WARNING_ROLE

Index = QModelIndex | QPersistentModelIndex
Fated: TypeAlias = PictureMade | PictureKept | PictureSkipped | PictureFailed | PictureLeftOut
_ROLE = Qt.ItemDataRole
STATE_ROLE = int(_ROLE.UserRole) + 20
_NOWHERE = QModelIndex()


class State(Enum):
    """How a cell looks. WARNED: it is made, and something about it should be looked at."""

    OFF = "off"
    WAITING = "waiting"
    NOW = "now"
    MADE = "made"
    WARNED = "warned"
    SKIPPED = "skipped"
    FAILED = "failed"
    LEFT_OUT = "left out"


class ResultsModel(QAbstractTableModel):
    """Takes a batch's events; cells are named by their indices in the batch, from 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ready: Ready | None = None
        self._places: Mapping[int, tuple[int, int]] = {}
        self._cells: Mapping[tuple[int, int], int] = {}
        self._heads: Mapping[int, QImage | None] = {}
        self._pictures: dict[int, QImage] = {}
        self._now: int | None = None
        self.fates: dict[int, Fated] = {}

    def show_batch(self, ready: Ready, heads: Mapping[int, QImage | None]) -> None:
        """Begin with the cells of a batch; heads: small pictures of its photos, by their places in the plan."""
        self.beginResetModel()
        self._ready, self._heads = ready, heads
        self._places = {task.cell.index: (task.cell.photo, task.cell.pose) for task in ready.tasks}
        self._cells = {place: index for index, place in self._places.items()}
        self.fates.clear()
        self._pictures.clear()
        self._now = None
        self.endResetModel()

    def take(self, event: BatchEvent) -> None:
        """Show what became of a cell, or which one is being made."""
        if isinstance(event, Progress):
            self._work_at(self._cell_called(event.photo, event.pose))
        elif isinstance(event, Fated):
            before = self.fates.get(event.cell)
            # Going on tells of what was made before that it is there.
            if not (isinstance(event, PictureKept) and isinstance(before, PictureMade)):
                self.fates[event.cell] = event
            self._tell(event.cell)

    def put_picture(self, cell: int, picture: QImage) -> None:
        """The small picture of a finished cell."""
        self._pictures[cell] = picture
        self._tell(cell)

    def put_head(self, photo: int, picture: QImage) -> None:
        """The small picture of a photo, by its place in the plan."""
        self._heads = {**self._heads, photo: picture}
        self.headerDataChanged.emit(Qt.Orientation.Vertical, photo, photo)

    def want_again(self, cells: Iterable[int]) -> None:
        """These wait to be made once more."""
        for cell in cells:
            self.fates.pop(cell, None)
            self._pictures.pop(cell, None)
            self._tell(cell)

    def leave_out(self, cells: Collection[int]) -> None:
        """Show these as left out, before the batch has said so."""
        for task in () if self._ready is None else self._ready.tasks:
            if task.cell.index in cells:
                self.take(PictureLeftOut(task.cell.index, task.photo.name, task.pose.name))

    def cell_at(self, index: Index) -> int | None:
        """The cell of a place in the table; None where the plan has none."""
        return self._cells.get((index.row(), index.column()))

    def state_of(self, cell: int | None) -> State:
        """How a cell looks."""
        if cell is None:
            return State.OFF
        fate = self.fates.get(cell)
        if fate is None:
            return State.NOW if cell == self._now else State.WAITING
        if isinstance(fate, PictureMade | PictureKept):
            return State.WARNED if warning(fate) else State.MADE
        others = {PictureSkipped: State.SKIPPED, PictureFailed: State.FAILED, PictureLeftOut: State.LEFT_OUT}
        return others[type(fate)]

    def refresh(self) -> None:
        """Say everything anew: the language or the colours changed."""
        if self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    # -- what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of photos."""
        return 0 if parent.isValid() or self._ready is None else len(self._ready.plan.photos)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The number of poses."""
        return 0 if parent.isValid() or self._ready is None else len(self._ready.plan.poses)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """State and picture, and all of it in words for tips and screen readers."""
        cell = self.cell_at(index)
        if role == STATE_ROLE:
            return self.state_of(cell)
        if role == PICTURE_ROLE:
            return None if cell is None else self._pictures.get(cell)
        if role == WARNING_ROLE:
            return _grade(None if cell is None else self.fates.get(cell))
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole) and self._ready is not None:
            plan = self._ready.plan
            names = f"{plan.photos[index.row()].name} × {plan.poses[index.column()].name}"
            told = f"{names}: {self._words(cell)}"
            return in_lines(told) if role == _ROLE.ToolTipRole else told
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """The names and pictures of photos and poses."""
        if self._ready is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            photo = self._ready.plan.photos[section]
            if role == PICTURE_ROLE:
                return self._heads.get(section)
            return photo.name if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole) else None
        pose = self._ready.plan.poses[section]
        return (
            pose.name if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole) else figure_data(Column(pose), role)
        )

    def finished(self) -> list[tuple[int, str, Fated]]:
        """The cells with a picture in the order of the table, each with its name and what became of it."""
        return [
            (cell, f"{fate.photo} × {fate.pose}", fate)
            for cell in sorted(self._places, key=self._places.__getitem__)
            if isinstance(fate := self.fates.get(cell), PictureMade | PictureKept)
        ]

    # -- inside

    def _words(self, cell: int | None) -> str:
        fate = None if cell is None else self.fates.get(cell)
        if fate is not None and (said := warning(fate)):
            return said
        return {
            State.OFF: tr("not in this batch"), State.WAITING: tr("waiting"), State.NOW: tr("being made"),
            State.SKIPPED: tr("skipped, file exists"), State.LEFT_OUT: tr("left out"),
        }.get(self.state_of(cell), tr("made"))  # fmt: skip

    def _work_at(self, cell: int | None) -> None:
        before, self._now = self._now, cell
        for each in {before, cell}:
            if each is not None:
                self._tell(each)

    def _cell_called(self, photo: str, pose: str) -> int | None:
        """The cell that is being made, of which only the names are told; photos of one name come in order."""
        for task in () if self._ready is None or not pose else self._ready.tasks:
            if (task.photo.name, task.pose.name) == (photo, pose) and task.cell.index not in self.fates:
                return task.cell.index
        return None

    def _tell(self, cell: int) -> None:
        if cell in self._places:
            at = self.index(*self._places[cell])
            self.dataChanged.emit(at, at)


def _grade(fate: Fated | None) -> Grade:
    """How much a cell wants to be looked at; what failed comes first."""
    if fate is None or isinstance(fate, PictureFailed):
        return Grade.NONE if fate is None else Grade.FIRST
    judgement = fate.judgement if isinstance(fate, PictureMade | PictureKept) else None
    return grade_of(judgement, warning(fate))


def warning(fate: Fated) -> str:
    """What failed, or should be looked at in a picture, in the language of the window; empty where nothing."""
    if isinstance(fate, PictureFailed):
        return localised(fate.sentence)
    if isinstance(fate, PictureMade | PictureKept):
        return doubt_words(Foreseen(fate.cut_off, fate.unseen), fate.judgement)
    return ""
