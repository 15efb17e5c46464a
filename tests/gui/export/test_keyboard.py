"""The export by keys alone: Tab goes through all of the dialog and stays in no table, arrows move within one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.export.dialog import ExportDialog
from gui.panels.joint_table import JointTable
from tests.gui.conftest import Desk
from tests.gui.export.shooting import a_shoot, open_export
from tests.gui.saving import activate
from tests.sure import sure

_MOST_STOPS = 60
TAB, BACKTAB = Qt.Key.Key_Tab, Qt.Key.Key_Backtab


@pytest.fixture
def dialog(desk: Desk, tmp_path: Path) -> Iterator[ExportDialog]:
    made = open_export(a_shoot(desk, tmp_path))
    made.page.target.folder.setText(str(tmp_path / "out"))
    activate(made)
    yield made
    desk.window.exporting.close()
    made.pictures.finish(5.0)


def focused() -> QWidget:
    return sure(QApplication.focusWidget())


def stops(key: Qt.Key, begin: QWidget) -> list[QWidget]:
    """What has the focus after each press, until it is back where it began."""
    begin.setFocus()
    found: list[QWidget] = []
    while len(found) < _MOST_STOPS:
        QTest.keyClick(focused(), key)
        found.append(focused())
        if found[-1] is begin:
            break
    return found


@pytest.mark.parametrize("key", [TAB, BACKTAB])
def test_tab_leaves_the_table_and_comes_round_to_it_again(dialog: ExportDialog, key: Qt.Key) -> None:
    view, page = dialog.page.view, dialog.page
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    found = stops(key, view)
    assert found[0] is not view
    assert found[-1] is view
    assert {page.target.folder, page.start, page.close_button, page.remove} <= set(found)
    assert view.currentIndex() == view.model().index(0, 0), "no cell was passed through"


def test_arrows_move_from_cell_to_cell_and_space_ticks(dialog: ExportDialog) -> None:
    view = dialog.page.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    for key, place in (
        (Qt.Key.Key_Right, (0, 1)), (Qt.Key.Key_Down, (1, 1)), (Qt.Key.Key_Left, (1, 0)), (Qt.Key.Key_Up, (0, 0)),
    ):  # fmt: skip
        QTest.keyClick(focused(), key)
        at = view.currentIndex()
        assert (at.row(), at.column()) == place
    assert focused() is view
    before = dialog.page.matrix.cells
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert dialog.page.matrix.cells == before - {(0, 0)}


def test_the_table_of_results_lets_go_of_tab_as_well(dialog: ExportDialog, desk: Desk, qtbot: QtBot) -> None:
    QTest.mouseClick(dialog.page.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.progress.view.isVisible)
    qtbot.waitUntil(lambda: len(desk.engine.batches) > 0)
    view = dialog.progress.view
    view.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    assert focused() is view
    found = stops(TAB, view)
    assert found[0] is not view
    assert found[-1] is view
    assert dialog.progress.pause in found


def test_the_joint_table_lets_go_of_tab(desk: Desk) -> None:
    desk.open()
    desk.window.docks.show_panel("joints")
    activate(desk.window)
    view = sure(desk.window.findChild(JointTable)).view
    assert view.isVisible()
    view.setFocus()
    view.setCurrentIndex(view.model().index(3, 1))
    QTest.keyClick(view, TAB)
    assert focused() is not view
    assert view.currentIndex().column() == 1
