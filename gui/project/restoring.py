"""Gives photos that are decoded again the persons found in them before, in place of looking again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Slot

from engine.contract.messages import Event, PhotoLoaded, Source, Subject
from gui.document.found import Found, Opened, found_in
from gui.document.session import Session
from gui.link.background import Background
from gui.link.engine_link import EngineLink

if TYPE_CHECKING:
    from engine.photo.photo import Photo


_Made: TypeAlias = "tuple[Source, dict[int, Source]]"


class Restorer(QObject):
    """Opens documents into the session and sees that what was found, and corrected by hand, stays.

    Make it after LiveRender. The engine reads the photos, and looks for the person of one that has changed since.
    """

    def __init__(
        self, session: Session, link: EngineLink, *, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._leaving: dict[str, Source | None] = {}
        link.event_heard.connect(self._on_event_heard)

    @property
    def pending(self) -> Mapping[str, Found]:
        """By entry key, what waits for its photo; projects and the journal need it until then."""
        return dict(self._session.asides)

    def open(self, opened: Opened) -> None:
        """Open a document in place of the session's."""
        self._session.replace_document(opened.document, known=opened.found)

    def put_away(self, key: str) -> None:
        """Keep the person of a photo small and let its pixels go, until it is near the canvas again."""
        entry = self._session.document.find(key)
        if entry is None or key in self._leaving:
            return
        self._leaving[key] = entry.source
        self._background.run(
            partial(found_in, entry, {}),
            partial(self._leave, key),
            otherwise=lambda _sentence: self._leaving.pop(key, None),
        )

    def _leave(self, key: str, found: Found | None) -> None:
        """The person was encoded; the photo may be on the canvas, gone or edited by now."""
        source, entry = self._leaving.pop(key, None), self._session.document.find(key)
        current = self._session.entry
        if entry is None or entry.source is not source or (current is not None and current.key == key):
            return
        if self._session.can_let_go(key):
            self._session.let_go(key, found)

    @Slot(object, object)
    def _on_event_heard(self, event: Event, _picture: object) -> None:
        if isinstance(event, PhotoLoaded):
            self._decode(event)

    def _decode(self, event: PhotoLoaded) -> None:
        key = self._key_of(event.subject)
        found = self._session.asides.get(key)
        if found is not None:
            self._background.run(
                partial(_sources_of, found, event.photo),
                partial(self._take, key, found),
                otherwise=lambda _sentence: self._take(key, found, None),
            )

    def _take(self, key: str, found: Found, made: _Made | None) -> None:
        """The sources were made; another document may have been opened meanwhile."""
        if self._session.asides.get(key) is not found:
            return
        self._session.forget_aside(key)
        if made is None:  # another photo by now, or a damaged matte
            self._session.look_for_person(key)
        else:
            self._session.restore_source(key, *made)

    def _key_of(self, subject: Subject) -> str:
        photos = self._session.document.photos
        fits = (entry.key for entry in photos if subject in (entry.path, entry.embedded))
        return next(fits, "")


def _sources_of(found: Found, photo: Photo) -> _Made | None:
    """The person of a photo and the others; called on another thread."""
    source = found.source_of(photo)
    return None if source is None else (source, found.others_of(photo))
