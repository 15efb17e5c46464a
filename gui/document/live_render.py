"""Keeps the picture up with the pose: asks the engine after every change and hands its answers to the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from engine.contract import (
    Event,
    Failed,
    PhotoLoaded,
    Prepared,
    Quality,
    Rendered,
    RenderRequest,
    StatusChanged,
    Subject,
)
from gui.document.document import PhotoEntry
from gui.document.session import Session
from gui.document.session_state import Fault
from gui.link.engine_link import EngineLink
from gui.link.pictures import Picture

if TYPE_CHECKING:
    from engine.photo.photo import Photo


class LiveRender(QObject):
    """Previews during a gesture; after it, a preview at once and then, if nothing moved on, the final picture.

    The engine keeps only the newest wish, so nothing here is delayed, counted or cancelled.
    """

    status_changed = Signal(object)  # StatusChanged
    rendered = Signal(object)  # Rendered: every answer, also those of a batch
    batch_failed = Signal(object)  # Failed: of a request that is not the canvas's own
    photo_failed = Signal(str)  # the key of a photo that is not on the canvas

    def __init__(self, session: Session, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self._keys: dict[Subject, str] = {}
        self._wanted: RenderRequest | None = None
        link.event_heard.connect(self._on_event_heard)
        session.photos_added.connect(self._on_photos_added)
        session.photos_reopened.connect(self._on_photos_reopened)
        session.photo_changed.connect(self._on_pose_changed)
        session.source_ready.connect(self._on_pose_changed)
        session.pose_changed.connect(self._on_pose_changed)
        session.order_changed.connect(self._on_pose_changed)
        session.gesture_ended.connect(self._on_gesture_ended)

    def retry(self) -> None:
        """Try again what failed: finding the person, or the picture."""
        entry = self._session.entry
        if entry is None:
            return
        self._session.take_fault(entry.key, None)
        if entry.source is None:
            self._prepare(entry)
        else:
            self._wanted = None
            self._on_pose_changed()

    def prepare_as(self, key: str, photo: Photo) -> None:
        """Have the person found in `photo`, which was decoded already, for the entry called `key`."""
        self._keys[photo] = key
        self._link.prepare(photo)

    def _prepare(self, entry: PhotoEntry) -> None:
        subject = entry.embedded or entry.path
        if subject is not None:
            self._keys[subject] = entry.key
            self._link.prepare(subject)

    def _ask(self, quality: Quality) -> None:
        source, pose = self._session.source, self._session.pose
        if source is None or pose is None:
            self._wanted = None
            return
        request = RenderRequest(source, pose, quality, order=self._session.order)
        if request != self._wanted:
            self._wanted = request
            self._link.submit(request)

    @Slot()
    def _on_pose_changed(self) -> None:
        self._ask(Quality.PREVIEW)

    @Slot()
    def _on_gesture_ended(self) -> None:
        shown = self._session.rendered
        # Otherwise the preview on its way is followed by the final picture when it arrives.
        if shown is not None and shown.request == self._wanted:
            self._ask(Quality.FINAL)

    @Slot(object, object)
    def _on_event_heard(self, event: Event, picture: Picture | None) -> None:
        if isinstance(event, StatusChanged):
            self.status_changed.emit(event)
        elif isinstance(event, Rendered):
            self._take_rendered(event, picture)
        elif isinstance(event, PhotoLoaded):
            self._take_photo(event, picture)
        elif isinstance(event, Prepared):
            self._take_source(event)
        elif isinstance(event, Failed):
            self._take_failed(event)

    def _take_photo(self, event: PhotoLoaded, picture: Picture | None) -> None:
        key = self._keys.get(event.subject)
        if key is not None and picture is not None:
            self._session.take_photo(key, picture)

    def _take_source(self, event: Prepared) -> None:
        key = self._keys.pop(event.subject, None)
        if key is not None:
            self._session.take_source(key, event.source)

    def _take_rendered(self, event: Rendered, picture: Picture | None) -> None:
        self.rendered.emit(event)
        request = event.request
        if request.size is not None or request.transparent or picture is None:
            return
        # A final picture is never covered by a preview of the same pose.
        if request == self._wanted or request.quality is Quality.PREVIEW:
            self._session.take_picture(event, picture)
        if request == self._wanted and request.quality is Quality.PREVIEW and not self._session.in_gesture:
            self._ask(Quality.FINAL)

    def _take_failed(self, event: Failed) -> None:
        request = event.request
        if not isinstance(request, RenderRequest):
            key = self._keys.pop(request, None)
            if key is not None:
                self._take_failed_photo(key, event)
        elif request == self._wanted and self._session.entry is not None:
            self._wanted = None
            self._session.take_fault(self._session.entry.key, Fault(event.sentence, event.is_lasting))
        else:
            self.batch_failed.emit(event)

    def _take_failed_photo(self, key: str, event: Failed) -> None:
        self._session.take_fault(key, Fault(event.sentence, event.is_lasting))
        entry = self._session.entry
        if self._session.document.find(key) is not None and (entry is None or entry.key != key):
            self.photo_failed.emit(key)

    @Slot(object)
    def _on_photos_added(self, entries: tuple[PhotoEntry, ...]) -> None:
        for entry in entries:
            self._prepare(entry)

    @Slot(object)
    def _on_photos_reopened(self, entries: tuple[PhotoEntry, ...]) -> None:
        for entry in entries:
            file = entry.embedded or entry.path
            if file is not None:
                self._keys[file] = entry.key
                self._link.read(file)
