"""The layers a person is taken apart into, the classes each holds, and the bones that move it."""

from __future__ import annotations

from enum import IntEnum
from typing import Final, NamedTuple

from engine.pose import layer_classes as c
from engine.pose.pose import Joint


class Region(IntEnum):
    """A layer of a person; each moves as one piece of skin, cloth or hair, bent where its bones bend."""

    TORSO = 0
    HEAD = 1
    RIGHT_ARM = 2
    LEFT_ARM = 3
    RIGHT_LEG = 4
    LEFT_LEG = 5
    THING = 6
    RIGHT_RIM = 7
    LEFT_RIM = 8


N_PARSED: Final = 7  # the regions that a parsing knows; rims are what is left over between them
ARMS: Final = (Region.RIGHT_ARM, Region.LEFT_ARM)
LEGS: Final = (Region.RIGHT_LEG, Region.LEFT_LEG)
LIMBS: Final = (*ARMS, *LEGS)
TWIN: Final = {
    Region.RIGHT_ARM: Region.LEFT_ARM,
    Region.LEFT_ARM: Region.RIGHT_ARM,
    Region.RIGHT_LEG: Region.LEFT_LEG,
    Region.LEFT_LEG: Region.RIGHT_LEG,
}
# Pixels along an arm's edge that are neither cleanly the arm's nor what it hangs before: they stay as long as it does.
RIM_OF: Final = {Region.RIGHT_ARM: Region.RIGHT_RIM, Region.LEFT_ARM: Region.LEFT_RIM}
ARM_OF_RIM: Final = {rim: arm for arm, rim in RIM_OF.items()}
# What hangs from shoulder or hip moves with the torso, and so does a scarf.
CLASSES_OF: Final[dict[Region, tuple[int, ...]]] = {
    Region.TORSO: (c.TORSO, c.PELVIS, c.SKIRT, c.COAT, c.SCARF),
    Region.HEAD: (c.HEAD, c.HAIR, c.HEADWEAR),
    Region.RIGHT_ARM: (c.RIGHT_UPPER_ARM, c.RIGHT_FOREARM, c.RIGHT_HAND),
    Region.LEFT_ARM: (c.LEFT_UPPER_ARM, c.LEFT_FOREARM, c.LEFT_HAND),
    Region.RIGHT_LEG: (c.RIGHT_THIGH, c.RIGHT_SHIN, c.RIGHT_FOOT),
    Region.LEFT_LEG: (c.LEFT_THIGH, c.LEFT_SHIN, c.LEFT_FOOT),
    Region.THING: (c.THING,),
}
HANGING: Final = (c.SKIRT, c.COAT)
END_CLASS: Final = {
    Region.RIGHT_ARM: c.RIGHT_HAND,
    Region.LEFT_ARM: c.LEFT_HAND,
    Region.RIGHT_LEG: c.RIGHT_FOOT,
    Region.LEFT_LEG: c.LEFT_FOOT,
}


class Chain(NamedTuple):
    """The joints of a limb: shoulder, elbow, wrist or hip, knee, ankle."""

    root: Joint
    middle: Joint
    end: Joint


CHAINS: Final = {
    Region.RIGHT_ARM: Chain(Joint.R_SHOULDER, Joint.R_ELBOW, Joint.R_WRIST),
    Region.LEFT_ARM: Chain(Joint.L_SHOULDER, Joint.L_ELBOW, Joint.L_WRIST),
    Region.RIGHT_LEG: Chain(Joint.R_HIP, Joint.R_KNEE, Joint.R_ANKLE),
    Region.LEFT_LEG: Chain(Joint.L_HIP, Joint.L_KNEE, Joint.L_ANKLE),
}
# Usual half widths of the two bones of a limb with its cloth, in torso lengths (neck to hips).
HALF_WIDTHS: Final = {
    Region.RIGHT_ARM: (0.14, 0.10),
    Region.LEFT_ARM: (0.14, 0.10),
    Region.RIGHT_LEG: (0.20, 0.13),
    Region.LEFT_LEG: (0.20, 0.13),
}
