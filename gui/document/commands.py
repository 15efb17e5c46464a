"""What the undo stack holds: an edit of one photo, and the removal of some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtGui import QUndoCommand

from gui.document.document import PhotoEntry
from gui.document.following import NOTHING_FOLLOWS, Follow, Following
from gui.document.others import without_sources

NOT_MERGED = -1
Put = Callable[[PhotoEntry, Follow], None]


class EditPhoto(QUndoCommand):
    """One photo's edit, from `before` to `after`; edits with the same `merge` number become one entry.

    Sources stay out of it: they have commands of their own, and a matte kept with each edit would fill the memory.
    following: what becomes of kept poses.
    """

    def __init__(
        self,
        put: Put,
        before: PhotoEntry,
        *,
        after: PhotoEntry,
        text: str,
        merge: int = NOT_MERGED,
        following: Following = NOTHING_FOLLOWS,
    ) -> None:
        super().__init__(text)
        self.said = text  # as it can be said in another language
        self._put = put
        self._following = following
        self.before = replace(before, source=None, others=without_sources(before.others))
        self.after = replace(after, source=None, others=without_sources(after.others))
        self._merge = merge

    def id(self) -> int:
        """What Qt asks before merging."""
        return self._merge

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over the end of a later edit of the same kind and photo."""
        if not isinstance(other, EditPhoto) or other.after.key != self.after.key:
            return False
        self.after = other.after
        return True

    def redo(self) -> None:
        """Show the edit's end."""
        self._put(self.after, self._following.done)

    def undo(self) -> None:
        """Show the edit's beginning."""
        self._put(self.before, self._following.undone)


class RemovePhotos(QUndoCommand):
    """Photos taken off the film strip, and put back where they were.

    remove: tells how the photo was when it was taken off: poses may have been kept since it was the first time.
    gone: each with its place among all, from the first to the last.
    """

    def __init__(
        self,
        remove: Callable[[str], PhotoEntry | None],
        put_back: Callable[[int, PhotoEntry], None],
        *,
        gone: Sequence[tuple[int, PhotoEntry]],
        text: str,
    ) -> None:
        super().__init__(text)
        self.said = text
        self._remove = remove
        self._put_back = put_back
        self._gone = tuple(gone)

    def redo(self) -> None:
        """Take them off."""
        self._gone = tuple((index, self._remove(entry.key) or entry) for index, entry in self._gone)

    def undo(self) -> None:
        """Put them back; the first comes onto the canvas."""
        for index, entry in self._gone:
            self._put_back(index, entry)
        if len(self._gone) > 1:
            self._put_back(*self._gone[0])
