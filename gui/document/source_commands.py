"""What the undo stack holds of sources: a touched-up matte, corrected joints, another person chosen in a photo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtGui import QUndoCommand

from engine.contract import Source
from engine.pose.pose import Pose
from gui.document.document import PhotoEntry
from gui.document.matte_brush import MattePatch

PutSkeleton = Callable[[Pose, PhotoEntry], None]
PutSource = Callable[[str, Source, "Pose | None"], None]
SourceOf = Callable[[str], "Source | None"]


class EditMatte(QUndoCommand):
    """A change of the matte of one photo; it keeps the pixels that changed and no others.

    ready: the source with the matte changed, where it has been made already.
    """

    def __init__(
        self, put: PutSource, source_of: SourceOf, *, key: str, patch: MattePatch, ready: Source, text: str
    ) -> None:
        super().__init__(text)
        self._put = put
        self._source_of = source_of
        self._key = key
        self._patch = patch
        self._ready: Source | None = ready

    def redo(self) -> None:
        """Show the changed matte."""
        ready, self._ready = self._ready, None
        self._show(ready, forward=True)

    def undo(self) -> None:
        """Show the matte before."""
        self._show(None, forward=False)

    def _show(self, ready: Source | None, *, forward: bool) -> None:
        now = self._source_of(self._key)
        if now is not None:
            made = ready or self._patch.applied(now, forward=forward)
            self._put(self._key, made, None)


class CorrectSkeleton(QUndoCommand):
    """The joints of one photo's person put where they are, with the poses that follow; the matte stays out of it.

    found: the person's joints in the photo, before and after; the entries are those with it.
    """

    def __init__(
        self, put: PutSkeleton, before: PhotoEntry, *, after: PhotoEntry, found: tuple[Pose, Pose], text: str
    ) -> None:
        super().__init__(text)
        self._put = put
        self._before, self._after = replace(before, source=None), replace(after, source=None)
        self._found = found

    def redo(self) -> None:
        """Show the corrected joints."""
        self._put(self._found[1], self._after)

    def undo(self) -> None:
        """Show the joints before."""
        self._put(self._found[0], self._before)


@dataclass(frozen=True, slots=True)
class PosedSource:
    """A person found in a photo, and the pose being edited with them."""

    source: Source
    pose: Pose | None


class ChangePerson(QUndoCommand):
    """Another person of the same photo."""

    def __init__(
        self, put: PutSource, key: str, *, before: PosedSource, after: PosedSource, text: str
    ) -> None:
        super().__init__(text)
        self._put = put
        self._key = key
        self._before = before
        self._after = after

    def redo(self) -> None:
        """Show the person chosen."""
        self._put(self._key, self._after.source, self._after.pose)

    def undo(self) -> None:
        """Show the person before."""
        self._put(self._key, self._before.source, self._before.pose)
