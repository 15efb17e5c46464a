"""Moves of the trunk: hips that shift below the shoulders, shoulders and hips that tilt, and where the chest is."""

from __future__ import annotations

import math

from engine.pose.kinematics import as_complex, from_complex, pelvis, turned
from engine.pose.pose import UPPER_BODY, XY, Joint, Pose, subtree

_CHEST = 0.65  # of the way from the pelvis to the neck
_MOST_ASIDE = 0.7  # of the spine's length: how far hips go aside before the neck comes along
_SHOULDERS = (Joint.R_SHOULDER, Joint.L_SHOULDER)
_HIPS = (Joint.R_HIP, Joint.L_HIP)


def chest(pose: Pose) -> XY | None:
    """Where the chest is, (x, y) in photo pixels; None without a neck or a hip."""
    base = pelvis(pose)
    if base is None or not pose.has(Joint.NECK):
        return None
    at = base + _CHEST * (complex(*pose.at(Joint.NECK)) - base)
    return at.real, at.imag


def shift_hips(pose: Pose, by: XY) -> Pose:
    """Shift hips and legs by `by`, (x, y) in pixels, as somebody crouches or shifts their weight.

    Along the spine the upper body goes with them; across it the neck stays on its line, and the spine, whose length
    is kept, leans for it. Without a neck or a hip everything shifts.
    """
    way, base = complex(*by), pelvis(pose)
    shifted = from_complex(pose, as_complex(pose) + way)
    if base is None or not pose.has(Joint.NECK) or complex(*pose.at(Joint.NECK)) == base:
        return shifted
    spine = complex(*pose.at(Joint.NECK)) - base
    up = spine / abs(spine)
    most = _MOST_ASIDE * abs(spine)
    across = min(max((way / up).imag, -most), most)
    leant = complex(math.sqrt(abs(spine) ** 2 - across**2), -across)
    return turned(shifted, UPPER_BODY, pivot=base + way, by=leant / abs(spine))


def tilt_shoulders(pose: Pose, by: complex) -> Pose:
    """Turn the line of the shoulders about the neck by the angle of `by`; the arms hang on them as they did."""
    if not pose.has(Joint.NECK):
        return pose
    positions, neck = as_complex(pose), complex(*pose.at(Joint.NECK))
    for shoulder in _SHOULDERS:
        step = (complex(positions[shoulder]) - neck) * (by / abs(by) - 1)
        positions[[int(joint) for joint in subtree(shoulder)]] += step
    return from_complex(pose, positions)


def tilt_hips(pose: Pose, by: complex, *, standing: bool) -> Pose:
    """Turn the line of the hips by the angle of `by`; legs hang on them as they did, the upper body rides along.

    standing: the hip that would rise stays where it is, over its straight leg, and the other drops; else both turn
    about the pelvis centre. Without both hips nothing changes.
    """
    base = pelvis(pose)
    if base is None or not pose.has(*_HIPS):
        return pose
    positions, turn = as_complex(pose), by / abs(by)
    rising = min(_HIPS, key=lambda hip: ((complex(positions[hip]) - base) * (turn - 1)).imag)
    pivot = complex(positions[rising]) if standing else base
    steps = {hip: (complex(positions[hip]) - pivot) * (turn - 1) for hip in _HIPS}
    for hip, step in steps.items():
        positions[[int(joint) for joint in subtree(hip)]] += step
    positions[[int(joint) for joint in UPPER_BODY]] += sum(steps.values()) / len(steps)
    return from_complex(pose, positions)
