"""A window to be measured: opened with files of its own, let work until something is so, closed at the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from engine.contract.messages import Quality, Rendered
from engine.system.errors import EngineError
from gui.link.engine_link import EngineFactory
from gui.settings.places import Places
from gui.settings.store import SettingsStore
from gui.window.frame import Frame
from gui.window.main_window import MainWindow

_SIZE = (1280, 800)
_PATIENCE_MS = 300_000
_LOOK_MS = 20


class BenchedWindow:
    """Keeps its files under `data`; `demo` is what its first page offers."""

    def __init__(self, make_engine: EngineFactory, *, demo: Path, data: Path) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            app = QApplication(["repose"])
        store = SettingsStore(data / "settings.json")
        self.window = MainWindow(make_engine, frame=Frame(app, store), store=store, places=Places(demo, data))
        self.window.showNormal()
        self.window.resize(*_SIZE)  # whatever the screen

    def close(self) -> float:
        """Close it without a question; returns how many seconds that took."""
        self.window.session.undo_stack.setClean()  # else closing asks what is to become of the edits
        begun = time.perf_counter()
        self.window.close()
        seconds = time.perf_counter() - begun
        self.window.deleteLater()
        return seconds

    def has_final(self, before: Rendered | None) -> bool:
        """Whether a final picture has come since `before` was shown, of whatever pose; raises EngineError."""
        session = self.window.session
        if session.fault is not None:
            raise EngineError(session.fault)
        shown = session.rendered
        return shown is not None and shown is not before and shown.request.quality is Quality.FINAL

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the window work until something is so; raises EngineError after five minutes."""
        loop, looks = QEventLoop(), QTimer(interval=_LOOK_MS)
        patience = QTimer(interval=_PATIENCE_MS, singleShot=True)
        faults: list[EngineError] = []

        def look() -> None:
            try:
                done = until()
            except EngineError as error:
                faults.append(error)
                done = True
            if done or not patience.isActive():
                loop.quit()

        looks.timeout.connect(look)
        looks.start()
        patience.start()
        loop.exec()
        if faults:
            raise faults[0]
        if not patience.isActive():
            raise EngineError("The window got no picture in five minutes. Try the command demo first.")
