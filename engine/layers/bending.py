"""Where the points of every layer go in a pose: turned by weight times angle about each joint.

Turning by part of an angle about the joint, other than mixing turned positions, never collapses; and neighbouring
layers that share a joint's weight move alike, so that no seam opens between them.
"""

from __future__ import annotations

import cmath
import math

import numpy as np
from numpy.typing import NDArray

from engine.layers.layer import Layer, Person, Shown
from engine.layers.mesh import Mesh, outward, ramp
from engine.layers.regions import ARMS, CHAINS, HALF_WIDTHS, LEGS, Region
from engine.layers.skeleton import Points, Skeleton, body_scale, pelvis_of
from engine.pose.pose import Joint

_HEAD_JOINTS = (0, 14, 15, 16, 17)
_LEAVES = 0.15  # torso lengths a hidden hand or foot moves before it is drawn
_STILL_PX = 0.2  # points that all move less than this stay
_SHOULDER_REACH = 0.40  # torso lengths around a shoulder that go along when it moves by itself
_SINKS = 0.09  # torso lengths that a raised arm's root sinks at most
_LEAST_STRETCH, _MOST_STRETCH = 0.15, 2.5
# A foot stays flat while its ankle is at most this many torso lengths above where the lower foot stands, and hangs
# on its shin beyond the second.
_PLANTED, _LIFTED = 0.12, 0.35
_MOST_ANKLE = math.radians(40)


class Bend:
    """One pose against the photo's: angles and joints, worked out once and applied to every layer."""

    def __init__(self, rest: Skeleton, xy: Points) -> None:
        self.scale = body_scale(rest, xy)
        self.rest = rest
        self.before = np.asarray(rest.xy * self.scale)  # the photo's joints at the size of the body asked for
        self.after = xy
        self.spine = self._turned(pelvis_of, lambda p: p[Joint.NECK])
        self.hips = self._turned(lambda p: p[Joint.R_HIP], lambda p: p[Joint.L_HIP])
        # Hips seen from the side have no angle to speak of.
        if float(np.hypot(*(rest.xy[Joint.L_HIP] - rest.xy[Joint.R_HIP]))) < 0.12 * rest.torso:
            self.hips = 0.0

    def points(self, layer: Layer) -> Points:
        """Where a layer's mesh points lie, [n, 2] photo pixels."""
        mesh, region = layer.mesh, layer.follows
        start = mesh.points * self.scale
        if region in ARMS:
            return self._limb(region, start, mesh, base=self.spine)
        if region in LEGS:
            return self._leg(region, start, mesh)
        if region is Region.TORSO:
            return self._torso(start, mesh)
        if region is Region.HEAD:
            return self._head(start, mesh)
        return start

    def _turned(self, start: _Place, end: _Place) -> float:
        a, b = (end(p) - start(p) for p in (self.before, self.after))
        return _angle(a, b)

    def _limb(self, region: Region, points: Points, mesh: Mesh, *, base: float) -> Points:
        a, b, c = (self.before[j] for j in CHAINS[region])
        a2, b2, c2 = (self.after[j] for j in CHAINS[region])
        first, second = _angle(b - a, b2 - a2), _angle(c - b, c2 - b2)
        root, middle = mesh.weights[:, 0], mesh.weights[:, 1]
        moved, elbow = _stretched(points, (a, b, c), (_length(b2 - a2), _length(c2 - b2)), middle)
        moved = turn(moved, elbow, _wrapped(second - first) * middle)
        moved = turn(moved, a, _wrapped(first - base) * root)
        if region in ARMS:
            moved = moved + self._sunk(points, mesh, (a, b), _wrapped(first - base))
        return turn(moved, a, base) + (a2 - a)

    def _sunk(self, points: Points, mesh: Mesh, bone: tuple[Points, Points], raised: float) -> Points:
        """How far the upper arm's flesh sinks towards the hips as the arm rises, so that the shoulder stays one line."""
        a, b = bone
        along = (points - a) @ (b - a) / max(_length(b - a) ** 2, 1.0)
        down = pelvis_of(self.before) - self.before[Joint.NECK]
        radius = HALF_WIDTHS[Region.RIGHT_ARM][0] * self.rest.torso
        a, b = a / self.scale, b / self.scale
        upper = ramp(outward(mesh.points, self.rest, a, b), -radius, radius)
        by = _SINKS * (1 - math.cos(raised)) / 2 * mesh.weights[:, 0] * upper * (1 - ramp(along, 0.1, 0.9))
        return by[:, None] * down

    def _leg(self, region: Region, points: Points, mesh: Mesh) -> Points:
        a, b, c = (self.before[j] for j in CHAINS[region])
        foot = self._foot(region) * mesh.weights[:, 2]
        points = turn(points, c, foot) if np.any(foot) else points
        return self._limb(region, points, mesh, base=self.hips)

    def _foot(self, region: Region) -> float:
        """The angle of a foot against its shin: a planted one keeps its direction."""
        _, middle, end = CHAINS[region]
        shin = _angle(self.before[end] - self.before[middle], self.after[end] - self.after[middle])
        ground = max(self.after[CHAINS[leg].end][1] - self.before[CHAINS[leg].end][1] for leg in LEGS)
        lifted = (ground - (self.after[end][1] - self.before[end][1])) / (self.rest.torso * self.scale)
        planted = 1 - min(max((lifted - _PLANTED) / (_LIFTED - _PLANTED), 0.0), 1.0)
        return -float(np.clip(shin, -_MOST_ANKLE, _MOST_ANKLE)) * planted

    def _torso(self, points: Points, mesh: Mesh) -> Points:
        middle, middle2 = pelvis_of(self.before), pelvis_of(self.after)
        neck, neck2 = self.before[Joint.NECK], self.after[Joint.NECK]
        spine, legs = mesh.weights[:, 0], mesh.weights[:, 1:]
        stretch = _held(_length(neck2 - middle2) / max(_length(neck - middle), 1.0))
        up = (neck - middle) / max(_length(neck - middle), 1.0)
        height = ((points - middle) @ up).clip(0, None)
        straight = points + (height * (stretch - 1))[:, None] * up
        out = turn(straight, middle, self.hips + _wrapped(self.spine - self.hips) * spine) + (
            middle2 - middle
        )
        for k, leg in enumerate(LEGS):
            hip, knee, _ = CHAINS[leg]
            by = _wrapped(
                _angle(self.before[knee] - self.before[hip], self.after[knee] - self.after[hip]) - self.hips
            )
            if by:
                # Turned by its share about the hip: cloth between the legs goes half with each.
                out = out + turn(
                    turn(points, self.before[hip], by * legs[:, k]) - points + 0.0, np.zeros(2), self.hips
                )
        return out + self._shoulders(points, straight)

    def _shoulders(self, points: Points, straight: Points) -> Points:
        """What the cloth around a shoulder moves more than the spine when the shoulder moves by itself."""
        shift = np.zeros_like(points)
        middle, middle2 = pelvis_of(self.before), pelvis_of(self.after)
        stretch = _length(self.after[1] - middle2) / max(_length(self.before[1] - middle), 1.0)
        for joint in (Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.R_HIP, Joint.L_HIP):
            at = self.before[joint][None]
            up = (self.before[1] - middle) / max(_length(self.before[1] - middle), 1.0)
            with_spine = at + (((at - middle) @ up).clip(0, None) * (_held(stretch) - 1))[:, None] * up
            above = joint in {Joint.R_SHOULDER, Joint.L_SHOULDER}
            went = turn(with_spine, middle, np.array([self.spine if above else self.hips])) + (
                middle2 - middle
            )
            extra = self.after[joint] - went[0]
            if _length(extra) < _STILL_PX:
                continue
            far = np.linalg.norm(points - at, axis=1) / (_SHOULDER_REACH * self.rest.torso * self.scale)
            shift += np.exp(-2 * far**2)[:, None] * extra
        return shift

    def _head(self, points: Points, mesh: Mesh) -> Points:
        neck, neck2 = self.before[Joint.NECK], self.after[Joint.NECK]
        known = [j for j in _HEAD_JOINTS if self.rest.known[j]] or [0]
        before = (self.before[known] - neck) @ np.array([1, 1j])
        after = (self.after[known] - neck2) @ np.array([1, 1j])
        # The turn that brings the head's joints nearest to those asked for (Procrustes).
        whole = cmath.phase(complex((before.conj() * after).sum())) if len(known) else 0.0
        by = self.spine + _wrapped(whole - self.spine) * mesh.weights[:, 0]
        return turn(points, neck, by) + (neck2 - neck)


