"""The bottom line: what the engine does, where and how fast, the zoom, the joint under the pointer, what is cut off."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QWidget

from engine.contract.messages import Rendered, StatusChanged
from engine.pose.pose import Joint
from gui.canvas.overlays import invented_share, percent_of
from gui.document.lag import Awaited
from gui.look.body_parts import listed
from gui.look.engine_sentences import localised
from gui.look.follows_look import FollowsLook
from gui.look.joint_names import joint_name
from gui.window.device_button import DeviceButton
from gui.window.hints_label import HintsLabel

_DEVICES = {
    "cpu": QT_TRANSLATE_NOOP("StatusBar", "Processor"),
    "cuda": QT_TRANSLATE_NOOP("StatusBar", "Graphics card"),
    "mps": QT_TRANSLATE_NOOP("StatusBar", "Graphics (Metal)"),
}
# The engine's own phrases; what is not among them shows as it is.
_PHRASES = (
    QT_TRANSLATE_NOOP("StatusBar", "Ready"),
    QT_TRANSLATE_NOOP("StatusBar", "Reading the photo"),
    QT_TRANSLATE_NOOP("StatusBar", "Rendering"),
    QT_TRANSLATE_NOOP("StatusBar", "The graphics card is out of memory; rendering on the processor"),
)

_AWAITED = {Awaited.PHOTO: "Reading the photo", Awaited.PICTURE: "Rendering"}


class StatusBar(FollowsLook, QStatusBar):
    """Fed by the window; keeps what it was told so that it can say it again in another language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = StatusChanged(busy=False, device="", text="")
        self._milliseconds: float | None = None
        self._invented: float | None = None
        self._licence = ""  # that the picture is bound by
        self._awaited = Awaited.NOTHING
        self._pointed = ""
        self._selected: Joint | None = None
        self._cut_off: tuple[str, ...] = ()
        self._reading = (0, 0)
        self._doing, self._count, self._joint, self._gestures = QLabel(), QLabel(), QLabel(), HintsLabel()
        self._time, self._zoom = QLabel(), QLabel()
        self.device = DeviceButton()
        self._busy = QProgressBar(maximum=0, textVisible=False)
        self._busy.setFixedSize(72, 10)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(10, 0, 10, 0)
        for label in (
            self._doing,
            self._count,
            self._joint,
            self._gestures,
            self._time,
            self._zoom,
        ):
            label.setContentsMargins(6, 0, 6, 0)
        self.addWidget(self._busy)
        self.addWidget(self._doing)
        self.addWidget(self._count)
        self.addWidget(self._joint)
        self.addWidget(self._gestures, 1)
        for widget in (self._time, self.device, self._zoom):
            self.addPermanentWidget(widget)
        self.messageChanged.connect(self._say)
        self._say()

    def take_status(self, status: StatusChanged) -> None:
        """What the engine does now."""
        self._status = status
        self._say()

    def take_awaited(self, awaited: Awaited) -> None:
        """What the photo on the canvas waits for: until it has that, the window is not ready whatever else is done."""
        self._awaited = awaited
        self._say()

    def take_reading(self, seen: int, opened: int) -> None:
        """Of how many photos something can be seen, and how many were opened together."""
        self._reading = seen, opened
        self._say()

    def take_rendered(self, rendered: Rendered | None) -> None:
        """How long the picture on the canvas took, and how much of the person had to be invented; None without one."""
        self._milliseconds = None if rendered is None else sum(rendered.milliseconds.values())
        self._invented = None if rendered is None else invented_share(rendered)
        self._licence = "" if rendered is None else rendered.licence
        self._say()

    def take_zoom(self, scale: float | None) -> None:
        """Canvas pixels per photo pixel; None without a photo."""
        self._zoom.setText("" if scale is None else f"{scale * 100:.0f}%")

    def take_pointed(self, name: str, words: str) -> None:
        """What lies under the pointer, empty for nothing with a name, and what can be done with it."""
        self._pointed = name
        self._gestures.say(words)
        self._say_place()

    def take_selection(self, joints: Collection[Joint]) -> None:
        """The selected joints; one alone is named while the pointer is over nothing."""
        self._selected = next(iter(joints)) if len(joints) == 1 else None
        self._say_place()

    def take_cut_off(self, parts: tuple[str, ...]) -> None:
        """What the pose puts beyond the picture's edge."""
        self._cut_off = parts
        self._say_place()

    def _retranslate(self) -> None:
        self._gestures.forget()
        self._say()
        self._say_place()

    def _say_place(self) -> None:
        is_over = bool(
            self._pointed or self._gestures.text()
        )  # a name beside other words would be taken for theirs
        told = self._pointed if is_over or self._selected is None else joint_name(self._selected)
        cut_off = self.tr("Cut off: {parts}").format(parts=listed(self._cut_off)) if self._cut_off else ""
        self._joint.setText("  ·  ".join(filter(None, (told, cut_off))))

    def _say(self) -> None:
        awaited = _AWAITED.get(self._awaited)
        is_free = not self.currentMessage()  # else a message has the place of all that is on the left
        self._busy.setVisible(is_free and (self._status.busy or awaited is not None))
        self._busy.setAccessibleName(self.tr("Busy"))
        self._doing.setText(_translated(awaited or self._status.text))
        seen, opened = self._reading
        self._count.setVisible(is_free and seen < opened and opened > 1)
        self._count.setText(self.tr("{done} of {all} photos").format(done=seen, all=opened))
        device = _DEVICES.get(self._status.device)
        self.device.say(_translated(str(device)) if device else "")
        self._time.setText("" if self._milliseconds is None else self._took())
        self._time.setToolTip(localised(self._licence))

    def _took(self) -> str:
        took = self.tr("{milliseconds} ms").format(milliseconds=round(self._milliseconds or 0))
        invented = self.tr("{percent}% invented").format(percent=percent_of(self._invented or 0))
        bound = self.tr("restricted licence") if self._licence else ""
        return "  ·  ".join(filter(None, (took, invented, bound)))


def _translated(text: str) -> str:
    return QCoreApplication.translate("StatusBar", text)
