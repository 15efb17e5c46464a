"""The matrix of photos and poses: a box to tick for every picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from engine.batch.plan import Rule
from gui.export.heads import figure_data
from gui.export.plan import Cells, Column, Row, first_cells, own_rule, tr
from gui.export.previews import Look
from gui.export.rules import rule_word
from gui.export.words import doubt_words
from gui.look.tips import in_lines
from gui.look.warning_mark import grade_of
from gui.panels.figure_delegate import PICTURE_ROLE, WARNING_ROLE

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_NOWHERE = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """Rows are photos, columns poses; `changed` after every change of cells, rows or columns."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self.columns: tuple[Column, ...] = ()
        self.cells: Cells = frozenset()
        self.rules: dict[tuple[int, int], Rule] = {}  # of cells that have one of their own
        self._looks: Mapping[tuple[int, int], Look] = {}
        self._before: dict[Cells, Cells] = {}  # by rows and columns switched whole, what of them was on

    def begin(
        self,
        rows: Sequence[Row],
        columns: Sequence[Column],
        *,
        cells: Cells | None = None,
        rules: Mapping[tuple[int, int], Rule] = MappingProxyType({}),
    ) -> None:
        """Show these, with the cells on that were before, or that make sense to begin with."""
        self.rules = dict(rules)
        self._become(tuple(rows), tuple(columns), first_cells(rows, columns) if cells is None else cells)

    @property
    def photos_on(self) -> frozenset[int]:
        """The rows of which a cell is on; all where none is."""
        return frozenset(row for row, _ in self.cells) or frozenset(range(len(self.rows)))

    def add_columns(self, columns: Iterable[Column], *, everywhere: bool = False) -> None:
        """Further poses, without those that are there already, on for the photos that have a picture in the plan.

        everywhere: on for all photos. A pose made on a photo is on for that alone.
        """
        new = tuple(column for column in _single(columns) if column not in self.columns)
        every, begin = (*self.columns, *new), len(self.columns)
        on = frozenset(range(len(self.rows))) if everywhere else self.photos_on
        added = (
            cell
            for cell in first_cells(self.rows, every, begin=begin)
            if cell[0] in on or every[cell[1]].home is not None
        )
        self._become(self.rows, every, self.cells | frozenset(added))

    def remove_columns(self, places: Iterable[int]) -> None:
        """Without the poses at these places."""
        gone = set(places)
        kept = [place for place in range(len(self.columns)) if place not in gone]
        new = {place: number for number, place in enumerate(kept)}
        cells = frozenset((row, new[column]) for row, column in self.cells if column in new)
        self.rules = {(row, new[column]): rule for (row, column), rule in self.rules.items() if column in new}
        self._become(self.rows, tuple(self.columns[place] for place in kept), cells)

    def set_all(self, *, on: bool) -> None:
        """Every cell on or off."""
        self._switch(self._block(range(len(self.rows)), range(len(self.columns))), on=on)

    def switch(self, places: Iterable[tuple[int, int]], *, on: bool) -> None:
        """Some cells on or off."""
        self._switch(frozenset(places), on=on)

    def toggle_row(self, row: int) -> None:
        """A whole row on, or where all of it is on as it was before."""
        self._toggle(self._row(row))

    def toggle_column(self, column: int) -> None:
        """A whole column on, or where all of it is on as it was before."""
        self._toggle(self._column(column))

    def set_rule(self, places: Iterable[tuple[int, int]], rule: Rule | None) -> None:
        """How the poses of these cells come onto their persons; None for the usual way."""
        chosen = set(places)
        self.rules = {place: kept for place, kept in self.rules.items() if place not in chosen}
        if rule is not None:
            self.rules |= dict.fromkeys(chosen, rule)
        self._tell([_ROLE.DisplayRole])

    def rule_at(self, place: tuple[int, int]) -> Rule | None:
        """The rule of a cell; None for the one that is chosen for all."""
        return self.rules.get(place) or own_rule(self.rows[place[0]], self.columns[place[1]])

    def show_looks(self, looks: Mapping[tuple[int, int], Look]) -> None:
        """Show what cells will look like; no change of the plan."""
        self._looks = looks
        if self.rows and self.columns:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [PICTURE_ROLE, WARNING_ROLE])

    @property
    def doubtful(self) -> int:
        """How many of the cells that are on should be looked at, as far as is known."""
        return sum(bool(_doubts(self._looks.get(place))) for place in self.cells)

    # -- what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The number of photos."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The number of poses."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Each cell can be ticked."""
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsUserCheckable

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Whether a cell is on, and its names for tips and screen readers."""
        place = (index.row(), index.column())
        if role == _ROLE.CheckStateRole:
            return Qt.CheckState.Checked if place in self.cells else Qt.CheckState.Unchecked
        look = self._looks.get(place) if place in self.cells else None
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            names = f"{self.rows[place[0]].item.name} × {self.columns[place[1]].item.name}"
            doubts = _doubts(look)
            told = f"{names}: {doubts}" if doubts else names
            return in_lines(told) if role == _ROLE.ToolTipRole else told
        if role == PICTURE_ROLE:
            return None if look is None else look.picture
        if role == WARNING_ROLE:
            return grade_of(None if look is None else look.judgement, _doubts(look))
        if role == _ROLE.DisplayRole and place in self.cells:
            rule = self.rule_at(place)
            return None if rule is None else rule_word(rule)
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Switch a cell."""
        if role != _ROLE.CheckStateRole:
            return False
        self._switch(
            frozenset([(index.row(), index.column())]), on=Qt.CheckState(value) is Qt.CheckState.Checked
        )
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """The names of photos and poses, and whether all of their cells are on, some or none."""
        across = orientation is Qt.Orientation.Horizontal
        if role == _ROLE.CheckStateRole:
            return self._ticked(section, across=across)
        item = (self.columns if across else self.rows)[section].item
        if role == _ROLE.DisplayRole:
            return item.name
        if role == PICTURE_ROLE:
            return None if across else self.rows[section].picture
        if across and (shown := figure_data(self.columns[section], role)) is not None:
            return shown
        if role == _ROLE.ToolTipRole:
            where = f"{item.path}\n" if item.path else ""
            return where + (
                tr("Click to tick the whole column, and once more for what was ticked before.")
                if across
                else tr("Click to tick the whole row, and once more for what was ticked before.")
            )
        return None

    # -- inside

    def _become(self, rows: tuple[Row, ...], columns: tuple[Column, ...], cells: Cells) -> None:
        self.beginResetModel()
        self._before.clear()
        self.rows, self.columns, self.cells = rows, columns, cells
        self.endResetModel()
        self.changed.emit()

    @staticmethod
    def _block(rows: Iterable[int], columns: Iterable[int]) -> Cells:
        across = list(columns)
        return frozenset((row, column) for row in rows for column in across)

    def _ticked(self, section: int, *, across: bool) -> Qt.CheckState:
        block = self._column(section) if across else self._row(section)
        on = len(block & self.cells)
        if on:
            return Qt.CheckState.Checked if on == len(block) else Qt.CheckState.PartiallyChecked
        return Qt.CheckState.Unchecked

    def _row(self, row: int) -> Cells:
        return self._block([row], range(len(self.columns)))

    def _column(self, column: int) -> Cells:
        return self._block(range(len(self.rows)), [column])

    def _toggle(self, block: Cells) -> None:
        """All on, and the next time as it was before; what is switched otherwise is where that begins anew."""
        before = dict(self._before)
        if block <= self.cells:
            self._switch(block - before.pop(block, frozenset()), on=False)
        else:
            before[block] = block & self.cells
            self._switch(block, on=True)
        self._before = before

    def _switch(self, block: Cells, *, on: bool) -> None:
        if not block:
            return
        self._before.clear()
        self.cells = self.cells | block if on else self.cells - block
        self._tell([_ROLE.CheckStateRole, _ROLE.DisplayRole])
        for head, count in (
            (Qt.Orientation.Horizontal, len(self.columns)),
            (Qt.Orientation.Vertical, len(self.rows)),
        ):
            self.headerDataChanged.emit(head, 0, count - 1)

    def _tell(self, roles: list[int]) -> None:
        last = self.index(len(self.rows) - 1, len(self.columns) - 1)
        self.dataChanged.emit(self.index(0, 0), last, roles)
        self.changed.emit()


def _doubts(look: Look | None) -> str:
    return "" if look is None else doubt_words(look.foreseen, look.judgement)


def _single(columns: Iterable[Column]) -> list[Column]:
    """Columns hold mappings, which cannot be hashed; equal ones are few enough to be found one by one."""
    single: list[Column] = []
    for column in columns:
        if column not in single:
            single.append(column)
    return single
