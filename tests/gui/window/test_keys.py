"""Keys wherever the focus is: standard keys act in the whole window, plain keys on the canvas, text fields type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QDockWidget,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.pose.pose import Joint
from gui.canvas.layers import ViewMode
from gui.panels.joint_table import Column
from gui.window.actions import SPECS, Actions
from gui.window.shortcuts_dialog import ShortcutsDialog
from tests.gui.conftest import Desk
from tests.gui.fakes import standing
from tests.sure import sure

MOVED = standing().moved(Joint.NOSE, (140.0, 60.0))
AGAIN = standing().moved(Joint.NOSE, (130.0, 60.0))
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton

# What QKeySequence.keyBindings answers on each platform, the primary key first; Ctrl is the command key on macOS.
SCHEMES: dict[str, dict[str, tuple[str, ...]]] = {
    "windows": {
        "Open": ("Ctrl+O", "Open"),
        "Save": ("Ctrl+S", "Save"),
        "New": ("Ctrl+N", "New"),
        "Copy": ("Ctrl+C", "Ctrl+Ins", "Copy"),
        "Paste": ("Ctrl+V", "Shift+Ins", "Paste"),
        "Undo": ("Ctrl+Z", "Alt+Backspace", "Undo"),
        "Redo": ("Ctrl+Y", "Alt+Shift+Backspace", "Ctrl+Shift+Z", "Redo"),
        "Quit": (),
        "SelectAll": ("Ctrl+A",),
        "Delete": ("Del",),
        "ZoomIn": ("Ctrl++", "Zoom In"),
        "ZoomOut": ("Ctrl+-", "Zoom Out"),
    },
    "macos": {
        "Open": ("Ctrl+O",),
        "Save": ("Ctrl+S",),
        "New": ("Ctrl+N",),
        "Copy": ("Ctrl+C",),
        "Paste": ("Ctrl+V", "Meta+Y"),
        "Undo": ("Ctrl+Z",),
        "Redo": ("Ctrl+Shift+Z",),
        "Quit": ("Ctrl+Q",),
        "SelectAll": ("Ctrl+A",),
        "Delete": ("Del", "Meta+D"),
        "ZoomIn": ("Ctrl++",),
        "ZoomOut": ("Ctrl+-",),
    },
    "x11": {
        "Open": ("Ctrl+O", "Open"),
        "Save": ("Ctrl+S", "Save"),
        "New": ("Ctrl+N", "New"),
        "Copy": ("Ctrl+C", "Ctrl+Ins", "F16", "Copy"),
        "Paste": ("Ctrl+V", "Ctrl+Shift+Ins", "Shift+Ins", "F18", "Paste"),
        "Undo": ("Ctrl+Z", "F14", "Undo"),
        "Redo": ("Ctrl+Shift+Z", "Redo"),
        "Quit": ("Ctrl+Q", "Exit"),
        "SelectAll": ("Ctrl+A",),
        "Delete": ("Del", "Ctrl+D"),
        "ZoomIn": ("Ctrl++", "Zoom In"),
        "ZoomOut": ("Ctrl+-", "Zoom Out"),
    },
}
# Which action each of them is for; Windows has no key of its own to quit, and hands from elsewhere reach for Ctrl+Q.
STANDARD = {
    "open": "Open", "save_project": "Save", "new_project": "New", "copy_pose": "Copy", "paste": "Paste",
    "undo": "Undo", "redo": "Redo", "quit": "Quit", "zoom_in": "ZoomIn", "zoom_out": "ZoomOut",
}  # fmt: skip


@pytest.fixture(params=list(SCHEMES))
def scheme(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, ...]]:
    """The platform's standard keys; actions made from now on see no others."""
    keys = SCHEMES[request.param]
    answer = {getattr(QKeySequence.StandardKey, name): own for name, own in keys.items()}
    monkeypatch.setattr(
        QKeySequence, "keyBindings", staticmethod(lambda key: [QKeySequence(own) for own in answer[key]])
    )
    return keys


def primary(keys: dict[str, tuple[str, ...]], name: str) -> QKeySequence:
    return QKeySequence((*keys[STANDARD[name]], "Ctrl+Q")[0])


