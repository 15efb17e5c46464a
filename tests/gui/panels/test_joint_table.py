"""The joint table: what it shows, how it edits, and how it goes together with the selection."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDoubleSpinBox

from engine.pose.pose import Joint
from gui.document.session import Session
from gui.panels.joint_table import Column, JointTable
from tests.gui.people import session_with
from tests.pose.posing import FRONT

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
TICK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def session():
    return session_with("anna", "berta")


@pytest.fixture
def table(qtbot, session):
    table = JointTable(session)
    qtbot.addWidget(table)
    table.resize(500, 620)
    table.show()
    return table


def cell(table, joint: Joint, column: Column):
    return table.model.index(joint, column)


def test_it_shows_all_joints_with_tenths(table) -> None:
    assert table.model.rowCount() == 18
    assert cell(table, Joint.R_WRIST, Column.NAME).data() == "Right wrist"
    assert cell(table, Joint.R_WRIST, Column.X).data() == "150.0"
    assert cell(table, Joint.R_WRIST, Column.Y).data() == "300.0"


def test_it_follows_the_pose_and_the_photo(qtbot, table, session) -> None:
    with qtbot.waitSignal(table.model.dataChanged):
        session.apply_pose(FRONT.moved(Joint.NOSE, (12.34, 5)), "edit")
    assert cell(table, Joint.NOSE, Column.X).data() == "12.3"
    session.select_photo("berta")
    assert cell(table, Joint.NOSE, Column.X).data() == "200.0"


def test_a_step_of_a_drag_draws_only_the_joints_it_moves(table, session) -> None:
    rows: list[int] = []
    table.model.dataChanged.connect(lambda first, last: rows.extend(range(first.row(), last.row() + 1)))
    session.begin_gesture()
    session.update_gesture(FRONT.moved(Joint.R_WRIST, (100, 200)))
    assert rows == [Joint.R_WRIST]


def test_a_number_is_typed_with_the_keyboard_alone_and_can_be_undone(qtbot, table, session) -> None:
    table.view.setFocus()
    table.view.setCurrentIndex(cell(table, Joint.R_WRIST, Column.X))
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    editor = table.view.findChild(QDoubleSpinBox)
    editor.selectAll()
    qtbot.keyClicks(editor, "180.5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.pose == FRONT.moved(Joint.R_WRIST, (180.5, 300)))
    session.undo_stack.undo()
    assert session.pose == FRONT


def test_leaving_a_number_as_shown_is_no_edit(table, session) -> None:
    session.apply_pose(FRONT.moved(Joint.NOSE, (12.34, 5)), "edit")
    assert table.model.setData(cell(table, Joint.NOSE, Column.X), 12.3)
    assert session.pose[Joint.NOSE].x == 12.34
    assert session.undo_stack.count() == 1


@pytest.mark.parametrize("number", ["x", None, math.nan, math.inf, 1e9])
def test_what_is_no_position_is_refused(table, session, number) -> None:
    assert not table.model.setData(cell(table, Joint.NOSE, Column.X), number)
    assert session.pose == FRONT


def test_space_hides_and_shows_a_joint(qtbot, table, session) -> None:
    table.view.setCurrentIndex(cell(table, Joint.L_EAR, Column.VISIBLE))
    qtbot.keyClick(table.view, Qt.Key.Key_Space)
    assert not session.pose.has(Joint.L_EAR)
    assert cell(table, Joint.L_EAR, Column.VISIBLE).data(TICK) == UNCHECKED
    qtbot.keyClick(table.view, Qt.Key.Key_Space)
    assert session.pose == FRONT


def test_a_click_anywhere_in_the_cell_turns_a_tick(qtbot, table, session) -> None:
    place = table.view.visualRect(cell(table, Joint.R_KNEE, Column.LOCKED)).topLeft() + QPoint(4, 4)
    for count in (1, 0):
        qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert len(session.locked & {Joint.R_KNEE}) == count


def test_placing_a_hidden_joint_brings_it_back(table, session) -> None:
    session.apply_pose(FRONT.with_present(Joint.L_EAR, False), "hide")
    table.model.setData(cell(table, Joint.L_EAR, Column.Y), 90)
    assert session.pose.has(Joint.L_EAR)


def test_locking_keeps_the_numbers_from_being_edited(table, session) -> None:
    assert table.model.setData(cell(table, Joint.NECK, Column.LOCKED), CHECKED.value, TICK)
    assert session.locked == {Joint.NECK}
    assert not table.model.setData(cell(table, Joint.NECK, Column.X), 10)
    assert session.pose == FRONT
    table.model.setData(cell(table, Joint.NECK, Column.LOCKED), UNCHECKED.value, TICK)
    assert session.locked == frozenset()


def test_names_are_never_edited(table) -> None:
    assert not table.model.setData(cell(table, Joint.NECK, Column.NAME), "collar")


def test_rows_and_the_selection_of_the_canvas_are_one(table, session) -> None:
    session.select([Joint.R_KNEE, Joint.NOSE])
    rows = {index.row() for index in table.view.selectionModel().selectedRows()}
    assert rows == {Joint.R_KNEE, Joint.NOSE}
    table.view.selectRow(Joint.L_HIP)
    assert session.selection == {Joint.L_HIP}


def test_cells_say_in_words_what_they_are(table) -> None:
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert cell(table, Joint.R_WRIST, Column.X).data(spoken) == "Right wrist, x 150"
    assert cell(table, Joint.R_WRIST, Column.LOCKED).data(spoken) == "Right wrist, Locked: no"
    assert table.view.accessibleName()


def test_without_a_photo_nothing_can_be_edited(qtbot) -> None:
    table = JointTable(Session())
    qtbot.addWidget(table)
    assert cell(table, Joint.NOSE, Column.X).data() is None
    assert not table.model.setData(cell(table, Joint.NOSE, Column.X), 5)
    assert not table.model.setData(cell(table, Joint.NOSE, Column.VISIBLE), CHECKED.value, TICK)
