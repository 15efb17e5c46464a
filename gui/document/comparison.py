"""The same picture by other weights, to be seen beside the one on the canvas."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from engine.contract.messages import Event, Failed, Quality, Rendered, RenderRequest
from gui.document.session import Session
from gui.document.weights_names import WeightsNames
from gui.link.engine_link import EngineLink
from gui.link.pictures import Picture


class Comparison(QObject):
    """Asks for the other picture whenever the canvas has its final one; the earlier stays until it comes."""

    changed = Signal()
    failed = Signal(str)  # a sentence

    def __init__(self, session: Session, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self._asked: RenderRequest | None = None
        self.other: WeightsNames | None = None
        self.picture: Picture | None = None
        link.event_heard.connect(self._on_event_heard)
        session.picture_changed.connect(self._ask)
        session.photo_changed.connect(self._forget)

    def compare(self, other: WeightsNames | None) -> None:
        """Show what `other` weights make of the same; None to end it."""
        self.other = other
        self._forget()
        self._ask()

    @Slot()
    def _forget(self) -> None:
        """What was made belongs to another photo, or to other weights."""
        self._asked = None
        if self.picture is not None or self.other is None:
            self.picture = None
            self.changed.emit()

    @Slot()
    def _ask(self) -> None:
        shown, folder = self._session.rendered, self._session.weights_folder
        if (
            self.other is None
            or folder is None
            or shown is None
            or shown.request.quality is not Quality.FINAL
        ):
            return
        wanted = replace(shown.request, weights=self.other.in_folder(folder))
        if wanted != self._asked:
            self._asked = wanted
            self._link.submit_asked(wanted)

    @Slot(object, object)
    def _on_event_heard(self, event: Event, picture: Picture | None) -> None:
        if self._asked is None:
            return
        if isinstance(event, Rendered) and event.request == self._asked and picture is not None:
            self.picture = picture
            self.changed.emit()
        elif isinstance(event, Failed) and event.request == self._asked:
            self.other = None
            self._forget()
            self.failed.emit(event.sentence)
