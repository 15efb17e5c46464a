"""What a picture editor would look at in a picture, and how likely they would send it back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

# So likely to be sent back that a picture is marked: of five that are sent back four have a mark.
DOUBTFUL = 0.42
# From which most are: 83 % of 41 pictures, and 65 % of the 96 between both (docs/quality.md).
VERY_DOUBTFUL = 0.8


class Reason(StrEnum):
    """Why a limb should be looked at; the words for people are the window's and the report's."""

    UNSURE = "unsure"  # where it ends in the photo is not clear
    MADE_UP = "made_up"  # much of it had to be painted
    THING = "thing"  # something carried or worn lies beside it


class Figures(NamedTuple):
    """What a judgement is made of, each of the limb where it is worst.

    unsure: of what the photo shows of a moved limb, the mean probability 0..1 of its being something else. made_up:
    painted pixels of a limb. things: those of carried things beside a moved limb. Both in squared torso lengths.
    """

    unsure: float = 0.0
    made_up: float = 0.0
    things: float = 0.0


_NONE = Figures()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason, and the limb it is about: "right arm", "left arm", "right leg" or "left leg"."""

    reason: Reason
    limb: str


class Told(NamedTuple):
    """Limbs of which the same is to be said."""

    limbs: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely a picture is broken to a casual viewer, 0..1; doubts: what speaks for that, the strongest first."""

    broken: float = 0.0
    doubts: tuple[Doubt, ...] = ()
    figures: Figures = _NONE

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody should look at it before it is used."""
        return self.broken >= DOUBTFUL

    @property
    def is_very_doubtful(self) -> bool:
        """Whether nearly all pictures like it are sent back, so that it is to be looked at first."""
        return self.broken >= VERY_DOUBTFUL

    @property
    def limbs(self) -> tuple[str, ...]:
        """What to look at, each once, the worst first."""
        return tuple(dict.fromkeys(doubt.limb for doubt in self.doubts))

    @property
    def by_limbs(self) -> tuple[Told, ...]:
        """The doubts, those of a limb together, and limbs with the same reasons together; the strongest first."""
        of_limb: dict[str, list[Reason]] = {}
        for doubt in self.doubts:
            of_limb.setdefault(doubt.limb, []).append(doubt.reason)
        limbs: dict[tuple[Reason, ...], list[str]] = {}
        for limb, reasons in of_limb.items():
            limbs.setdefault(tuple(sorted(reasons, key=list(Reason).index)), []).append(limb)
        return tuple(Told(tuple(found), reasons) for reasons, found in limbs.items())


SOUND = Judgement()
