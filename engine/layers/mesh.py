"""A grid over a layer, and how far each of its points goes with each joint."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.layers.regions import ARMS, CHAINS, HALF_WIDTHS, LEGS, Region
from engine.layers.skeleton import Points, Skeleton
from engine.layers.slides import Surface
from engine.pose.pose import Joint

_CELL_TORSO = 1 / 26  # torso lengths a side
_LEAST_CELL_PX = 6
_BETWEEN = 0.1  # shares within which a triangle belongs to one bone

# Ranges over which a point passes from one bone to the next. In half widths of the lower bone:
_ELBOW = 0.75
_SHOULDER_FROM, _SHOULDER_TO = -0.6, 1.4
_ARMPIT_SLOPE = 1.1  # along per across
# in torso lengths:
_HIP_FROM, _HIP_TO = -0.12, 0.20
_CLOTH_TO = 0.55
_CROTCH_DROP, _INNER = 0.3, 0.14
_ANKLE_FROM, _ANKLE_TO = -0.06, 0.06
_NECK_FROM, _NECK_TO = 0.02, 0.24
_WAIST_TO = 0.5
# and across, in distances between the hips:
_CROTCH, _CLOTH = 0.35, 0.8


@dataclass(frozen=True, eq=False)
class Mesh:
    """points: [n, 2] photo pixels (x, y), pixel centres whole. triangles: [m, 3]. weights: [n, k] in 0..1.

    Of an arm: shoulder, elbow. Of a leg: hip, knee, ankle. Of the torso: spine, right hip, left hip. Of the head: neck.
    bone: [m] 0 for triangles before the middle joint, 1 beyond. surface: how its points slide; None for not at all.
    """

    points: Points
    triangles: NDArray[np.int64]
    weights: NDArray[np.float64]
    bone: NDArray[np.uint8]
    surface: Surface | None = None

    def rigid(self, weights: NDArray[np.float64]) -> Mesh:
        """The same points, all of which go by the one row of weights [k]."""
        return Mesh(self.points, self.triangles, np.tile(weights, (len(self.points), 1)), self.bone)

    def at(self, points: Points) -> Mesh:
        """Points [n, 2] alone that go as the first of a rigid mesh."""
        return replace(self, points=points, weights=np.tile(self.weights[0], (len(points), 1)), surface=None)

    def bytes(self) -> int:
        """Memory held, in bytes."""
        own = self.points.nbytes + self.triangles.nbytes + self.weights.nbytes + self.bone.nbytes
        return own + (self.surface.bytes() if self.surface is not None else 0)


def mesh_over(region: Region, alpha: NDArray[np.uint8], skeleton: Skeleton, *, hangs: bool) -> Mesh:
    """The mesh of a layer with this alpha [H, W] over the photo; hangs: the torso's cloth reaches past the hips."""
    rows, columns = np.flatnonzero(alpha.any(1)), np.flatnonzero(alpha.any(0))
    cell = max(_LEAST_CELL_PX, int(skeleton.torso * _CELL_TORSO))
    xs = np.arange(columns[0] - 2, columns[-1] + cell + 2, cell)
    ys = np.arange(rows[0] - 2, rows[-1] + cell + 2, cell)
    points = np.stack(np.meshgrid(xs, ys), -1).reshape(-1, 2).astype(np.float64)
    occupied = np.add.reduceat(
        np.add.reduceat(
            _padded(alpha, xs[0], ys[0], cell * (len(xs) - 1), cell * (len(ys) - 1)),
            np.arange(0, cell * (len(ys) - 1), cell),
            0,
        ),
        np.arange(0, cell * (len(xs) - 1), cell),
        1,
    )
    # A cell whose neighbour holds something is drawn too: sampling reaches over the edge.
    j, i = np.nonzero(_widened(occupied > 0))
    corner = j * len(xs) + i
    across, down = corner + 1, corner + len(xs)
    triangles = np.concatenate([np.stack([corner, across, down], 1), np.stack([across, down + 1, down], 1)])
    weights = weights_of(region, points, skeleton, hangs=hangs)
    if weights.shape[1] == 1 or region is Region.TORSO:
        return Mesh(points, triangles, weights, np.zeros(len(triangles), np.uint8))
    lower = weights[:, 1][triangles].mean(1)
    bone = (lower > 0.5).astype(np.uint8)
    order = _fold_order(lower)
    return Mesh(points, triangles[order], weights, bone[order])


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
    a, b, _ = (skeleton.xy[j] for j in CHAINS[region])
    radius = HALF_WIDTHS[region][1] * skeleton.torso
    # From the top of the shoulder to the armpit, which lies lower and on the torso's side: there cloth stays.
    across = outward(points, skeleton, a, b)
    along = _along(points, a, b) + _ARMPIT_SLOPE * across.clip(-1.3 * radius, 1.3 * radius)
    shoulder = ramp(along, _SHOULDER_FROM * radius, _SHOULDER_TO * radius)
    return np.stack([shoulder, _past_middle(region, points, skeleton)], 1)


