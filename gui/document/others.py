"""The people of a photo beside the one who is edited, as values: each has a pose of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Pose

if TYPE_CHECKING:
    from engine.contract.messages import Source


@dataclass(frozen=True, slots=True)
class OtherPerson:
    """Somebody who was posed before and is not being edited now.

    number: tells them from the others of their photo for as long as that is open. source: None until the photo of a
    reopened project is decoded.
    """

    number: int
    pose: Pose
    source: Source | None = field(default=None, repr=False)
    locked: frozenset[Joint] = frozenset()
    order: LimbOrder = field(default_factory=LimbOrder)


@dataclass(frozen=True, slots=True)
class OtherPose:
    """How one of the people who are not edited stands in a kept pose."""

    number: int
    pose: Pose
    order: LimbOrder = field(default_factory=LimbOrder)


@dataclass(frozen=True, slots=True)
class Variant:
    """A pose kept under a name, with the limbs in front and behind; the batch export takes them all.

    person: whose pose it is, by their number. others: how everyone else of the photo stood.
    """

    name: str
    pose: Pose
    order: LimbOrder = field(default_factory=LimbOrder)
    person: int = 0
    others: tuple[OtherPose, ...] = ()

    def pose_of(self, number: int) -> OtherPose | None:
        """How one person stands in it; None where it does not tell."""
        own = OtherPose(self.person, self.pose, self.order)
        return next((each for each in (own, *self.others) if each.number == number), None)

    def with_pose_of(self, number: int, change: Callable[[OtherPose], OtherPose]) -> Variant:
        """The same with one person's pose changed, where it tells of them."""
        if number == self.person:
            own = change(OtherPose(number, self.pose, self.order))
            return replace(self, pose=own.pose, order=own.order)
        others = tuple(change(each) if each.number == number else each for each in self.others)
        return replace(self, others=others)


def with_sources_of(others: Iterable[OtherPerson], known: Iterable[OtherPerson]) -> tuple[OtherPerson, ...]:
    """`others` with what was found of them taken from those of the same numbers."""
    sources = {each.number: each.source for each in known}
    return tuple(replace(each, source=sources.get(each.number) or each.source) for each in others)


def without_sources(others: Iterable[OtherPerson]) -> tuple[OtherPerson, ...]:
    """`others` as what does not hold mattes keeps them."""
    return tuple(replace(each, source=None) for each in others)
