"""Turns limb directions and hand targets into bone rotations with an anatomical hinge at elbow and knee."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

# The right side is the left side seen in this mirror.
MIRROR = np.diag([-1.0, 1.0, 1.0])


def unit(vector: Vector) -> Vector:
    """The vector at length 1."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9))


def turn(axis: Vector, angle_deg: float) -> Matrix:
    """Rotation about an axis, right-handed."""
    x, y, z = unit(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = math.radians(angle_deg)
    return np.asarray(np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross)


def swing(source: Vector, target: Vector) -> Matrix:
    """The smallest rotation that takes one direction to another."""
    a, b = unit(source), unit(target)
    axis = np.cross(a, b)
    if float(np.linalg.norm(axis)) < 1e-9:
        return np.eye(3)
    return turn(axis, math.degrees(math.atan2(float(np.linalg.norm(axis)), float(a @ b))))


@dataclass(frozen=True)
class RestLimb:
    """A left limb in the rest pose: upper joint, hinge joint and end joint, each [3] in metres."""

    upper: Vector
    hinge: Vector
    end: Vector

    @property
    def lengths(self) -> tuple[float, float]:
        """Length of the upper and the lower bone."""
        return float(np.linalg.norm(self.hinge - self.upper)), float(np.linalg.norm(self.end - self.hinge))

    @property
    def axis(self) -> Vector:
        """The hinge's axis in the rest pose."""
        return unit(np.cross(self.hinge - self.upper, self.end - self.hinge))

    @property
    def rest_bend_deg(self) -> float:
        """How far the hinge is bent in the rest pose."""
        upper, lower = unit(self.hinge - self.upper), unit(self.end - self.hinge)
        return math.degrees(math.acos(float(np.clip(upper @ lower, -1, 1))))


@dataclass(frozen=True)
class LimbPose:
    """A left limb's pose: direction of the upper bone, the side the hinge bends to, and how far (0
    straight).
    """

    direction: Vector
    bend_to: Vector
    bend_deg: float

    def turned(self, by: Matrix) -> LimbPose:
        """The whole limb turned about its upper joint."""
        return LimbPose(by @ self.direction, by @ self.bend_to, self.bend_deg)

    def lower_direction(self) -> Vector:
        """Direction of the lower bone."""
        upper = unit(self.direction)
        side = unit(self.bend_to - upper * float(upper @ self.bend_to))
        bend = math.radians(self.bend_deg)
        return np.asarray(math.cos(bend) * upper + math.sin(bend) * side)

    def points(self, rest: RestLimb, upper: Vector) -> tuple[Vector, Vector]:
        """Where the hinge and the end come to lie when the limb starts at `upper`."""
        first, second = rest.lengths
        hinge = upper + unit(self.direction) * first
        return hinge, hinge + self.lower_direction() * second

    def turns(self, rest: RestLimb) -> tuple[Matrix, Matrix]:
        """Rotation of the upper bone and, inside it, of the lower bone, in rest axes."""
        upper = unit(self.direction)
        side = unit(self.bend_to - upper * float(upper @ self.bend_to))
        goal_axis = unit(np.cross(upper, side))
        start = _frame(unit(rest.hinge - rest.upper), rest.axis)
        return _frame(upper, goal_axis) @ start.T, turn(rest.axis, self.bend_deg - rest.rest_bend_deg)


def _frame(along: Vector, axis: Vector) -> Matrix:
    return np.stack([along, axis, np.cross(along, axis)], 1)


def reach(rest: RestLimb, upper: Vector, *, target: Vector, hinge_to: Vector) -> LimbPose:
    """The pose that brings the limb's end to a target (or as near as it goes), its hinge pointing to
    `hinge_to`.
    """
    first, second = rest.lengths
    to_target = target - upper
    distance = float(np.clip(np.linalg.norm(to_target), abs(first - second) + 0.03, (first + second) * 0.995))
    line = unit(to_target)
    side = unit(hinge_to - line * float(line @ hinge_to))
    along = (first**2 + distance**2 - second**2) / (2 * distance)
    out = math.sqrt(max(first**2 - along**2, 1e-8))
    hinge = line * along + side * out
    lower = line * distance - hinge
    bend = math.degrees(math.acos(float(np.clip(unit(hinge) @ unit(lower), -1, 1))))
    return LimbPose(unit(hinge), -side, bend)


def split_twist(rotation: Matrix, along: Vector) -> tuple[Matrix, Matrix]:
    """A rotation as (swing with half the twist, the other half), so that two bones in a row share the twist.

    `along` is the bone's direction before the rotation; first @ second equals the rotation.
    """
    clean = swing(along, rotation @ along)
    residue = clean.T @ rotation
    sine = np.array(
        [residue[2, 1] - residue[1, 2], residue[0, 2] - residue[2, 0], residue[1, 0] - residue[0, 1]]
    )
    angle = math.degrees(math.atan2(float(sine @ unit(along)) / 2, (float(np.trace(residue)) - 1) / 2))
    half = turn(along, angle / 2)
    return np.asarray(clean @ half), half
