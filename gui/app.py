"""Starts the window: the application, its theme and language, and what happens to faults nobody caught."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from gui.engine_link import EngineFactory
from gui.languages import Translations
from gui.main_window import MainWindow
from gui.settings import load_settings
from gui.theme import SchemeFollower

_DEMO = Path(__file__).resolve().parent.parent / "resources" / "demo.png"

_log = logging.getLogger(__name__)


def run(photos: Sequence[Path], make_engine: EngineFactory) -> int:
    """Show the window with `photos` open and stay until it is closed; returns the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Repose")
    app.setDesktopFileName("repose")
    settings = load_settings()
    Translations(app, settings.language)
    SchemeFollower(app, settings.scheme)
    window = MainWindow(make_engine, demo=_DEMO)
    window.actions_by_name.set_shortcuts(settings.shortcuts)
    sys.excepthook = _hook(window)
    window.show()
    window.open_photos(photos)
    return app.exec()


def _hook(window: MainWindow) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What to do with a fault that nobody caught: log it and say so in the window, which lives on."""

    def take(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        _log.critical("An unexpected fault", exc_info=(kind, error, trace))
        window.say(window.tr("This failed through a fault in Repose; nothing is lost. The log says more."))

    return take
