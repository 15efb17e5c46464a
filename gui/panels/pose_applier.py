"""Gives the person on the canvas poses out of the library, and goes part of the way there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Pose
from engine.system.errors import EngineError
from gui.document.session import Session
from gui.look.said import Said
from gui.panels.pose_blend import Blend, on_body


class PoseApplier(QObject):
    """Remembers the pose before browsing, so that one library pose after another can be blended with it.

    An edit made elsewhere ends that: the next blend begins at the pose as it is then.
    """

    message = Signal(str)  # a sentence for the person
    started_over = Signal()  # others edited the pose: nothing of the library is in it any more

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._blend: Blend | None = None
        self._shown: Pose | None = None  # what the blend last gave
        self._photo: str | None = None  # the key of the photo on the canvas
        session.pose_changed.connect(self._on_pose_changed)
        session.photo_changed.connect(self._on_photo_changed)

    @property
    def shows_library_pose(self) -> bool:
        """Whether the pose on the canvas came from here."""
        return self._shown is not None and self._shown == self._session.pose

    def apply(
        self, pose: Pose, *, flipped: bool, order: LimbOrder | None = None, name: str | None = None
    ) -> bool:
        """Give the person `pose` in their own proportions, one undo entry; False when that cannot be."""
        blend = self._blend_to(pose, flipped=flipped)
        if blend is None:
            return False
        self._blend, self._shown = blend, blend.at(1.0)
        text = (
            Said("PoseApplier", "Apply pose")
            if name is None
            else Said("PoseApplier", "Apply pose: {name}").format(name=name)
        )
        self._session.apply_pose(self._shown, text, order=order, name=name)
        return True

    def blend(self, pose: Pose, share: float, *, flipped: bool) -> None:
        """Go `share`, 0..1, of the way to `pose`: a step of the gesture under way, else an edit that merges."""
        if self._blend is None:
            self._blend = self._blend_to(pose, flipped=flipped)
        if self._blend is None:
            return
        self._shown = self._blend.at(share)
        if self._session.in_gesture:
            self._session.update_gesture(self._shown)
        else:
            self._session.apply_pose(self._shown, Said("PoseApplier", "Blend pose"), merge="blend")

    def _blend_to(self, pose: Pose, *, flipped: bool) -> Blend | None:
        source, before = self._session.source, self._session.pose
        if source is None or before is None:
            self.message.emit(self.tr("Open a photo with a person first; then choose a pose."))
            return None
        base = self._blend.base if self._blend and self.shows_library_pose else before
        try:
            target = on_body(pose, source.pose, flipped=flipped)
            Blend(base, target).at(0.5)
        except EngineError as error:
            self.message.emit(str(error))
            return None
        return Blend(base, target, self._session.locked)

    def _on_pose_changed(self, pose: Pose | None) -> None:
        if self._blend is not None and pose != self._shown:
            self._start_over()

    def _on_photo_changed(self) -> None:
        entry = self._session.entry
        key = None if entry is None else entry.key
        if key != self._photo:  # else its pixels came
            self._photo = key
            self._start_over()

    def _start_over(self) -> None:
        self._blend = self._shown = None
        self.started_over.emit()
