"""Takes photos in: small pictures of all, pixels and persons of those near the canvas, the one on it first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from engine.contract.messages import (
    Event,
    Failed,
    Glimpsed,
    PhotoFile,
    PhotoLoaded,
    Prepared,
    RenderRequest,
    Subject,
)
from gui.document.document import PhotoEntry
from gui.document.nearness import by_nearness, within
from gui.document.session import Session
from gui.document.session_state import Fault
from gui.link.engine_link import EngineLink
from gui.link.pictures import Picture

if TYPE_CHECKING:
    from engine.photo.photo import Photo

_AHEAD = 2  # photos whose persons are found beforehand, with the one on the canvas


class Intake(QObject):
    """Asks the engine for what the session's photos lack, and hands its answers to the session.

    Of large photos only as many are asked for at a time as may be held in memory, nearest to the canvas first.
    """

    progressed = Signal(int, int)  # photos of which something can be seen, of how many that were opened
    photo_failed = Signal(str)  # the key of a photo that is not on the canvas
    far = Signal(str)  # the key of a photo that may be let go

    def __init__(self, session: Session, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self._lacking: dict[
            str, bool
        ] = {}  # keys of photos to be read; whether their persons are to be found, too
        self._asked: dict[Subject, str] = {}
        self._files: dict[Subject, str] = {}
        self._unseen: set[str] = set()
        self._opened = 0
        self._preferred: Subject | None = None
        link.event_heard.connect(self._on_event_heard)
        session.photos_added.connect(self._on_photos_added)
        session.photos_reopened.connect(self._on_photos_reopened)
        session.photo_let_go.connect(self._on_photo_let_go)
        session.document_changed.connect(self._on_document_changed)
        session.source_ready.connect(self._ask)

    def retry(self, entry: PhotoEntry) -> None:
        """Read a photo and look for its person again."""
        self._lacking[entry.key] = True
        self._ask()

    def prepare_as(self, key: str, photo: Photo) -> None:
        """Have the person found in `photo`, which was decoded already, for the entry called `key`."""
        self._asked[photo] = key
        self._link.prepare(photo)

    @Slot(object)
    def _on_photos_added(self, entries: tuple[PhotoEntry, ...]) -> None:
        self._take_in(entries, find=True)

    @Slot(object)
    def _on_photos_reopened(self, entries: tuple[PhotoEntry, ...]) -> None:
        self._take_in(entries, find=False)

    def _take_in(self, entries: tuple[PhotoEntry, ...], *, find: bool) -> None:
        files = {entry.key: entry.embedded or entry.path for entry in entries}
        new = {file: key for key, file in files.items() if file is not None}
        self._files.update(new.items())
        self._lacking |= dict.fromkeys(new.values(), find)
        unseen = {key for key in new.values() if self._session.photo_of(key) is None}
        if not self._unseen:
            self._opened = 0
        self._opened += len(unseen - self._unseen)
        self._unseen |= unseen
        self._ask()
        if unseen:
            self._link.glimpse([file for file, key in new.items() if key in unseen])
        self._tell_progress()

    @Slot()
    def _on_document_changed(self) -> None:
        """Forget photos that are gone, and ask for what came near."""
        keys = {entry.key for entry in self._session.document.photos}
        self._files = {file: key for file, key in self._files.items() if key in keys}
        self._lacking = {key: find for key, find in self._lacking.items() if key in keys}
        if not self._unseen <= keys:
            self._opened -= len(self._unseen - keys)
            self._unseen &= keys
            self._tell_progress()
        self._ask()

    @Slot(str)
    def _on_photo_let_go(self, key: str) -> None:
        self._lacking.setdefault(key, False)  # where a person was still to be found, that stays so

    @Slot()
    def _ask(self) -> None:
        """Ask for what is lacking near the canvas, take back what is not near any more, and tell what is too far."""
        photos = by_nearness(self._session.document, self._session.arrival)
        near = within(photos, self._session)
        nearest = {entry.key for entry in (*near, *filter(self._session.has_to_stay, photos))}
        # The person of the next one is found all the same: then it shows as soon as it is read again.
        asked = nearest | {entry.key for entry in photos[:_AHEAD] if self._lacking.get(entry.key)}
        wanted = {entry.embedded or entry.path: entry.key for entry in photos if self._is_lacking(entry.key)}
        for file, key in wanted.items():
            if key in asked and file is not None and file not in self._asked:
                self._asked[file] = key
                (self._link.prepare if self._lacking[key] else self._link.read)(file)
        files = [file for file in self._asked if isinstance(file, Path | PhotoFile)]
        for file in [file for file in files if self._asked[file] not in asked]:
            del self._asked[file]
            self._link.withdraw(file)
        preferred = next((file for file in wanted if file in self._asked), None)
        if preferred is not None and preferred != self._preferred:
            self._preferred = preferred
            self._link.prefer(preferred)
        for key in [entry.key for entry in photos if entry.key not in nearest | asked]:
            if self._session.can_let_go(key):
                self.far.emit(key)

    def _is_lacking(self, key: str) -> bool:
        return key in self._lacking and (not self._lacking[key] or self._session.fault_of(key) is None)

    @Slot(object, object)
    def _on_event_heard(self, event: Event, picture: Picture | None) -> None:
        if isinstance(event, Glimpsed):
            self._take_glimpse(event, picture)
        elif isinstance(event, PhotoLoaded):
            self._take_photo(event, picture)
        elif isinstance(event, Prepared):
            self._take_source(event)
        elif isinstance(event, Failed) and not isinstance(event.request, RenderRequest):
            self._take_failed(event.request, event)

    def _take_glimpse(self, event: Glimpsed, picture: Picture | None) -> None:
        key = self._files.get(event.subject)
        if key is not None and picture is not None:
            self._session.take_glimpse(key, picture)
            self._see(key)
            self._ask()  # now that it is known how large it is, more may fit

    def _take_photo(self, event: PhotoLoaded, picture: Picture | None) -> None:
        key = self._asked.get(event.subject) or self._begun(event.subject)
        if key is not None and picture is not None:
            self._see(key)
            if not self._lacking.get(key, True):  # that was all
                self._asked.pop(event.subject, None)
                del self._lacking[key]
            self._session.take_photo(key, picture)
            self._ask()

    def _take_source(self, event: Prepared) -> None:
        key = self._asked.pop(event.subject, None) or self._begun(event.subject)
        if key is not None:
            self._lacking.pop(key, None)
            self._session.take_source(key, event.source)

    def _take_failed(self, subject: Subject, event: Failed) -> None:
        """A file that could not be looked at is not asked for once more: it is told of once."""
        was_asked = subject in self._asked
        key = self._asked.pop(subject, None) or self._files.get(subject)
        fault = Fault(event.sentence, event.is_lasting)
        if key is None or (not was_asked and self._session.fault_of(key) is not None):
            return
        if was_asked:
            self._link.withdraw(subject)
        self._lacking.pop(key, None)
        self._see(key)
        self._session.take_fault(key, fault)
        self._ask()
        entry = self._session.entry
        if self._session.document.find(key) is not None and (entry is None or entry.key != key):
            self.photo_failed.emit(key)

    def _begun(self, subject: Subject) -> str | None:
        """The photo that lacks what came of `subject` nevertheless: it had begun when it was taken back."""
        key = self._files.get(subject) if isinstance(subject, Path | PhotoFile) else None
        return key if key in self._lacking else None

    def _see(self, key: str) -> None:
        if key in self._unseen:
            self._unseen.discard(key)
            self._tell_progress()

    def _tell_progress(self) -> None:
        self.progressed.emit(self._opened - len(self._unseen), self._opened)
