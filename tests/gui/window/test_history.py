"""Edits by name: in the panel, where a click goes to one, in the menu, and said where they lead to another photo."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.pose.edits import mirror
from engine.pose.pose import Joint
from tests.gui.canvas.test_canvas import LEFT, NO_KEYS, START, on_canvas, place, pull
from tests.gui.conftest import Desk

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def rows(desk: Desk) -> list[str]:
    panel = desk.window.docks.history
    return [panel.item(row).text() for row in range(panel.count())]


def click(desk: Desk, row: int) -> None:
    desk.window.docks.show_panel("history")
    panel = desk.window.docks.history
    QTest.mouseClick(panel.viewport(), LEFT, NO_KEYS, panel.visualItemRect(panel.item(row)).center())


def edited(desk: Desk) -> None:
    pull(desk, place(desk, Joint.R_WRIST), on_canvas(desk, (60.0, 130.0)))
    QTest.keyClick(desk.canvas, Qt.Key.Key_M, CTRL)


def words(desk: Desk, name: str) -> str:
    return desk.window.actions_by_name[name].text().replace("&", "")


def test_every_edit_is_listed_by_name_and_a_click_goes_there(opened: Desk) -> None:
    assert rows(opened) == ["As opened"]
    edited(opened)
    after = opened.pose
    assert rows(opened) == ["As opened", "Move Right wrist", "Mirror pose"]
    click(opened, 0)
    assert opened.pose == START
    assert opened.window.docks.history.currentRow() == 0
    click(opened, 2)
    assert opened.pose == after
    click(opened, 1)
    assert np.allclose(opened.pose.xy(), mirror(after).xy(), atol=1e-3)
    opened.trigger("select_all")
    opened.trigger("turn_left")
    assert rows(opened) == ["As opened", "Move Right wrist", "Rotate"], "what was undone is gone"


def test_the_menu_names_what_would_be_undone_only_while_it_is_open(opened: Desk) -> None:
    edited(opened)
    opened.trigger("undo")
    menu = opened.window.menus.menu("edit")
    menu.popup(opened.window.pos())
    assert (words(opened, "undo"), words(opened, "redo")) == ("Undo: Move Right wrist", "Redo: Mirror pose")
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
    assert rows(opened) == ["As opened", "Move Left ankle"]
    click(opened, 0)
    assert opened.pose == START
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageUp)
    assert opened.entry.name == "person.png"
    assert opened.pose == first
    assert rows(opened) == ["As opened", "Move Right wrist", "Mirror pose"]
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
    assert rows(opened) == ["As opened", "Move Right wrist", "Mirror pose"]
