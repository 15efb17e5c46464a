"""The person cut out of a small picture of known joints, as the field's data sets and networks have them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.photo.photo import Photo
from engine.pose.pose import Pose
from engine.source.finder import PersonFinder
from engine.system.errors import NoPersonError

ROWS = 512  # what looks for people wants more pixels than such pictures have
_SURE = 0.5


def matte_of_small(finder: PersonFinder, rgb: NDArray[np.uint8], pose: Pose) -> Floats:
    """How much of each pixel is the person, [ROWS, ...] in 0..1, of a picture [H, W, 3] and the pose in its pixels.

    Where nobody is made out, all of it counts: such a picture is mostly its person.
    """
    scale = ROWS / rgb.shape[0]
    large = cv2.resize(rgb, (round(rgb.shape[1] * scale), ROWS), interpolation=cv2.INTER_CUBIC)
    try:
        found = finder.find(
            Photo(large, name="small picture", key=""), given=pose.replaced(pose.xy() * scale)
        )
    except NoPersonError:
        return np.ones(large.shape[:2], np.float32)
    return found.matte if found.matte.max() > _SURE else np.ones_like(found.matte)
