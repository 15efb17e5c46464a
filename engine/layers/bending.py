"""Where the points of every layer go in a pose: turned by weight times angle about each joint.

Turning by part of an angle about the joint, other than mixing turned positions, never collapses; and neighbouring
layers that share a joint's weight move alike, so that no seam opens between them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from engine.layers.collar_bones import CollarBones
from engine.layers.creases import bent_at
from engine.layers.head_turn import head_turn
from engine.layers.lattice import as_points
from engine.layers.layer import Layer, Person, Seam, Shown
from engine.layers.mesh import Mesh, ramp
from engine.layers.regions import ARMS, CHAINS, HALF_WIDTHS, LEGS, LIMBS, TWIN, Region
from engine.layers.roots import Bent, Root
from engine.layers.skeleton import Points, Skeleton, body_scale, pelvis_of
from engine.layers.skirt_slack import with_thigh
from engine.layers.turning import angle_between, length, turn, wrapped
from engine.pose.footing import lifted
from engine.pose.pose import Joint

_HEAD_JOINTS = (0, 14, 15, 16, 17)
# Torso lengths by which layers may move apart: up to the first a seam holds, from the second on it is open.
APART_FROM, APART_TO = 0.004, 0.02
_TORN = 0.06
_STILL_PX = 0.2  # points that all move less than this stay
_SHOULDER_REACH = 0.40  # torso lengths around a shoulder that go along when it moves by itself
_LEAST_STRETCH, _MOST_STRETCH = 0.15, 2.5
# A foot stays flat while it is lifted by at most this many torso lengths, and hangs on its shin beyond the second.
_PLANTED, _LIFTED = 0.12, 0.35
_MOST_ANKLE = math.radians(40)

NONE: Mapping[Region, Root] = MappingProxyType({})

_Place = Callable[[Points], Points]


class Bend:
    """One pose against the photo's: angles and joints, worked out once and applied to every layer."""

    def __init__(self, rest: Skeleton, xy: Points, roots: Mapping[Region, Root] = NONE) -> None:
        self.scale = body_scale(rest, xy)
        self.rest = rest
        self._roots, self._rooted = roots, dict[Region, Bent | None]()
        self.before = np.asarray(rest.xy * self.scale)  # the photo's joints at the size of the body asked for
        self.after = xy
        self.spine = self._turned(pelvis_of, lambda p: p[Joint.NECK])
        self.collar = CollarBones(self.before, self.after, rest.torso * self.scale)
        self.hips = self._turned(lambda p: p[Joint.R_HIP], lambda p: p[Joint.L_HIP])
        # Hips seen from the side have no angle to speak of.
        if float(np.hypot(*(rest.xy[Joint.L_HIP] - rest.xy[Joint.R_HIP]))) < 0.12 * rest.torso:
            self.hips = 0.0
        self._lifted = lifted(*({joint: xy[joint] for joint in Joint} for xy in (self.before, self.after)))

    def points(self, layer: Layer) -> Points:
        """Where a layer's mesh points lie, [n, 2] photo pixels."""
        mesh, region = layer.mesh, layer.follows
        start = mesh.points * self.scale
        if layer.hung_at is not None and region in ARMS:
            hung = np.array([layer.hung_at])
            moved = self._limb(region, hung * self.scale, mesh.at(hung))
            return start + moved - hung * self.scale
        if region in LIMBS:
            grows = layer.region is not Region.THING
            return self._rooted_limb(region, start, mesh, grows=grows, wrist=layer.wrist)
        if region is Region.TORSO:
            # An armhole's edge before a bare arm ends at that: no cloth is drawn along it.
            return self._torso(start, mesh, web=layer.region is Region.TORSO)
        if region is Region.HEAD:
            return self._head(start, mesh)
        return start

    def _rooted_limb(
        self,
        region: Region,
        points: Points,
        mesh: Mesh,
        *,
        grows: bool,
        wrist: tuple[float, float] | None = None,
    ) -> Points:
        """A limb, or what is fixed to it: rigid up to its first joint, but for what the cloth of its root does.

        wrist: the limb's end before, where it is not the photo's.
        """
        if region in LEGS:
            points = turn(points, self.before[CHAINS[region].end], self._foot(region) * mesh.weights[:, 2])
        moved = self._limb(region, points, mesh, wrist)
        bent = self._root(region) if grows and region in self._roots else None
        if bent is None:
            return moved
        return moved + as_points(self._roots[region].lattice.at(mesh.points, bent.limb))

    def _root(self, region: Region) -> Bent | None:
        """How a limb's root bends, see `Root.bent`; worked out once a pose."""
        if region not in self._rooted:
            root, joint, base, at = (
                self._roots[region],
                CHAINS[region].root,
                self._base(region),
                self._at(region),
            )
            points, a, a2 = root.points * self.scale, self.before[joint], self.after[joint]
            lifts = self.collar.lifts(points) if region in ARMS else np.zeros(2)
            by = wrapped(self._first(region) - base)
            with_limb = turn(points, a, by + base) + (at - a)
            with_torso = turn(points, a, base) + (a2 - a) + lifts
            self._rooted[region] = root.bent(with_limb, with_torso, by)
        return self._rooted[region]

    def _base(self, region: Region) -> float:
        """How far what a limb grows out of turns: the hips, or the spine."""
        return self.hips if region in LEGS else self.spine

    def _at(self, region: Region) -> Points:
        """Where a limb's root lies, [2]."""
        at: Points = self.after[CHAINS[region].root] if region in LEGS else self.collar.shoulder(region)
        return at

    def _first(self, region: Region) -> float:
        """How far a limb's first bone turns."""
        root, middle, _ = CHAINS[region]
        return angle_between(self.before[middle] - self.before[root], self.after[middle] - self._at(region))

    def _turned(self, start: _Place, end: _Place) -> float:
        a, b = (end(p) - start(p) for p in (self.before, self.after))
        return angle_between(a, b)

    def _limb(
        self, region: Region, points: Points, mesh: Mesh, wrist: tuple[float, float] | None = None
    ) -> Points:
        a, b, c = (self.before[j] for j in CHAINS[region])
        if wrist is not None:
            c = np.array(wrist) * self.scale
        _, b2, c2 = (self.after[j] for j in CHAINS[region])
        base, at = self._base(region), self._at(region)
        first, second = self._first(region), angle_between(c - b, c2 - b2)
        root, middle = mesh.weights[:, 0], mesh.weights[:, 1]
        moved, elbow = _stretched(points, (a, b, c), (length(b2 - at), length(c2 - b2)), middle)
        radius = HALF_WIDTHS[region][1] * self.rest.torso * self.scale
        moved = bent_at(moved, elbow, (b - a, c - b), wrapped(second - first), middle, radius)
        return turn(turn(moved, a, wrapped(first - base) * root), a, base) + (at - a)

    def _foot(self, region: Region) -> float:
        """The angle of a foot against its shin: a planted one keeps its direction."""
        _, middle, end = CHAINS[region]
        shin = angle_between(self.before[end] - self.before[middle], self.after[end] - self.after[middle])
        above = self._lifted[end] / (self.rest.torso * self.scale)
        planted = 1 - min(max((above - _PLANTED) / (_LIFTED - _PLANTED), 0.0), 1.0)
        return -float(np.clip(shin, -_MOST_ANKLE, _MOST_ANKLE)) * planted

    def _torso(self, points: Points, mesh: Mesh, *, web: bool) -> Points:
        out = self._with_spine(points, self.hips + wrapped(self.spine - self.hips) * mesh.weights[:, 0])
        for leg, share in zip(LEGS, mesh.weights[:, 1:].T, strict=True):
            if leg in self._roots:
                bent = self._root(leg)
                if bent is not None:
                    out += share[:, None] * self._roots[leg].torso_goes(bent, mesh.points)
                continue
            # Turned by its share about the hip: cloth between the legs goes half with each.
            step = with_thigh(
                points, wrapped(self._first(leg) - self.hips), share, self.before[list(CHAINS[leg])],
                other_hip=self.before[CHAINS[TWIN[leg]].root],
                beside=HALF_WIDTHS[leg][1] * self.rest.torso * self.scale,
            )  # fmt: skip
            out += turn(step, np.zeros(2), self.hips)
        for arm in ARMS:
            drawn = arm in self._roots and self._roots[arm].line is not None
            bent = self._root(arm) if drawn else None
            if bent is not None:
                out += self._roots[arm].torso_goes(bent, mesh.points, web=web)
        return out + self.collar.lifts(points) + self._pulled(points)

    def _with_spine(self, points: Points, by: NDArray[np.float64] | float) -> Points:
        """Points turned about the pelvis and moved with it, stretched along the spine as that is."""
        middle, middle2 = pelvis_of(self.before), pelvis_of(self.after)
        reach = max(length(self.before[Joint.NECK] - middle), 1.0)
        up = (self.before[Joint.NECK] - middle) / reach
        stretch = _held(length(self.after[Joint.NECK] - middle2) / reach)
        height = ((points - middle) @ up).clip(0, None)
        return turn(points + (height * (stretch - 1))[:, None] * up, middle, by) + (middle2 - middle)

    def _pulled(self, points: Points) -> Points:
        """How far cloth goes along with a shoulder or hip that moves otherwise than the spine."""
        shift = np.zeros_like(points)
        reach = _SHOULDER_REACH * self.rest.torso * self.scale
        for joint, by in (
            (Joint.R_SHOULDER, self.spine),
            (Joint.L_SHOULDER, self.spine),
            (Joint.R_HIP, self.hips),
            (Joint.L_HIP, self.hips),
        ):
            at = self.before[joint]
            extra = self.after[joint] - self._with_spine(at[None], by)[0]
            if length(extra) >= _STILL_PX:
                far = np.linalg.norm(points - at, axis=1) / reach
                shift += np.exp(-2 * far**2)[:, None] * extra
        return shift

    def _head(self, points: Points, mesh: Mesh) -> Points:
        neck, neck2 = self.before[Joint.NECK], self.after[Joint.NECK]
        known = [j for j in _HEAD_JOINTS if self.rest.known[j]] or [0]
        before = (self.before[known] - neck) @ np.array([1, 1j])
        after = (self.after[known] - neck2) @ np.array([1, 1j])
        whole = head_turn(before, after)
        by = self.spine + wrapped(whole - self.spine) * mesh.weights[:, 0]
        # What a turn about the neck leaves: a nod, or a look aside.
        turned = turn(self.before[known], neck, whole) + (neck2 - neck)
        left = (self.after[known] - turned).mean(0) * mesh.weights
        # Where the neck stands on the shoulders it goes along with them.
        with_shoulders = self.collar.lifts(points) * (1 - mesh.weights)
        return turn(points, neck, by) + (neck2 - neck) + left + with_shoulders


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
        now = max(length(end - start), 1.0)
        extra = now * (_held(wanted / now) - 1)
        if abs(extra) < _STILL_PX:
            continue
        bone = (end - start) / now
        along = (((points - start) @ bone) / now).clip(0, 1)
        # All that hangs on the second bone goes with the end of the first.
        part = along * share if share is not None else along * (1 - lower) + lower
        out = out + (part * extra)[:, None] * bone
        elbow = b + extra * bone if share is None else elbow
    return out, elbow


