"""The menu of a joint: ticks say how things are, clicking a ticked entry undoes it, what would do nothing is grey."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint
from gui.canvas.gestures import all_gestures
from gui.look.language import Language
from gui.look.languages import Translations
from tests.gui.canvas.test_canvas import LEFT, START, on_canvas, place, pull
from tests.gui.conftest import Desk

ALWAYS = {"Select whole limb", "Bring limb to front", "Send limb behind", "Hide joints", "Locked"}


def menu_of(desk: Desk, joint: Joint) -> QMenu:
    at = place(desk, joint)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, desk.canvas.mapToGlobal(at))
    QApplication.sendEvent(desk.canvas, event)
    return next(menu for menu in desk.window.findChildren(QMenu) if menu.isVisible())


def words(action: QAction) -> str:
    return action.text().split("\t")[0].replace("&", "")


def lit(menu: QMenu) -> set[str]:
    return {words(action) for action in menu.actions() if action.isEnabled() and not action.isSeparator()}


def ticked(menu: QMenu) -> set[str]:
    return {words(action) for action in menu.actions() if action.isChecked()}


def click(desk: Desk, joint: Joint, entry: str) -> None:
    menu = menu_of(desk, joint)
    action = next(each for each in menu.actions() if words(each) == entry)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    QApplication.processEvents()


def close(menu: QMenu) -> None:
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("joint", "more"),
    [(Joint.R_WRIST, {"Bend the other way"}), (Joint.NOSE, set())],
)
def test_what_would_do_nothing_is_grey(opened: Desk, joint: Joint, more: set[str]) -> None:
    menu = menu_of(opened, joint)
    limbs = {"Bring limb to front", "Send limb behind"} if joint is Joint.NOSE else set()
    assert lit(menu) == (ALWAYS | more) - limbs
    assert ticked(menu) == set()
    close(menu)


def test_a_moved_joint_can_be_reset(opened: Desk) -> None:
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    menu = menu_of(opened, Joint.R_WRIST)
    assert {"Reset joints", "Reset whole limb"} <= lit(menu)
    close(menu)
    click(opened, Joint.R_WRIST, "Reset whole limb")
    assert opened.session.pose == START


def test_a_lock_is_ticked_and_taken_off(opened: Desk) -> None:
    click(opened, Joint.L_ANKLE, "Locked")
    assert opened.session.locked == {Joint.L_ANKLE}
    menu = menu_of(opened, Joint.L_ANKLE)
    assert ticked(menu) == {"Locked"}
    close(menu)
    click(opened, Joint.L_ANKLE, "Locked")
    assert opened.session.locked == frozenset()


def test_front_and_behind_are_ticked_and_taken_back(opened: Desk) -> None:
    click(opened, Joint.R_WRIST, "Bring limb to front")
    assert opened.session.order == LimbOrder(in_front=(Joint.R_WRIST,))
    menu = menu_of(opened, Joint.R_WRIST)
    assert ticked(menu) == {"Bring limb to front"}
    assert "Automatic limb order" in lit(menu)
    close(menu)
    click(opened, Joint.R_WRIST, "Send limb behind")
    assert opened.session.order == LimbOrder(behind=(Joint.R_WRIST,))
    click(opened, Joint.R_WRIST, "Send limb behind")
    assert opened.session.order == LimbOrder()


def test_a_hidden_joint_can_be_restored(opened: Desk) -> None:
    click(opened, Joint.R_WRIST, "Hide joints")
    assert not opened.pose.has(Joint.R_WRIST)
    opened.trigger("show_hidden")
    menu = menu_of(opened, Joint.R_WRIST)
    assert "Restore joints" in lit(menu)
    assert "Hide joints" not in lit(menu)
    close(menu)


def test_the_keys_stand_beside_the_entries_and_stay_single(opened: Desk) -> None:
    menu = menu_of(opened, Joint.R_WRIST)
    front = next(action for action in menu.actions() if words(action) == "Bring limb to front")
    assert front.text().endswith("\tF")
    close(menu)
    opened.session.select({Joint.R_WRIST})
    opened.window.activateWindow()  # as a desktop does when a menu closes
    opened.canvas.setFocus()
    QApplication.processEvents()
    QTest.keyClick(opened.canvas, Qt.Key.Key_F)
    assert opened.session.order == LimbOrder(in_front=(Joint.R_WRIST,))


def test_the_skeleton_shows_what_is_in_front_and_what_behind(opened: Desk) -> None:
    def along() -> int:
        """Of forty points of the forearm's line those in its colour."""
        image = opened.canvas.grab().toImage()
        ends = [QPointF(place(opened, joint)) for joint in (Joint.R_ELBOW, Joint.R_WRIST)]
        steps = (ends[0] + (ends[1] - ends[0]) * step / 100 for step in range(30, 70))
        colours = [image.pixelColor(at.toPoint()) for at in steps]
        return sum(colour.red() > 0x80 and colour.blue() < 0x40 for colour in colours)

    def across() -> int:
        """Pixels of the line and its edge."""
        image, middle = opened.canvas.grab().toImage(), on_canvas(opened, (102.5, 175.0))
        row = [image.pixelColor(middle.x() + step, middle.y()).name() for step in range(-12, 13)]
        return sum(colour != row[0] for colour in row)

    plain, width = along(), across()
    QTest.mouseClick(opened.canvas, LEFT, pos=place(opened, Joint.R_WRIST))
    QTest.mouseMove(opened.canvas, on_canvas(opened, (20.0, 20.0)))
    QTest.keyClick(opened.canvas, Qt.Key.Key_F)
    assert across() >= width + 3
    QTest.keyClick(opened.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert across() <= width
    assert plain == 40
    assert 10 < along() < 35, "dashes, and what shows between them"


def test_the_page_of_gestures_calls_the_entries_as_the_menu_does_in_japanese(
    opened: Desk, qapp: QApplication
) -> None:
    translations = Translations(qapp, Language.JAPANESE)
    try:
        QApplication.processEvents()
        menu = menu_of(opened, Joint.R_WRIST)
        offered = [words(action) for action in menu.actions()]
        close(menu)
        page = next(each.effect for each in all_gestures() if each.done == "関節を右クリック")
    finally:
        translations.choose(Language.ENGLISH)
        QApplication.processEvents()
    named = page.removeprefix("メニュー：").split("、")
    assert len(named) == 5
    assert [word for word in named if not any(word in entry for entry in offered)] == []
    assert any(entry.startswith("固定") for entry in offered), "as in the Pose menu and the table"
