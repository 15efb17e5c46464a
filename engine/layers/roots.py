"""Where a limb grows out of the body: its cloth is held by the torso and by the limb's first bone, and gives way.

Turned by a share of the angle alone, a raised arm would come off its shoulder or its armpit hang out in a pouch, and
legs would bow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.layers.armpit_web import Web, web_of
from engine.layers.lattice import Complex, Lattice, as_complex, as_points, values_at
from engine.layers.regions import ARMS, CHAINS, Region
from engine.layers.shoulder_line import ShoulderLine, shoulder_line
from engine.layers.skeleton import Points, Skeleton
from engine.layers.turning import length
from engine.pose.pose import Joint

# In torso lengths, from the joint: the grid around it,
_REACH, _CELL = 0.5, 1 / 20
# the armhole from its top to the armpit, seen from the front, up or down and towards the neck,
_TOP, _PIT, _INWARD = 0.12, 0.10, 0.05
_ABOVE = 0.12  # of which cloth is the torso's up to so far above its top,
_PIN = 0.05  # around which the shoulder is held from every side;
# the fold of a leg, up or down from the joint: on its outer side, so far out, and between the legs,
_HIP, _OUT, _CROTCH = -0.02, 0.20, 0.20
_FOLD = -0.02  # seen from the side;
# the distance between a joint and the middle of the body that is seen from the front, of shoulder and hip.
_FRONT_ARM, _FRONT_LEG = 0.30, 0.12
_SIDEWAYS = 0.5  # of it, from where the torso is not seen through its arm's own place
# From here on a first bone is rigid, or from so much of its length.
_HELD, _HELD_SHARE = 0.30, 0.75
# and so much sooner, a torso length to the outer side of an arm that hangs, up to so far out.
_SLANT, _OUTER = 1.8, 0.12
_SOFT = 0.03  # as stiff as a limb: what is none
_STILL_PX = 0.05  # what moves no more against the torso does not bend
_SHOWN = 0.5  # of a pixel that is the torso's


class Bent(NamedTuple):
    """A root in a pose: how far the points of its lattice [m, n] go from where they would with the limb and the torso.

    side: how far the torso's side goes below an armpit, see `Web`.
    """

    limb: Complex
    torso: Complex
    side: Complex | None = None


@dataclass(frozen=True, eq=False)
class Root:
    """One limb's, in photo pixels.

    torso: which points of the lattice [m, n] the torso holds. share: how far the others go with the limb, 0..1.
    line: that over an arm's shoulder. web: the cloth below it.
    """

    lattice: Lattice
    torso: NDArray[np.bool_]
    share: NDArray[np.float64]
    line: ShoulderLine | None = None
    web: Web | None = None

    def bytes(self) -> int:
        """Memory held, in bytes."""
        return self.lattice.bytes() + self.share.nbytes

    @property
    def points(self) -> Points:
        """The lattice's points, [m n, 2]."""
        return as_points(self.lattice.places)

    def scaled(self, factor: float) -> Root:
        """The same in a picture `factor` times as large."""
        return replace(
            self,
            lattice=self.lattice.scaled(factor),
            line=self.line and self.line.scaled(factor),
            web=self.web and self.web.scaled(factor),
        )

    def bent(self, limb: Points, body: Points, by: float) -> Bent | None:
        """How the root bends; None where it does not.

        limb, body: [m n, 2] where the lattice's points would go with either; by: radians, how far the limb turns
        against the torso.
        """
        with_limb, with_body = (as_complex(points, self.torso.shape) for points in (limb, body))
        if np.abs(with_limb - with_body).max() < _STILL_PX:
            return None
        now = self.lattice.bent(np.where(self.torso, with_body, with_limb), by * self.share)
        if self.line is None:
            return Bent(now - with_limb, now - with_body)
        smoothed = self.line.smoothed(self.lattice.at(self.line.points, now), by).reshape(now.shape)
        return Bent(
            now + smoothed - with_limb, smoothed, self._drawn(now + smoothed, with_body + smoothed, by)
        )

    def _drawn(self, now: Complex, body: Complex, by: float) -> Complex | None:
        """How far the torso's side goes below the armpit; now, body: where the lattice's points [m, n] lie."""
        raised = 0.0 if self.line is None else by * self.line.raising
        if self.web is None or raised <= 0:
            return None
        size = float(np.abs(np.diff(body[0])).mean() / self.lattice.cell)
        side, under = self.lattice.at(self.web.side, body), self.lattice.at(self.web.under, now)
        return self.web.drawn(side, under, raised=raised, size=size)

    def torso_goes(self, bent: Bent, points: Points, *, web: bool = True) -> Points:
        """How far places [n, 2] of the photo go as the torso's because of a root that bends; web: with that."""
        out = np.zeros_like(points)
        near = self._near(points)
        if len(near):
            goes = self.lattice.at(points[near], bent.torso)
            if web and self.web is not None and bent.side is not None:
                goes += self.web.along(points[near], bent.side)
            out[near] = as_points(goes)
        return out

    def _near(self, points: Points) -> NDArray[np.intp]:
        """Which of places [n, 2] of the torso may go along."""
        if self.line is None:
            return np.arange(len(points))
        x, y = points.T
        (left, top), (right, bottom) = self.line.box
        return np.flatnonzero((x > left) & (x < right) & (y > top) & (y < bottom))


