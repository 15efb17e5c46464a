"""A window over a fake engine, with a prepared photo where a test asks for one."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.contract.messages import Source
from engine.pose.pose import Pose
from gui.document.document import PhotoEntry
from gui.settings.places import Places
from gui.settings.store import SettingsStore
from gui.window.frame import Frame
from gui.window.main_window import MainWindow
from tests.gui.fakes import FakeEngine


@pytest.fixture(autouse=True)
def _no_windows_left(qapp: QApplication) -> Iterator[None]:
    """Windows of a finished test really go: no event loop runs that would delete them, and each left one makes every
    later change of theme or language slower.
    """
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


class Desk:
    """The window and the engine behind it."""

    def __init__(self, window: MainWindow, engine: FakeEngine) -> None:
        self.window = window
        self.engine = engine
        self.session = window.session
        self.canvas = window.canvas

    @property
    def pose(self) -> Pose:
        """The pose on the canvas; without one the test fails here."""
        assert self.session.pose is not None
        return self.session.pose

    @property
    def source(self) -> Source:
        """The person of the photo on the canvas."""
        assert self.session.source is not None
        return self.session.source

    @property
    def entry(self) -> PhotoEntry:
        """The photo on the canvas."""
        assert self.session.entry is not None
        return self.session.entry

    def open(self, name: str = "person.png") -> Path:
        """Open a photo and answer as far as its first final picture."""
        path = Path(name).absolute()
        self.window.open_files([path])
        self.engine.load(path)
        self.engine.prepare_done(path)
        self.engine.render_all()
        return path

    def trigger(self, name: str) -> None:
        self.window.actions_by_name[name].trigger()


def forget_edits(window: MainWindow) -> None:
    """So that closing asks nothing."""
    window.exporting.keep_plan()
    window.session.undo_stack.setClean()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Desk:
    return a_desk(qtbot, qapp, tmp_path)


def a_desk(qtbot: QtBot, qapp: QApplication, folder: Path) -> Desk:
    """A window that keeps its settings and data in `folder`."""
    engines: list[FakeEngine] = []

    def make_engine(listener):
        engines.append(FakeEngine(listener))
        return engines[0]

    store = SettingsStore(folder / "settings.json")
    window = MainWindow(
        make_engine,
        frame=Frame(qapp, store),
        store=store,
        places=Places(folder / "demo.png", folder / "data"),
    )
    qtbot.addWidget(window, before_close_func=forget_edits)
    window.showNormal()
    window.resize(1280, 800)  # though the screen is smaller
    qtbot.waitExposed(window)
    return Desk(window, engines[0])


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open()
    return desk
