"""Who is in the photos: asks the engine for everyone, and for the one whom a person chose, framed or placed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from engine.contract.messages import (
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
from engine.system.errors import PoseError
from gui.document.session import Session
from gui.link.engine_link import EngineLink

if TYPE_CHECKING:
    from engine.photo.photo import Photo


_SAME = 0.05  # of a person's height: joints of the same person are found within this


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who is not edited, as they stand now; number: None for one who was never posed."""

    pose: Pose
    number: int | None


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

    @property
    def others(self) -> tuple[Somebody, ...]:
        """Everyone in the photo on the canvas but who is edited, as far as is known, where they are now."""
        entry = self._session.entry
        if entry is None or entry.source is None:
            return ()
        known = [(each, each.source.pose) for each in entry.others if each.source is not None]
        placed = [entry.source.pose, *(pose for _, pose in known)]
        found = (pose for pose in self.poses if not any(is_same(pose, other) for other in placed))
        return (
            *(Somebody(each.pose, each.number) for each, _ in known),
            *(Somebody(pose, None) for pose in found),
        )

    def choose(self, at: XY, text: str, *, stands: Pose | None = None) -> None:
        """Pose the person at a photo pixel; an edit called `text` where another is posed now.

        stands: how they stand in the photo, where that is known: who was posed before need not be found again.
        """
        photo, number = self._photo(), None if stands is None else self._known_as(stands)
        if number is not None:
            self._session.edit_person(number, text)
        elif photo is not None:
            self._ask(Chosen(photo, at), text)

    def edit(self, somebody: Somebody, at: XY, text: str) -> None:
        """Pose one of `others`, who is at a photo pixel; as `choose`."""
        if somebody.number is None:
            self.choose(at, text)
        else:
            self._session.edit_person(somebody.number, text)

    def _known_as(self, stands: Pose) -> int | None:
        """The number of somebody who was posed before and stands so in the photo on the canvas."""
        entry = self._session.entry
        known = () if entry is None else entry.others
        fits = (each for each in known if each.source is not None and is_same(each.source.pose, stands))
        return next((each.number for each in fits), None)

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
        elif entry is not None and entry.source is not None:
            if not isinstance(event.subject, Within) and is_same(entry.source.pose, event.source.pose):
                return
            number = self._known_as(event.source.pose) if self._session.entry is entry else None
            if number is None:
                self._session.choose_person(key, event.source, text)
            else:
                self._session.edit_person(number, text)


def is_same(one: Pose, other: Pose) -> bool:
    """Whether two poses in a photo are of one person: looked at from elsewhere, joints come out a bit differently."""
    box = other.bounding_box()
    try:
        apart = math.dist(anchor(one), anchor(other))
    except PoseError:
        return False
    return box is not None and apart < _SAME * box.diagonal
