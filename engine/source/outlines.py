"""Outlines of face, feet and hands from the detector's landmarks: where a matte is looked at once more."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.source.blazepose import Look

Outline = NDArray[np.float64]

_SEEN = 0.5  # what is less visible than this is missing
_FACE = [0, 2, 5, 7, 8, 9, 10]  # nose, eyes, ears, corners of the mouth
_FEET = [[28, 30, 32], [27, 29, 31]]  # ankle, heel and toes
_HANDS = [[16, 22, 20, 18], [15, 21, 19, 17]]  # wrist, thumb, knuckles of forefinger and little finger
_FINGERS = 1.7  # times as far from the wrist as their knuckles fingers reach


def outlines(look: Look) -> tuple[tuple[Outline, ...], Outline | None, tuple[Outline, ...]]:
    """Of the feet that are seen [3, 2], of the face if it is [7, 2], and of hands [5, 2]; photo pixels."""
    feet = tuple(look.landmarks[foot] for foot in _FEET if look.seen[foot].min() >= _SEEN)
    faced = look.seen[_FACE].min() >= _SEEN
    hands = tuple(_hand(look.landmarks[hand]) for hand in _HANDS if look.seen[hand].min() >= _SEEN)
    return feet, look.landmarks[_FACE] if faced else None, hands


def _hand(marks: NDArray[np.float64]) -> Outline:
    """A hand's outline [5, 2] from wrist, thumb and two knuckles [4, 2]."""
    wrist, thumb, fore, little = marks
    tips = [wrist + (knuckle - wrist) * _FINGERS for knuckle in (fore, little)]
    return np.array([wrist, thumb, *tips, little])
