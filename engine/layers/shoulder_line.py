"""The line over a shoulder, from the neck's slope to the arm's outer side: it stays smooth when the arm is raised.

Held by the torso on one side and by a rigid arm on the other, the shoulder's corner would stand out as a knob.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, at_scale, ramp
from engine.layers.lattice import Complex, Lattice, as_points, product, spread_from, values_at
from engine.layers.skeleton import Points

# From the joint rays find the line: the first so far to the neck from straight up, the last so far off the arm.
_TO_NECK, _OFF_ARM = math.radians(50), math.radians(22)
_RAYS, _POINTS, _FINE = 48, 24, 96
_LEAST = 12  # rays that find it
# In torso lengths: along a ray, and towards the neck, where collars and hoods begin, which do not go along.
_FARTHEST, _INWARD, _COLLAR = 0.45, 0.08, 0.14
_NEAR = 0.22  # torso lengths beside the line within which cloth goes along
_TANGENT = 4  # points at either end that tell its slope
_FROM, _TO = math.radians(15), math.radians(70)  # the arm's angle over which the line becomes smooth
_SOLID = 0.5


@dataclass(frozen=True, eq=False)
class ShoulderLine:
    """Of one arm.

    points: [k, 2] px of the photo, from the neck to the arm, evenly. spread: [m n, k] how far each point of a root's
    lattice goes along with each. raising: 1 where the arm is raised clockwise, else -1. box: [2, 2] first and last
    place of the photo that may go along, with the line or below the armpit.
    """

    points: Points
    spread: NDArray[np.float64]
    raising: int
    box: Points

    def scaled(self, factor: float) -> ShoulderLine:
        """The same in a picture `factor` times as large, pixel centres whole."""
        return replace(self, points=at_scale(self.points, factor), box=at_scale(self.box, factor))

    def smoothed(self, now: Complex, by: float) -> Complex:
        """How far the points of a root's lattice go [m n] once the line's points have gone to `now` [k].

        by: radians, how far the arm turned against the torso.
        """
        share = float(ramp(np.array(by * self.raising), _FROM, _TO))
        start, end = now[0], now[-1]
        reach = abs(end - start)
        leaving, arriving = (
            way / max(abs(way), 1e-6) * reach for way in (now[_TANGENT] - start, end - now[-1 - _TANGENT])
        )
        t = np.linspace(0, 1, _FINE)
        # Hermite's cubic.
        smooth = (
            start * (1 + 2 * t) * (1 - t) ** 2
            + end * t**2 * (3 - 2 * t)
            + leaving * t * (1 - t) ** 2
            - arriving * t**2 * (1 - t)
        )
        # Straight there: cloth that slid along the line would leave its collar.
        nearest = np.abs(now[:, None] - smooth).argmin(1)
        return product(self.spread, (smooth[nearest] - now) * share)


def shoulder_line(
    solid: Floats, corner: tuple[int, int], lattice: Lattice, joints: Points, torso: float
) -> ShoulderLine | None:
    """The line over a shoulder as the photo has it; None where it is not to be found.

    solid: [h, w] of arm and torso, whose first pixel lies at a photo corner. lattice: of the arm's root. joints:
    [4, 2] pelvis, neck, shoulder, elbow.
    """
    pelvis, neck, root, elbow = joints @ np.array([1, 1j])
    up, bone = ((way / max(abs(way), 1e-6)) for way in (neck - pelvis, elbow - root))
    # Angles from straight up to the outer side.
    outwards = 1 if ((root - neck) / up).imag > 0 else -1
    last = math.atan2((bone / up).imag * outwards, (bone / up).real) % (2 * math.pi) - _OFF_ARM
    if not -_TO_NECK < last < math.pi:
        return None
    rays = up * np.exp(1j * outwards * np.linspace(-_TO_NECK, last, _RAYS))
    reach = np.arange(1.0, _FARTHEST * torso)
    inside = values_at(solid, root + rays[:, None] * reach - complex(*corner)) > _SOLID
    ends = (~inside).argmax(1)
    if inside.all(1).any() or not inside[:, 0].all():
        return None
    line = root + rays * reach[ends]
    line = line[((line - root) / up).imag * outwards > -_INWARD * torso]
    if len(line) < _LEAST:
        return None
    passed = np.concatenate([[0.0], np.abs(np.diff(line)).cumsum()])
    even = np.linspace(0, passed[-1], _POINTS)
    line = np.interp(even, passed, line.real) + 1j * np.interp(even, passed, line.imag)
    points = as_points(line)
    box = np.stack([points.min(0) - _NEAR * torso, points.max(0) + _NEAR * torso])
    inner = ((root - lattice.places.ravel()) / up).imag * outwards / torso
    spread = spread_from(points, lattice, _NEAR * torso) * (1 - ramp(inner, _INWARD, _COLLAR))[:, None]
    return ShoulderLine(points, spread, -outwards, box)