def _leg(region: Region, points: Points, skeleton: Skeleton, *, hangs: bool) -> NDArray[np.float64]:
    _, middle, end = (skeleton.xy[j] for j in CHAINS[region])
    bone = float(np.hypot(*(end - middle)))
    ankle = ramp(_along(points, middle, end) - bone, _ANKLE_FROM * skeleton.torso, _ANKLE_TO * skeleton.torso)
    knee = _past_middle(region, points, skeleton)
    return np.stack([_with_thigh(region, points, skeleton, hangs=hangs), knee, ankle * knee], 1)


def _past_middle(region: Region, points: Points, skeleton: Skeleton) -> NDArray[np.float64]:
    a, b, c = (skeleton.xy[j] for j in CHAINS[region])
    reach = _ELBOW * HALF_WIDTHS[region][1] * skeleton.torso
    return ramp(_distance(points, a, b) - _distance(points, b, c), -reach, reach)


def _with_thigh(region: Region, points: Points, skeleton: Skeleton, *, hangs: bool) -> NDArray[np.float64]:
    """Along the thigh; the torso's cloth has the very same weight, so that no seam opens.

    From the hip's outer side to below the crotch, which lies lower: between the legs flesh and trousers stay together.
    """
    hip, knee, _ = (skeleton.xy[j] for j in CHAINS[region])
    low, high = _HIP_FROM * skeleton.torso, (_CLOTH_TO if hangs else _HIP_TO) * skeleton.torso
    along = _along(points, hip, knee)
    if not hangs:
        inward = (-outward(points, skeleton, hip, knee) / (_INNER * skeleton.torso)).clip(0, 1)
        along = along - _CROTCH_DROP * skeleton.torso * inward
    return ramp(along, low, high)


def _torso(points: Points, skeleton: Skeleton, *, hangs: bool) -> NDArray[np.float64]:
    middle = skeleton.pelvis
    spine = ramp(_along(points, middle, skeleton.xy[Joint.NECK]), 0.0, _WAIST_TO * skeleton.torso)
    right, left = skeleton.xy[Joint.R_HIP], skeleton.xy[Joint.L_HIP]
    width = max(float(np.hypot(*(left - right))), 0.12 * skeleton.torso)
    across = (_along(points, right, left) - float(np.hypot(*(left - right))) / 2) / width
    reach = _CLOTH if hangs else _CROTCH
    to_left = ramp(across, -reach, reach)
    legs = [_with_thigh(leg, points, skeleton, hangs=hangs) for leg in LEGS]
    return np.stack([spine, legs[0] * (1 - to_left), legs[1] * to_left], 1)


def _head(points: Points, skeleton: Skeleton) -> NDArray[np.float64]:
    neck = skeleton.xy[Joint.NECK]
    up = _along(points, neck, neck + (neck - skeleton.pelvis))
    return ramp(up, _NECK_FROM * skeleton.torso, _NECK_TO * skeleton.torso)[:, None]


def _along(points: Points, start: Points, end: Points) -> NDArray[np.float64]:
    """How far points lie from `start` in the direction of `end`, px."""
    direction = (end - start) / max(float(np.hypot(*(end - start))), 1.0)
    along: NDArray[np.float64] = (points - start) @ direction
    return along


def _across(points: Points, start: Points, end: Points) -> NDArray[np.float64]:
    """How far points lie to one side of the line from `start` to `end`, px, signed."""
    direction = (end - start) / max(float(np.hypot(*(end - start))), 1.0)
    across: NDArray[np.float64] = (points - start) @ np.array([-direction[1], direction[0]])
    return across


def outward(points: Points, skeleton: Skeleton, start: Points, end: Points) -> NDArray[np.float64]:
    """How far points lie from the line `start` to `end` on the side away from the torso, px."""
    side: NDArray[np.float64] = -np.sign(_across(_middle(skeleton)[None], start, end))
    return _across(points, start, end) * side


def _middle(skeleton: Skeleton) -> Points:
    middle: Points = (skeleton.xy[Joint.NECK] + skeleton.pelvis) / 2
    return middle


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
