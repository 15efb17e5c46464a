"""Kept poses apart from posing: an undo of their own, what follows a corrected skeleton, and those of other photos."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QToolButton

from engine.pose.edits import swap_sides
from engine.pose.pose import Joint
from gui.panels.variants_panel import VariantsPanel
from gui.project.file import open_project, save_project
from tests.gui.canvas.test_canvas import CTRL, LEFT, START, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import with_real_keys
from tests.sure import sure


def names(desk: Desk) -> list[str]:
    return [kept.name for kept in desk.entry.variants]


def undo_button(strip: VariantsPanel) -> QToolButton:
    buttons = strip.findChildren(QToolButton)
    return next(button for button in buttons if button.defaultAction() is strip.undo_action)


@pytest.fixture
def kept(opened: Desk) -> Desk:
    """Two kept poses, the first of them chosen by a click, and a move before each."""
    for to in ((60.0, 130.0), (70.0, 120.0)):
        pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, to))
        QTest.keyClick(opened.canvas, Qt.Key.Key_K, CTRL)
    QApplication.processEvents()
    strip = opened.window.docks.variants
    at = strip.view.visualRect(strip.model.index(0)).center()
    QTest.mouseClick(strip.view.viewport(), LEFT, pos=at)
    return opened


def test_a_deleted_pose_comes_back_by_ctrl_z_in_the_strip_and_posing_stays(kept: Desk) -> None:
    strip, pose = kept.window.docks.variants, kept.pose
    assert not undo_button(strip).isVisible()
    QTest.keyClick(strip.view, Qt.Key.Key_Delete)
    assert names(kept) == ["Pose 2"]
    QTest.keyClick(strip.view, Qt.Key.Key_Z, CTRL)
    assert (names(kept), kept.pose) == (["Pose 1", "Pose 2"], pose)
    QTest.keyClick(strip.view, Qt.Key.Key_Z, CTRL)
    assert names(kept) == ["Pose 1", "Pose 2"]
    assert kept.pose != pose, "with nothing to bring back it is the window's"


def test_the_last_one_deleted_leaves_the_strip_with_a_button_that_brings_it_back(kept: Desk) -> None:
    strip = kept.window.docks.variants
    for _ in range(2):
        strip.view.setCurrentIndex(strip.model.index(0))
        QTest.keyClick(strip.view, Qt.Key.Key_Delete)
    assert names(kept) == []
    assert sure(kept.window.findChild(QDockWidget, "variants")).isVisible()
    kept.trigger("undo")
    kept.trigger("keep_variant")
    assert "Delete kept pose" in undo_button(strip).toolTip()
    QTest.mouseClick(undo_button(strip), LEFT)
    assert names(kept) == ["Pose 2", "Pose 1"], "the one kept since stays"
    QTest.mouseClick(undo_button(strip), LEFT)
    assert names(kept)[:2] == ["Pose 1", "Pose 2"]
    assert len(names(kept)) == 3
    assert not undo_button(strip).isVisible()


def test_a_kept_pose_is_something_to_be_saved(opened: Desk, tmp_path: Path) -> None:
    opened.session.undo_stack.setClean()
    assert not opened.window.isWindowModified()
    opened.trigger("keep_variant")
    assert opened.window.isWindowModified()
    save_project(tmp_path / "a.repose", with_real_keys(opened.session.document), embed=False)
    (again,) = open_project(tmp_path / "a.repose").document.photos
    assert again.variants == opened.entry.variants


def test_a_pose_that_is_kept_already_is_said_so_and_not_added_again(opened: Desk) -> None:
    status = opened.window.status
    for told in ("Kept as “Pose 1”.", "This pose is kept already, as “Pose 1”."):
        QTest.keyClick(opened.canvas, Qt.Key.Key_K, CTRL)
        assert status.currentMessage().startswith(told)
        assert names(opened) == ["Pose 1"]
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    QTest.keyClick(opened.canvas, Qt.Key.Key_K, CTRL)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(opened.canvas, Qt.Key.Key_K, CTRL)
    assert names(opened) == ["Pose 1", "Pose 2", "Pose 3"], "only the last one counts"


def test_poses_follow_swapped_sides_and_their_undo_also_those_kept_between(opened: Desk) -> None:
    opened.trigger("keep_variant")
    opened.trigger("correct_skeleton")
    QTest.mouseClick(opened.window.tools.skeleton_bar.swap_button, LEFT)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Return)
    assert [kept.pose for kept in opened.entry.variants] == [swap_sides(START)]
    opened.session.keep_variant("between")
    QTest.keyClick(opened.canvas, Qt.Key.Key_Z, CTRL)
    assert [kept.pose for kept in opened.entry.variants] == [START, START]
    QTest.keyClick(opened.canvas, Qt.Key.Key_Y, CTRL)
    assert [kept.pose for kept in opened.entry.variants] == [swap_sides(START)] * 2


def test_poses_kept_on_other_photos_are_told_and_a_click_goes_there(kept: Desk) -> None:
    line = kept.window.docks.variants.elsewhere
    assert not line.isVisible()
    kept.open("second.png")
    assert line.isVisible()
    assert "person.png</a> (2)" in line.text()
    assert "export" in line.text()
    start = line.fontMetrics().horizontalAdvance("The export offers poses kept on other photos as well: pe")
    QTest.mouseClick(line, LEFT, pos=QPoint(start, line.fontMetrics().height() // 2))
    assert kept.entry.name == "person.png"
    assert not line.isVisible()


def test_the_frame_in_the_strip_is_about_the_pose_on_the_canvas_also_after_a_jump_in_the_history(
    kept: Desk,
) -> None:
    strip = kept.window.docks.variants

    def framed() -> list[str]:
        return [variant.name for variant in strip.chosen()]

    entry = kept.entry
    QTest.mouseClick(strip.view.viewport(), LEFT, pos=strip.view.visualRect(strip.model.index(0)).center())
    assert framed() == [entry.variants[0].name]
    assert kept.pose == entry.variants[0].pose
    kept.window.docks.show_panel("history")
    history = kept.window.docks.history
    QTest.mouseClick(history.viewport(), LEFT, pos=history.visualItemRect(history.item(0)).center())
    assert kept.pose not in [variant.pose for variant in entry.variants]
    assert framed() == []
    row = next(
        row
        for row in range(history.count())
        if history.item(row).text() == "Use kept pose: " + entry.variants[0].name
    )
    QTest.mouseClick(history.viewport(), LEFT, pos=history.visualItemRect(history.item(row)).center())
    assert framed() == [entry.variants[0].name]
    pull(kept, place(kept, Joint.L_WRIST), on_canvas(kept, (240.0, 150.0)))
    assert framed() == [], "posed on"
