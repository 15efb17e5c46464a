"""Edits by name: in the panel, where a click goes to one, in the menu, and said where they lead to another photo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from engine.contract.messages import PhotoLoaded, Prepared, Source
from engine.photo.photo import load_photo
from engine.pose.edits import mirror
from engine.pose.pose import Joint, Pose
from gui.look.language import Language
from gui.look.languages import Translations
from tests.gui.canvas.test_canvas import LEFT, NO_KEYS, START, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.documents import photo_file
from tests.gui.fakes import SIZE, source
from tests.sure import sure

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def rows(desk: Desk) -> list[str]:
    panel = desk.window.docks.history
    return [panel.item(row).text() for row in range(panel.count())]


def click(desk: Desk, row: int) -> None:
    desk.window.docks.show_panel("history")
    panel = desk.window.docks.history
    QTest.mouseClick(panel.viewport(), LEFT, NO_KEYS, panel.visualItemRect(panel.item(row)).center())


def menu_at(desk: Desk, row: int) -> dict[str, QAction]:
    """The entries of the menu that a right click on a row opens."""
    desk.window.docks.show_panel("history")
    panel = desk.window.docks.history
    at = panel.visualItemRect(panel.item(row)).center()
    QTest.mouseClick(panel.viewport(), Qt.MouseButton.RightButton, NO_KEYS, at)
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, at, panel.viewport().mapToGlobal(at))
    QApplication.sendEvent(panel.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {action.text(): action for action in menu.actions()}


def choose(entries: dict[str, QAction], text: str) -> None:
    """Click an entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.mouseClick(menu, LEFT, NO_KEYS, menu.actionGeometry(entries[text]).center())


def bone(pose: Pose, start: Joint, end: Joint) -> tuple[float, float]:
    return pose[end].x - pose[start].x, pose[end].y - pose[start].y


def edited(desk: Desk) -> None:
    pull(desk, place(desk, Joint.R_WRIST), on_canvas(desk, (60.0, 130.0)))
    QTest.keyClick(desk.canvas, Qt.Key.Key_M, CTRL)


def words(desk: Desk, name: str) -> str:
    return desk.window.actions_by_name[name].text().replace("&", "")


def test_every_edit_is_listed_by_name_and_a_click_goes_there(opened: Desk) -> None:
    assert rows(opened) == ["As opened"]
    edited(opened)
    after = opened.pose
    assert rows(opened) == ["As opened", "Move right wrist", "Mirror pose"]
    click(opened, 0)
    assert opened.pose == START
    assert opened.window.docks.history.currentRow() == 0
    click(opened, 2)
    assert opened.pose == after
    click(opened, 1)
    assert np.allclose(opened.pose.xy(), mirror(after).xy(), atol=1e-3)
    opened.trigger("select_all")
    opened.trigger("turn_left")
    assert rows(opened) == ["As opened", "Move right wrist", "Rotate"], "what was undone is gone"


def test_the_highlight_is_always_where_the_photo_is(opened: Desk) -> None:
    edited(opened)
    after = opened.pose
    panel = opened.window.docks.history
    entries = menu_at(opened, 0)
    assert (panel.currentRow(), opened.pose) == (2, after), "a right click moves nothing"
    choose(entries, "Go back to here")
    assert (panel.currentRow(), opened.pose) == (0, START)
    choose(menu_at(opened, 2), "Go forward to here")
    assert (panel.currentRow(), opened.pose) == (2, after)
    panel.setFocus()
    QTest.keyClick(panel, Qt.Key.Key_Up)
    assert panel.currentRow() == 1
    assert np.allclose(opened.pose.xy(), mirror(after).xy(), atol=1e-3), "an arrow key goes there"
    QTest.keyClick(panel, Qt.Key.Key_A)
    assert panel.currentRow() == 1, "a letter does not"


