"""What a crash left behind is asked about before anything else can be done, and takes nothing's place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gui.app import begin
from gui.document.document import Document
from gui.project.journal import Journal
from tests.gui.conftest import a_desk
from tests.gui.documents import entry_of, photo_file
from tests.gui.project.test_journal import end
from tests.sure import sure


@pytest.mark.parametrize(
    ("key", "names"), [(Qt.Key.Key_Return, ["anna.png", "b.png"]), (Qt.Key.Key_Escape, ["b.png"])]
)
def test_files_are_opened_once_recovery_is_answered_and_stay(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, key: Qt.Key, names: list[str]
) -> None:
    left = Journal(tmp_path / "data" / "journal")
    left.record(Document((entry_of(photo_file(tmp_path)),), 0), modified=True, found={})
    end(left)
    desk = a_desk(qtbot, qapp, tmp_path)
    open_then: list[int] = []

    def answer() -> None:
        box = sure(QApplication.activeModalWidget())
        assert isinstance(box, QMessageBox)
        open_then.append(len(desk.session.document.photos))
        QTest.keyClick(box, key)

    QTimer.singleShot(0, answer)
    begin(desk.window, [photo_file(tmp_path, "b.png")])
    assert open_then == [0], "asked before it returned, and before anything was opened"
    assert [entry.name for entry in desk.session.document.photos] == names
