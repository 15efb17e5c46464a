"""The person on the canvas in the pose of the library that the pointer is at, made by the engine's leisure."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from engine.contract.judgement import Judgement
from engine.contract.messages import Event, Quality, RenderedAtLeisure, RenderRequest
from engine.system.errors import EngineError
from gui.document.session import Session
from gui.link.engine_link import EngineLink
from gui.link.pictures import Picture
from gui.panels.pose_blend import Blend, on_body
from gui.panels.pose_library import LibraryPose

_MOST_KEPT = 100


class LibraryPictures(QObject):
    """Asks for one picture at a time, as a click would make it, and keeps those that came; `changed` when one did."""

    changed = Signal()

    def __init__(self, session: Session, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self._pictures: OrderedDict[RenderRequest, tuple[QImage, Judgement | None]] = OrderedDict()
        self._wanted: RenderRequest | None = None
        link.event_heard.connect(self._on_event_heard)

    @property
    def picture(self) -> tuple[QImage, Judgement | None] | None:
        """The picture of what is looked at, and its judgement where there is one; None until there is a picture."""
        return None if self._wanted is None else self._pictures.get(self._wanted)

    def look_at(self, pose: LibraryPose | None, *, flipped: bool) -> None:
        """Have a picture of the person in this pose, or with None of nothing any more."""
        wanted = None if pose is None else self._request(pose, flipped=flipped)
        if wanted == self._wanted:
            return
        self._wanted = wanted
        is_missing = wanted is not None and wanted not in self._pictures
        self._link.submit_leisure((wanted,) if wanted is not None and is_missing else (), asker="library")
        self.changed.emit()

    def _request(self, chosen: LibraryPose, *, flipped: bool) -> RenderRequest | None:
        session = self._session
        source, before = session.source, session.pose
        if source is None or before is None or session.in_gesture:
            return None
        try:
            target = on_body(chosen.pose, source.pose, flipped=flipped)
            pose = Blend(before, target, session.locked).at(1.0)
        except EngineError:
            return None  # a click will say why
        return RenderRequest(source, pose, Quality.PREVIEW, order=chosen.order, weights=session.weights)

    @Slot(object, object)
    def _on_event_heard(self, event: Event, picture: Picture | None) -> None:
        if not isinstance(event, RenderedAtLeisure) or picture is None or self._wanted is None:
            return
        if event.rendered.request == self._wanted:
            self._pictures[self._wanted] = picture.thumbnail, event.rendered.judgement
            while len(self._pictures) > _MOST_KEPT:
                self._pictures.popitem(last=False)
            self._link.submit_leisure((), asker="library")
            self.changed.emit()
