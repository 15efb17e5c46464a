"""Whether the canvas shows the picture of its skeleton, and what is awaited until it does."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gui.document.session import Session

# While dragging, pictures follow within less than this, and words that came and went with each would be unrest.
DELAY_MS = 300


class Awaited(Enum):
    """What the photo on the canvas waits for."""

    NOTHING = "nothing"
    PHOTO = "photo"  # it is being read, or its person found
    PICTURE = "picture"


class Lag(QObject):
    """Follows the session; `changed` tells what is awaited, a picture only once it is late."""

    changed = Signal(object)  # Awaited

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._told = Awaited.NOTHING
        self._late = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._late.timeout.connect(lambda: self._tell(self.awaited))
        for signal in (
            session.photo_changed, session.source_ready, session.pose_changed, session.order_changed,
            session.people_changed, session.weights_changed, session.picture_changed, session.fault_changed,
            session.extension_changed,
        ):  # fmt: skip
            signal.connect(self._look)

    @property
    def awaited(self) -> Awaited:
        """What is awaited now; nothing of a photo with a fault, which is told elsewhere."""
        session, entry = self._session, self._session.entry
        if entry is None or session.fault is not None:
            return Awaited.NOTHING
        if entry.source is None:
            return Awaited.PHOTO
        shown = session.rendered
        if shown is None:
            return Awaited.PICTURE
        wanted = session.request(shown.request.quality, size=shown.request.size)
        return Awaited.NOTHING if wanted == shown.request else Awaited.PICTURE

    @Slot()
    def _look(self) -> None:
        awaited = self.awaited
        if awaited is not Awaited.PICTURE:
            self._late.stop()
            self._tell(awaited)
        elif self._told is Awaited.PHOTO:
            self._tell(awaited)
        elif self._told is Awaited.NOTHING and not self._late.isActive():
            self._late.start()

    def _tell(self, awaited: Awaited) -> None:
        if awaited is not self._told:
            self._told = awaited
            self.changed.emit(awaited)
