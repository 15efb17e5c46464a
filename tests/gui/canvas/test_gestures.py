"""What the mouse does is told: in the status line, beside the joint, on a page of its own and in the list of keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from engine.pose.pose import Joint
from gui.canvas.gestures import SEPARATOR, all_gestures
from gui.look.language import Language
from gui.look.languages import Translations
from gui.window.hints_label import HintsLabel
from gui.window.page_dialog import PageDialog
from gui.window.shortcuts_dialog import ShortcutsDialog
from tests.gui.canvas.test_canvas import LEFT, NO_KEYS, START, colour_at, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.sure import sure

NOWHERE = QPoint(3, 3)


def status(desk: Desk) -> str:
    return "  ".join(label.text() for label in desk.window.status.findChildren(QLabel))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (START.at(Joint.R_WRIST), ("Right wrist", "Drag: reach", "Shift: whole limb", "Double-click")),
        (START.at(Joint.L_KNEE), ("Left knee", "Drag: swing", "Ctrl: this joint alone")),
        (START.at(Joint.NOSE), ("Nose", "Drag: turn head")),
        ((140.0, 150.0), ("Drag: shift weight", "Shift: lean", "Ctrl: carry the whole person")),
    ],
)
def test_the_status_line_tells_what_can_be_done_with_what_is_under_the_pointer(
    opened: Desk, at: tuple[float, float], words: tuple[str, ...]
) -> None:
    QTest.mouseMove(opened.canvas, on_canvas(opened, at))
    assert [word for word in words if word not in status(opened)] == []
    QTest.mouseMove(opened.canvas, NOWHERE)
    assert "Drag" not in status(opened)


def test_the_words_follow_the_language_at_once(opened: Desk, qapp: QApplication) -> None:
    for at in (START.at(Joint.R_WRIST), (140.0, 150.0)):
        QTest.mouseMove(opened.canvas, on_canvas(opened, at))
        assert "Drag: " in status(opened)
        translations = Translations(qapp, Language.JAPANESE)
        try:
            QApplication.processEvents()
            assert "Drag" not in status(opened)
            assert "ドラッグ" in status(opened)
        finally:
            translations.choose(Language.ENGLISH)
            QApplication.processEvents()
            translations.deleteLater()
        assert "Drag: " in status(opened)


def test_without_planted_feet_the_torso_carries_the_body_and_the_line_says_so(opened: Desk) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    QTest.mouseMove(opened.canvas, on_canvas(opened, (140.0, 150.0)))
    assert "Drag: move body" in status(opened)


def test_with_a_tool_in_hand_or_the_original_shown_no_gestures_of_posing_are_told(opened: Desk) -> None:
    wrist = on_canvas(opened, START.at(Joint.R_WRIST))
    for key, modifiers in ((Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier), (Qt.Key.Key_2, NO_KEYS)):
        QTest.mouseMove(opened.canvas, wrist + QPoint(60, 60))
        QTest.mouseMove(opened.canvas, wrist)
        assert "Drag: " in status(opened)
        QTest.keyClick(opened.canvas, key, modifiers)
        assert "Drag: " not in status(opened)
        assert "wrist" not in status(opened)
        back = (Qt.Key.Key_1, NO_KEYS) if modifiers == NO_KEYS else (Qt.Key.Key_Escape, NO_KEYS)
        QTest.keyClick(opened.canvas, *back)
    QTest.mouseMove(opened.canvas, NOWHERE)


def test_the_line_never_makes_the_window_wider(opened: Desk) -> None:
    before = opened.window.status.minimumSizeHint().width()
    opened.window.status.take_pointed("", "word " * 200)
    assert opened.window.status.minimumSizeHint().width() == before


def test_hints_without_room_are_left_out_whole_and_all_are_in_the_tooltip(opened: Desk) -> None:
    QTest.mouseMove(opened.canvas, on_canvas(opened, START.at(Joint.R_WRIST)))
    label = sure(opened.window.status.findChild(HintsLabel))
    hints = label.toolTip().split("\n")
    assert hints[0] == "Drag: reach"
    assert hints[-1].startswith("Alt: see where it comes from")
    for width in (1900, 1280, 1000):
        opened.window.setFixedWidth(width)
        QApplication.processEvents()
        *whole, last = label.shown.split(SEPARATOR)
        assert whole == hints[: len(whole)]
        assert last in ("…", hints[-1])
        assert label.fontMetrics().horizontalAdvance(label.shown) <= label.width()
    assert last == "…"
    assert len(whole) >= 1
    QApplication.sendEvent(opened.canvas, QEvent(QEvent.Type.Leave))
    assert (label.shown, label.toolTip().split("\n")) == ("", hints), "there when the pointer arrives"


def test_the_joints_name_stands_beside_it_but_not_while_it_is_dragged(opened: Desk) -> None:
    QTest.mouseMove(opened.canvas, NOWHERE)
    at = place(opened, Joint.R_ANKLE)
    label = opened.canvas.view.to_photo((at.x() + 16.0, at.y() - 18.0))
    bare = colour_at(opened, label)
    QTest.mouseMove(opened.canvas, at)
    assert colour_at(opened, label) != bare
    pull(opened, at, at + QPoint(-30, 0), release=False)
    assert colour_at(opened, label) == bare
    QTest.mouseRelease(opened.canvas, LEFT, pos=at + QPoint(-30, 0))


def test_f1_opens_the_page_of_gestures_once_in_the_language_of_the_window(
    opened: Desk, qapp: QApplication
) -> None:
    QTest.keyClick(opened.window.docks.library, Qt.Key.Key_F1)
    QTest.keyClick(opened.canvas, Qt.Key.Key_F1)
    (page,) = opened.window.findChildren(PageDialog)
    assert page.isVisible()
    assert all(each.done in page.page.toPlainText() for each in all_gestures())
    translations = Translations(qapp, Language.JAPANESE)
    try:
        QApplication.processEvents()
        assert "手首" in page.page.toPlainText()
    finally:
        translations.choose(Language.ENGLISH)
        translations.deleteLater()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_the_list_of_shortcuts_has_the_mouse_which_takes_no_keys(opened: Desk) -> None:
    dialog = ShortcutsDialog(opened.window.actions_by_name)
    dialog.search.setText("double-click")
    rows = [dialog.table.topLevelItem(n) for n in range(dialog.table.topLevelItemCount())]
    shown = [row for row in rows if row is not None and not row.isHidden()]
    assert [row.text(1) for row in shown] == ["Double-click a limb"]
    assert not shown[0].flags() & Qt.ItemFlag.ItemIsSelectable
    assert dialog.chosen == {}
    dialog.deleteLater()


def test_the_guidelines_are_shown_with_their_pictures_in_the_language_of_the_window(
    opened: Desk, qapp: QApplication
) -> None:
    opened.window.actions_by_name["guidelines"].trigger()
    (page,) = opened.window.findChildren(PageDialog)
    assert page.windowTitle() == "Guidelines"
    assert "Consent" in page.page.toPlainText()
    picture = page.page.document().resource(
        QTextDocument.ResourceType.ImageResource, QUrl("guidelines-failures.jpg")
    )
    assert picture is not None
    translations = Translations(qapp, Language.JAPANESE)
    try:
        QApplication.processEvents()
        assert "同意" in page.page.toPlainText()
        assert page.windowTitle() == "利用上の注意"
    finally:
        translations.choose(Language.ENGLISH)
        translations.deleteLater()
    page.close()
