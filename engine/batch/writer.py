"""The second half of a batch: encodes finished renders and puts them on the disk, while the next one is rendered."""

from __future__ import annotations

import hashlib
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from engine.batch.events import BatchListener, PictureFailed, PictureMade, PictureSkipped
from engine.batch.job import Task
from engine.batch.legal import same_file_key
from engine.batch.manifest import Manifest
from engine.batch.names import free_name
from engine.batch.plan import OnConflict
from engine.batch.records import Failed, Finished, Skipped, Writing
from engine.contract.messages import Rendered
from engine.export.doubts import Foreseen
from engine.system.errors import DiskFullError, EngineError, OutputError
from engine.system.files import put_whole
from engine.system.originals import Originals

# Renders that wait for the disk. More would only hold memory: when the disk is slower, rendering has to wait anyway.
WAITING = 2
UNEXPECTED = "This picture failed through a fault in Repose; try again, and report the log if it comes back."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Work:
    """A render to be finished. encode: its file's bytes; recipe: its key; notes: sentences about it for people.

    foreseen: what is doubtful in it.
    """

    task: Task
    rendered: Rendered
    encode: Callable[[Rendered], bytes]
    recipe: str
    size: tuple[int, int]
    foreseen: Foreseen
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Where files go and what must not be touched there. names: keys of all names the batch may still use."""

    folder: Path
    on_conflict: OnConflict
    originals: Originals
    names: frozenset[str]


class Writer:
    """A thread that takes work in order; a context manager that waits for the rest of it.

    `listener` is called on the writer's thread. A full disk or a vanished folder stops it, and `stopped` says why:
    what was not written then is dropped.
    """

    def __init__(self, target: Target, manifest: Manifest, listener: BatchListener) -> None:
        self._target, self._manifest, self._listener = target, manifest, listener
        self._queue: queue.Queue[Work | None] = queue.Queue(WAITING)
        self._thread = threading.Thread(target=self._run, name="batch writer", daemon=True)
        self.stopped: EngineError | None = None

    def put(self, work: Work) -> bool:
        """Hand over a render, waiting while many are; False when the batch has to stop."""
        if self.stopped is None:
            self._queue.put(work)
        return self.stopped is None

    def skip(self, task: Task) -> None:
        """Note that a picture is not made as its name is taken; raises OutputError."""
        self._listener(self._skipped(task))

    def fail(self, task: Task, sentence: str) -> None:
        """Note that a picture could not be made; raises OutputError."""
        self._listener(self._failed(task, sentence))

    def is_taken(self, name: str) -> bool:
        """Whether some file in the folder has this name on some system."""
        return same_file_key(name) in self._taken()

    def __enter__(self) -> Writer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (work := self._queue.get()) is not None:
            if self.stopped is None:
                self._finish(work)

    def _finish(self, work: Work) -> None:
        """Make one file and tell what became of it; stops the writer where all the next ones would fare the same."""
        try:
            self._listener(self._outcome(work))
        except EngineError as error:
            # No room, no folder, or not even the manifest can be written: what came after would be lost.
            self.stopped = error
        except Exception:  # noqa: BLE001 - whoever puts work would wait for ever
            _log.exception("The batch cannot go on")
            self.stopped = EngineError(UNEXPECTED)

    def _outcome(self, work: Work) -> PictureMade | PictureSkipped | PictureFailed:
        try:
            return self._written(work)
        except DiskFullError:
            raise
        except EngineError as error:
            if not self._target.folder.is_dir():
                raise
            return self._failed(work.task, str(error))
        except Exception:  # noqa: BLE001 - one picture must not end a night's work
            _log.exception("A picture could not be finished")
            return self._failed(work.task, UNEXPECTED)

    def _written(self, work: Work) -> PictureMade | PictureSkipped:
        data = work.encode(work.rendered)
        task, judged = work.task, work.rendered.judgement
        file = self._choose(task.name)
        if file is None:
            return self._skipped(task)
        digest = hashlib.sha256(data).hexdigest()
        self._manifest.append(
            Writing(
                name=task.name, file=file, sha256=digest, recipe=work.recipe, photo=task.photo.name,
                pose=task.pose.name, width=work.size[0], height=work.size[1],
                invented=round(work.rendered.invented, 4),
                milliseconds=round(sum(work.rendered.milliseconds.values()), 1), notes=work.notes,
                cut_off=work.foreseen.cut_off, unseen=work.foreseen.unseen,
                broken=None if judged is None else round(judged.broken, 3),
                doubts=() if judged is None else judged.doubts,
            )
        )  # fmt: skip
        overwrite = self._target.on_conflict is OnConflict.OVERWRITE
        put_whole(self._target.folder / file, data, overwrite=overwrite, originals=self._target.originals)
        self._manifest.append(Finished(name=task.name, file=file, sha256=digest, recipe=work.recipe))
        return PictureMade(
            task.cell.index, task.photo.name, task.pose.name, file, work.rendered.invented,
            notes=work.notes, cut_off=work.foreseen.cut_off, unseen=work.foreseen.unseen, judgement=judged,
        )  # fmt: skip

    def _skipped(self, task: Task) -> PictureSkipped:
        photo, pose = task.photo.name, task.pose.name
        self._manifest.append(Skipped(name=task.name, photo=photo, pose=pose))
        return PictureSkipped(task.cell.index, photo, pose, task.name)

    def _failed(self, task: Task, sentence: str) -> PictureFailed:
        photo, pose = task.photo.name, task.pose.name
        self._manifest.append(Failed(name=task.name, photo=photo, pose=pose))
        return PictureFailed(task.cell.index, photo, pose, sentence)

    def _choose(self, name: str) -> str | None:
        """The name to write under; None to skip."""
        taken = self._taken()
        rule = self._target.on_conflict
        if same_file_key(name) not in taken:
            return name
        if rule is OnConflict.SKIP:
            return None
        if rule is OnConflict.NEW_NAME:
            stem, dot, ending = name.rpartition(".")
            return free_name(stem, dot + ending, taken=taken | self._target.names)
        return name

    def _taken(self) -> frozenset[str]:
        try:
            return frozenset(same_file_key(entry.name) for entry in self._target.folder.iterdir())
        except OSError as error:
            raise OutputError(
                f"The folder {self._target.folder} cannot be read ({error.strerror}). Is it still there?"
            ) from error