def _held(stretch: float) -> float:
    return float(np.clip(stretch, _LEAST_STRETCH, _MOST_STRETCH))


def parted(person: Person, seam: Seam, bend: Bend) -> tuple[Points | None, NDArray[np.float32]]:
    """Where a seam's points go, in the middle of all its layers', None where they stay; how far it holds there, 0..1.

    Where the layers part, the seam opens and they alone are drawn.
    """
    each = np.stack([bend.points(layer) for layer in (seam.strip, *seam.others)])
    middle = each.mean(0)
    apart = np.linalg.norm(each[:, None] - each[None], axis=-1).max((0, 1)) / person.skeleton.torso
    holds = 1 - ramp(apart, APART_FROM, APART_TO)
    # A triangle that one of its points has left for good is a shard across the gap.
    triangles = seam.strip.mesh.triangles[apart[seam.strip.mesh.triangles].max(1) > _TORN]
    least = holds.copy()
    np.minimum.at(least, triangles.ravel(), np.repeat(holds[triangles].min(1), 3))
    stays = np.abs(middle - seam.strip.mesh.points).max() < _STILL_PX
    return None if stays else middle, least.astype(np.float32)


def bent(person: Person, xy: Points, bend: Bend | None = None) -> tuple[Points | None, ...]:
    """The mesh points [n, 2] of every layer in a pose xy [18, 2], photo pixels; None for a layer that stays.

    bend: that of the pose, where it is at hand.
    """
    bend = bend or Bend(person.skeleton, xy, person.roots)
    found = [bend.points(layer) for layer in person.layers]
    return tuple(
        None if np.abs(points - layer.mesh.points).max() < _STILL_PX else points
        for layer, points in zip(person.layers, found, strict=True)
    )


def is_drawn(layer: Layer, points: Points | None, left: Collection[Region]) -> bool:
    """Whether a layer is drawn where `bent` has it; left: limbs whose hands or feet have left their places."""
    if layer.region not in LIMBS:
        return layer.shown is Shown.ALWAYS or points is None
    gone = layer.region in left
    return {Shown.AT_REST: points is None, Shown.NEAR: not gone, Shown.MOVED: gone}.get(layer.shown, True)
