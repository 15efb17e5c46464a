"""Brings back the matte that was found: from memory, or after a document was reopened, from the engine."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from engine.contract.messages import Chosen, Event, Failed, Prepared
from engine.pose.edits import anchor
from gui.document.session import Session
from gui.link.engine_link import EngineLink
from gui.mending.matte.tool import MatteTool


class MatteReset(QObject):
    """Resets the matte of the photo on the canvas, one undo entry."""

    failed = Signal(str)  # a sentence

    def __init__(self, session: Session, link: EngineLink, tool: MatteTool) -> None:
        super().__init__(tool)
        self._session = session
        self._link = link
        self._tool = tool
        self._asked: Chosen | None = None
        link.event_heard.connect(self._on_event_heard)

    def ask(self) -> None:
        """Reset at once where the found matte is known, else as soon as the engine has found it again."""
        entry = self._session.entry
        if entry is None or entry.source is None:
            return
        found = self._session.found_of(entry.key)
        if found is not None and found.pose == entry.source.pose:
            self._tool.reset(found)
        else:
            self._asked = Chosen(entry.source.photo, anchor(entry.source.pose))
            self._link.prepare(self._asked)

    @Slot(object, object)
    def _on_event_heard(self, event: Event, _picture: object) -> None:
        if isinstance(event, Prepared) and event.subject is self._asked:
            self._asked = None
            source = self._session.source
            if source is not None and source.photo == event.source.photo:
                self._tool.reset(event.source)
        elif isinstance(event, Failed) and event.request is self._asked:
            self._asked = None
            self.failed.emit(event.sentence)
