"""The keeper where others interfere: full disks, a second window on the same project, names that are no text."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from gui.project import keeper as keeper_module
from gui.project import questions as project_questions
from gui.project.file import open_project
from gui.project.questions import Replace, replace_box
from tests.gui.conftest import Desk as WindowDesk
from tests.gui.documents import photo_file
from tests.gui.project import test_keeper
from tests.gui.project.test_keeper import Desk
from tests.gui.window import test_documents_in_window

Start = Callable[[], Desk]
CTRL = Qt.KeyboardModifier.ControlModifier
start = test_keeper.start
edited = test_documents_in_window.edited


def wrist_in(project: Path) -> tuple[float, float]:
    from engine.pose.pose import Joint

    pose = open_project(project).document.photos[0].pose
    assert pose is not None
    return pose.at(Joint.R_WRIST)


# A disk that is full for a while


def test_the_notice_stays_while_edits_are_not_kept_safe_and_goes_by_itself(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path
) -> None:
    monkeypatch.setattr(keeper_module, "RETRY_MS", 20)
    desk: WindowDesk = request.getfixturevalue("desk")
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "journal").write_text("a file where the folder should be")
    desk.open()
    qtbot.waitUntil(lambda: "not being backed up" in desk.window.notice.sentence)
    (tmp_path / "data" / "journal").unlink()
    qtbot.waitUntil(desk.window.notice.isHidden)


def test_another_notice_is_not_taken_back_with_it(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path
) -> None:
    monkeypatch.setattr(keeper_module, "RETRY_MS", 20)
    desk: WindowDesk = request.getfixturevalue("desk")
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "journal").write_text("a file where the folder should be")
    desk.open()
    qtbot.waitUntil(lambda: "not being backed up" in desk.window.notice.sentence)
    desk.window.say("Something else.")
    with qtbot.waitSignal(desk.window.keeper.mended):
        (tmp_path / "data" / "journal").unlink()
    assert desk.window.notice.sentence == "Something else."


# Two windows, one project


@pytest.fixture
def two(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Desk, Desk, list[Replace]]:
    """Two windows on a.repose, of which the first saved a drag to (30, 40), and what the second will answer."""
    first = start()
    first.open_photo(photo_file(tmp_path))
    first.keeper.save(tmp_path / "a.repose")
    first.settle()
    second = start()
    second.keeper.open(tmp_path / "a.repose")
    second.settle()
    first.drag_wrist((30, 40))
    first.keeper.save(tmp_path / "a.repose")
    first.settle()
    answers: list[Replace] = []
    monkeypatch.setattr(project_questions, "ask_to_replace", lambda _: answers.pop(0))
    second.drag_wrist((10, 20))
    return first, second, answers


def save(desk: Desk) -> bool:
    done = project_questions.save(desk.keeper, None, suggested=Path("x.jpg"))
    desk.settle()
    return done


def test_a_project_that_another_window_saved_is_replaced_only_when_wished(two, tmp_path: Path) -> None:
    _, second, answers = two
    answers.append(Replace.STAY)
    assert not save(second)
    assert second.keeper.is_modified
    assert wrist_in(tmp_path / "a.repose") == (30, 40)
    answers.append(Replace.REPLACE)
    assert save(second)
    assert wrist_in(tmp_path / "a.repose") == (10, 20)
    assert not second.keeper.is_modified
    assert save(second)  # now it is its own, and nothing is asked


def test_the_other_version_can_be_saved_beside(two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, second, answers = two
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "b"), ""))
    answers.append(Replace.SAVE_AS)
    assert save(second)
    assert wrist_in(tmp_path / "a.repose") == (30, 40)
    assert wrist_in(tmp_path / "b.repose") == (10, 20)


def test_what_a_crash_left_behind_does_not_replace_what_was_saved_since(
    start: Start, two, tmp_path: Path
) -> None:
    first, second, answers = two
    second.crash()
    third = start()
    (item,) = third.keeper.recoverable()
    third.keeper.recover(item)
    third.settle()
    assert third.keeper.path == tmp_path / "a.repose"
    answers.append(Replace.STAY)
    assert not save(third)
    assert wrist_in(tmp_path / "a.repose") == (30, 40)
    assert first.said == second.said == third.said == []


def test_saving_twice_in_a_row_asks_nothing(start: Start, tmp_path: Path) -> None:
    desk = start()
    desk.open_photo(photo_file(tmp_path))
    desk.keeper.save(tmp_path / "a.repose")
    desk.settle()
    for place in ((30, 40), (10, 20)):
        desk.drag_wrist(place)
        assert project_questions.save(desk.keeper, None, suggested=Path("x.jpg"))
        assert desk.keeper.finish(10)  # written, but the answer is still queued
        os.utime(tmp_path / "a.repose", (0, 0))  # as network drives do
    desk.settle()
    assert wrist_in(tmp_path / "a.repose") == (10, 20)


def test_the_question_comes_with_ctrl_s_and_enter_saves_beside(
    edited: WindowDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "shoot.repose"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(project), ""))
    with qtbot.waitSignal(edited.window.keeper.saved):
        QTest.keyClick(edited.window, Qt.Key.Key_S, CTRL)
    project.write_bytes(project.read_bytes() + b"changed by another")
    foreign = project.read_bytes()
    project = tmp_path / "beside.repose"
    asked: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        QTest.keyClick(box, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    with qtbot.waitSignal(edited.window.keeper.saved):
        QTest.keyClick(edited.window, Qt.Key.Key_S, CTRL)
    assert "changed on disk" in asked[0]
    assert (tmp_path / "shoot.repose").read_bytes() == foreign
    assert project.exists()


def test_closing_the_question_saves_nothing(qtbot: QtBot) -> None:
    box, answers = replace_box(None)
    qtbot.addWidget(box)
    assert set(answers.values()) == {Replace.REPLACE, Replace.SAVE_AS}
    assert box.escapeButton() not in answers


# Names that are no text


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep file names in Unicode")
def test_a_photo_of_any_name_is_dragged_saved_opened_and_brought_back(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\x8e\xca\x90^")
    folder.mkdir()
    photo = photo_file(folder, os.fsdecode(b"\x8e\xca\x90^.png"))
    project = folder / "a.repose"
    desk = start()
    desk.open_photo(photo)
    desk.drag_wrist((30, 40))
    desk.store.put(desk.store.value.model_copy(update={"embed_photos": False}))
    desk.keeper.save(project)
    desk.settle()
    assert not desk.keeper.is_modified
    again = start()
    assert again.store.value.recent == (project,)
    again.keeper.open(again.store.value.recent[0])
    again.settle()
    assert again.session.document.photos[0].path == photo
    again.drag_wrist((10, 20))
    again.crash()
    third = start()
    (item,) = third.keeper.recoverable()
    third.keeper.recover(item)
    third.settle()
    assert third.wrist == pytest.approx((10, 20))
    assert third.keeper.path == project
    assert third.session.document.photos[0].path == photo
    assert desk.said == again.said == third.said == []
