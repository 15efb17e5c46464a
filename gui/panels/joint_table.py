"""The joints as a table: where each is, whether it counts and whether it is locked, all editable by keyboard."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.pose.kinematics import drag_free
from engine.pose.pose import Joint, Pose
from gui.document.session import Session
from gui.look.follows_look import FollowsLook
from gui.look.joint_names import joint_name
from gui.look.said import Said
from gui.panels.joint_delegate import MAX_PX, JointDelegate

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_CELL_MARGIN_PX = 18


class Column(IntEnum):
    """What the columns show."""

    NAME = 0
    X = 1
    Y = 2
    VISIBLE = 3
    LOCKED = 4


class JointTableModel(QAbstractTableModel):
    """The pose of the session, one row a joint; positions in photo pixels."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._listed: Pose | None = session.pose  # what the rows show, to tell which of them a step changes
        session.pose_changed.connect(self._on_pose_changed)
        session.locks_changed.connect(self.refresh)
        session.photo_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show everything anew."""
        self.dataChanged.emit(self.index(0, 0), self.index(len(Joint) - 1, len(Column) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def _on_pose_changed(self, pose: Pose | None) -> None:
        """A step of a drag moves a few joints: only their rows are drawn anew."""
        before, self._listed = self._listed, pose
        if before is None or pose is None:
            self.refresh()
            return
        for joint in Joint:
            if before[joint] != pose[joint]:
                self.dataChanged.emit(self.index(joint, Column.X), self.index(joint, Column.VISIBLE))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The 18 joints."""
        return 0 if parent.isValid() else len(Joint)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """See `Column`."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(_Role.DisplayRole)
    ) -> Any:
        """Titles of the columns."""
        if role != _Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._title(Column(section))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Numbers are edited, ticks are set; a locked joint keeps its place."""
        joint, column = Joint(index.row()), Column(index.column())
        if self._session.pose is None:
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if column in (Column.X, Column.Y) and joint not in self._session.locked:
            return usual | Qt.ItemFlag.ItemIsEditable
        if column in (Column.VISIBLE, Column.LOCKED):
            return usual | Qt.ItemFlag.ItemIsUserCheckable
        return usual

    def data(self, index: Index, role: int = int(_Role.DisplayRole)) -> Any:
        """Names, numbers and ticks; each cell says in words what it is, for those who listen to it."""
        joint, column, pose = Joint(index.row()), Column(index.column()), self._session.pose
        if role in (_Role.DisplayRole, _Role.EditRole):
            value = self._value(joint, column, pose)
            return f"{value:.1f}" if role == _Role.DisplayRole and isinstance(value, float) else value
        if role == _Role.CheckStateRole and column in (Column.VISIBLE, Column.LOCKED):
            return _tick(self._ticked(joint, column, pose))
        if role == _Role.AccessibleTextRole:
            return self._spoken(joint, column, pose)
        if role == _Role.TextAlignmentRole and column in (Column.X, Column.Y):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index: Index, value: Any, role: int = int(_Role.EditRole)) -> bool:
        """One edit of the session, which can be undone."""
        joint, column, pose = Joint(index.row()), Column(index.column()), self._session.pose
        if pose is None or not (self.flags(index) & _needed(column)):
            return False
        if role == _Role.CheckStateRole:
            return self._set_tick(joint, column, pose, ticked=Qt.CheckState(value) == Qt.CheckState.Checked)
        return role == _Role.EditRole and self._set_number(joint, column, pose, number=value)

    def _title(self, column: Column) -> str:
        return {
            Column.NAME: self.tr("Joint"),
            Column.X: self.tr("x"),
            Column.Y: self.tr("y"),
            Column.VISIBLE: self.tr("Visible"),
            Column.LOCKED: self.tr("Locked"),
        }[column]

    def _value(self, joint: Joint, column: Column, pose: Pose | None) -> Any:
        if column is Column.NAME:
            return joint_name(joint)
        if pose is None or column not in (Column.X, Column.Y):
            return None
        return round(pose.at(joint)[column - Column.X], 1)

    def _ticked(self, joint: Joint, column: Column, pose: Pose | None) -> bool:
        if column is Column.LOCKED:
            return joint in self._session.locked
        return pose is not None and pose.has(joint)

    def _spoken(self, joint: Joint, column: Column, pose: Pose | None) -> str:
        if column is Column.NAME or pose is None:
            return joint_name(joint)
        title = self._title(column)
        if column in (Column.X, Column.Y):
            return f"{joint_name(joint)}, {title} {self._value(joint, column, pose):g}"
        answer = self.tr("yes") if self._ticked(joint, column, pose) else self.tr("no")
        return f"{joint_name(joint)}, {title}: {answer}"

    def _set_tick(self, joint: Joint, column: Column, pose: Pose, *, ticked: bool) -> bool:
        if column is Column.LOCKED:
            self._session.set_locked([joint], locked=ticked)
        elif ticked:
            self._session.apply_pose(pose.with_present(joint, True), Said("JointTableModel", "Show joint"))
        else:
            self._session.apply_pose(pose.with_present(joint, False), Said("JointTableModel", "Hide joint"))
        return True

    def _set_number(self, joint: Joint, column: Column, pose: Pose, *, number: Any) -> bool:
        """A number says exactly where: the joint goes there whatever the limb lengths, and counts from then."""
        try:
            wanted = float(number)
        except (TypeError, ValueError):
            return False
        if not abs(wanted) <= MAX_PX:  # also refuses NaN
            return False
        x, y = pose.at(joint)
        place = (wanted, y) if column is Column.X else (x, wanted)
        # The cell shows tenths: leaving it as it is is no edit.
        if round(place[column - Column.X], 1) != round((x, y)[column - Column.X], 1):
            self._session.apply_pose(drag_free(pose, joint, place), Said("JointTableModel", "Move joint"))
        return True


