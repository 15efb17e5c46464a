"""What the undo stack holds of sources: touched-up mattes, mended layers, corrected joints, another person chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtGui import QUndoCommand

from engine.contract.messages import Source
from engine.photo.mending.mending import Mending
from engine.pose.pose import Pose
from gui.document.document import PhotoEntry
from gui.document.following import Follow, Following
from gui.document.matte_brush import MattePatch
from gui.document.others import without_sources

PutSkeleton = Callable[["Standing", PhotoEntry, Follow], None]
PutSource = Callable[[str, Source, bool], None]  # the last: whether what was found is corrected by hand then
PutPeople = Callable[[PhotoEntry], None]
SourceOf = Callable[[str], "Source | None"]


class _EditSource(QUndoCommand):
    """A change of what is known of one photo; ready: the source with it, where it has been made already.

    entry: the photo before. corrected: whether it differs afterwards from what was found.
    """

    def __init__(
        self,
        put: PutSource,
        source_of: SourceOf,
        *,
        entry: PhotoEntry,
        ready: Source,
        corrected: bool,
        text: str,
    ) -> None:
        super().__init__(text)
        self.said = text  # as it can be said in another language
        self._put = put
        self._source_of = source_of
        self._key = entry.key
        self._corrected = entry.corrected, corrected
        self._ready: Source | None = ready

    def redo(self) -> None:
        """Show what was changed."""
        ready, self._ready = self._ready, None
        self._show(ready, forward=True)

    def undo(self) -> None:
        """Show what was before."""
        self._show(None, forward=False)

    def _show(self, ready: Source | None, *, forward: bool) -> None:
        now = self._source_of(self._key)
        if now is not None:
            self._put(self._key, ready or self._made(now, forward=forward), self._corrected[forward])

    def _made(self, now: Source, *, forward: bool) -> Source:
        raise NotImplementedError


class EditMatte(_EditSource):
    """A change of the matte of one photo; it keeps the pixels that changed and no others."""

    def __init__(
        self,
        put: PutSource,
        source_of: SourceOf,
        *,
        entry: PhotoEntry,
        patch: MattePatch,
        ready: Source,
        corrected: bool,
        text: str,
    ) -> None:
        super().__init__(put, source_of, entry=entry, ready=ready, corrected=corrected, text=text)
        self._patch = patch

    def _made(self, now: Source, *, forward: bool) -> Source:
        return self._patch.applied(now, forward=forward)


class Mend(_EditSource):
    """What is said of one photo's layers, before and after, and with `patch` what changed in its matte."""

    def __init__(
        self,
        put: PutSource,
        source_of: SourceOf,
        *,
        entry: PhotoEntry,
        said: tuple[Mending, Mending],
        patch: MattePatch | None,
        ready: Source,
        corrected: bool,
        text: str,
    ) -> None:
        super().__init__(put, source_of, entry=entry, ready=ready, corrected=corrected, text=text)
        self._said = said
        self._patch = patch

    def _made(self, now: Source, *, forward: bool) -> Source:
        patched = now if self._patch is None else self._patch.applied(now, forward=forward)
        return patched.mended(self._said[forward])


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the joints of a photo's person are, and what is said of their layers, whose sides go with them."""

    pose: Pose
    mending: Mending

    @staticmethod
    def of(source: Source) -> Standing:
        """As a source has it."""
        return Standing(source.pose, source.mending)


class CorrectSkeleton(QUndoCommand):
    """The joints of one photo's person put where they are, with the poses that follow; the matte stays out of it.

    found: how the person stands in the photo, before and after; the entries are those with it. following: what
    becomes of kept poses.
    """

    def __init__(
        self,
        put: PutSkeleton,
        before: PhotoEntry,
        *,
        after: PhotoEntry,
        found: tuple[Standing, Standing],
        following: Following,
        text: str,
    ) -> None:
        super().__init__(text)
        self.said = text  # as it can be said in another language
        self._put = put
        self._before, self._after = (
            replace(entry, source=None, others=without_sources(entry.others)) for entry in (before, after)
        )
        self._found = found
        self._following = following

    def redo(self) -> None:
        """Show the corrected joints."""
        self._put(self._found[1], self._after, self._following.done)

    def undo(self) -> None:
        """Show the joints before."""
        self._put(self._found[0], self._before, self._following.undone)


class ChangePerson(QUndoCommand):
    """Another person of the same photo is edited; the entries hold what was found of everyone."""

    def __init__(self, put: PutPeople, before: PhotoEntry, *, after: PhotoEntry, text: str) -> None:
        super().__init__(text)
        self.said = text  # as it can be said in another language
        self._put = put
        self._before = before
        self._after = after

    def redo(self) -> None:
        """Show the person chosen."""
        self._put(self._after)

    def undo(self) -> None:
        """Show the person before."""
        self._put(self._before)
