"""Starts the window: the application, its theme and language, and what happens to faults nobody caught."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from PySide6.QtWidgets import QApplication

from engine.contract.answering import Engine, Listener
from engine.system.shipped import DEMO_PHOTO
from gui.settings.log_file import keep_log
from gui.settings.places import Places
from gui.settings.settings import data_folder
from gui.settings.store import SettingsStore
from gui.window.frame import Frame
from gui.window.main_window import MainWindow

_log = logging.getLogger(__name__)


def run(files: Sequence[Path], make_engine: Callable[[Listener, str], Engine]) -> int:
    """Show the window with `files` open and stay until it is closed; returns the exit code.

    make_engine: builds the engine around a listener on a device, by the name that the settings give it.
    """
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Repose")
    app.setDesktopFileName("repose")
    places = Places(DEMO_PHOTO, data_folder())
    keep_log(places.logs)
    store = SettingsStore(parent=app)
    frame = Frame(app, store)
    if not frame.agree_first():
        return 0
    factory = partial(_on_device, make_engine, store.value.device)
    window = MainWindow(factory, frame=frame, store=store, places=places)
    sys.excepthook = _hook(window)
    begin(window, files)
    return app.exec()


def begin(window: MainWindow, files: Sequence[Path]) -> None:
    """Show the window with `files` open, once it is settled what becomes of work that a crash left behind.

    That is asked before anything else can be done. Asked later, the answer would take the place of what was begun.
    """
    window.show()
    window.offer_recovery()
    if files:
        window.keeper.settle()
        window.open_files(files)


def run_and_leave(files: Sequence[Path], make_engine: Callable[[Listener, str], Engine]) -> NoReturn:
    """Run, and end the process as soon as the window is closed.

    By then what there is to save is on disk and the journal is closed. Python would go on to take Qt and torch
    apart, which takes up to a second in the middle of a render and serves nobody: it is left out.
    """
    code = run(files, make_engine)
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _on_device(make_engine: Callable[[Listener, str], Engine], device: str, listener: Listener) -> Engine:
    return make_engine(listener, device)


def _hook(window: MainWindow) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What to do with a fault that nobody caught: log it and say so in the window, which lives on."""

    def take(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        _log.critical("An unexpected fault", exc_info=(kind, error, trace))
        window.say(
            window.tr(
                "Something went wrong in Repose. Nothing is lost; Help → Show log folder has the details."
            )
        )

    return take