class JointTable(FollowsLook, QWidget):
    """The table; its rows and the session's selection go together. Space ticks, F2 or typing edits."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = JointTableModel(session, self)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(JointDelegate(self.view))
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setAlternatingRowColors(True)
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)  # Tab goes on to what comes next, but for a number being edited
        self.view.verticalHeader().hide()
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self.view.selectionModel().selectionChanged.connect(self._on_rows_selected)
        session.selection_changed.connect(self._on_selection_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._retranslate()
        self._on_selection_changed()

    def _retranslate(self) -> None:
        self.model.refresh()
        self._fit_columns()
        self.view.setAccessibleName(self.tr("Joints"))
        self.view.setAccessibleDescription(
            self.tr("Where each joint is, whether it is visible and whether it is locked")
        )

    def _fit_columns(self) -> None:
        """Wide enough for all they hold; Qt's own fitting would measure every cell at each step of a drag."""
        width = self.view.fontMetrics().horizontalAdvance
        names = max(width(joint_name(joint)) for joint in Joint) + _CELL_MARGIN_PX
        needed = names + self.view.verticalScrollBar().sizeHint().width() + 2 * self.view.frameWidth()
        for column in list(Column)[Column.X :]:
            number = width("0000.0") + _CELL_MARGIN_PX if column in (Column.X, Column.Y) else 0
            wide = max(self.view.horizontalHeader().sectionSizeHint(column), number)
            self.view.setColumnWidth(column, wide)
            needed += wide
        self.view.setMinimumWidth(needed)

    def _on_rows_selected(self) -> None:
        rows = {index.row() for index in self.view.selectionModel().selectedIndexes()}
        self._session.select(Joint(row) for row in rows)

    def _on_selection_changed(self) -> None:
        """Select the session's joints; rows that are right already are left alone."""
        model = self.view.selectionModel()
        shown = {index.row() for index in model.selectedIndexes()}
        if shown == {int(joint) for joint in self._session.selection}:
            return
        wanted = QItemSelection()
        for joint in self._session.selection:
            first, last = self.model.index(joint, 0), self.model.index(joint, len(Column) - 1)
            wanted.merge(QItemSelection(first, last), QItemSelectionModel.SelectionFlag.Select)
        model.blockSignals(True)
        model.select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.blockSignals(False)
        self.view.viewport().update()


def _tick(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


def _needed(column: Column) -> Qt.ItemFlag:
    """The flag without which a column is not edited."""
    ticks = column in (Column.VISIBLE, Column.LOCKED)
    return Qt.ItemFlag.ItemIsUserCheckable if ticks else Qt.ItemFlag.ItemIsEditable
