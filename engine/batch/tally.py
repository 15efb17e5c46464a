"""Counts what becomes of the pictures of a run, and tells of progress after each; both threads of a batch call it."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from engine.batch.estimate import Pace
from engine.batch.events import (
    BatchEvent,
    BatchListener,
    Ended,
    PictureFailed,
    PictureKept,
    PictureLeftOut,
    PictureMade,
    PictureSkipped,
    Progress,
    Step,
)


@dataclass(frozen=True, slots=True)
class Summary:
    """A run that is over. seconds: all of it, without pauses; preparing_seconds: of these, once for each photo.

    finding_seconds: of these, for each photo whose person had to be found.
    """

    ended: Ended
    made: tuple[PictureMade, ...]
    kept: tuple[PictureKept, ...]
    skipped: tuple[PictureSkipped, ...]
    failed: tuple[PictureFailed, ...]
    left_out: tuple[PictureLeftOut, ...]
    seconds: float
    preparing_seconds: float
    finding_seconds: tuple[float, ...] = ()


class Tally:
    """A listener between a batch and the listener of whoever started it, which hears all that happens."""

    def __init__(self, total: int, photos: int, *, listener: BatchListener, pace: Pace | None = None) -> None:
        self._listener = listener
        self._lock = threading.Lock()
        self._total, self._photos_left = total, photos
        self._done: set[int] = set()  # cells, one of which may be left out after it was made
        self._now = (Step.CHECKING, "", "")
        self.pace = pace or Pace()
        self.made: list[PictureMade] = []
        self.kept: list[PictureKept] = []
        self.skipped: list[PictureSkipped] = []
        self.failed: list[PictureFailed] = []
        self.left_out: list[PictureLeftOut] = []

    def __call__(self, event: BatchEvent) -> None:
        """Take in what became of a picture, and pass it on with the progress it means."""
        with self._lock:
            self._count(event)
            self._listener(event)
            self._listener(self._progress())

    def begin(self, step: Step, *, photo: str = "", pose: str = "") -> None:
        """Tell what is done now."""
        with self._lock:
            self._now = (step, photo, pose)
            self._listener(self._progress())

    def expect_photos(self, count: int) -> None:
        """That many photos are to be worked on, as it turned out."""
        with self._lock:
            self._photos_left = count

    def photo_begun(self) -> None:
        """One photo fewer is to come."""
        with self._lock:
            self._photos_left -= 1
            self.pace.begin_photo()

    def summary(self, ended: Ended, *, seconds: float) -> Summary:
        """All that was counted."""
        preparing = sum(self.pace.photo_seconds)
        return Summary(
            ended, tuple(self.made), tuple(self.kept), tuple(self.skipped), tuple(self.failed),
            tuple(self.left_out), seconds=seconds, preparing_seconds=preparing,
            finding_seconds=tuple(self.pace.finding_seconds),
        )  # fmt: skip

    def _count(self, event: BatchEvent) -> None:
        if isinstance(event, PictureMade):
            self.made.append(event)
        elif isinstance(event, PictureKept):
            self.kept.append(event)
        elif isinstance(event, PictureSkipped):
            self.skipped.append(event)
        elif isinstance(event, PictureFailed):
            self.failed.append(event)
        elif isinstance(event, PictureLeftOut):
            self.made = [each for each in self.made if each.cell != event.cell]
            self.left_out.append(event)
        else:
            return
        self._done.add(event.cell)

    def _progress(self) -> Progress:
        step, photo, pose = self._now
        done = min(len(self._done), self._total)
        left = self.pace.seconds_left(self._photos_left, self._total - done)
        return Progress(done, self._total, step, photo=photo, pose=pose, seconds_left=left)
