"""The session's photos that are not held: what was found in them is kept small until they are near again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gui.document.document import Aside
from gui.document.session_sources import SessionSources

if TYPE_CHECKING:
    from gui.document.found import Found


class SessionAside(SessionSources):
    """The part of `gui.document.session.Session` that lets photos go; reading them again is others' business."""

    def let_go(self, key: str, found: Found | None) -> None:
        """Keep no more than a small picture of a photo that is not on the canvas, and what was found in it; no edit."""
        entry, photo = self._document.find(key), self._photos.pop(key, None)
        self._found = {place: source for place, source in self._found.items() if place[0] != key}
        if photo is not None:
            self._glimpses[key] = photo.reduced()
        if entry is not None:
            if found is not None:
                self._asides[key] = found
            aside = entry.aside if entry.source is None else Aside(entry.source.pose, entry.source.photo.size)
            self.photo_let_go.emit(key)
            self._put(replace(entry, source=None, aside=aside))

    def forget_aside(self, key: str) -> None:
        """What was found in a photo is in its source again, or will not be found there any more."""
        self._asides.pop(key, None)
