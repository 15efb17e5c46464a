"""Pictures that a person takes out of a batch, or wants anew: finished files are put aside, none is deleted."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path

from engine.batch.job import Task
from engine.batch.legal import same_file_key
from engine.batch.manifest import Manifest
from engine.batch.names import free_name
from engine.batch.records import LeftOut
from engine.system.errors import OutputError
from engine.system.files import make_folder

# A folder inside the batch's own: what is collected from a folder passes over those inside. In English; a window
# gives it the name in its language.
ASIDE = "left out"


class Unwanted:
    """What is said of the cells of a batch by their indices, from any thread, while it runs or stands still.

    aside: the name of the folder that finished files are put into.
    """

    def __init__(self, aside: str = ASIDE) -> None:
        self.aside = aside
        self._lock = threading.Lock()
        self._said: dict[int, bool] = {}

    def put(self, cell: int, *, again: bool = False) -> None:
        """Leave a picture out; again: whether it is only to make room for a new one."""
        with self._lock:
            self._said[cell] = again

    @property
    def is_waiting(self) -> bool:
        """Whether something was said since the last time it was taken."""
        with self._lock:
            return bool(self._said)

    def take(self) -> Mapping[int, bool]:
        """What was said since the last time: cell to `again`."""
        with self._lock:
            said, self._said = self._said, {}
        return said


def put_aside(task: Task, manifest: Manifest, folder: Path, *, again: bool, aside: str = ASIDE) -> None:
    """Note that a picture is left out, and move its finished file into the folder `aside`; raises OutputError.

    A file that is not exactly the one that the batch made stays where it is: somebody has worked on it since.
    """
    there = manifest.history.is_in_place(task.name, None, folder=folder)
    photo, pose = task.photo.name, task.pose.name
    manifest.append(LeftOut(name=task.name, photo=photo, pose=pose, again=again))
    if there is not None:
        _move(folder / there.file, folder / aside)


def _move(file: Path, aside: Path) -> None:
    try:
        make_folder(aside)
        taken = [same_file_key(entry.name) for entry in aside.iterdir()]
        os.replace(file, aside / free_name(file.stem, file.suffix, taken=taken))  # noqa: PTH105 - as in `files`
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise OutputError(f"{file} could not be moved to {aside}: {reason}.") from error