from collections.abc import Callable  # noqa: E402

_Place = Callable[[Points], Points]


def turn(points: Points, about: Points, by: NDArray[np.float64] | float) -> Points:
    """Points [n, 2] turned about a place, each by its own angle, clockwise on the screen."""
    cos, sin = np.cos(by), np.sin(by)
    d = points - about
    return np.stack([d[:, 0] * cos - d[:, 1] * sin, d[:, 0] * sin + d[:, 1] * cos], 1) + about


def _stretched(
    points: Points,
    ends: tuple[Points, Points, Points],
    lengths: tuple[float, float],
    lower: NDArray[np.float64],
) -> tuple[Points, Points]:
    """Points with both bones brought to `lengths`, width kept, and where the middle joint then lies.

    lower: how far each point belongs to the second bone.
    """
    a, b, c = ends
    out, elbow = points, b
    for start, end, wanted, share in ((b, c, lengths[1], lower), (a, b, lengths[0], None)):
        length = max(_length(end - start), 1.0)
        extra = length * (_held(wanted / length) - 1)
        if abs(extra) < _STILL_PX:
            continue
        bone = (end - start) / length
        along = (((points - start) @ bone) / length).clip(0, 1)
        # All that hangs on the second bone goes with the end of the first.
        part = along * share if share is not None else along * (1 - lower) + lower
        out = out + (part * extra)[:, None] * bone
        elbow = b + extra * bone if share is None else elbow
    return out, elbow


def _held(stretch: float) -> float:
    return float(np.clip(stretch, _LEAST_STRETCH, _MOST_STRETCH))


def _length(vector: Points) -> float:
    return float(np.hypot(vector[0], vector[1]))


def _angle(before: Points, after: Points) -> float:
    """How far a direction has turned, radians, clockwise on the screen; 0 where one has none."""
    if _length(before) < 1 or _length(after) < 1:
        return 0.0
    return _wrapped(math.atan2(after[1], after[0]) - math.atan2(before[1], before[0]))


def _wrapped(angle: float) -> float:
    return (angle + math.pi) % (2 * math.pi) - math.pi


def bent(person: Person, xy: Points) -> tuple[Points | None, ...]:
    """The mesh points [n, 2] of every layer in a pose xy [18, 2], photo pixels; None for a layer that stays."""
    bend = Bend(person.skeleton, xy)
    found: list[Points | None] = []
    for layer in person.layers:
        points = bend.points(layer)
        # A hand comes out of its pocket when it goes somewhere, not when its owner leans a little.
        least = _LEAVES * person.skeleton.torso if layer.shown is Shown.MOVED else _STILL_PX
        found.append(None if np.abs(points - layer.mesh.points).max() < least else points)
    return tuple(found)
