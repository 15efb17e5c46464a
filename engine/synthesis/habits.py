"""How a person is drawn: as people come, or with arms on the body, feet together, in clothes that make it hard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Habit:
    """Chances, 0..1: of arms on one another, on the body or in pockets, of long sleeves, of the legs left out,
    of feet that are in the picture, beside or before one another, of bright shoes.

    At 0 the usual draws decide alone, and draw the same person as without a habit.
    """

    arms_together: float = 0.0
    long_sleeves: float = 0.0
    closer: float = 0.0
    feet_together: float = 0.0
    bright_shoes: float = 0.0


USUAL = Habit()
# A dark sleeve before a dark shirt is the hardest thing to read in a photo, and too rare among usual people.
FOLDED = Habit(arms_together=0.75, long_sleeves=0.6, closer=0.4)
# Which of two like shoes, one before the other, belongs to which leg is the next hardest.
FEET_TOGETHER = Habit(feet_together=0.8, bright_shoes=0.6)
