"""A report being made: the command `report` in a process of its own, so that time and memory are its own, too."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Signal

from engine.system.shipped import ROOT

_STEP = re.compile(r"^(\d+)/(\d+)$", re.MULTILINE)
_END_MS = 3000


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be reported on and where to; price: of an hour, None where it is not known."""

    photos: Sequence[Path]
    poses: Sequence[Path]
    out: Path
    language: str
    price: float | None
    currency: str
    device: str

    def words(self) -> list[str]:
        """As the command line has it."""
        words = ["report", *map(str, self.photos)]
        for pose in self.poses:
            words += ["--poses", str(pose)]
        words += ["--out", str(self.out), "--language", self.language, "--device", self.device, "--steps"]
        if self.price is not None:
            words += ["--price", f"{self.price}", "--currency", self.currency]
        return words


class ReportRun(QObject):
    """At most one at a time."""

    stepped = Signal(int, int)  # photos done, of how many
    done = Signal(object)  # Path of the page
    failed = Signal(str)  # a sentence; empty where it was stopped

    def __init__(self, parent: QObject | None = None, *, program: Sequence[str] | None = None) -> None:
        super().__init__(parent)
        self._program = list(program or (sys.executable, str(ROOT / "main.py")))
        self._process: QProcess | None = None
        self._out = Path()
        self._said = self._stopped = False

    @property
    def is_running(self) -> bool:
        """Whether one is being made."""
        return self._process is not None

    def start(self, order: Order) -> None:
        """Begin, unless one is being made."""
        if self._process is not None:
            return
        self._out, self._stopped = order.out, False
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._process.start(self._program[0], [*self._program[1:], *order.words()])

    def stop(self) -> None:
        """End it; nothing is written, or all of it was."""
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
        if self._process is None:
            return
        text = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        for done, total in _STEP.findall(text.replace("\r", "")):
            self.stepped.emit(int(done), int(total))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end(QCoreApplication.translate("Report", "The report could not be started."))

    def _on_finished(self, code: int) -> None:
        process = self._process
        if process is None:
            return
        told = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip().splitlines()
        if self._stopped:
            self._end("")
        elif code == 0:
            self._end(None)
        else:
            unknown = QCoreApplication.translate("Report", "The report could not be made.")
            self._end(told[-1] if told else unknown)

    def _end(self, sentence: str | None) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if sentence is None:
            self.done.emit(self._out)
        else:
            self.failed.emit(sentence)
