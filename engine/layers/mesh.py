"""A grid over a layer, and how far each of its points goes with each joint."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.layers.regions import ARMS, CHAINS, HALF_WIDTHS, LEGS, Region
from engine.layers.skeleton import Points, Skeleton
from engine.pose.pose import Joint

_CELL_TORSO = 1 / 26  # torso lengths a side
_LEAST_CELL_PX = 6
_BEND_REACH = 0.20  # torso lengths around an elbow in which cells are half as large
_ARMPIT, _ARMPIT_REACH = 0.22, 0.12  # below the shoulders, and around there, the same of the torso
_BETWEEN = 0.1  # shares within which a triangle belongs to one bone

# Ranges over which a point passes from one bone to the next. In half widths of the lower bone:
ELBOW = 0.75
# in torso lengths:
_HIP_FROM, _CLOTH_TO = -0.12, 0.55
_ANKLE_FROM, _ANKLE_TO = -0.06, 0.06
_NECK_FROM, _NECK_TO = 0.02, 0.24
_WAIST_TO = 0.5
# and across, in distances between the hips:
_CROTCH, _CLOTH = 0.35, 0.8


@dataclass(frozen=True, eq=False)
class Mesh:
    """points: [n, 2] photo pixels (x, y), pixel centres whole. triangles: [m, 3]. weights: [n, k] in 0..1.

    Of an arm: shoulder, elbow. Of a leg: hip, knee, ankle. Of the torso: spine, right and left leg. Of the head: neck.
    Where a limb grows out of the body all of it goes with it, and of the torso a side with each leg, but for what
    `engine.layers.roots` says; under cloth that hangs legs and torso go by shares.
    bone: [m] 0 for triangles before the middle joint, 1 beyond.
    """

    points: Points
    triangles: NDArray[np.int64]
    weights: NDArray[np.float64]
    bone: NDArray[np.uint8]

    def rigid(self, weights: NDArray[np.float64]) -> Mesh:
        """The same points, all of which go by the one row of weights [k]."""
        return Mesh(self.points, self.triangles, np.tile(weights, (len(self.points), 1)), self.bone)

    def at(self, points: Points) -> Mesh:
        """Points [n, 2] alone that go as the first of a rigid mesh."""
        return replace(self, points=points, weights=np.tile(self.weights[0], (len(points), 1)))

    def bytes(self) -> int:
        """Memory held, in bytes."""
        return self.points.nbytes + self.triangles.nbytes + self.weights.nbytes + self.bone.nbytes


def mesh_over(
    region: Region,
    alpha: NDArray[np.uint8],
    skeleton: Skeleton,
    *,
    hangs: bool,
    corner: tuple[int, int] = (0, 0),
    even: bool = False,
) -> Mesh:
    """The mesh of a layer with this alpha [h, w], whose first pixel lies at a photo corner.

    hangs: the torso's cloth reaches past the hips. even: cells of one size, where else they are finer where
    an outline turns.
    """
    rows, columns = (
        np.flatnonzero(alpha.any(axis)) + start for axis, start in ((1, corner[1]), (0, corner[0]))
    )
    cell = max(_LEAST_CELL_PX, int(skeleton.torso * _CELL_TORSO))
    xs = np.arange(columns[0] - 2, columns[-1] + cell + 2, cell)
    ys = np.arange(rows[0] - 2, rows[-1] + cell + 2, cell)
    bends, reach = _bends(region, skeleton)
    if len(bends) and not even:
        xs, ys = (_finer(lines, at, reach) for lines, at in zip((xs, ys), bends.T, strict=True))
    points = np.stack(np.meshgrid(xs, ys), -1).reshape(-1, 2).astype(np.float64)
    within = _padded(alpha, xs[0] - corner[0], ys[0] - corner[1], xs[-1] - xs[0], ys[-1] - ys[0])
    occupied = np.add.reduceat(np.add.reduceat(within, ys[:-1] - ys[0], 0), xs[:-1] - xs[0], 1)
    # A cell whose neighbour holds something is drawn too: sampling reaches over the edge.
    j, i = np.nonzero(_widened(occupied > 0))
    first = j * len(xs) + i
    across, down = first + 1, first + len(xs)
    triangles = np.concatenate([np.stack([first, across, down], 1), np.stack([across, down + 1, down], 1)])
    weights = weights_of(region, points, skeleton, hangs=hangs)
    if weights.shape[1] == 1 or region is Region.TORSO:
        return Mesh(points, triangles, weights, np.zeros(len(triangles), np.uint8))
    lower = weights[:, 1][triangles].mean(1)
    bone = (lower > 0.5).astype(np.uint8)
    order = _fold_order(lower)
    return Mesh(points, triangles[order], weights, bone[order])


def _bends(region: Region, skeleton: Skeleton) -> tuple[Points, float]:
    """Where a layer's outline turns [n, 2], an arm's at its elbow, the torso's below both armpits; px around there."""
    if region in ARMS:
        return skeleton.xy[[CHAINS[region].middle]], _BEND_REACH * skeleton.torso
    if region is not Region.TORSO:
        return np.empty((0, 2)), 0.0
    down = (skeleton.pelvis - skeleton.xy[Joint.NECK]) * _ARMPIT
    return skeleton.xy[[CHAINS[arm].root for arm in ARMS]] + down, _ARMPIT_REACH * skeleton.torso


def _finer(lines: NDArray[np.int64], middles: NDArray[np.float64], reach: float) -> NDArray[np.int64]:
    """Lines of a grid with twice as many around bends, where an outline turns."""
    between = (lines[:-1] + lines[1:]) // 2
    near = np.abs(between[:, None] - middles).min(1) < reach
    return np.sort(np.concatenate([lines, between[near]]))


