"""Finds heels and toes of feet that stand close, where ankles are known."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.pose.feet import Feet
from engine.pose.pose import Joint, Pose
from engine.source.blazepose import BlazePose, Look, Pyramid, Window

_MARKS = {Joint.R_ANKLE: (26, 28, 30, 32), Joint.L_ANKLE: (25, 27, 29, 31)}  # knee, ankle, heel and toes
_CLOSE = 0.6  # torso lengths between two ankles from which feet do not touch
_ASTRAY = 0.15  # torso lengths between an ankle and the one found
_PERSON = 0.5  # the network's own flag
_SIDES = (3.0, 2.82, 3.18)  # of its windows, in lengths from the hips to the joint that is farthest from them


class FootFinder:
    """Loads its network for each photo: who detects people keeps one of these already, and it is large."""

    def __init__(self, model: Path) -> None:
        self._model = model

    def find(self, rgb: NDArray[np.uint8], pose: Pose) -> Feet:
        """Both feet of a person in a photo [H, W, 3] if they stand close and are seen; raises WeightsError."""
        if not pose.has(Joint.NECK, Joint.R_HIP, Joint.L_HIP, *_MARKS):
            return {}
        xy = pose.xy().astype(np.float64)
        hips = (xy[Joint.R_HIP] + xy[Joint.L_HIP]) / 2
        torso = float(np.hypot(*(xy[Joint.NECK] - hips)))
        if np.hypot(*(xy[Joint.R_ANKLE] - xy[Joint.L_ANKLE])) > _CLOSE * torso:
            return {}
        network, photo = BlazePose(self._model), Pyramid(rgb)
        looks = [network.look(photo, _window(xy, pose.present(), hips, side)) for side in _SIDES]
        ankles = xy[list(_MARKS)]
        sound = [marks for marks in map(_feet, looks) if marks is not None and _stand(marks, ankles, torso)]
        if not sound:
            return {}
        # One look in twelve has a toe or heel where the other foot's is; hardly two of three do.
        return dict(zip(_MARKS, np.median(sound, axis=0), strict=True))


def _feet(look: Look) -> NDArray[np.float64] | None:
    """Knee, ankle, heel and toes [2, 4, 2] of both feet, if a person was seen."""
    if look.person < _PERSON:
        return None
    feet = look.landmarks[list(_MARKS.values())]
    # A heel nearer to the other foot's ankle is that one's: nothing is known of its own but where its ankle is.
    ankles, heels = feet[:, 1], feet[:, 2]
    others = np.hypot(*(heels - ankles[::-1]).T) < np.hypot(*(heels - ankles).T)
    feet[:, 2] = np.where(others[:, None], ankles, heels)
    return feet


def _stand(feet: NDArray[np.float64], ankles: NDArray[np.float64], torso: float) -> bool:
    """Whether feet [2, 4, 2] belong to ankles [2, 2]; those that would lie across each other are guesses."""
    astray, exchanged = (np.hypot(*(feet[:, 1] - at).T) for at in (ankles, ankles[::-1]))
    _, _, heels, toes = feet[0] - feet[1]
    return bool(astray.max() < _ASTRAY * torso and astray.sum() < exchanged.sum() and heels @ toes > 0)


def _window(
    xy: NDArray[np.float64], present: NDArray[np.bool_], hips: NDArray[np.float64], side: float
) -> Window:
    """What the network is used to: a square around the hips with room for the whole body, the neck upwards."""
    x, y = xy[Joint.NECK] - hips
    far = float(np.hypot(*(xy[present] - hips).T).max())
    turn = math.remainder(math.atan2(y, x) + math.pi / 2, math.tau)
    return Window(float(hips[0]), float(hips[1]), side * far, turn)