def press(key: str | QKeySequence) -> None:
    """A key press where the keyboard is, with the window of the application as its shortcuts' scope."""
    combination = QKeySequence(key)[0]  # type: ignore[index]  # which its types do not know
    where = QApplication.focusWidget() or sure(QApplication.activeWindow())
    QTest.keyClick(where, combination.key(), combination.keyboardModifiers())
    QApplication.processEvents()  # an editor's value is taken over when the key is done with


def activate(window: QWidget) -> None:
    """Make `window` the one that has the keyboard."""
    window.activateWindow()
    while QApplication.activeWindow() is not window:
        QTest.qWait(5)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    QTest.mouseClick(widget, LEFT, pos=at or widget.rect().center())


def click_tile(view: QAbstractItemView, row: int = 0, column: int = 0) -> None:
    click(view.viewport(), view.visualRect(view.model().index(row, column)).center())


# -- places that can have the keyboard, each reached as a person does


def first_page(desk: Desk) -> None:
    while desk.session.entry is not None:
        desk.trigger("remove_photo")


def canvas(desk: Desk) -> None:
    click(desk.canvas, QPoint(3, 3))


def library(desk: Desk) -> None:
    click_tile(desk.window.docks.library.view, 2)


def library_by_keys(desk: Desk) -> None:
    click(desk.window.docks.library.search_field)
    QTest.keyClick(desk.window.docks.library.search_field, Qt.Key.Key_Tab)
    QTest.keyClick(sure(QApplication.focusWidget()), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is desk.window.docks.library.view


def search_field(desk: Desk) -> None:
    click(desk.window.docks.library.search_field)


def folder_box(desk: Desk) -> None:
    desk.window.docks.library.folder_box.setFocus()


def blend_slider(desk: Desk) -> None:
    click_tile(desk.window.docks.library.view, 2)
    click(desk.window.docks.library.blend_slider)


def film_strip(desk: Desk) -> None:
    click_tile(desk.window.film_strip, 0)


def kept_poses(desk: Desk) -> None:
    click_tile(desk.window.docks.variants.view)


def joint_table(desk: Desk) -> None:
    desk.window.docks.show_panel("joints")
    QApplication.processEvents()
    click_tile(desk.window.docks.joints.view, 3)


def joint_table_editing(desk: Desk) -> None:
    joint_table(desk)
    edit_cell(desk)


def edit_cell(desk: Desk, joint: Joint = Joint.NOSE) -> None:
    """Open the editor of a joint's x by a double click."""
    view = desk.window.docks.joints.view
    at = view.visualRect(view.model().index(int(joint), int(Column.X))).center()
    click(view.viewport(), at)
    QTest.mouseDClick(view.viewport(), LEFT, pos=at)
    assert isinstance(QApplication.focusWidget(), QAbstractSpinBox)


def floating_library(desk: Desk) -> None:
    dock = sure(desk.window.findChild(QDockWidget, "library"))
    dock.setFloating(True)
    activate(dock)
    desk.window.docks.library.view.setFocus()


TEXT = (search_field, joint_table_editing)
PLACES = (
    first_page, canvas, library, library_by_keys, search_field, folder_box, blend_slider, film_strip, kept_poses,
    joint_table, joint_table_editing, floating_library,
)  # fmt: skip
place = pytest.mark.parametrize("place", PLACES, ids=lambda each: each.__name__)


@pytest.fixture
def edited(desk: Desk) -> Desk:
    """Two photos, a kept pose, and something to undo as well as to redo."""
    desk.open()
    desk.open("second.png")
    desk.trigger("previous_photo")
    desk.session.apply_pose(MOVED, "Move")
    desk.session.keep_variant()
    desk.session.apply_pose(AGAIN, "Move")
    desk.trigger("undo")
    activate(desk.window)
    return desk


def heard(desk: Desk, names: dict[str, QKeySequence]) -> dict[str, list[str]]:
    """Which actions each key triggers, with nothing done for them: a dialog would wait for a person."""
    told: list[str] = []
    for name, action in desk.window.actions_by_name.all().items():
        action.triggered.disconnect()
        action.setEnabled(True)
        action.triggered.connect(lambda _checked=False, name=name: told.append(name))
    found = {}
    for name, key in names.items():
        press(key)
        found[name] = told.copy()
        told.clear()
    return found


@place
def test_standard_keys_act_wherever_the_focus_is(
    scheme: dict[str, tuple[str, ...]], edited: Desk, place: Callable[[Desk], None]
) -> None:
    place(edited)
    own = {"copy_pose", "paste", "undo", "redo"} if place in TEXT else set()
    keys = {name: primary(scheme, name) for name in STANDARD if name not in own}
    assert heard(edited, keys) == {name: [name] for name in keys}


def test_no_scheme_binds_an_action_to_the_canvas_or_two_to_one_key(
    qapp: QApplication, scheme: dict[str, tuple[str, ...]]
) -> None:
    owner = QObject()
    actions = Actions(owner)
    canvas_only = Qt.ShortcutContext.WidgetWithChildrenShortcut
    assert [name for name in STANDARD if actions[name].shortcutContext() is canvas_only] == []
    missing = [name for name in STANDARD if primary(scheme, name) not in actions[name].shortcuts()]
    assert missing == []
    keys = [key.toString() for action in actions.all().values() for key in action.shortcuts()]
    assert sorted(keys) == sorted(set(keys))
    owner.deleteLater()


def test_the_list_of_keys_shows_only_keys_that_keyboards_have(
    qapp: QApplication, scheme: dict[str, tuple[str, ...]], qtbot: QtBot
) -> None:
    owner = QObject()
    dialog = ShortcutsDialog(Actions(owner))
    qtbot.addWidget(dialog)
    table = sure(dialog.findChild(QTreeWidget))
    rows = [sure(table.topLevelItem(row)) for row in range(table.topLevelItemCount())]
    items = [row for row in rows if row.flags() & Qt.ItemFlag.ItemIsSelectable]  # the others are of the mouse
    shown = [key for item in items for key in item.text(1).split(",  ")]
    assert len(items) == len(SPECS)
    odd = {"Open", "Save", "New", "Copy", "Paste", "Undo", "Redo", "Exit", "Zoom In", "Zoom Out"}
    assert odd & set(shown) == set()
    assert [key for key in shown if key.startswith("F") and key[1:].isdigit()] == ["F1"]
    owner.deleteLater()


# -- what they do there


def test_a_library_pose_is_undone_with_the_focus_in_the_library(opened: Desk) -> None:
    library_by_keys(opened)
    press("Down")
    press("Return")
    assert opened.pose != standing()
    press("Ctrl+Z")
    assert opened.pose == standing()
    press("Ctrl+Shift+Z")
    assert opened.pose != standing()


def test_a_removed_photo_comes_back_from_the_first_page_and_the_canvas_has_the_keys(opened: Desk) -> None:
    first_page(opened)
    press("Ctrl+Z")
    assert opened.session.entry is not None
    assert opened.canvas.hasFocus()
    first_page(opened)
    assert not opened.canvas.hasFocus()


def test_typing_in_the_search_field_is_undone_there_and_triggers_nothing(opened: Desk) -> None:
    opened.session.apply_pose(MOVED, "Move")
    opened.session.select({Joint.NOSE})
    search_field(opened)
    field = opened.window.docks.library.search_field
    QTest.keyClicks(field, "bfmnlx1234")
    press("Del")
    press("Backspace")
    press("Space")
    assert field.text() == "bfmnlx123 "
    press("Ctrl+Z")
    assert field.text() != "bfmnlx123 "
    press("Ctrl+A")
    press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == field.text()
    assert opened.pose == MOVED
    assert opened.session.selection == {Joint.NOSE}
    assert opened.canvas.mode is ViewMode.RESULT


def test_a_field_with_nothing_to_undo_lets_the_window_undo(opened: Desk) -> None:
    opened.session.apply_pose(MOVED, "Move")
    search_field(opened)
    press("Ctrl+Z")
    assert opened.pose == standing()
    press("Ctrl+Shift+Z")
    assert opened.pose == MOVED


def test_a_typed_coordinate_is_undone_twice_by_the_keys(opened: Desk) -> None:
    opened.window.docks.show_panel("joints")
    QApplication.processEvents()
    for x in ("111", "122"):
        edit_cell(opened)
        press("Ctrl+A")
        QTest.keyClicks(sure(QApplication.focusWidget()), x)
        press("Return")
    assert opened.pose.at(Joint.NOSE)[0] == 122.0
    press("Ctrl+Z")
    assert opened.pose.at(Joint.NOSE)[0] == 111.0
    press("Ctrl+Z")
    assert opened.pose == standing()


def test_while_a_coordinate_is_typed_undo_takes_back_the_typing_first(opened: Desk) -> None:
    opened.session.apply_pose(MOVED, "Move")
    opened.window.docks.show_panel("joints")
    QApplication.processEvents()
    view = opened.window.docks.joints.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(int(Joint.NOSE), int(Column.X)))
    press("F2")
    press("9")
    assert typed() == "9"
    press("Ctrl+Z")
    assert typed() == "140.0"
    assert opened.pose == MOVED
    press("Ctrl+Z")
    assert opened.pose == standing()
    assert typed() == "150.0"
    press("Esc")


