"""Watches which of head, hands and feet the pose on the canvas puts beyond the picture's edge."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.pose.outside import newly_outside
from gui.document.session import Session


class EdgeWatch(QObject):
    """Knows at every step of a drag; `changed` comes only when it is something else than before."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.cut_off: tuple[str, ...] = ()  # by their names in engine.pose.outside
        for signal in (
            session.pose_changed, session.photo_changed, session.source_ready, session.extension_changed,
        ):  # fmt: skip
            signal.connect(self._look)

    def _look(self) -> None:
        source, pose, cut_off = self._session.source, self._session.pose, self.cut_off
        if source is None or pose is None:
            self.cut_off = ()
        else:
            size = source.photo.size
            seen = self._session.extension.frame(size)
            self.cut_off = newly_outside(pose, source=source.pose, size=size, seen=seen)
        if self.cut_off != cut_off:
            self.changed.emit()
