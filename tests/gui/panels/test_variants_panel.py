"""The strip of kept poses: keeping, using, renaming, reordering, copying and deleting, all undoable."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from engine.pose.pose import Joint
from gui.link.engine_link import EngineLink
from gui.panels.figure_delegate import PICTURE_ROLE
from gui.panels.variants_panel import VariantsPanel
from tests.gui.fakes import FakeEngine
from tests.gui.people import answer, session_with
from tests.pose.posing import FRONT


@pytest.fixture
def session():
    return session_with("anna", "berta")


@pytest.fixture
def panel(qtbot, session):
    panel = VariantsPanel(session, EngineLink(FakeEngine, session))
    qtbot.addWidget(panel)
    panel.resize(700, 190)
    panel.show()
    return panel


def names(session) -> list[str]:
    return [variant.name for variant in session.entry.variants]


def keep(session, *called: str) -> None:
    for number, name in enumerate(called):
        session.apply_pose(FRONT.moved(Joint.NOSE, (200 + number, 90)), "edit")
        session.keep_variant(name)


def select(panel, row: int) -> None:
    panel.view.setCurrentIndex(panel.model.index(row))


def chosen(panel) -> list[str]:
    return [variant.name for variant in panel.chosen()]


def click(panel, row: int, keys=Qt.KeyboardModifier.NoModifier) -> None:
    at = panel.view.visualRect(panel.model.index(row)).center()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, keys, at)


def test_keep_puts_the_pose_at_the_end_and_selects_it(panel, session) -> None:
    said: list[str] = []
    panel.said.connect(said.append)
    panel.keep_action.trigger()
    session.apply_pose(session.pose.moved(Joint.NOSE, (140.0, 60.0)), "Move")
    panel.keep_action.trigger()
    assert (names(session), said) == (["Pose 1", "Pose 2"], [])
    select(panel, 0)
    panel.keep_action.trigger()
    assert names(session) == ["Pose 1", "Pose 2"], "nothing is kept twice in a row"
    assert said == ["This pose is kept already, as “Pose 2”."]
    assert chosen(panel) == ["Pose 2"]


def test_enter_brings_a_pose_back_as_one_undo_entry(qtbot, panel, session) -> None:
    keep(session, "a", "b")
    before = session.undo_stack.count()
    select(panel, 0)
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert session.pose == session.entry.variants[0].pose
    assert session.undo_stack.count() == before + 1


def test_a_click_brings_a_pose_back_as_in_the_library_and_a_second_changes_nothing(panel, session) -> None:
    keep(session, "a", "b")
    before = session.undo_stack.count()
    click(panel, 0)
    assert session.pose == session.entry.variants[0].pose
    assert session.undo_stack.undoText() == "Use kept pose: a"
    QTest.mouseDClick(
        panel.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=panel.view.visualRect(panel.model.index(0)).center(),
    )
    assert session.undo_stack.count() == before + 1


def test_with_ctrl_or_shift_several_are_chosen_and_the_pose_stays(qtbot, panel, session) -> None:
    keep(session, "a", "b", "c", "d")
    click(panel, 0)
    pose = session.pose
    click(panel, 2, Qt.KeyboardModifier.ControlModifier)
    assert chosen(panel) == ["a", "c"]
    assert session.pose == pose
    qtbot.keyClick(panel.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert names(session) == ["b", "d", "a", "c"]
    assert chosen(panel) == ["a", "c"]
    qtbot.keyClick(panel.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert names(session) == ["b", "d", "a", "a 2", "c", "c 2"]
    assert chosen(panel) == ["a 2", "c 2"]
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert names(session) == ["b", "d", "a", "c"]
    panel.undo_action.trigger()
    assert names(session) == ["b", "d", "a", "a 2", "c", "c 2"]


def test_f3_is_for_two_and_f2_for_one(panel, session) -> None:
    keep(session, "a", "b", "c")
    click(panel, 0)
    assert (panel.compare_action.isEnabled(), panel.rename_action.isEnabled()) == (False, True)
    click(panel, 1, Qt.KeyboardModifier.ShiftModifier)
    assert (panel.compare_action.isEnabled(), panel.rename_action.isEnabled()) == (True, False)
    click(panel, 2, Qt.KeyboardModifier.ShiftModifier)
    assert (panel.compare_action.isEnabled(), panel.delete_action.isEnabled()) == (False, True)


def test_f2_renames_in_place(qtbot, panel, session) -> None:
    keep(session, "a", "b")
    select(panel, 1)
    panel.rename_action.trigger()
    editor = panel.view.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, " front  view ")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(session) == ["a", "front view"])
    panel.undo_action.trigger()
    assert names(session) == ["a", "b"]


def test_what_was_renamed_stays_selected_and_another_photo_begins_without(qtbot, panel, session) -> None:
    keep(session, "a", "b")
    select(panel, 1)
    panel.rename_action.trigger()
    editor = panel.view.findChild(QLineEdit)
    qtbot.keyClicks(editor, "wide")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(session) == ["a", "wide"])
    assert chosen(panel) == ["wide"]
    panel.delete_action.trigger()
    assert names(session) == ["a"]
    session.select_photo(session.document.photos[1].key)
    assert chosen(panel) == []


def test_an_empty_name_is_refused(panel, session) -> None:
    keep(session, "a")
    assert not panel.model.setData(panel.model.index(0), "  ")
    assert names(session) == ["a"]


def test_duplicate_goes_beside_the_original_under_a_free_name(panel, session) -> None:
    keep(session, "a", "a 2", "b")
    select(panel, 0)
    panel.duplicate_action.trigger()
    assert names(session) == ["a", "a 3", "a 2", "b"]
    assert chosen(panel) == ["a 3"]
    assert panel.chosen()[0].pose == session.entry.variants[0].pose


def test_delete_takes_one_and_undo_brings_it_back(panel, session) -> None:
    keep(session, "a", "b", "c")
    select(panel, 1)
    panel.delete_action.trigger()
    assert names(session) == ["a", "c"]
    assert chosen(panel) == ["c"]
    panel.undo_action.trigger()
    assert names(session) == ["a", "b", "c"]


def test_the_last_can_be_deleted_too(panel, session) -> None:
    keep(session, "a")
    select(panel, 0)
    panel.delete_action.trigger()
    assert names(session) == []
    assert not panel.delete_action.isEnabled()


def test_keys_reorder(panel, session) -> None:
    keep(session, "a", "b", "c")
    select(panel, 0)
    panel.later_action.trigger()
    assert names(session) == ["b", "a", "c"]
    panel.earlier_action.trigger()
    assert names(session) == ["a", "b", "c"]
    assert not panel.earlier_action.isEnabled()


@pytest.mark.parametrize(
    ("row", "gap", "after"),
    [(0, 3, "bca"), (2, 0, "cab"), (0, 2, "bac"), (1, 1, "abc"), (1, 2, "abc"), (0, -1, "bca")],
)
def test_a_drop_between_tiles_reorders(panel, session, row, gap, after) -> None:
    keep(session, "a", "b", "c")
    data = panel.model.mimeData([panel.model.index(row)])
    panel.model.dropMimeData(data, Qt.DropAction.MoveAction, gap, 0, QModelIndex())
    assert "".join(names(session)) == after


def test_several_dragged_tiles_come_into_the_gap_in_their_order(panel, session) -> None:
    keep(session, "a", "b", "c", "d")
    data = panel.model.mimeData([panel.model.index(row) for row in (3, 0)])
    panel.model.dropMimeData(data, Qt.DropAction.MoveAction, 2, 0, QModelIndex())
    assert "".join(names(session)) == "badc"


def test_the_strip_is_that_of_the_photo_on_the_canvas(panel, session) -> None:
    keep(session, "a")
    session.select_photo("berta")
    assert panel.model.rowCount() == 0
    session.select_photo("anna")
    assert panel.model.rowCount() == 1


def test_a_tile_takes_the_picture_of_its_pose_and_no_other(panel, session) -> None:
    keep(session, "a", "b")
    answer(session, shade=201)
    pictures = [panel.model.index(row).data(PICTURE_ROLE) for row in range(2)]
    assert pictures[0] is None
    assert pictures[1].pixelColor(5, 5).red() == 201


def test_a_pose_kept_while_its_picture_shows_has_its_tile_at_once(panel, session) -> None:
    answer(session, shade=77)
    panel.keep_action.trigger()
    assert panel.model.index(0).data(PICTURE_ROLE).pixelColor(5, 5).red() == 77


def test_the_same_pose_of_another_photo_has_another_picture(panel, session) -> None:
    answer(session)
    session.keep_variant("a")
    session.select_photo("berta")
    session.keep_variant("a")
    assert panel.model.index(0).data(PICTURE_ROLE) is None


def test_every_control_has_a_name(panel) -> None:
    assert panel.view.accessibleName()
    assert all(action.text() for action in panel.view.actions())
    assert panel.keep_action.text()
