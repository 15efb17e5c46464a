"""Hands and feet that stay while the body moves: elbows and knees bend to serve them, as far as they reach."""

from __future__ import annotations

import math
from collections.abc import Iterable

from engine.pose.kinematics import CHAINS, outward_bend, reach
from engine.pose.pose import Joint, Pose

_STRAIGHT = 0.985  # of its length: how far a straight limb reaches from root to end, at least
_MOVED_PX = 1e-6
_SLACK = 1e-6  # of a limb's length: rounding is no stretch


def pins_among(pose: Pose, joints: Iterable[Joint]) -> frozenset[Joint]:
    """Of `joints`, the wrists and ankles whose whole limb is there and free to bend."""
    held = frozenset(joints)
    return frozenset(
        end
        for end, (root, middle) in CHAINS.items()
        if end in held and middle not in held and pose.has(root, middle, end)
    )


def out_of_reach(pose: Pose, start: Pose, *, pins: Iterable[Joint]) -> frozenset[Joint]:
    """Those of `pins` that the limbs of `pose` cannot bring to where they are in `start`."""
    return frozenset(pin for pin in pins if not _reaches(pose, pin, complex(*start.at(pin))))


def held(pose: Pose, start: Pose, *, pins: Iterable[Joint]) -> Pose:
    """`pose` with `pins` where they are in `start`, their elbows and knees bent for it and no length changed.

    A pin whose limb hangs where it did is left alone; one out of reach is come as near to as its limb allows. A limb
    that is nearly straight bends outwards: to which side its middle lies is chance, and knees would cross.
    """
    for pin in pins:
        ends = CHAINS[pin][0], pin
        if any(math.dist(pose.at(joint), start.at(joint)) > _MOVED_PX for joint in ends):
            bend = outward_bend(start, pin) if _is_straight(start, pin) else None
            pose = reach(pose, pin, start.at(pin), bend=bend)
    return pose


def nearest_shift(start: Pose, by: complex, *, pins: Iterable[Joint]) -> complex:
    """The shift of the whole body nearest to `by` at which its limbs still reach all `pins`.

    Each limb allows the shifts within a ring; where `by` is outside, the nearest allowed one lies on the edge of one
    ring or where two edges cross. No shift at all is always allowed.
    """
    rings = [_ring(start, pin) for pin in pins]
    edges = [(middle, radius) for middle, *radii in rings for radius in radii]
    places = [by, 0j]
    for number, (middle, radius) in enumerate(edges):
        away = by - middle
        if abs(away):
            places.append(middle + away * (radius / abs(away)))
        for other in edges[:number]:
            places += _crossings((middle, radius), other)
    return min((place for place in places if _fits(place, rings) or place == 0), key=lambda at: abs(at - by))


def _crossings(one: tuple[complex, float], other: tuple[complex, float]) -> list[complex]:
    """Where two circles, each a middle and a radius, cross."""
    (a, r), (b, s) = one, other
    apart = abs(b - a)
    if not apart or apart > r + s or apart < abs(r - s):
        return []
    toward = (b - a) / apart
    along = (apart**2 + r**2 - s**2) / (2 * apart)
    beside = math.sqrt(max(r**2 - along**2, 0.0))
    return [a + toward * complex(along, side) for side in (beside, -beside)]


def _ring(pose: Pose, pin: Joint) -> tuple[complex, float, float]:
    """Middle, and least and most distance from it, of the shifts that keep a limb able to reach its pin."""
    root = CHAINS[pin][0]
    upper, lower = _lengths(pose, pin)
    return complex(*pose.at(pin)) - complex(*pose.at(root)), abs(upper - lower), upper + lower


def _fits(shift: complex, rings: list[tuple[complex, float, float]]) -> bool:
    return all(
        least - _SLACK * most <= abs(shift - middle) <= most * (1 + _SLACK) for middle, least, most in rings
    )


def _reaches(pose: Pose, pin: Joint, target: complex) -> bool:
    upper, lower = _lengths(pose, pin)
    away = abs(target - complex(*pose.at(CHAINS[pin][0])))
    return abs(upper - lower) - _SLACK * upper <= away <= (upper + lower) * (1 + _SLACK)


def _is_straight(pose: Pose, pin: Joint) -> bool:
    return math.dist(pose.at(CHAINS[pin][0]), pose.at(pin)) > _STRAIGHT * sum(_lengths(pose, pin))


def _lengths(pose: Pose, pin: Joint) -> tuple[float, float]:
    root, middle = CHAINS[pin]
    return math.dist(pose.at(root), pose.at(middle)), math.dist(pose.at(middle), pose.at(pin))
