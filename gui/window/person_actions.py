"""What is done with the people of a photo: one is clicked and edited, and brought before or behind the others."""

from __future__ import annotations

from gui.canvas.bystanders import Bystanders
from gui.canvas.canvas import Canvas
from gui.document.choosing import numbers_back_to_front
from gui.document.people import People
from gui.document.session import Session
from gui.look.said import Said
from gui.window.actions import Actions


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return Said("PersonActions", text)


def bind(act: Actions, session: Session, *, canvas: Canvas, people: People) -> None:
    """Let people be clicked on the canvas, and connect the actions."""
    canvas.pointer.bystanders = Bystanders(canvas, people)
    act.bind("person_nearer", lambda: session.step_person(tr("Person nearer"), nearer=True))
    act.bind("person_farther", lambda: session.step_person(tr("Person farther"), nearer=False))


def refresh(act: Actions, session: Session, *, people: People) -> None:
    """Enable what can be done with the photo on the canvas."""
    entry = session.entry
    order = () if entry is None else numbers_back_to_front(entry)
    act.enable(("choose_person",), on=people.can_choose)
    act.enable(("person_nearer",), on=entry is not None and entry.person in order[:-1])
    act.enable(("person_farther",), on=entry is not None and entry.person in order[1:])
