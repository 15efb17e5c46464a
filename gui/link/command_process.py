"""A command of the program in a process of its own: time, memory and what it loads do not touch the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, Signal

from engine.system.shipped import ROOT

_END_MS = 3000


class CommandProcess(QObject):
    """At most one run at a time.

    program: what is started, with the command's words behind it; by default this program.
    """

    told = Signal(str)  # what the command has printed since the last time
    done = Signal()
    # The command's last sentence; empty where it was stopped or said nothing.
    failed = Signal(str)
    not_started = Signal()

    def __init__(self, parent: QObject | None = None, *, program: Sequence[str] | None = None) -> None:
        super().__init__(parent)
        self._program = list(program or (sys.executable, str(ROOT / "main.py")))
        self._process: QProcess | None = None
        self._stopped = False

    @property
    def is_running(self) -> bool:
        """Whether a command runs."""
        return self._process is not None

    @property
    def was_stopped(self) -> bool:
        """Whether the last run was ended before its time."""
        return self._stopped

    def start(self, words: Sequence[str]) -> None:
        """Begin, unless one runs."""
        if self._process is not None:
            return
        self._stopped = False
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._process.start(self._program[0], [*self._program[1:], *words])

    def stop(self) -> None:
        """End it; commands write their files whole or not at all."""
        if self._process is not None:
            self._stopped = True
            self._process.kill()

    def close(self) -> None:
        """End it before the window goes, and wait for that."""
        process = self._process
        self.stop()
        if process is not None:
            process.waitForFinished(_END_MS)

    def _on_output(self) -> None:
        if self._process is not None:
            self.told.emit(_text(self._process.readAllStandardOutput().data()).replace("\r", ""))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._forget()
            self.not_started.emit()

    def _on_finished(self, code: int) -> None:
        if self._process is None:
            return
        lines = _text(self._process.readAllStandardError().data()).strip().splitlines()
        self._forget()
        if code == 0 and not self._stopped:
            self.done.emit()
        else:
            self.failed.emit(lines[-1] if lines and not self._stopped else "")

    def _forget(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()


def _text(data: bytes | bytearray | memoryview) -> str:
    return bytes(data).decode("utf-8", "replace")