def typed() -> str:
    """What stands in the number field that has the keyboard."""
    box = QApplication.focusWidget()
    assert isinstance(box, QAbstractSpinBox)
    return box.text()


def test_delete_while_a_coordinate_is_typed_hides_no_joint(opened: Desk) -> None:
    opened.window.docks.show_panel("joints")
    QApplication.processEvents()
    edit_cell(opened)
    press("Del")
    assert opened.pose.has(Joint.NOSE)


# -- dialogs


def test_keys_of_the_window_do_nothing_behind_a_dialog(opened: Desk) -> None:
    opened.session.apply_pose(MOVED, "Move")
    dialog = ShortcutsDialog(opened.window.actions_by_name, opened.window)
    dialog.open()
    activate(dialog)
    dialog.search.setFocus()
    QTest.keyClicks(dialog.search, "mirr")
    for key in ("Ctrl+Z", "Ctrl+K", "Ctrl+M"):
        press(key)
    assert dialog.search.text() == ""
    dialog.table.setFocus()
    for key in ("Ctrl+Z", "Ctrl+Y", "Ctrl+K", "Ctrl+M", "Ctrl++", "F", "Del"):
        press(key)
    assert opened.pose == MOVED
    assert opened.entry.variants == ()
    press("Esc")
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not dialog.isVisible()
    dialog.deleteLater()


