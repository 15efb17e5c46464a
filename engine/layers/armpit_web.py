"""The cloth below an armpit, which a raised arm draws along: side and sleeve run into each other in a curve.

Laid over each other alone they meet in a corner.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, at_scale, ramp
from engine.layers.lattice import Complex, values_at
from engine.layers.skeleton import Points

# In torso lengths: the side, from so far below the shoulder to so far; the arm's underside along its bone,
_TOP, _BOTTOM = 0.02, 0.50
_NEAR_ARM, _FAR_ARM = 0.02, 0.45
_ACROSS = 0.30  # and how far from the bone it lies at most;
_ABOVE = 0.08  # above the corner, up to where it goes along
_POINTS = 24
_NEAR = 0.10  # beside the side, within which cloth goes along.
# From the corner down the side and along the arm: where the curve begins and ends.
_BELOW, _ALONG = 0.20, 0.12
# The angle between side and arm over which it becomes so large: a sleeve draws the cloth along sooner than a bare arm.
_SLEEVE, _BARE = (math.radians(10), math.radians(60)), (math.radians(30), math.radians(95))
# What an arm is raised by, over which cloth comes to go along.
_LITTLE, _MUCH = math.radians(5), math.radians(40)
_AHEAD = 0.1  # torso lengths along the arm over which that is measured
# Of either way: how far it goes straight on, and over how far its slope is measured.
_HANDLE, _STEP = 0.6, 0.3
_UNDER = 0.02  # torso lengths by which the curve ends under the arm
_SOLID = 0.5


@dataclass(frozen=True, eq=False)
class Web:
    """Of one arm.

    side: [k, 2] px of the photo, the torso's side from the shoulder down; under: [j, 2] the arm's underside from its
    far end. torso: its length, px. sleeved: arm and side are of one cloth.
    """

    side: Points
    under: Points
    torso: float
    sleeved: bool = True

    def scaled(self, factor: float) -> Web:
        """The same in a picture `factor` times as large, pixel centres whole."""
        side, under = at_scale(self.side, factor), at_scale(self.under, factor)
        return replace(self, side=side, under=under, torso=self.torso * factor)

    def drawn(self, side: Complex, under: Complex, *, raised: float, size: float) -> Complex:
        """How far the torso's cloth goes at the points of its side, [k].

        side, under: where the points of both lines have gone [k], [j]. raised: radians, how far the arm was. size: the
        body's, against the photo's.
        """
        found = _crossing(side, under)
        if found is None:
            return np.zeros_like(side)
        at, along, corner = found
        # Both ways from the corner on, down the side and out along the arm.
        down, out = (np.append(corner, line) for line in (side[at + 1 :], under[: along + 1][::-1]))
        angle = abs(np.angle((_place(out, _AHEAD * self.torso * size) - corner) / (down[-1] - corner)))
        wide = float(ramp(np.array(angle), *(_SLEEVE if self.sleeved else _BARE))) * self.torso * size
        if wide <= 0:
            return np.zeros_like(side)
        below = _passed(side) - _passed(side)[at] - abs(corner - side[at])
        start, before = (_place(down, far * _BELOW * wide) for far in (1, 1 + _STEP))
        end, beyond = (_place(out, far * _ALONG * wide) for far in (1, 1 + _STEP))
        # Its tip lies under the arm.
        along_arm = (beyond - end) / max(abs(beyond - end), 1e-6)
        off = along_arm * 1j * ((end - start) * np.conj(along_arm)).imag
        end += off / max(abs(off), 1e-6) * _UNDER * wide
        t = 1 - (below / (_BELOW * wide)).clip(0, 1)
        # A cubic that goes on as side and arm do where it begins and ends (Bezier's).
        curve = (
            start * (1 - t) ** 3
            + (start + (start - before) * (_HANDLE / _STEP)) * 3 * t * (1 - t) ** 2
            + (end - along_arm * (_HANDLE * _ALONG * wide)) * 3 * t**2 * (1 - t)
            + end * t**3
        )
        fading = (1 + below / (_ABOVE * wide)).clip(0, 1)
        moved = np.where(below > 0, curve - side, (end - corner) * fading) * (below < _BELOW * wide)
        return np.asarray(moved * ramp(np.array(raised), _LITTLE, _MUCH))

    def along(self, points: Points, drawn: Complex) -> Complex:
        """How far places [n, 2] of the photo go with the torso when its side goes so far [k]."""
        x, y = self.side.T
        above = (y[0] - points[:, 1]).clip(0, None)
        away = np.hypot(points[:, 0] - np.interp(points[:, 1], y, x), above) / (_NEAR * self.torso)
        goes = np.interp(points[:, 1], y, drawn.real) + 1j * np.interp(points[:, 1], y, drawn.imag)
        return np.asarray(goes * (1 - away.clip(0, 1) ** 2) ** 2)


def web_of(alpha: Floats, corner: tuple[int, int], side: Points, joints: Points, torso: float) -> Web | None:
    """The web below an armpit; None where side or arm are not to be found.

    alpha: [h, w] of the whole arm, whose first pixel lies at a photo corner. side: [n, 2] of the torso, downwards.
    joints: [3, 2] pelvis, shoulder, elbow.
    """
    pelvis, root, elbow = joints @ np.array([1, 1j])
    line = side @ np.array([1, 1j])
    below = ((line - root) * np.conj(pelvis - root)).real / max(abs(pelvis - root), 1.0)
    line = line[(below > _TOP * torso) & (below < _BOTTOM * torso)]
    bone = (elbow - root) / max(abs(elbow - root), 1.0)
    inner = bone * (1j if ((pelvis - root) / bone).imag > 0 else -1j)
    steps = root + bone * np.linspace(min(_FAR_ARM * torso, abs(elbow - root)), _NEAR_ARM * torso, _POINTS)
    reach = np.arange(0.0, _ACROSS * torso)
    places = steps[:, None] + inner * reach - complex(*corner)
    solid = values_at(alpha, places) > _SOLID
    # An arm may hang beside its bone.
    first = solid.argmax(1)
    ends = (~solid & (np.arange(len(reach)) > first[:, None])).argmax(1)
    sound = solid.any(1) & (ends > first)
    if sound.sum() < 4 or len(line) < _POINTS:
        return None
    line = line[np.linspace(0, len(line) - 1, _POINTS).round().astype(np.intp)]
    under = (steps + inner * reach[ends])[sound]
    points, lower = (np.stack([each.real, each.imag], 1) for each in (line, under))
    return Web(points, lower, torso)


def _crossing(side: Complex, under: Complex) -> tuple[int, int, complex] | None:
    """The lowest place in which two lines cross, and the number of either's point before it; None for nowhere."""
    a, b, c, d = side[:-1, None], side[1:, None], under[None, :-1], under[None, 1:]
    across = (np.conj(b - a) * (d - c)).imag
    across = np.where(np.abs(across) < 1e-9, 1e-9, across)
    s = (np.conj(c - a) * (d - c)).imag / across
    t = (np.conj(c - a) * (b - a)).imag / across
    found = np.argwhere((s >= 0) & (s <= 1) & (t >= 0) & (t <= 1))
    if not len(found):
        return None
    at, along = (int(n) for n in found[-1])
    return at, along, complex(side[at] + (side[at + 1] - side[at]) * s[at, along])


def _passed(line: Complex) -> NDArray[np.float64]:
    """How far along a line [n] each point lies."""
    return np.concatenate([[0.0], np.abs(np.diff(line)).cumsum()])


def _place(line: Complex, far: float) -> complex:
    """The place so far along a line [n]."""
    passed = _passed(line)
    return complex(np.interp(far, passed, line.real), np.interp(far, passed, line.imag))
