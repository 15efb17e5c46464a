"""What was done to the kept poses of each photo: an undo of their own, apart from that of posing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gui.document.document import PhotoEntry
from gui.document.following import Follow, Kept
from gui.look.said import said_again


@dataclass(frozen=True, slots=True)
class _Change:
    """The kept poses of a photo before and after they were changed, and what was done."""

    before: Kept
    after: Kept
    text: str


class KeptChanges:
    """By the keys of photos, the last change at the end.

    Nothing that is taken back takes a kept pose along: those that came meanwhile stay, after the others.
    """

    def __init__(self) -> None:
        self._changes: dict[str, list[_Change]] = {}

    def note(self, key: str, before: Kept, *, after: Kept, text: str) -> None:
        """Remember a change, unless poses only came: that is undone by deleting them."""
        if tuple(each for each in after if each in before) != before:
            self._changes.setdefault(key, []).append(_Change(before, after, text))

    def text(self, key: str) -> str:
        """What would be taken back next; empty for nothing."""
        changes = self._changes.get(key)
        return str(said_again(changes[-1].text)) if changes else ""

    def take_back(self, key: str, now: Kept) -> Kept:
        """The kept poses before the last change; `now` where there is none."""
        changes = self._changes.get(key)
        if not changes:
            return now
        last = changes.pop()
        return (*last.before, *(each for each in now if each not in last.after))

    def followed(self, entry: PhotoEntry, follow: Follow) -> PhotoEntry:
        """`entry` with its kept poses gone along with an edit, and with them those that could come back."""
        changes = self._changes.get(entry.key, [])
        changes[:] = [_Change(follow(each.before), follow(each.after), each.text) for each in changes]
        return replace(entry, variants=follow(entry.variants))

    def clear(self) -> None:
        """Another document is open."""
        self._changes.clear()