# -- the focus goes back to the canvas


def enter_canvas(desk: Desk) -> None:
    """Move the pointer onto the canvas from outside."""
    QTest.mouseMove(desk.window.statusBar())
    QApplication.processEvents()
    QTest.mouseMove(desk.canvas, desk.canvas.rect().center())
    QApplication.processEvents()


@pytest.mark.parametrize("place", [library, film_strip], ids=lambda each: each.__name__)
def test_a_click_on_a_tile_leaves_the_keys_with_the_canvas(
    edited: Desk, place: Callable[[Desk], None]
) -> None:
    edited.session.select({Joint.NOSE})
    place(edited)
    for key, mode in (("2", ViewMode.ORIGINAL), ("1", ViewMode.RESULT)):
        press(key)
        assert edited.canvas.mode is mode
    edited.session.select({Joint.NOSE})
    before = edited.pose.at(Joint.NOSE)
    press("Right")
    assert edited.pose.at(Joint.NOSE) == pytest.approx((before[0] + 1, before[1]), abs=0.5)


def test_after_a_click_on_a_photo_list_keys_walk_along_the_photos_until_a_click_elsewhere(
    edited: Desk,
) -> None:
    film_strip(edited)
    walked = []
    for key in ("Down", "Up", "End", "Home"):
        press(key)
        walked.append(edited.entry.name)
    assert walked == ["second.png", "person.png", "second.png", "person.png"]
    press("2")
    assert edited.canvas.mode is ViewMode.ORIGINAL, "plain keys are the canvas's all the while"
    canvas(edited)
    press("Down")
    assert edited.entry.name == "person.png"