def root_of(
    limb: Region,
    alpha: Floats,
    body: Floats,
    corner: tuple[int, int],
    skeleton: Skeleton,
    side: Points | None = None,
    *,
    sleeved: bool = True,
) -> Root:
    """Where a limb grows out of the body.

    alpha, body [h, w]: what shows of the limb and is hidden of it, and what shows of the torso; their first pixel
    lies at a photo corner. side: [n, 2] of the torso, downwards, where a limb is an arm. sleeved: it has cloth there.
    """
    torso, root = skeleton.torso, skeleton.xy[CHAINS[limb].root]
    cell = max(2.0, _CELL * torso)
    count = 2 * round(_REACH * torso / cell) + 1
    first = root - cell * (count // 2)
    y, x = np.mgrid[:count, :count] * cell
    points = np.stack([x.ravel() + first[0], y.ravel() + first[1]], 1)
    there, shown = (values_at(plane, (points - corner) @ np.array([1, 1j])) for plane in (alpha, body))
    with_limb = _along(limb, points, skeleton)
    with_torso = _torso_holds(limb, points, shown > _SHOWN, skeleton) & ~with_limb
    stiff = np.maximum(there, with_torso if limb in ARMS else np.maximum(shown, with_torso))
    lattice = Lattice(
        (float(first[0]), float(first[1])),
        cell,
        np.maximum(stiff, _SOFT).reshape(count, count).astype(np.float32),
        (with_torso | with_limb).reshape(count, count),
    )
    share = lattice.between(with_limb.reshape(count, count).astype(np.float64))
    line = web = None
    if limb in ARMS and skeleton.is_frontal:
        joints = np.stack([skeleton.pelvis, *skeleton.xy[[Joint.NECK, *CHAINS[limb][:2]]]])
        line = shoulder_line(np.maximum(alpha, body), corner, lattice, joints, torso)
        if side is not None:
            web = web_of(alpha, corner, side, joints[[0, 2, 3]], torso)
            web = web and replace(web, sleeved=sleeved)
    return Root(lattice, with_torso.reshape(count, count), share, line, web)


def _along(limb: Region, points: Points, skeleton: Skeleton) -> NDArray[np.bool_]:
    """Which of points [n, 2] the first bone of a limb holds."""
    root, middle, _ = (skeleton.xy[joint] for joint in CHAINS[limb])
    bone = length(middle - root)
    way = (middle - root) / max(bone, 1.0)
    along = (points - root) @ way
    held = min(_HELD * skeleton.torso, _HELD_SHARE * bone)
    if limb not in ARMS:
        return np.asarray(along > held)
    # An armhole is slanted: on top the shoulder goes on into the arm, below lies the armpit.
    body = skeleton.pelvis - skeleton.xy[Joint.NECK]
    hanging = max(float(way @ body) / max(length(body), 1.0), 0.0)
    aside = np.array([-way[1], way[0]])
    outer = (points - root) @ aside * -np.sign((skeleton.pelvis - root) @ aside)
    slant = _SLANT * hanging * outer.clip(0, _OUTER * skeleton.torso)
    return np.asarray(along > held - slant)


def _torso_holds(
    limb: Region, points: Points, shown: NDArray[np.bool_], skeleton: Skeleton
) -> NDArray[np.bool_]:
    """Which of points [n, 2] the torso holds; shown: where it is to be seen."""
    neck, pelvis = skeleton.xy[Joint.NECK], skeleton.pelvis
    root, middle = skeleton.xy[CHAINS[limb].root], neck if limb in ARMS else pelvis
    down = (pelvis - neck) / max(length(pelvis - neck), 1.0)
    beside = np.array([-down[1], down[0]])
    off = float((root - middle) @ beside) / skeleton.torso
    from_root = (points - root) / skeleton.torso
    lower, outer = from_root @ down, from_root @ beside * np.sign(off)
    if limb in ARMS:
        front = min(abs(off) / _FRONT_ARM, 1.0)
        inner = -outer > _INWARD * front + (1 - front) * _REACH
        armhole = inner & (lower > -_TOP - _ABOVE) & (lower < _PIT)
        pinned = np.hypot(lower + _TOP, outer + _INWARD * front) < _PIN
        return np.asarray(armhole | pinned | (shown & (lower < _PIT) & (front > _SIDEWAYS)))
    front = min(abs(off) / _FRONT_LEG, 1.0)
    fold = _HIP + (_CROTCH - _HIP) * (_OUT - outer) / (_OUT + abs(off))
    return np.asarray(lower < front * fold + (1 - front) * _FOLD)