def _fold_order(lower: NDArray[np.float64]) -> NDArray[np.int64]:
    """The order of drawing triangles, by how far each belongs to the lower bone.

    Where a sharp bend folds a limb, forearm and shin lie in front of upper arm and thigh. What is between fills the
    crease behind both, from the middle outwards.
    """
    between = np.abs(lower - 0.5)
    which = np.where(lower > 1 - _BETWEEN, 2, np.where(lower < _BETWEEN, 1, 0))
    return np.lexsort((between, which))


def _padded(alpha: NDArray[np.uint8], left: int, top: int, width: int, height: int) -> NDArray[np.int64]:
    out = np.zeros((height, width), np.int64)
    y0, x0 = max(top, 0), max(left, 0)
    y1, x1 = min(top + height, alpha.shape[0]), min(left + width, alpha.shape[1])
    out[y0 - top : y1 - top, x0 - left : x1 - left] = alpha[y0:y1, x0:x1] > 0
    return out


def _widened(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    out = cells.copy()
    out[1:] |= cells[:-1]
    out[:-1] |= cells[1:]
    sideways = out.copy()
    out[:, 1:] |= sideways[:, :-1]
    out[:, :-1] |= sideways[:, 1:]
    return out


def weights_of(region: Region, points: Points, skeleton: Skeleton, *, hangs: bool) -> NDArray[np.float64]:
    """How far points [n, 2] go with each joint of a layer, [n, k], see `Mesh`."""
    if region in ARMS:
        return _arm(region, points, skeleton)
    if region in LEGS:
        return _leg(region, points, skeleton, hangs=hangs)
    if region is Region.TORSO:
        return _torso(points, skeleton, hangs=hangs)
    if region is Region.HEAD:
        return _head(points, skeleton)
    return np.zeros((len(points), 1))


def _arm(region: Region, points: Points, skeleton: Skeleton) -> NDArray[np.float64]:
    return np.stack([np.ones(len(points)), _past_middle(region, points, skeleton)], 1)


def _leg(region: Region, points: Points, skeleton: Skeleton, *, hangs: bool) -> NDArray[np.float64]:
    _, middle, end = (skeleton.xy[j] for j in CHAINS[region])
    bone = float(np.hypot(*(end - middle)))
    ankle = ramp(_along(points, middle, end) - bone, _ANKLE_FROM * skeleton.torso, _ANKLE_TO * skeleton.torso)
    knee = _past_middle(region, points, skeleton)
    thigh = _with_thigh(region, points, skeleton) if hangs else np.ones(len(points))
    return np.stack([thigh, knee, ankle * knee], 1)


def _past_middle(region: Region, points: Points, skeleton: Skeleton) -> NDArray[np.float64]:
    a, b, c = (skeleton.xy[j] for j in CHAINS[region])
    reach = ELBOW * HALF_WIDTHS[region][1] * skeleton.torso
    return ramp(_distance(points, a, b) - _distance(points, b, c), -reach, reach)


def _with_thigh(region: Region, points: Points, skeleton: Skeleton) -> NDArray[np.float64]:
    """Along the thigh under cloth that hangs, which has the very same weight, so that no seam opens."""
    hip, knee, _ = (skeleton.xy[joint] for joint in CHAINS[region])
    return ramp(_along(points, hip, knee), _HIP_FROM * skeleton.torso, _CLOTH_TO * skeleton.torso)


def _torso(points: Points, skeleton: Skeleton, *, hangs: bool) -> NDArray[np.float64]:
    middle = skeleton.pelvis
    spine = ramp(_along(points, middle, skeleton.xy[Joint.NECK]), 0.0, _WAIST_TO * skeleton.torso)
    right, left = skeleton.xy[Joint.R_HIP], skeleton.xy[Joint.L_HIP]
    width = max(float(np.hypot(*(left - right))), 0.12 * skeleton.torso)
    across = (_along(points, right, left) - float(np.hypot(*(left - right))) / 2) / width
    reach = _CLOTH if hangs else _CROTCH
    to_left = ramp(across, -reach, reach)
    sides = np.stack([1 - to_left, to_left], 1)
    if hangs:
        sides *= np.stack([_with_thigh(leg, points, skeleton) for leg in LEGS], 1)
    return np.column_stack([spine, sides])


def _head(points: Points, skeleton: Skeleton) -> NDArray[np.float64]:
    neck = skeleton.xy[Joint.NECK]
    up = _along(points, neck, neck + (neck - skeleton.pelvis))
    return ramp(up, _NECK_FROM * skeleton.torso, _NECK_TO * skeleton.torso)[:, None]


def _along(points: Points, start: Points, end: Points) -> NDArray[np.float64]:
    """How far points lie from `start` in the direction of `end`, px."""
    direction = (end - start) / max(float(np.hypot(*(end - start))), 1.0)
    along: NDArray[np.float64] = (points - start) @ direction
    return along


def _distance(points: Points, start: Points, end: Points) -> NDArray[np.float64]:
    """From points [n, 2] to a segment, px."""
    bone = end - start
    t = (((points - start) @ bone) / max(float(bone @ bone), 1.0)).clip(0, 1)
    distance: NDArray[np.float64] = np.linalg.norm(points - start - t[:, None] * bone, axis=1)
    return distance


def ramp(values: Floats, low: float, high: float) -> NDArray[np.float64]:
    """A smooth step from 0 at `low` to 1 at `high`."""
    t = ((np.asarray(values, np.float64) - low) / (high - low)).clip(0, 1)
    step: NDArray[np.float64] = t * t * (3 - 2 * t)
    return step