def test_delete_takes_off_photos_that_were_chosen_by_clicks_and_hides_joints_otherwise(edited: Desk) -> None:
    strip = edited.window.film_strip
    film_strip(edited)
    edited.session.select({Joint.NOSE})
    press("Del")
    assert strip.count() == 2
    assert not edited.pose.has(Joint.NOSE)
    edited.session.select(())
    film_strip(edited)
    QTest.mouseClick(strip.viewport(), LEFT, CONTROL, strip.visualItemRect(strip.item(1)).center())
    press("Del")
    assert edited.session.document.photos == ()


def test_after_a_click_on_a_photo_the_arrows_are_for_joints_that_are_selected_then(edited: Desk) -> None:
    film_strip(edited)
    press("N")
    before = edited.pose
    press("Down")
    assert edited.entry.name == "person.png"
    assert edited.pose != before
    film_strip(edited)
    press("Down")
    assert edited.entry.name == "second.png", "the list was clicked last"


def point_at(desk: Desk, widget: QWidget) -> None:
    """Have the pointer on a widget of the window, come from outside of it."""
    QTest.mouseMove(desk.window.statusBar())
    QApplication.processEvents()
    QTest.mouseMove(widget, widget.rect().center())
    QApplication.processEvents()


NAMED = (
    "anna.png",
    "mia.png",
    "Sara.png",
    "2026_spring_lookbook_women_blue.png",
    "2026_spring_lookbook_women_red.png",
)


@pytest.fixture
def named(desk: Desk) -> Desk:
    """Photos whose names begin with letters that are shortcuts of the canvas."""
    for name in NAMED:
        desk.open(name)
    activate(desk.window)
    return desk


def typed_at(desk: Desk, text: str, keys: Qt.KeyboardModifier = NONE) -> str:
    """The photo on the canvas once this was typed after a pause."""
    QTest.qWait(QApplication.keyboardInputInterval() + 20)
    QTest.keyClicks(sure(QApplication.focusWidget()), text, keys)
    return desk.entry.name


def shown_marks(desk: Desk) -> list[str]:
    act = desk.window.actions_by_name
    return [name for name in ("show_skeleton", "show_matte", "show_invented") if act[name].isChecked()]


