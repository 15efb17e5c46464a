"""A file of weights taken into one's own folder: as it is, or a published checkpoint made into weights first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.batch.legal import same_file_key
from engine.batch.names import free_name
from engine.runtime.weights_files import ENDING, read_weights_file
from engine.system.errors import EngineError, WeightsError
from engine.system.files import make_folder, put_whole
from engine.system.originals import Originals
from engine.system.stored_path import readable
from gui.link.command_process import CommandProcess

CHECKPOINTS = (".pth", ".pt")  # as torch writes them; the window itself must not read these


class WeightsAdding(QObject):
    """Takes one file at a time. program: see `CommandProcess`."""

    began = Signal(str)  # the name of a checkpoint being converted
    taken = Signal(object)  # Path of the file in the folder
    # The engine's sentence; empty where the conversion was stopped or did not start.
    refused = Signal(str)

    def __init__(
        self, folder: Path, parent: QObject | None = None, *, program: Sequence[str] | None = None
    ) -> None:
        super().__init__(parent)
        self.folder, self._target = folder, folder
        self._command = CommandProcess(self, program=program)
        self._command.done.connect(lambda: self.taken.emit(self._target))
        self._command.failed.connect(self.refused)
        self._command.not_started.connect(lambda: self.refused.emit(""))

    @property
    def is_busy(self) -> bool:
        """Whether a checkpoint is being converted."""
        return self._command.is_running

    def take(self, path: Path) -> None:
        """Copy or convert a file into the folder, unless it cannot be used or one is being converted."""
        if self.is_busy:
            return
        try:
            if path.suffix.lower() in CHECKPOINTS:
                self._target = _free(self.folder, path)
                self._command.start(["weights", "convert", str(path), str(self._target)])
                self.began.emit(readable(path.name))
            else:
                self.taken.emit(_copied(self.folder, path))
        except EngineError as error:
            self.refused.emit(str(error))

    def close(self) -> None:
        """End a conversion with the window; nothing half-written is left."""
        self._command.close()


def _free(folder: Path, path: Path) -> Path:
    """Where a file's weights can go in the folder, which is made; raises OutputError."""
    make_folder(folder)
    taken = [same_file_key(each.name) for each in folder.iterdir()]
    return folder / free_name(path.stem, ENDING, taken=taken)


def _copied(folder: Path, path: Path) -> Path:
    """A copy of `path` in `folder`, where its header shows that it can be used; raises WeightsError and OutputError."""
    found = read_weights_file(path)
    if found.fault:
        raise WeightsError(found.fault)
    target = _free(folder, path)
    try:
        put_whole(target, path.read_bytes(), overwrite=False, originals=Originals())
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise WeightsError(
            f"{readable(path.name)} could not be read ({reason}). Check the disk or the name."
        ) from error
    return target
