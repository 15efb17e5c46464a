"""Who is in the photos: asks the engine for everyone, and for the one whom a person chose, framed or placed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from engine.contract import (
    Chosen,
    Event,
    Failed,
    PeopleFound,
    PhotoLoaded,
    Placed,
    Prepared,
    RenderRequest,
    Subject,
    Within,
)
from engine.pose.edits import anchor
from engine.pose.pose import XY, Box, Pose
from gui.document.session import Session
from gui.link.engine_link import EngineLink

if TYPE_CHECKING:
    from engine.contract import Source
    from engine.photo.photo import Photo


_SAME = 0.05  # of a person's height: joints of the same person are found within this


class People(QObject):
    """Make it after LiveRender, whose answers come first; it asks once for each photo on the canvas."""

    changed = Signal()  # who is known to be in the photo on the canvas
    failed = Signal(str)  # a sentence

    def __init__(self, session: Session, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self._poses: dict[str, tuple[Pose, ...]] = {}
        self._asked: set[str] = set()
        self._undecided: dict[Subject, PhotoLoaded] = {}
        self._choices: dict[RenderRequest | Subject, tuple[str, str]] = {}
        link.event_heard.connect(self._on_event_heard)
        session.photo_changed.connect(self._on_photo_changed)
        session.source_ready.connect(self._look_around)
        session.source_ready.connect(self._on_decided)
        session.photo_let_go.connect(self._on_decided)

    @property
    def poses(self) -> tuple[Pose, ...]:
        """Everyone in the photo on the canvas from left to right, as far as is known."""
        entry = self._session.entry
        if entry is None or entry.source is None:
            return ()
        return self._poses.get(entry.source.photo.key, ())

    @property
    def can_choose(self) -> bool:
        """Whether the photo on the canvas can be asked for a person at a place."""
        return self._photo() is not None

    def choose(self, at: XY, text: str) -> None:
        """Pose the person at a photo pixel; an edit called `text` where another is posed now."""
        photo = self._photo()
        if photo is not None:
            self._ask(Chosen(photo, at), text)

    def find_within(self, box: Box, text: str) -> None:
        """Find the person inside a box of the photo on the canvas, px; an edit called `text` where one is posed now."""
        photo = self._photo()
        if photo is not None:
            self._ask(Within(photo, box), text)

    def place(self, pose: Pose) -> None:
        """Take it that somebody stands so in the photo on the canvas, where nobody was found."""
        photo = self._photo()
        if photo is not None:
            self._ask(Placed(photo, pose), "")

    def _ask(self, wanted: Chosen | Within | Placed, text: str) -> None:
        entry = self._session.entry
        if entry is not None:
            self._choices[wanted] = (entry.key, text)
            self._link.prepare(wanted)

    @Slot()
    def _on_photo_changed(self) -> None:
        self._look_around()
        self.changed.emit()

    @Slot()
    def _look_around(self) -> None:
        entry = self._session.entry
        if entry is None or entry.source is None or entry.source.photo.key in self._asked:
            return
        self._asked.add(entry.source.photo.key)
        self._link.find_people(entry.source.photo)

    @Slot(str)
    def _on_decided(self, key: str) -> None:
        """Hold no photo whose person is known, nor one that is to be let go."""
        entry = self._session.document.find(key)
        subject = None if entry is None else entry.embedded or entry.path
        if subject is not None:
            self._undecided.pop(subject, None)

    def _photo(self) -> Photo | None:
        entry = self._session.entry
        if entry is None:
            return None
        if entry.source is not None:
            return entry.source.photo
        subject = entry.embedded or entry.path
        loaded = self._undecided.get(subject) if subject is not None else None
        return None if loaded is None else loaded.photo

    @Slot(object, object)
    def _on_event_heard(self, event: Event, _picture: object) -> None:
        if isinstance(event, PeopleFound):
            self._poses[event.photo.key] = event.poses
            self.changed.emit()
        elif isinstance(event, PhotoLoaded):
            self._undecided[event.subject] = event
            self.changed.emit()
        elif isinstance(event, Prepared):
            self._undecided.pop(event.subject, None)
            self._take(event)
        elif isinstance(event, Failed) and self._choices.pop(event.request, None) is not None:
            self.failed.emit(event.sentence)

    def _take(self, event: Prepared) -> None:
        choice = self._choices.pop(event.subject, None)
        if choice is None:
            return
        key, text = choice
        entry = self._session.document.find(key)
        if entry is not None and entry.source is None:
            self._session.take_source(key, event.source)
        elif entry is not None and (
            isinstance(event.subject, Within) or not _is_same(entry.source, event.source)
        ):
            self._session.choose_person(key, event.source, text)


def _is_same(one: Source | None, other: Source) -> bool:
    """Whether two findings are of one person: looked at from elsewhere, joints come out a little differently."""
    if one is None:
        return False
    box = other.pose.bounding_box()
    apart = math.dist(anchor(one.pose), anchor(other.pose))
    return box is not None and apart < _SAME * box.diagonal
