"""What a person said of how a photo is to be taken apart; it wins over what the networks read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from engine.photo.mending.clean_plate import CleanPlate
from engine.photo.mending.painted import Painted
from engine.photo.mending.targets import MIRROR_TARGETS, Follows, Target
from engine.pose.pose import XY


@dataclass(frozen=True, slots=True)
class Attachment:
    """The thing that shows at a photo pixel (x, y), and what it goes with."""

    at: XY
    follows: Follows


@dataclass(frozen=True, slots=True)
class OrderWish:
    """A layer of the photo that lies in front of another one, or with `in_front` False behind it; of `ORDERED`."""

    layer: Target
    in_front: bool
    of: Target


@dataclass(frozen=True, eq=False)
class Mending:
    """All corrections of one photo's layers; two are equal when what they say is.

    painted: None where nothing was. order: later wishes win. plate: the empty set in place of what is invented.
    """

    painted: Painted | None = None
    things: tuple[Attachment, ...] = ()
    order: tuple[OrderWish, ...] = ()
    plate: CleanPlate | None = field(default=None, repr=False)

    @cached_property
    def layers_key(self) -> str:
        """The identity of what is said of the layers; empty where nothing is."""
        painted = "" if self.painted is None else self.painted.key
        if not (painted or self.things or self.order):
            return ""
        said = (painted, self.things, self.order)
        return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()

    @property
    def plate_key(self) -> str:
        """The identity of the empty set; empty where none was given."""
        return "" if self.plate is None else self.plate.key

    def with_painted(self, painted: Painted | None) -> Mending:
        """The same with something else painted."""
        return replace(self, painted=painted if painted is not None and painted.tiles else None)

    def with_order(self, wish: OrderWish) -> Mending:
        """The same with a wish in place of earlier ones about these two layers."""
        pair = {wish.layer, wish.of}
        return replace(self, order=(*(each for each in self.order if {each.layer, each.of} != pair), wish))

    def mirrored(self) -> Mending:
        """The same with left and right exchanged; nothing moves."""
        return replace(
            self,
            painted=None if self.painted is None else self.painted.mirrored(),
            things=tuple(Attachment(each.at, each.follows.mirrored()) for each in self.things),
            order=tuple(_swapped(each, MIRROR_TARGETS) for each in self.order),
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mending):
            return NotImplemented
        return (self.layers_key, self.plate_key) == (other.layers_key, other.plate_key)

    def __hash__(self) -> int:
        return hash((self.layers_key, self.plate_key))


def _swapped(wish: OrderWish, sides: Mapping[Target, Target]) -> OrderWish:
    return OrderWish(sides[wish.layer], wish.in_front, sides[wish.of])


NOTHING = Mending()