def test_one_step_is_undone_and_those_after_it_stay(opened: Desk) -> None:
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    pull(opened, place(opened, Joint.L_ANKLE), on_canvas(opened, (215.0, 330.0)))
    torso = on_canvas(opened, (150.0, 150.0))
    pull(opened, torso, on_canvas(opened, (165.0, 155.0)), CTRL)  # carries the arm along
    before = opened.pose
    assert rows(opened) == ["As opened", "Move right wrist", "Move left ankle", "Move body"]
    entries = menu_at(opened, 1)
    assert entries["Undo only this step"].toolTip() == "The steps after it stay."
    choose(entries, "Undo only this step")
    assert rows(opened)[-1] == "Take out “Move right wrist”"
    arm = (Joint.R_SHOULDER, Joint.R_ELBOW), (Joint.R_ELBOW, Joint.R_WRIST)
    for start, end in arm:
        assert np.allclose(bone(opened.pose, start, end), bone(START, start, end), atol=1e-3)
    others = [joint for joint in Joint if joint not in (Joint.R_ELBOW, Joint.R_WRIST)]
    assert all(opened.pose[joint] == before[joint] for joint in others)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z, CTRL)
    assert opened.pose == before


def test_a_step_that_others_build_on_is_not_undone_alone_and_says_why(opened: Desk) -> None:
    edited(opened)
    opened.trigger("toggle_lock")
    wrist = menu_at(opened, 1)["Undo only this step (“Mirror pose” builds on it)"]
    assert not wrist.isEnabled()
    assert "“Mirror pose” builds on this step" in wrist.toolTip()
    QTest.keyClick(sure(QApplication.activePopupWidget()), Qt.Key.Key_Escape)
    opened.session.set_locked({Joint.NOSE}, locked=True)
    pull(opened, place(opened, Joint.L_ANKLE), on_canvas(opened, (215.0, 330.0)))
    lock = menu_at(opened, 3)["Undo only this step (not for steps of this kind)"]
    assert not lock.isEnabled()
    assert "Only steps that move joints" in lock.toolTip()
    QTest.keyClick(sure(QApplication.activePopupWidget()), Qt.Key.Key_Escape)
    opened.trigger("undo")
    assert not menu_at(opened, len(rows(opened)) - 1)["Undo only this step (undone already)"].isEnabled()


def test_a_pose_of_the_library_is_named(opened: Desk) -> None:
    view = opened.window.docks.library.view
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, view.visualRect(view.model().index(1, 0)).center())
    assert rows(opened) == ["As opened", f"Apply pose: {view.model().index(1, 0).data()}"]


def test_kept_poses_are_no_steps_and_outlive_them(opened: Desk) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_K, CTRL)
    edited(opened)
    QTest.keyClick(opened.canvas, Qt.Key.Key_K, CTRL)
    assert rows(opened) == ["As opened", "Move right wrist", "Mirror pose"]
    click(opened, 0)
    pull(opened, place(opened, Joint.L_ANKLE), on_canvas(opened, (215.0, 330.0)))
    for _ in range(3):
        QTest.keyClick(opened.canvas, Qt.Key.Key_Z, CTRL)
    assert [kept.name for kept in opened.entry.variants] == ["Pose 1", "Pose 2"]
    assert opened.window.isWindowModified()


def test_a_pose_kept_while_dragging_stays_when_the_drag_is_given_up(opened: Desk) -> None:
    QTest.mousePress(opened.canvas, LEFT, NO_KEYS, place(opened, Joint.R_WRIST))
    QTest.mouseMove(opened.canvas, on_canvas(opened, (60.0, 130.0)))
    assert opened.session.in_gesture
    opened.trigger("keep_variant")
    QTest.keyClick(opened.canvas, Qt.Key.Key_Escape)
    assert opened.pose == START
    assert len(opened.entry.variants) == 1


def test_kept_poses_outlive_a_photo_taken_off_again(opened: Desk) -> None:
    opened.open("second.png")
    opened.trigger("remove_photo")
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z, CTRL)
    assert opened.entry.name == "second.png"
    opened.trigger("keep_variant")
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z, CTRL | SHIFT)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z, CTRL)
    assert [kept.name for kept in opened.entry.variants] == ["Pose 1"]


def test_the_menu_names_what_would_be_undone_only_while_it_is_open(opened: Desk) -> None:
    edited(opened)
    opened.trigger("undo")
    menu = opened.window.menus.menu("edit")
    menu.popup(opened.window.pos())
    assert (words(opened, "undo"), words(opened, "redo")) == ("Undo: Move right wrist", "Redo: Mirror pose")
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert (words(opened, "undo"), words(opened, "redo")) == ("Undo", "Redo")


