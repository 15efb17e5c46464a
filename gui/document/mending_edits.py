"""Edits of what things follow and of who lies in front in the photo; each is one undo entry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.photo.mending.mending import Attachment, OrderWish
from engine.photo.mending.targets import Follows, Target

if TYPE_CHECKING:
    from engine.photo.mending.layer_map import LayerMap
    from gui.document.session import Session


def layers_of(session: Session) -> LayerMap | None:
    """How the photo on the canvas was taken apart last; None before, and where another's person stands in it."""
    rendered, entry = session.rendered, session.entry
    source = entry.source if entry is not None else None
    if rendered is None or source is None or session.source is not source:
        return None
    return rendered.layers if rendered.request.source.photo is source.photo else None


def attach(session: Session, thing: int, follows: Follows | None, text: str) -> None:
    """Have a thing of the photo on the canvas follow something; None for what the machine takes it to follow."""
    layers, source = layers_of(session), session.source
    place = None if layers is None else layers.place_of(thing)
    if layers is None or source is None or place is None:
        return
    others = tuple(each for each in source.mending.things if layers.thing_at(each.at) != thing)
    own = () if follows is None else (Attachment(place, follows),)
    session.mend(replace(source.mending, things=(*others, *own)), text)


def is_attached(session: Session, thing: int) -> bool:
    """Whether somebody said what a thing follows."""
    layers, source = layers_of(session), session.source
    if layers is None or source is None:
        return False
    return any(layers.thing_at(each.at) == thing for each in source.mending.things)


def put_in_order(session: Session, layer: Target, *, in_front: bool, of: Target, text: str) -> None:
    """Say that a layer lies in front of another in the photo on the canvas, or behind it."""
    if session.source is not None:
        session.mend(session.source.mending.with_order(OrderWish(layer, in_front, of)), text)


def forget_order(session: Session, layer: Target, text: str) -> None:
    """Leave it to the machine again what a layer lies in front of."""
    if session.source is not None:
        mending = session.source.mending
        session.mend(replace(mending, order=wishes_but(mending.order, layer)), text)


def wishes_but(order: tuple[OrderWish, ...], layer: Target) -> tuple[OrderWish, ...]:
    """The wishes that say nothing of a layer."""
    return tuple(wish for wish in order if layer not in (wish.layer, wish.of))
