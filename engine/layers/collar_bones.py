"""Collar bones go up with raised arms: an arm that rises alone grows out of the chest."""

from __future__ import annotations

import math

import numpy as np

from engine.layers.mesh import ramp
from engine.layers.regions import ARMS, CHAINS, Region
from engine.layers.skeleton import Points, pelvis_of
from engine.layers.turning import angle_between, length, turn, wrapped
from engine.pose.pose import Joint

# A collar bone goes up by so much, radians, while the upper arm goes from the first to the second angle against hanging
# down: about two parts of the arm's own joint to one of the shoulder blade, as bodies do it.
_MOST, _RAISED_FROM, _RAISED_TO = 0.34, math.radians(55), math.radians(135)
# Shares of the collar bone from the neck from which on cloth goes along, and torso lengths below it over which.
_FROM, _BELOW = 0.15, 0.35
_LEAST = 1e-3


class CollarBones:
    """The angles of both, radians, clockwise on the screen; 0 for arms no higher than in the photo.

    before, after: joints [18, 2] of the photo, at the size of the body asked for, and of the pose; torso: its length.
    """

    def __init__(self, before: Points, after: Points, torso: float) -> None:
        self._before, self._after, self._torso = before, after, torso
        self._angles = {arm: self._angle(arm) for arm in ARMS}

    def shoulder(self, arm: Region) -> Points:
        """Where an arm's root lies in the pose, [2]."""
        at: Points = self._after[CHAINS[arm].root]
        lifted: Points = turn(at[None], self._after[Joint.NECK], self._angles[arm])[0]
        return lifted

    def lifts(self, points: Points) -> Points:
        """How far the torso's cloth at places [n, 2] of the photo goes along, [n, 2]."""
        neck = self._before[Joint.NECK]
        down = pelvis_of(self._before) - neck
        below = ((points - neck) @ down / max(length(down), 1.0)).clip(0, None)
        still = np.exp(-2 * (below / (_BELOW * self._torso)) ** 2)
        out: Points = np.zeros_like(points)
        for arm, angle in self._angles.items():
            if abs(angle) < _LEAST:
                continue
            bone = self._before[CHAINS[arm].root] - neck
            along = (points - neck) @ bone / max(length(bone) ** 2, 1.0)
            out += turn(points, neck, angle * ramp(along, _FROM, 1.0) * still) - points
        return out

    def _angle(self, arm: Region) -> float:
        shoulder, elbow, _ = CHAINS[arm]
        hanging = np.array([_hanging(xy, shoulder, elbow) for xy in (self._before, self._after)])
        before, after = ramp(hanging, _RAISED_FROM, _RAISED_TO)
        bone = self._after[shoulder] - self._after[Joint.NECK]
        down = pelvis_of(self._after) - self._after[Joint.NECK]
        side = float(np.sign(bone[0] * down[1] - bone[1] * down[0]))
        wanted = -_MOST * float(after - before) * side
        # Joints found in a picture have the shoulder where the collar bone took it.
        was = self._before[shoulder] - self._before[Joint.NECK]
        spine = angle_between(pelvis_of(self._before) - self._before[Joint.NECK], down)
        asked = wrapped(angle_between(was, bone) - spine)
        return math.copysign(max(abs(wanted) - max(asked * np.sign(wanted), 0.0), 0.0), wanted)


def _hanging(xy: Points, shoulder: Joint, elbow: Joint) -> float:
    """The angle of an upper arm against hanging along the spine, 0..pi."""
    return abs(angle_between(pelvis_of(xy) - xy[Joint.NECK], xy[elbow] - xy[shoulder]))
