"""The keeper: saving, opening and recovering a session's document, while edits go on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from engine.contract.answering import Listener
from engine.photo.photo import load_photo
from engine.pose.pose import Joint
from gui.document.live_render import LiveRender
from gui.document.session import Session
from gui.link.engine_link import EngineLink
from gui.project import questions as project_questions
from gui.project.journal import Journal
from gui.project.keeper import Keeper
from gui.project.questions import Leave, leave_box, may_leave
from gui.project.recovery_dialog import Answer
from gui.settings.store import SettingsStore
from tests.gui.documents import edits, entry_of, photo_file
from tests.gui.fakes import FakeEngine


class Desk:
    """One running program without a window."""

    def __init__(self, folder: Path) -> None:
        engines: list[FakeEngine] = []

        def make(listener: Listener, _device: str = "auto") -> FakeEngine:
            engines.append(FakeEngine(listener))
            return engines[-1]

        self.session = Session()
        self.link = EngineLink(make)
        self.live = LiveRender(self.session, self.link)
        self.store = SettingsStore(folder / "settings.json")
        self.journal = Journal(folder / "journal")
        self.keeper = Keeper(self.session, self.link, journal=self.journal, settings=self.store)
        (self.engine,) = engines
        self.said: list[str] = []
        self.keeper.said.connect(self.said.append)

    def open_photo(self, path: Path) -> None:
        entry = entry_of(path)
        self.session.add_photos([path])
        assert entry.source is not None
        self.session.take_source(entry.key, entry.source)

    def drag_wrist(self, to: tuple[float, float]) -> None:
        assert self.session.pose is not None
        self.session.begin_gesture()
        for step in (0.5, 1.0):
            xy = (to[0] * step, to[1] * step)
            self.session.update_gesture(self.session.pose.moved(Joint.R_WRIST, xy))
        self.session.end_gesture("Move")

    @property
    def wrist(self) -> tuple[float, float] | None:
        return self.session.pose.at(Joint.R_WRIST) if self.session.pose else None

    def settle(self) -> None:
        assert self.keeper.finish(10)
        QApplication.processEvents()

    def crash(self) -> None:
        """End without a word: the lock goes, everything else stays."""
        assert self.journal.flush()
        if self.journal._writer._lock is not None:
            self.journal._writer._lock.release()
        self.session.blockSignals(True)


@pytest.fixture
def start(qtbot, tmp_path):
    desks: list[Desk] = []

    def make() -> Desk:
        desks.append(Desk(tmp_path))
        return desks[-1]

    yield make
    for desk in desks:
        desk.journal.flush()  # a busy machine may need longer than a window waits when it closes
        desk.keeper.close()


def test_saved_work_is_there_after_a_restart(start, tmp_path):
    desk = start()
    desk.open_photo(photo_file(tmp_path))
    desk.drag_wrist((30, 40))
    desk.session.keep_variant("up")
    assert desk.keeper.is_modified
    desk.keeper.save(tmp_path / "a.repose")
    desk.settle()
    assert not desk.keeper.is_modified
    assert desk.keeper.path == tmp_path / "a.repose"
    again = start()
    again.keeper.open(tmp_path / "a.repose")
    again.settle()
    assert edits(again.session.document) == edits(desk.session.document)
    assert not again.keeper.is_modified
    assert again.store.value.recent == (tmp_path / "a.repose",)
    assert desk.said == again.said == []


def test_edits_made_while_saving_stay_unsaved(start, tmp_path):
    desk = start()
    desk.open_photo(photo_file(tmp_path))
    desk.drag_wrist((30, 40))
    desk.keeper.save(tmp_path / "a.repose")
    desk.drag_wrist((10, 20))
    desk.settle()
    assert desk.keeper.is_modified
    again = start()
    again.keeper.open(tmp_path / "a.repose")
    again.settle()
    assert again.wrist == (30, 40)


def test_a_save_that_fails_is_said_and_nothing_is_lost(start, tmp_path):
    desk = start()
    desk.open_photo(photo_file(tmp_path))
    desk.drag_wrist((30, 40))
    desk.keeper.save(tmp_path / "missing" / "a.repose")
    desk.settle()
    assert "could not be saved" in desk.said[0]
    assert desk.keeper.is_modified
    assert desk.keeper.path is None
    assert desk.wrist == (30, 40)


def test_a_project_that_is_gone_leaves_the_document_and_the_recent_files(start, tmp_path):
    desk = start()
    desk.open_photo(photo_file(tmp_path))
    desk.store.put(desk.store.value.model_copy(update={"recent": (tmp_path / "gone.repose",)}))
    desk.keeper.open(tmp_path / "gone.repose")
    desk.settle()
    assert "does not exist" in desk.said[0]
    assert len(desk.session.document.photos) == 1
    assert desk.store.value.recent == ()


def test_a_crash_loses_nothing_that_was_let_go_of(start, tmp_path):
    desk = start()
    desk.open_photo(photo_file(tmp_path))
    desk.keeper.save(tmp_path / "a.repose")
    desk.settle()
    desk.drag_wrist((30, 40))
    desk.session.begin_gesture()
    assert desk.session.pose is not None
    desk.session.update_gesture(desk.session.pose.moved(Joint.R_WRIST, (1, 1)))
    desk.crash()
    again = start()
    (item,) = again.keeper.recoverable()
    again.keeper.recover(item)
    again.settle()
    assert again.wrist == (30, 40)
    assert again.keeper.is_modified
    assert again.keeper.path == tmp_path / "a.repose"


def test_what_was_recovered_survives_the_next_crash_and_is_offered_once(start, tmp_path):
    desk = start()
    desk.open_photo(photo_file(tmp_path))
    desk.drag_wrist((30, 40))
    desk.crash()
    second = start()
    (item,) = second.keeper.recoverable()
    second.keeper.recover(item)
    second.settle()
    second.crash()
    third = start()
    (item,) = third.keeper.recoverable()
    third.keeper.recover(item)
    third.settle()
    assert third.wrist == (30, 40)


def test_corrected_persons_are_saved_even_before_their_photos_are_back(start, tmp_path):
    desk = start()
    photo = photo_file(tmp_path)
    desk.open_photo(photo)
    desk.keeper.save(tmp_path / "a.repose")
    desk.settle()
    again = start()
    again.keeper.open(tmp_path / "a.repose")
    again.settle()
    again.keeper.save(tmp_path / "b.repose")
    again.settle()
    third = start()
    third.keeper.open(tmp_path / "b.repose")
    third.settle()
    (found,) = third.keeper._restorer.pending.values()
    assert found.source_of(load_photo(photo)) is not None


def test_nothing_is_offered_after_an_orderly_end(start, tmp_path):
    desk = start()
    desk.open_photo(photo_file(tmp_path))
    desk.drag_wrist((30, 40))
    desk.keeper.close()
    assert start().keeper.recoverable() == ()


@pytest.mark.parametrize(("answer", "may"), [(Leave.SAVE, True), (Leave.DISCARD, True), (Leave.STAY, False)])
def test_leaving_asks_only_when_something_would_be_lost(start, tmp_path, monkeypatch, answer, may):
    desk = start()
    asked: list[object] = []

    def ask(window: object) -> Leave:
        asked.append(window)
        return answer

    monkeypatch.setattr(project_questions, "ask_to_leave", ask)
    desk.open_photo(photo_file(tmp_path))
    assert may_leave(desk.keeper, None, suggested=tmp_path / "x.jpg")
    assert asked == []
    desk.keeper.save(tmp_path / "a.repose")
    desk.settle()
    desk.drag_wrist((30, 40))
    assert may_leave(desk.keeper, None, suggested=tmp_path / "x.jpg") is may
    assert asked == [None]
    assert desk.keeper.is_modified is (answer is not Leave.SAVE)


def test_a_save_on_leaving_that_fails_keeps_the_window_open(start, tmp_path, monkeypatch):
    desk = start()
    desk.open_photo(photo_file(tmp_path))
    desk.drag_wrist((30, 40))
    monkeypatch.setattr(project_questions, "ask_to_leave", lambda _: Leave.SAVE)
    name = str(tmp_path / "missing" / "a")
    monkeypatch.setattr(project_questions.QFileDialog, "getSaveFileName", lambda *_: (name, ""))
    assert not may_leave(desk.keeper, None, suggested=tmp_path / "x.jpg")


def test_the_question_has_three_answers(qtbot):
    box = leave_box(None)
    qtbot.addWidget(box)
    assert len(box.buttons()) == 3
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.Save)


def test_recovery_is_offered_item_by_item(start, tmp_path, monkeypatch):
    for name in ("a.png", "b.png"):
        desk = start()
        desk.open_photo(photo_file(tmp_path, name))
        desk.drag_wrist((30, 40))
        desk.crash()
    answers = [Answer.DISCARD, Answer.RECOVER]
    monkeypatch.setattr(project_questions, "ask_to_recover", lambda *_: answers.pop(0))
    last = start()
    project_questions.offer_recovery(last.keeper, None)
    last.settle()
    assert [entry.name for entry in last.session.document.photos] == ["a.png"]
    assert last.journal.flush()
    assert last.keeper.recoverable() == ()
