"""Keeps the picture up with the pose: asks the engine after every change and hands its answers to the session."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from engine.contract.messages import (
    Event,
    Failed,
    Quality,
    Rendered,
    RenderRequest,
    StatusChanged,
)
from gui.document.intake import Intake
from gui.document.session import Session
from gui.document.session_state import Fault
from gui.link.engine_link import EngineLink
from gui.link.pictures import Picture

if TYPE_CHECKING:
    from engine.contract.messages import Source

# Sizes of pictures for the view are the photo's own, divided by powers of the square root of two.
_STEPS_AN_OCTAVE = 2
_LEAST_SCALE = 0.01
_LEAST_EDGE_PX = 720


class LiveRender(QObject):
    """Previews during a gesture; after it, a preview at once and then, if nothing moved on, the final picture.

    That one is as large as it is seen, not as the photo is. The engine keeps only the newest wish, so nothing here is
    delayed, counted or cancelled.
    """

    status_changed = Signal(object)  # StatusChanged
    rendered = Signal(object)  # Rendered: every answer, also those of a batch
    batch_failed = Signal(object)  # Failed: of a request that is not the canvas's own

    def __init__(self, session: Session, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self.intake = Intake(session, link, self)
        self._wanted: RenderRequest | None = None
        self._scale = 1.0
        link.event_heard.connect(self._on_event_heard)
        session.photo_changed.connect(self._on_pose_changed)
        session.source_ready.connect(self._on_pose_changed)
        session.pose_changed.connect(self._on_pose_changed)
        session.order_changed.connect(self._on_pose_changed)
        session.people_changed.connect(self._on_pose_changed)
        session.extension_changed.connect(self._on_pose_changed)
        session.weights_changed.connect(self._on_pose_changed)
        session.gesture_ended.connect(self._on_gesture_ended)

    def retry(self) -> None:
        """Try again what failed: finding the person, or the picture."""
        entry = self._session.entry
        if entry is None:
            return
        self._session.take_fault(entry.key, None)
        if entry.source is None:
            self.intake.retry(entry)
        else:
            self._wanted = None
            self._on_pose_changed()

    def take_scale(self, scale: float) -> None:
        """How many pixels of the screen a pixel of the photo takes; a picture too small for it is made anew."""
        self._scale = scale
        wanted = self._wanted
        if wanted is not None and wanted.quality is Quality.FINAL and not self._session.in_gesture:
            size = self._size_seen(wanted.source)
            if wanted.size is not None and (size is None or size > wanted.size):
                self._ask(Quality.FINAL)

    def _ask(self, quality: Quality) -> None:
        source, pose = self._session.source, self._session.pose
        if source is None or pose is None:
            self._wanted = None
            return
        size = self._size_seen(source) if quality is Quality.FINAL else None
        request = self._session.request(quality, size=size)
        if request is not None and request != self._wanted:
            self._wanted = request
            self._link.submit(request)

    def _size_seen(self, source: Source) -> int | None:
        """The longer edge that the view asks for, px, in steps so that a little zooming asks for nothing new.

        None for the photo's own.
        """
        edge = max(self._session.extension.size(source.photo.size))
        step = math.floor(-math.log2(max(self._scale, _LEAST_SCALE)) * _STEPS_AN_OCTAVE + 1e-6)
        seen = max(math.ceil(edge * 2 ** (-step / _STEPS_AN_OCTAVE)), _LEAST_EDGE_PX)
        return None if step <= 0 or seen >= edge else seen

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
        elif isinstance(event, Failed) and isinstance(event.request, RenderRequest):
            self._take_failed(event.request, event)

    def _take_rendered(self, event: Rendered, picture: Picture | None) -> None:
        self.rendered.emit(event)
        request = event.request
        is_wanted = request == self._wanted
        if picture is None or (not is_wanted and (request.size is not None or request.transparent)):
            return
        if request.weights != self._session.weights:
            return  # for comparison
        # A final picture is never covered by a preview of the same pose.
        if is_wanted or request.quality is Quality.PREVIEW:
            self._session.take_picture(event, picture)
        if is_wanted and request.quality is Quality.PREVIEW and not self._session.in_gesture:
            self._ask(Quality.FINAL)

    def _take_failed(self, request: RenderRequest, event: Failed) -> None:
        if request == self._wanted and self._session.entry is not None:
            self._wanted = None
            self._session.take_fault(self._session.entry.key, Fault(event.sentence, event.is_lasting))
        else:
            self.batch_failed.emit(event)
