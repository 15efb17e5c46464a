"""A layer made whole: what completion answers."""

from __future__ import annotations

from dataclasses import dataclass

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats


@dataclass(frozen=True, eq=False)
class Whole:
    """A completed layer over a box: colours [h, w, 3] 0..255, alpha and invented share [h, w] in 0..1.

    end: a hand or foot that the photo hides; stub: what shows of it in its place until it has left. straight: the same
    arm laid straight, which takes its place once it has left; wrist: where the wrist (x, y) of a straight one lies.
    """

    colours: Floats
    alpha: Floats
    made: Floats
    box: Box
    end: Whole | None = None
    stub: Whole | None = None
    straight: Whole | None = None
    wrist: tuple[float, float] | None = None
