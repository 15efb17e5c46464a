"""What a person can say that a pixel belongs to, and what a thing can follow: the words of mending."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import Final


class Target(IntEnum):
    """What pixels belong to; right and left are the person's own. The numbers stand in files, 0 is unsaid."""

    HEAD = 1  # with hair and headwear
    TORSO = 2  # with its cloth
    SKIRT = 3  # skirt or coat, below the hip
    RIGHT_ARM = 4
    LEFT_ARM = 5
    RIGHT_HAND = 6
    LEFT_HAND = 7
    RIGHT_LEG = 8
    LEFT_LEG = 9
    RIGHT_FOOT = 10
    LEFT_FOOT = 11
    THING = 12  # carried or held
    BACKGROUND = 13  # said by the matte alone: never in a map of what was painted


# In the order of their numbers, what can stand in a map.
PARTS: Final = tuple(target for target in Target if target is not Target.BACKGROUND)
_SIDED: Final = range(Target.RIGHT_ARM, Target.LEFT_FOOT + 1)
MIRROR_TARGETS: Final = {t: Target(t ^ 1) if t in _SIDED else t for t in Target}
# What can lie in front of others as a whole: hands and feet go with their limb, a skirt with the torso.
ORDERED: Final = (
    Target.HEAD, Target.TORSO, Target.RIGHT_ARM, Target.LEFT_ARM, Target.RIGHT_LEG, Target.LEFT_LEG, Target.THING,
)  # fmt: skip


class Follows(Enum):
    """What a thing goes with; the words stand in files."""

    RIGHT_HAND = "right hand"
    LEFT_HAND = "left hand"
    TORSO = "torso"
    HEAD = "head"
    RIGHT_LEG = "right leg"
    LEFT_LEG = "left leg"
    STAYS = "stays"

    def mirrored(self) -> Follows:
        """The same on the other side."""
        return _MIRROR_FOLLOWS.get(self, self)


_MIRROR_FOLLOWS: Final = {
    Follows.RIGHT_HAND: Follows.LEFT_HAND,
    Follows.LEFT_HAND: Follows.RIGHT_HAND,
    Follows.RIGHT_LEG: Follows.LEFT_LEG,
    Follows.LEFT_LEG: Follows.RIGHT_LEG,
}