def test_each_photo_has_a_history_of_its_own(opened: Desk) -> None:
    edited(opened)
    first = opened.pose
    opened.open("second.png")
    assert rows(opened) == ["As opened"]
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z, CTRL)
    assert opened.entry.name == "second.png", "undo stays here"
    pull(opened, place(opened, Joint.L_ANKLE), on_canvas(opened, (200.0, 340.0)))
    assert rows(opened) == ["As opened", "Move left ankle"]
    click(opened, 0)
    assert opened.pose == START
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageUp)
    assert opened.entry.name == "person.png"
    assert opened.pose == first
    assert rows(opened) == ["As opened", "Move right wrist", "Mirror pose"]
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z, CTRL)
    assert np.allclose(opened.pose.xy(), mirror(first).xy(), atol=1e-3)
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z, CTRL | SHIFT)
    assert opened.pose != START, "what was undone here is done again"
    assert opened.window.status.currentMessage() == ""


def test_undo_that_leads_to_another_photo_says_so(opened: Desk) -> None:
    opened.open("second.png")
    edited(opened)
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageUp)
    opened.trigger("remove_photo")
    assert opened.entry.name == "second.png"
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z, CTRL)
    assert opened.entry.name == "person.png"
    assert opened.window.status.currentMessage() == "Undone in person.png: Remove photo"
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    assert rows(opened) == ["As opened", "Move right wrist", "Mirror pose"]


def test_without_a_photo_there_is_no_history(desk: Desk) -> None:
    assert rows(desk) == []
    desk.open()
    assert rows(desk) == ["As opened"]
    desk.trigger("remove_photo")
    assert rows(desk) == []


def test_a_project_opened_again_says_that_its_steps_are_gone(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = photo_file(tmp_path, size=SIZE)
    original = load_photo(path)
    desk.window.open_files([path])
    desk.engine.tell(PhotoLoaded(path, original))
    desk.engine.tell(Prepared(Source(original, START, source().matte), path))
    edited(desk)
    assert rows(desk)[0] == "As opened"
    desk.window.keeper.save(tmp_path / "a.repose")
    assert desk.window.keeper.finish_save()
    with qtbot.waitSignal(desk.window.keeper.opened):
        desk.window.open_files([tmp_path / "a.repose"])
    assert rows(desk) == ["As opened. Earlier steps are not kept."]
    desk.open("new.png")
    QTest.keyClick(desk.canvas, Qt.Key.Key_PageDown)
    told = {desk.entry.name: rows(desk)[0]}
    QTest.keyClick(desk.canvas, Qt.Key.Key_PageDown)
    told[desk.entry.name] = rows(desk)[0]
    assert told == {"anna.png": "As opened. Earlier steps are not kept.", "new.png": "As opened"}


def test_steps_are_named_in_the_language_of_the_window_also_those_made_before_it_changed(
    opened: Desk, qapp: QApplication
) -> None:
    opened.window.docks.show_panel("history")
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    opened.trigger("mirror")
    QTest.keyClick(opened.canvas, Qt.Key.Key_K, CTRL)
    click(opened, 0)
    kept = opened.window.docks.variants
    QTest.mouseClick(kept.view.viewport(), LEFT, pos=kept.view.visualRect(kept.model.index(0)).center())
    pull(opened, place(opened, Joint.L_WRIST), on_canvas(opened, (240.0, 150.0)))
    QTest.keyClick(opened.canvas, Qt.Key.Key_S, SHIFT)
    QTest.mouseClick(
        opened.canvas, Qt.MouseButton.RightButton, pos=on_canvas(opened, START.at(Joint.L_ANKLE))
    )
    QTest.keyClick(opened.canvas, Qt.Key.Key_Return)
    english, translations = rows(opened), Translations(qapp, Language.ENGLISH)
    assert english[1:] == ["Use kept pose: Pose 1", "Move left wrist", "Left ankle not in the photo"]
    try:
        translations.choose(Language.JAPANESE)
        qapp.processEvents()
        japanese = rows(opened)
        assert len(japanese) == len(english)
        assert not any(row.replace("Pose 1", "").isascii() for row in japanese)
        assert "左手首" in japanese[2]
        assert opened.session.undo_stack.undoText() == japanese[3]
    finally:
        translations.choose(Language.ENGLISH)
        qapp.processEvents()
    assert rows(opened) == english
