"""The layers a person is taken apart into: their names, their order in arrays, and what each moves with."""

from __future__ import annotations

from typing import Final

# Index 0 is the background; right and left are the person's own.
CLASSES: Final = (
    "background",
    "head",  # face, ears and neck
    "hair",
    "headwear",
    "torso",  # chest and belly with their cloth, a coat above the waist too
    "pelvis",  # hips with their cloth down to where the legs part
    "skirt",  # skirt or dress below the hip
    "coat",  # coat, jacket, cardigan or long shirt below the waist
    "scarf",
    "thing",  # bag, phone, cup, paper: carried or held
    "right upper arm",
    "left upper arm",
    "right forearm",
    "left forearm",
    "right hand",
    "left hand",
    "right thigh",
    "left thigh",
    "right shin",
    "left shin",
    "right foot",
    "left foot",
)
N_CLASSES: Final = len(CLASSES)
(
    BACKGROUND,
    HEAD,
    HAIR,
    HEADWEAR,
    TORSO,
    PELVIS,
    SKIRT,
    COAT,
    SCARF,
    THING,
    RIGHT_UPPER_ARM,
    LEFT_UPPER_ARM,
    RIGHT_FOREARM,
    LEFT_FOREARM,
    RIGHT_HAND,
    LEFT_HAND,
    RIGHT_THIGH,
    LEFT_THIGH,
    RIGHT_SHIN,
    LEFT_SHIN,
    RIGHT_FOOT,
    LEFT_FOOT,
) = range(N_CLASSES)
# The class of the other side, for mirrored pictures and twins.
MIRROR_CLASSES: Final = (*range(RIGHT_UPPER_ARM), *(c ^ 1 for c in range(RIGHT_UPPER_ARM, N_CLASSES)))
