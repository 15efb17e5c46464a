"""Who is drawn of several people of a photo: from back to front, those who stay part of it left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from engine.contract.messages import Posed, RenderRequest, Source
from engine.imaging.shadows import Foot, FootStep, foot_steps
from engine.layers.facing import as_seen
from engine.layers.skeleton import Skeleton
from engine.pose.pose import Joint


@dataclass(frozen=True, slots=True)
class Company:
    """The others that are drawn with a request's person, each from back to front: behind them and in front."""

    person: Posed
    farther: tuple[Posed, ...]
    nearer: tuple[Posed, ...]

    @property
    def is_alone(self) -> bool:
        """Whether nobody else is drawn."""
        return not (self.farther or self.nearer)

    @property
    def everyone(self) -> tuple[Posed, ...]:
        """All who are drawn, from back to front."""
        return (*self.farther, self.person, *self.nearer)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Of all who are drawn, in an order that stays whoever is in front and whoever is posed."""
        return tuple(sorted((each.source for each in self.everyone), key=lambda source: source.ground))

    def of(self, sources: Sequence[Source]) -> Company:
        """The same people in the same poses, by other sources in the order of `sources`."""
        known = {before.ground: after for before, after in zip(self.sources, sources, strict=True)}
        person, farther, nearer = (
            tuple(replace(each, source=known[each.source.ground]) for each in posed)
            for posed in ((self.person,), self.farther, self.nearer)
        )
        return Company(person[0], farther, nearer)

    def as_seen(self, skeletons: Sequence[Skeleton]) -> Company:
        """The same in poses as layers are to show them; skeletons: of everyone, at rest."""
        posed = []
        for each, skeleton in zip(self.everyone, skeletons, strict=True):
            pose, order = as_seen(skeleton, each.pose, each.order)
            posed.append(replace(each, pose=pose, order=order))
        place = len(self.farther)
        return Company(posed[place], tuple(posed[:place]), tuple(posed[place + 1 :]))

    def steps(self, scale: float) -> dict[Foot, FootStep]:
        """How far feet moved, in pixels of a picture that is `scale` times the photo; numbered as `sources` are."""
        numbers = {source.ground: number for number, source in enumerate(self.sources)}
        steps: dict[Foot, FootStep] = {}
        for each in self.everyone:
            for foot, step in foot_steps(each.source.pose, each.pose).items():
                joint = foot if isinstance(foot, Joint) else foot[1]
                steps[joint if self.is_alone else (numbers[each.source.ground], joint)] = step.scaled(scale)
        return steps


def company_of(request: RenderRequest) -> Company:
    """Who is drawn for a request.

    Those who stand as in the photo stay photo where nobody who moved could come behind them; they are no part of a
    transparent picture, where they would come in with the background.
    """
    person = Posed(request.source, request.pose, request.order)
    if request.transparent:
        farther, nearer = (
            tuple(each for each in others if not each.rests) for others in (request.farther, request.nearer)
        )
        return Company(person, farther, nearer)
    return Company(person, tuple(dropwhile(lambda each: each.rests, request.farther)), request.nearer)
