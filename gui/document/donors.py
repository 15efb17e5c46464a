"""Other open photos as givers: of their person's pose, and of the person as such."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from engine.contract.messages import Event, Failed, Prepared, Source, Transplant
from engine.pose.fit import fit
from engine.pose.placing import place_like
from engine.system.errors import PoseError
from gui.document.document import PhotoEntry
from gui.document.session import Session
from gui.link.engine_link import EngineLink
from gui.look.said import Said


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return Said("Donors", text)


def donors(session: Session) -> tuple[PhotoEntry, ...]:
    """The other open photos whose person has been found."""
    return tuple(
        entry for entry in session.document.photos if entry is not session.entry and entry.source is not None
    )


def take_pose(session: Session, key: str) -> None:
    """Stand as the person in another photo does, in this person's proportions; raises PoseError."""
    donor, source = session.document.find(key), session.source
    if donor is None or donor.source is None or source is None:
        raise PoseError(tr("The person in that photo has not been found yet. Wait a moment and try again."))
    pose = fit(donor.source.pose, to=source.pose, feet_on_ground=True)
    session.apply_pose(pose, tr("Use pose from {name}").format(name=donor.name))


def draw_person(session: Session, key: str) -> None:
    """Draw the person of another photo in this one, in this one's poses; raises PoseError."""
    donor, entry = session.document.find(key), session.entry
    if entry is None or donor is None or donor.source is None or entry.source is None:
        raise PoseError(tr("The person in that photo has not been found yet. Wait a moment and try again."))
    body = place_like(donor.source.pose, entry.source.pose).of(donor.source.pose)
    session.set_drawn(key, body, tr("Use person from {name}").format(name=donor.name))


def draw_own_person(session: Session) -> None:
    """Draw this photo's own person again; raises PoseError."""
    entry = session.entry
    if entry is not None and entry.source is not None:
        session.set_drawn(None, entry.source.pose, tr("Use original person"))


class Transplants(QObject):
    """Has the engine put persons into photos that are to show them, each once; make it after LiveRender."""

    failed = Signal(str)  # a sentence

    def __init__(self, session: Session, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self._asked: set[tuple[str, str]] = set()
        link.event_heard.connect(self._on_event_heard)
        session.document_changed.connect(self._ask)
        session.source_ready.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        wanted = _transplant_for(self._session)
        if wanted is None or self._session.source is not None:
            return
        pair = wanted.person.key, wanted.place.key
        if pair not in self._asked:
            self._asked.add(pair)
            self._link.prepare(wanted)

    @Slot(object, object)
    def _on_event_heard(self, event: Event, _picture: object) -> None:
        if isinstance(event, Prepared) and isinstance(event.subject, Transplant):
            self._take(event.subject, event.source)
        elif isinstance(event, Failed) and isinstance(event.request, Transplant):
            self._asked.discard((event.request.person.key, event.request.place.key))
            self.failed.emit(event.sentence)

    def _take(self, subject: Transplant, made: Source) -> None:
        self._asked.discard((subject.person.key, subject.place.key))
        self._session.take_transplant(person=subject.person, place=subject.place, made=made)


def _transplant_for(session: Session) -> Transplant | None:
    """What the photo on the canvas shows in place of its own person."""
    entry = session.entry
    donor = session.document.find(entry.drawn) if entry is not None and entry.drawn else None
    if entry is None or donor is None or donor.source is None or entry.source is None:
        return None
    return Transplant(donor.source, entry.source)
