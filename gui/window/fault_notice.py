"""Says above the canvas what is wrong with the photo on it, and tries again where that can help."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.document.live_render import LiveRender
from gui.document.session import Session
from gui.window.notice_bar import NoticeBar


class FaultNotice(QObject):
    """What goes wrong with one photo is said while that photo is on the canvas, and so is what was tried on it.

    Other notices stay until closed.
    """

    def __init__(self, bar: NoticeBar, session: Session, live: LiveRender) -> None:
        super().__init__(bar)
        self._bar = bar
        self._session = session
        self._live = live
        self._said = ""
        self._key: str | None = None  # of the photo on the canvas
        self._said_of_others, self._failed = "", 0
        session.photo_changed.connect(self._on_photo_changed)
        session.fault_changed.connect(self._show)
        live.intake.photo_failed.connect(self._on_photo_failed)
        bar.closed.connect(bar.clear)
        bar.retry_requested.connect(self._on_retry_requested)

    def _on_photo_changed(self) -> None:
        entry = self._session.entry
        before, self._key = self._key, None if entry is None else entry.key
        if before != self._key:  # else its pixels arrived
            self._bar.move_on()

    def _show(self) -> None:
        entry = self._session.entry
        fault = self._session.fault_of(entry.key) if entry is not None else None
        if fault is not None:
            self._bar.say(fault.sentence, can_retry=not fault.is_lasting)
        elif self._bar.says(self._said):
            self._bar.clear()
        self._said = fault.sentence if fault is not None else ""

    def _on_photo_failed(self, key: str) -> None:
        """Say why, or of several that followed each other how many."""
        fault = self._session.fault_of(key)
        if fault is None:
            return
        self._failed = self._failed + 1 if self._bar.says(self._said_of_others) else 1
        several = self.tr("{count} photos cannot be used. The marked ones in the film strip say why.")
        self._said_of_others = fault.sentence if self._failed == 1 else several.format(count=self._failed)
        self._bar.say(self._said_of_others, can_retry=False)

    def _on_retry_requested(self) -> None:
        self._bar.clear()
        self._live.retry()
