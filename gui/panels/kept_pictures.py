"""Pictures of the poses that are kept: off the canvas where it shows one, the others by the engine's leisure."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from engine.contract import Event, Quality, RenderedAtLeisure, RenderRequest
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Pose
from gui.document.document import Variant
from gui.document.session import Session
from gui.link.engine_link import EngineLink
from gui.link.pictures import Picture


@dataclass(frozen=True, slots=True)
class _Look:
    """What a picture shows, whatever the matte was."""

    photo: str
    pose: Pose
    order: LimbOrder


class KeptPictures(QObject):
    """Always on the way to a picture of every kept pose of the photo on the canvas, the newest first.

    While a person drags, nothing is asked for. After an edit of the matte the earlier pictures stay until the new ones
    come.
    """

    changed = Signal()

    def __init__(self, session: Session, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self._pictures: dict[_Look, tuple[str, QImage]] = {}  # with the key of the source it was made from
        self._asked: tuple[RenderRequest, ...] = ()
        link.event_heard.connect(self._on_event_heard)
        session.document_changed.connect(self._on_document_changed)
        session.picture_changed.connect(self._on_picture_changed)
        for signal in (session.source_ready, session.pose_changed, session.gesture_ended):
            signal.connect(self._ask)
        self._on_document_changed()

    def of(self, variant: Variant) -> QImage | None:
        """The picture of a kept pose of the photo on the canvas, None until there is one."""
        source = self._session.source
        if source is None:
            return None
        kept = self._pictures.get(_Look(source.photo.key, variant.pose, variant.order))
        return None if kept is None else kept[1]

    @Slot()
    def _on_document_changed(self) -> None:
        kept = {
            (variant.pose, variant.order)
            for entry in self._session.document.photos
            for variant in entry.variants
        }
        self._pictures = {look: p for look, p in self._pictures.items() if (look.pose, look.order) in kept}
        self._on_picture_changed()

    @Slot()
    def _on_picture_changed(self) -> None:
        rendered, picture = self._session.rendered, self._session.picture
        if rendered is not None and picture is not None:
            self._take(rendered.request, picture)
        self._ask()

    @Slot(object, object)
    def _on_event_heard(self, event: Event, picture: Picture | None) -> None:
        if isinstance(event, RenderedAtLeisure) and picture is not None:
            self._take(event.rendered.request, picture)
            self._ask()

    def _take(self, request: RenderRequest, picture: Picture) -> None:
        entry, source = self._session.entry, self._session.source
        if entry is None or source is None or request.source != source:
            return
        if any((v.pose, v.order) == (request.pose, request.order) for v in entry.variants):
            look = _Look(source.photo.key, request.pose, request.order)
            self._pictures[look] = (source.key, picture.thumbnail)
            self.changed.emit()

    @Slot()
    def _ask(self) -> None:
        wanted = () if self._session.in_gesture else self._missing()
        if wanted != self._asked:
            self._asked = wanted
            self._link.submit_leisure(wanted)

    def _missing(self) -> tuple[RenderRequest, ...]:
        entry, source = self._session.entry, self._session.source
        if entry is None or source is None:
            return ()
        looks = dict.fromkeys(_Look(source.photo.key, v.pose, v.order) for v in reversed(entry.variants))
        return tuple(
            RenderRequest(source, look.pose, Quality.PREVIEW, order=look.order)
            for look in looks
            if look not in self._pictures or self._pictures[look][0] != source.key
        )
