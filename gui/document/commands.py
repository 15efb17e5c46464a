"""What the undo stack holds: an edit of one photo, and the removal of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QUndoCommand

from gui.document.document import PhotoEntry
from gui.document.others import without_sources

NOT_MERGED = -1
Put = Callable[[PhotoEntry], None]


class EditPhoto(QUndoCommand):
    """One photo's edit, from `before` to `after`; edits with the same `merge` number become one entry.

    Sources stay out of it: they have commands of their own, and a matte kept with each edit would fill the memory.
    """

    def __init__(
        self, put: Put, before: PhotoEntry, *, after: PhotoEntry, text: str, merge: int = NOT_MERGED
    ) -> None:
        super().__init__(text)
        self._put = put
        self._before = replace(before, source=None, others=without_sources(before.others))
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
        self._put(self.after)

    def undo(self) -> None:
        """Show the edit's beginning."""
        self._put(self._before)


class RemovePhoto(QUndoCommand):
    """A photo taken off the film strip, and put back where it was."""

    def __init__(
        self,
        remove: Callable[[str], None],
        put_back: Callable[[int, PhotoEntry], None],
        *,
        index: int,
        entry: PhotoEntry,
        text: str,
    ) -> None:
        super().__init__(text)
        self._remove = remove
        self._put_back = put_back
        self._index = index
        self._entry = entry

    def redo(self) -> None:
        """Take it off."""
        self._remove(self._entry.key)

    def undo(self) -> None:
        """Put it back."""
        self._put_back(self._index, self._entry)
