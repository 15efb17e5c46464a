"""What a person said that pixels belong to, put before what networks read of them."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.frame import Frame
from engine.imaging.pixels import Floats
from engine.layers.regions import Region
from engine.photo.mending.painted import Painted
from engine.photo.mending.targets import Target
from engine.pose import layer_classes as c

UNSAID: Final = 255
_LEAST = 1e-4

REGION_OF: Final = {
    Target.HEAD: Region.HEAD,
    Target.TORSO: Region.TORSO,
    Target.SKIRT: Region.TORSO,
    Target.RIGHT_ARM: Region.RIGHT_ARM,
    Target.LEFT_ARM: Region.LEFT_ARM,
    Target.RIGHT_HAND: Region.RIGHT_ARM,
    Target.LEFT_HAND: Region.LEFT_ARM,
    Target.RIGHT_LEG: Region.RIGHT_LEG,
    Target.LEFT_LEG: Region.LEFT_LEG,
    Target.RIGHT_FOOT: Region.RIGHT_LEG,
    Target.LEFT_FOOT: Region.LEFT_LEG,
    Target.THING: Region.THING,
}
CLASSES_SAID: Final = {
    Target.HEAD: (c.HEAD, c.HAIR, c.HEADWEAR),
    Target.TORSO: (c.TORSO, c.PELVIS, c.SCARF),
    Target.SKIRT: (c.SKIRT, c.COAT),
    Target.RIGHT_ARM: (c.RIGHT_UPPER_ARM, c.RIGHT_FOREARM),
    Target.LEFT_ARM: (c.LEFT_UPPER_ARM, c.LEFT_FOREARM),
    Target.RIGHT_HAND: (c.RIGHT_HAND,),
    Target.LEFT_HAND: (c.LEFT_HAND,),
    Target.RIGHT_LEG: (c.RIGHT_THIGH, c.RIGHT_SHIN),
    Target.LEFT_LEG: (c.LEFT_THIGH, c.LEFT_SHIN),
    Target.RIGHT_FOOT: (c.RIGHT_FOOT,),
    Target.LEFT_FOOT: (c.LEFT_FOOT,),
    Target.THING: (c.THING,),
}
_REGIONS = np.array(
    [REGION_OF[Target(code)] if code in REGION_OF else UNSAID for code in range(256)], np.uint8
)


def told(probabilities: Floats, painted: Painted | None, frame: Frame) -> Floats:
    """Probabilities [22, h, w] over the model frame in which a pixel is what it was painted as.

    Among the classes of a target the network's choice stays: it knows a thigh from a shin.
    """
    if painted is None:
        return probabilities
    codes, out = painted.over((0, 0, *painted.size)), probabilities.copy()
    size = (probabilities.shape[2], probabilities.shape[1])
    for target in (Target(code) for code in np.unique(codes) if code):
        mask = ((codes == target) * 255).astype(np.uint8)
        cover = frame.cut(mask, size).astype(np.float32) / 255
        named = list(CLASSES_SAID[target])
        among = probabilities[named] + np.float32(_LEAST)
        out *= 1 - cover
        out[named] += cover * among / among.sum(0)
    return out


def regions_over(painted: Painted | None, box: Box, size: tuple[int, int]) -> NDArray[np.uint8] | None:
    """The `Region` that pixels of a photo box were painted as, [h, w] at a size (width, height); `UNSAID` elsewhere.

    None where nothing was painted at all.
    """
    if painted is None:
        return None
    codes = painted.over(box)
    if size != (codes.shape[1], codes.shape[0]):
        codes = cv2.resize(codes, size, interpolation=cv2.INTER_NEAREST)
    return _REGIONS[codes]


def impose(shares: Floats, said: NDArray[np.uint8] | None) -> None:
    """Give pixels wholly to the layers that they were painted as, in place; shares: [n, h, w] of the regions."""
    if said is not None:
        rows, columns = np.nonzero(said != UNSAID)
        shares[:, rows, columns] = 0
        shares[said[rows, columns], rows, columns] = 1
