"""Opening a document: what was found in its photos, and corrected, outlives what the engine finds anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from engine.contract.answering import Listener
from gui.document import matte_png
from gui.document.document import Document, PhotoEntry
from gui.document.found import Found, Opened
from gui.document.live_render import LiveRender
from gui.document.session import Session
from gui.link.background import Background
from gui.link.engine_link import EngineLink
from gui.project.restoring import Restorer
from tests.gui.fakes import SIZE, FakeEngine, photo, standing

PATH = Path("/photos/anna.png")


class Desk:
    """A session, a fake engine and what restores documents between them."""

    def __init__(self) -> None:
        engines: list[FakeEngine] = []

        def make(listener: Listener, _device: str = "auto") -> FakeEngine:
            engines.append(FakeEngine(listener))
            return engines[-1]

        self.session = Session()
        self.link = EngineLink(make)
        self.live = LiveRender(self.session, self.link)
        self.background = Background()
        self.restorer = Restorer(self.session, self.link, background=self.background)
        (self.engine,) = engines

    def open(self, found: Found | None) -> None:
        entry = PhotoEntry(str(PATH), PATH, PATH.name, pose=None)
        self.restorer.open(Opened(Document((entry,), 0), {} if found is None else {entry.key: found}))

    def settle(self) -> None:
        assert self.background.finish(10)
        QApplication.processEvents()

    @property
    def matte_level(self) -> float | None:
        source = self.session.source
        return None if source is None else round(float(source.matte.mean()), 3)


def touched_up(key: str = photo(PATH.name).key, size: tuple[int, int] = SIZE) -> Found:
    width, height = size
    return Found(key, standing(), matte_png.encode(np.full((height, width), 0.25, np.float32)))


@pytest.fixture
def desk(qtbot) -> Desk:
    return Desk()


def test_what_was_corrected_is_back_when_the_photo_is_and_nobody_is_looked_for(desk):
    desk.open(touched_up())
    assert desk.engine.files == [PATH]
    desk.engine.load(PATH)
    desk.settle()
    assert desk.matte_level == 0.25
    assert desk.session.photo_picture is not None
    assert desk.engine.subjects == []


def test_a_photo_that_is_gone_is_told_of(desk):
    desk.open(touched_up())
    desk.engine.fail(PATH, "There is no such file.")
    assert desk.session.fault == "There is no such file."


@pytest.mark.parametrize("found", [touched_up(key="other"), touched_up(size=(30, 40)), None])
def test_a_photo_that_changed_gets_what_the_engine_finds(desk, found):
    desk.open(found)
    desk.engine.load(PATH)
    desk.settle()
    assert desk.matte_level is None
    assert desk.engine.subjects == [PATH]
    desk.engine.prepare_done(PATH)
    assert desk.matte_level == 1.0


def test_what_waits_for_its_photo_is_known_until_then(desk):
    found = touched_up()
    desk.open(found)
    assert dict(desk.restorer.pending) == {str(PATH): found}
    desk.engine.load(PATH)
    desk.settle()
    assert dict(desk.restorer.pending) == {}


def test_another_document_opened_meanwhile_is_left_alone(desk):
    desk.open(touched_up())
    desk.engine.load(PATH)
    desk.open(None)
    desk.settle()
    assert desk.matte_level is None
