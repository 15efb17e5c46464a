"""A report being made: the command `report` in a process of its own, so that time and memory are its own, too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from gui.link.command_process import CommandProcess

_STEP = re.compile(r"^(\d+)/(\d+)$", re.MULTILINE)


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
        self._command = CommandProcess(self, program=program)
        self._out = Path()
        self._command.told.connect(self._on_told)
        self._command.done.connect(lambda: self.done.emit(self._out))
        self._command.failed.connect(self._on_failed)
        self._command.not_started.connect(
            lambda: self.failed.emit(QCoreApplication.translate("Report", "The report could not be started."))
        )

    @property
    def is_running(self) -> bool:
        """Whether one is being made."""
        return self._command.is_running

    def start(self, order: Order) -> None:
        """Begin, unless one is being made."""
        if not self.is_running:
            self._out = order.out
            self._command.start(order.words())

    def stop(self) -> None:
        """End it; nothing is written, or all of it was."""
        self._command.stop()

    def close(self) -> None:
        """End it before the window goes, and wait for that."""
        self._command.close()

    def _on_told(self, text: str) -> None:
        for done, total in _STEP.findall(text):
            self.stepped.emit(int(done), int(total))

    def _on_failed(self, sentence: str) -> None:
        unknown = QCoreApplication.translate("Report", "The report could not be made.")
        self.failed.emit(sentence if sentence or self._command.was_stopped else unknown)
