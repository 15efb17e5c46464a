"""What was read off a photo before its person is taken apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.imaging.pixels import Floats
from engine.photo.bags import Bag
from engine.pose.feet import Feet
from engine.pose.hand_points import Hands


@dataclass(frozen=True, eq=False)
class Reading:
    """Classes are those of `engine.pose.layer_classes`.

    shown: [22, h, w] probability of each being what a pixel of the model frame shows. whole: the same of each going on
    there, seen or not, if known. hands, feet, bags: those that were found, by wrist and ankle, in photo pixels. feet:
    where they stand close, else none.
    """

    shown: Floats
    whole: Floats | None = None
    hands: Hands = field(default_factory=dict)
    bags: tuple[Bag, ...] = ()
    feet: Feet = field(default_factory=dict)

    def bytes(self) -> int:
        """Memory held, in bytes."""
        return self.shown.nbytes + (0 if self.whole is None else self.whole.nbytes)
