"""First steps on the demo person: four lines over the canvas, each followed by the next once it was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from engine.pose.pose import Joint
from gui.document.document import PhotoEntry
from gui.document.session import Session
from gui.settings.store import SettingsStore
from gui.window.sentence_bar import SentenceBar

_STILL_PX = 1.0  # a joint that moved less was not moved
_WHOLE_BODY = 12  # joints that only a pose for all of the body moves together
_ENDS = (Joint.R_WRIST, Joint.L_WRIST, Joint.R_ANKLE, Joint.L_ANKLE)


@dataclass(frozen=True, slots=True)
class _Step:
    """What is to be done, and how an edit shows that it was."""

    sentence: object
    is_done: Callable[[PhotoEntry, PhotoEntry], bool]


def _moved(before: PhotoEntry, after: PhotoEntry) -> frozenset[Joint]:
    old, new = before.pose, after.pose
    if old is None or new is None:
        return frozenset()
    return frozenset(
        joint
        for joint in Joint
        if max(abs(old[joint].x - new[joint].x), abs(old[joint].y - new[joint].y)) > _STILL_PX
    )


def _hand(before: PhotoEntry, after: PhotoEntry) -> bool:
    moved = _moved(before, after)
    return not moved.isdisjoint(_ENDS) and Joint.NECK not in moved


def _torso(before: PhotoEntry, after: PhotoEntry) -> bool:
    return Joint.NECK in _moved(before, after)


def _whole_body(before: PhotoEntry, after: PhotoEntry) -> bool:
    return len(_moved(before, after)) >= _WHOLE_BODY


def _kept(before: PhotoEntry, after: PhotoEntry) -> bool:
    return len(after.variants) > len(before.variants)


_STEPS = (
    _Step(QT_TRANSLATE_NOOP("Coach", "Drag a hand: the arm follows, and so does the picture."), _hand),
    _Step(QT_TRANSLATE_NOOP("Coach", "Drag the torso: the weight shifts over planted feet."), _torso),
    _Step(QT_TRANSLATE_NOOP("Coach", "Click a pose in the panel Poses, at the right."), _whole_body),
    _Step(QT_TRANSLATE_NOOP("Coach", "Click Keep pose, above: kept poses lie below the photo."), _kept),
)
_LAST_WORD = QT_TRANSLATE_NOOP(
    "Coach", "That was all. Save picture, above, writes a file; F1 has all gestures."
)


class CoachBar(SentenceBar):
    """The line; its button goes on without doing it, its cross ends the whole."""

    outdated = Signal()

    def say(self, sentence: str, button: str) -> None:
        """Show a sentence and what the button says."""
        self._label.setText(sentence)
        self.button.setText(button)

    def _retranslate(self) -> None:
        self._name_close(self.tr("Skip the first steps"))
        self.outdated.emit()


class Coach(QObject):
    """Begins by itself with the demo photo until it was ended once, and whenever `begin` is called."""

    def __init__(self, session: Session, demo: Path, *, store: SettingsStore, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._demo = demo.absolute()
        self._store = store
        self._step: int | None = None
        self._before: PhotoEntry | None = None
        self._index = 0
        self.bar = CoachBar()
        self.bar.button.clicked.connect(self._go_on)
        self.bar.closed.connect(self._end)
        self.bar.outdated.connect(self._show)
        for signal in (session.photo_changed, session.source_ready):
            signal.connect(self._on_photo)
        session.undo_stack.changed.connect(self._on_edited)
        session.variants_changed.connect(self._on_kept)

    def begin(self) -> None:
        """From the first step, on the demo photo, which has to be opened."""
        self._step = 0
        self._on_photo()

    def _on_photo(self) -> None:
        entry = self._session.entry
        self._before = entry if self._is_ready() else None
        self._index = self._session.undo_stack.index()
        if self._step is None and self._before is not None and not self._store.value.first_steps_seen:
            self._step = 0
        self._show()

    def _is_ready(self) -> bool:
        entry = self._session.entry
        return entry is not None and entry.path == self._demo and entry.pose is not None

    def _on_edited(self) -> None:
        index = self._session.undo_stack.index()
        is_forward, self._index = index > self._index, index
        self._look(is_forward=is_forward)

    def _on_kept(self) -> None:
        self._look(is_forward=True)

    def _look(self, *, is_forward: bool) -> None:
        before, after = self._before, self._session.entry
        if before is None or after is None or after.key != before.key:
            return
        self._before = after
        step = self._step
        if is_forward and step is not None and step < len(_STEPS) and _STEPS[step].is_done(before, after):
            self._go_on()

    def _go_on(self) -> None:
        if self._step is not None and self._step < len(_STEPS):
            self._step += 1
            self._show()
        else:
            self._end()

    def _end(self) -> None:
        self._step = None
        self._store.put(self._store.value.model_copy(update={"first_steps_seen": True}))
        self._show()

    def _show(self) -> None:
        self.bar.setVisible(self._step is not None and self._is_ready())
        if self._step is None:
            return
        if self._step == len(_STEPS):
            self.bar.say(_translated(_LAST_WORD), self.tr("Close"))
            return
        number = self.tr("First steps, {number} of {count}").format(number=self._step + 1, count=len(_STEPS))
        self.bar.say(f"{number} – {_translated(_STEPS[self._step].sentence)}", self.tr("Next"))


def _translated(text: object) -> str:
    return QCoreApplication.translate("Coach", str(text))
