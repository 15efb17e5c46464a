"""Where an arm grows out of the body: its cloth is held at the armhole and by the upper arm, and gives way between.

Turned by a share of the angle alone, a raised arm would come off the shoulder, or its armpit hang out in a pouch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.layers.lattice import Complex, Lattice, as_complex, as_points
from engine.layers.regions import CHAINS, Region
from engine.layers.skeleton import Points, Skeleton
from engine.layers.turning import length
from engine.pose.pose import Joint

# In torso lengths: the grid around the shoulder's joint,
_REACH, _CELL = 0.5, 1 / 20
# the armhole from its top to the armpit, seen from the front, up or down from the joint and towards the neck,
_TOP, _PIT, _INWARD = 0.12, 0.20, 0.05
_ABOVE = 0.12  # of which cloth is the torso's up to so far above its top,
_FRONT = (
    0.30  # where the shoulder lies at least so far beside the neck: from the side there is no armhole to see,
)
_PIN = 0.05  # but around its top the shoulder is held,
_HELD = 0.40  # and from here on the upper arm is rigid, or from so much of its length:
_HELD_SHARE = 0.75
_SOFT = 0.03  # as stiff as an arm: what is none
_SHOWN = 0.5  # of a pixel that is the torso's
_SIDEWAYS = 0.5  # as far from the front that a torso is seen through its arm's own place


@dataclass(frozen=True, eq=False)
class Shoulder:
    """One arm's, in photo pixels. torso: which points of the lattice [m, n] the torso holds; share: how far others go
    with the arm, 0..1."""

    lattice: Lattice
    torso: NDArray[np.bool_]
    share: NDArray[np.float64]

    def bytes(self) -> int:
        """Memory held, in bytes."""
        return self.lattice.bytes() + self.share.nbytes

    @property
    def points(self) -> Points:
        """The lattice's points, [m n, 2]."""
        return as_points(self.lattice.places)

    def scaled(self, factor: float) -> Shoulder:
        """The same in a picture `factor` times as large."""
        return replace(self, lattice=self.lattice.scaled(factor))

    def off(self, arm: Points, body: Points, by: float) -> Complex:
        """How far the lattice's points [m, n] go from where they would as the upper arm's.

        arm, body: [m n, 2] where they go with either; by: radians, how far the arm turns against the torso.
        """
        with_arm, with_body = (as_complex(points, self.torso.shape) for points in (arm, body))
        goal = np.where(self.torso, with_body, with_arm)
        return self.lattice.bent(goal, by * self.share) - with_arm


def shoulder_of(
    arm: Region, alpha: Floats, body: Floats, corner: tuple[int, int], skeleton: Skeleton
) -> Shoulder:
    """An arm's shoulder; alpha [h, w]: what shows of the arm and is hidden of it, its first pixel at a photo corner."""
    torso, root = skeleton.torso, skeleton.xy[CHAINS[arm].root]
    cell = max(2.0, _CELL * torso)
    count = 2 * round(_REACH * torso / cell) + 1
    first = root - cell * (count // 2)
    y, x = np.mgrid[:count, :count] * cell
    points = np.stack([x.ravel() + first[0], y.ravel() + first[1]], 1)
    there, shown = (_at(plane, points - corner) for plane in (alpha, body))
    with_torso, with_arm = _held(arm, points, shown > _SHOWN, skeleton)
    held = (with_torso | with_arm).reshape(count, count)
    stiff = np.maximum(np.maximum(there, with_torso), _SOFT).reshape(count, count).astype(np.float32)
    lattice = Lattice((float(first[0]), float(first[1])), cell, stiff, held)
    share = lattice.between(with_arm.reshape(count, count).astype(np.float64))
    return Shoulder(lattice, with_torso.reshape(count, count), share)


def _at(plane: Floats, places: Points) -> NDArray[np.float64]:
    """Values of a plane [h, w] at places [n, 2], 0 beyond it."""
    column, row = np.round(places).astype(np.intp).T
    inside = (row >= 0) & (column >= 0) & (row < plane.shape[0]) & (column < plane.shape[1])
    out = np.zeros(len(places))
    out[inside] = plane[row[inside], column[inside]]
    return out


def _held(
    arm: Region, points: Points, shown: NDArray[np.bool_], skeleton: Skeleton
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which of points [n, 2] the torso holds, and which the upper arm."""
    torso, neck = skeleton.torso, skeleton.xy[Joint.NECK]
    root, elbow, _ = (skeleton.xy[joint] for joint in CHAINS[arm])
    down = (skeleton.pelvis - neck) / max(length(skeleton.pelvis - neck), 1.0)
    beside = np.array([-down[1], down[0]])
    off = float((root - neck) @ beside)
    inward = -np.sign(off) * beside
    front = min(abs(off) / (_FRONT * torso), 1.0)
    from_root = (points - root) / torso
    lower, inner = from_root @ down, from_root @ inward
    armhole = (lower > -_TOP - _ABOVE) & (lower < _PIT) & (inner > _INWARD * front + (1 - front) * _REACH)
    pinned = np.hypot(lower + _TOP, inner - _INWARD * front) < _PIN
    bone = length(elbow - root)
    along = from_root @ (elbow - root) / max(bone, 1.0)
    with_arm = along > min(_HELD, _HELD_SHARE * bone / torso)
    visible = shown & (lower < _PIT) & (front > _SIDEWAYS)
    with_torso = (armhole | pinned | visible) & ~with_arm
    return with_torso, with_arm
