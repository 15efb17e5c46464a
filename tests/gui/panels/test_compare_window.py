"""Two kept poses side by side: large pictures of both, one view, either used, gone with one of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.contract.messages import Quality
from engine.pose.pose import Joint
from gui.panels.compare_window import CompareWindow, PicturePane
from tests.gui.conftest import Desk
from tests.gui.fakes import standing
from tests.sure import sure

POSES = tuple(standing().moved(Joint.NOSE, (140.0 + step, 60.0)) for step in range(3))
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def kept(opened: Desk) -> Desk:
    for name, pose in zip("abc", POSES, strict=True):
        opened.session.apply_pose(pose, "Move")
        opened.session.keep_variant(name)
    opened.session.apply_pose(standing(), "Back")
    opened.engine.render_all()
    QApplication.processEvents()
    return opened


def compared(desk: Desk) -> CompareWindow:
    """The window with "a" and "c", opened by mouse and key."""
    view = desk.window.docks.variants.view
    for row, keys in ((0, Qt.KeyboardModifier.NoModifier), (2, Qt.KeyboardModifier.ControlModifier)):
        QTest.mouseClick(view.viewport(), LEFT, keys, view.visualRect(view.model().index(row, 0)).center())
    QTest.keyClick(view, Qt.Key.Key_F3)
    return sure(desk.window.findChild(CompareWindow))


def grey(pane: PicturePane) -> int:
    return pane.grab().toImage().pixelColor(pane.rect().center()).red()


def test_both_are_made_large_before_any_other_and_shown_under_their_names(kept: Desk) -> None:
    window = compared(kept)
    assert [(w.pose, w.quality) for w in kept.engine.wishes[:2]] == [
        (POSES[0], Quality.FINAL),
        (POSES[2], Quality.FINAL),
    ]
    for shade in (40, 60):
        kept.engine.render_at_leisure(grey=shade)
    assert [grey(pane) for pane in window.panes] == [40, 60]
    assert [pane.accessibleName() for pane in window.panes] == ["a", "c"]


def test_one_view_is_for_both(kept: Desk) -> None:
    window = compared(kept)
    for shade in (40, 60):
        kept.engine.render_at_leisure(grey=shade)
    left, right = window.panes
    wheel = QWheelEvent(
        QPointF(20, 30), QPointF(left.mapToGlobal(QPoint(20, 30))), QPoint(), QPoint(0, 240),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    fitted = left.view
    QApplication.sendEvent(left, wheel)
    assert left.view.scale > fitted.scale
    assert right.view == left.view
    QTest.mousePress(right, LEFT, pos=QPoint(100, 100))
    QTest.mouseMove(right, QPoint(80, 90))
    QTest.mouseRelease(right, LEFT, pos=QPoint(80, 90))
    assert left.view == right.view
    QTest.keyClick(right, Qt.Key.Key_0)
    assert left.view == right.view == fitted


def test_either_is_used_by_its_button_as_one_edit(kept: Desk) -> None:
    window = compared(kept)
    before = kept.session.undo_stack.count()
    QTest.mouseClick(window.use_buttons[1], LEFT)
    assert kept.pose == POSES[2]
    assert kept.session.undo_stack.count() == before + 1
    assert window.isVisible()


def test_it_goes_with_one_of_the_two_or_by_escape_and_wishes_nothing_more(kept: Desk) -> None:
    window = compared(kept)
    kept.session.set_variants(kept.entry.variants[:2], "Delete")
    assert not window.isVisible()
    QApplication.sendPostedEvents(None, 52)  # deferred deletion
    kept.window.docks.variants.undo_action.trigger()
    window = compared(kept)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert {request.quality for request in kept.engine.wishes} <= {Quality.PREVIEW}