@pytest.mark.parametrize("is_clicked", [True, False], ids=["clicked", "by Tab"])
def test_letters_over_the_photos_jump_to_names_and_switch_nothing_on_the_canvas(
    named: Desk, is_clicked: bool
) -> None:
    strip, before = named.window.film_strip, shown_marks(named)
    if is_clicked:
        point_at(named, strip.viewport())
        film_strip(named)
    else:
        canvas(named)
        QTest.keyClick(named.canvas, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert strip.hasFocus()
    assert typed_at(named, "s") == "Sara.png"
    assert typed_at(named, "m") == "mia.png"
    if not is_clicked:
        assert typed_at(named, "S", Qt.KeyboardModifier.ShiftModifier) == "Sara.png"
        assert [Path(key).name for key in strip.chosen()] == ["Sara.png"], "a capital chooses no more of them"
    assert typed_at(named, "an") == "anna.png"
    assert shown_marks(named) == before
    assert named.canvas.mode is ViewMode.RESULT
    if not is_clicked:
        assert typed_at(named, "2026_spring_lookbook_women_r") == NAMED[4], "of which the strip shows less"
        assert typed_at(named, "2026_spring_lookbook_women_b") == NAMED[3]
    press("Ctrl+K")
    assert len(named.entry.variants) == 1, "keys with Ctrl act wherever the focus is"


def test_shift_and_a_letter_is_a_tool_though_a_photo_was_clicked_just_now(named: Desk) -> None:
    point_at(named, named.window.film_strip.viewport())
    film_strip(named)
    shown = named.entry.name
    assert typed_at(named, "S", Qt.KeyboardModifier.ShiftModifier) == shown
    assert named.window.actions_by_name["correct_skeleton"].isChecked()


def test_with_the_pointer_on_the_canvas_letters_are_its_own_again(named: Desk) -> None:
    point_at(named, named.window.film_strip.viewport())
    film_strip(named)
    point_at(named, named.canvas)
    before = shown_marks(named)
    assert typed_at(named, "s") == "anna.png"
    assert set(before) ^ set(shown_marks(named)) == {"show_skeleton"}
    point_at(named, named.window.film_strip.viewport())
    assert typed_at(named, "2") == "anna.png"
    assert named.canvas.mode is ViewMode.ORIGINAL, "a digit alone is a view"


def test_a_kept_pose_that_was_brought_back_gives_the_keys_to_the_canvas_once_the_pointer_is_there(
    edited: Desk,
) -> None:
    strip = edited.window.docks.variants.view
    click(strip.viewport(), strip.visualRect(strip.model().index(0, 0)).center())
    assert edited.pose == edited.entry.variants[0].pose
    assert strip.hasFocus()  # for Delete, F2 and F3
    middle = QPointF(edited.canvas.rect().center())
    QApplication.sendEvent(edited.canvas, QEnterEvent(middle, middle, middle))
    assert edited.canvas.hasFocus()


def test_a_click_in_a_floating_panel_leaves_the_keys_with_the_canvas(edited: Desk, qtbot: QtBot) -> None:
    floating_library(edited)
    library(edited)
    qtbot.waitUntil(edited.canvas.hasFocus)


def test_lists_are_walked_by_keys_without_losing_the_focus(edited: Desk) -> None:
    library_by_keys(edited)
    view = edited.window.docks.library.view
    for _ in range(3):
        press("Right")
        press("Return")
        assert view.hasFocus()
    assert view.currentIndex().row() >= 2


@pytest.mark.parametrize(
    "place",
    [library_by_keys, folder_box, blend_slider, kept_poses, joint_table],
    ids=lambda each: each.__name__,
)
def test_space_pans_once_the_pointer_is_over_the_canvas(edited: Desk, place: Callable[[Desk], None]) -> None:
    place(edited)
    edited.session.select({Joint.NOSE})
    enter_canvas(edited)
    where, start = sure(QApplication.focusWidget()), edited.canvas.rect().center()
    before = edited.canvas.view.to_canvas((0.0, 0.0))
    QTest.keyPress(where, Qt.Key.Key_Space)
    QTest.mousePress(edited.canvas, LEFT, pos=start)
    QTest.mouseMove(edited.canvas, start + QPoint(30, 20))
    QTest.mouseRelease(edited.canvas, LEFT, pos=start + QPoint(30, 20))
    QTest.keyRelease(where, Qt.Key.Key_Space)
    moved = QPointF(*edited.canvas.view.to_canvas((0.0, 0.0))) - QPointF(*before)
    assert moved == QPointF(30, 20)
    assert edited.session.selection == {Joint.NOSE}


@pytest.mark.parametrize("place", TEXT, ids=lambda each: each.__name__)
def test_the_pointer_over_the_canvas_takes_no_keys_from_who_types(
    opened: Desk, place: Callable[[Desk], None]
) -> None:
    place(opened)
    enter_canvas(opened)
    QTest.keyClicks(sure(QApplication.focusWidget()), "3")
    assert opened.canvas.mode is ViewMode.RESULT
    assert not opened.canvas.hasFocus()
    press("Esc")


def test_what_a_held_key_shows_ends_with_the_focus(opened: Desk) -> None:
    opened.canvas.setFocus()
    QTest.keyPress(opened.canvas, Qt.Key.Key_O)
    QTest.keyPress(opened.canvas, Qt.Key.Key_Space)
    assert opened.canvas.pointer.holds_space
    opened.window.docks.library.search_field.setFocus()
    assert not opened.canvas.pointer.holds_space


def test_the_folders_of_the_library_leave_the_keys_with_the_canvas(opened: Desk) -> None:
    canvas(opened)
    box = opened.window.docks.library.folder_box
    click(box)
    assert box.view().isVisible()
    QTest.keyClick(box.view(), Qt.Key.Key_Escape)
    activate(opened.window)  # as a desktop does when the list has gone
    press("2")
    assert opened.canvas.mode is ViewMode.ORIGINAL
