"""A window over a fake engine, with a prepared photo where a test asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from tests.gui.fakes import FakeEngine


class Desk:
    """The window and the engine behind it."""

    def __init__(self, window: MainWindow, engine: FakeEngine) -> None:
        self.window = window
        self.engine = engine
        self.session = window.session
        self.canvas = window.canvas

    def open(self, name: str = "person.png") -> Path:
        """Open a photo and answer as far as its first final picture."""
        path = Path(name).absolute()
        self.window.open_photos([path])
        self.engine.load(path)
        self.engine.prepare_done(path)
        self.engine.render_all()
        return path

    def trigger(self, name: str) -> None:
        self.window.actions_by_name[name].trigger()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    engines: list[FakeEngine] = []

    def make_engine(listener):
        engines.append(FakeEngine(listener))
        return engines[0]

    window = MainWindow(make_engine, demo=tmp_path / "demo.png")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield Desk(window, engines[0])
    window.session.undo_stack.setClean()


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open()
    return desk
