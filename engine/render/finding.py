"""The person of a photo as commands look for them, without torch."""

from __future__ import annotations

from engine.rules.gaps import with_gaps
from engine.source.finder import PersonFinder
from engine.system.shipped import WEIGHTS


def person_finder() -> PersonFinder:
    """A finder with the shipped networks; its sources are those of the renderer."""
    return PersonFinder(WEIGHTS, finish=with_gaps)
