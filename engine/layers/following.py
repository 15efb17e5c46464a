"""Where all 18 joints of a person go in a pose asked for: those it lacks, and the neck where a shoulder took it along.

Detectors put the neck midway between the shoulders. Where one shoulder moves alone, with its arm, the neck joint goes
half the way along, though neither spine nor head moved: they would follow it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.layers.mesh import ramp
from engine.layers.regions import CHAINS
from engine.layers.skeleton import Points, Skeleton, body_scale, pelvis_of
from engine.layers.turning import angle_between, length, turn
from engine.pose.pose import PARENT, Joint, Pose

_HEAD = (Joint.NOSE, Joint.R_EYE, Joint.L_EYE, Joint.R_EAR, Joint.L_EAR)
_SHOULDERS, _HIPS = [Joint.R_SHOULDER, Joint.L_SHOULDER], [Joint.R_HIP, Joint.L_HIP]
_HIP_BESIDE = {Joint.R_HIP: Joint.L_HIP, Joint.L_HIP: Joint.R_HIP}
_LEAST_PX = 0.2
# Shares of a shoulder's way by which the head is nearer to where a neck without it would take it: from the first on the
# shoulder moved alone in part, from the second on wholly.
_ALONE = (0.2, 0.8)
# Shares of the neck's way that the head goes: up to the first the spine has stayed and the shoulders alone have moved,
# from the second on it went along. A head on a spine that leans or bows goes farther than the neck.
_STAYED = (0.1, 0.6)


def followed(rest: Skeleton, pose: Pose) -> Points:
    """The joints [18, 2] of a pose asked for; one it lacks keeps its place on what it hangs on in the photo.

    The neck is where the spine ends, see above.
    """
    xy, known = pose.xy().astype(np.float64), pose.present()
    out = xy.copy()
    out[Joint.NECK] = _top_of_spine(rest, xy, rest.known & known)
    for joint, parent in _FROM_THE_NECK:
        if known[joint]:
            continue
        if parent is None:
            out[joint] = rest.xy[joint]
            continue
        other = _HIP_BESIDE.get(joint)
        if other is not None and known[other]:
            out[joint] = out[other] + rest.xy[joint] - rest.xy[other]
            continue
        grand = PARENT[parent]
        turn = _turn(rest.xy, out, grand, parent) if grand is not None else 1.0
        offset = complex(*(rest.xy[joint] - rest.xy[parent])) * turn
        out[joint] = out[parent] + (offset.real, offset.imag)
    for root, middle, end in CHAINS.values():
        if not rest.known[middle] and rest.known[end] and known[end]:
            out[middle] = (out[root] + out[end]) / 2
    return out


_FROM_THE_NECK: tuple[tuple[Joint, Joint | None], ...] = (
    (Joint.NECK, None),
    (Joint.R_HIP, Joint.NECK),
    (Joint.L_HIP, Joint.NECK),
    (Joint.R_SHOULDER, Joint.NECK),
    (Joint.L_SHOULDER, Joint.NECK),
    (Joint.NOSE, Joint.NECK),
    *(
        (joint, PARENT[joint])
        for joint in (3, 6, 9, 12, 4, 7, 10, 13, 14, 15, 16, 17)
        for joint in (Joint(joint),)
    ),
)


def _turn(before: Points, after: Points, start: Joint, end: Joint) -> complex:
    """How a bone has turned, as a number of length 1."""
    a, b = complex(*(before[end] - before[start])), complex(*(after[end] - after[start]))
    return b / a * abs(a) / abs(b) if abs(a) > 1 and abs(b) > 1 else 1.0


def _top_of_spine(rest: Skeleton, xy: Points, known: NDArray[np.bool_]) -> Points:
    """Where the spine ends in joints [18, 2]: at the neck, but for what one shoulder alone has moved that."""
    neck: Points = xy[Joint.NECK]
    heads = [joint for joint in _HEAD if known[joint]]
    if not heads or not known[[Joint.NECK, *_SHOULDERS]].all():
        return neck
    before = rest.xy * body_scale(replace(rest, known=known), xy)
    with_neck = before + (neck - before[Joint.NECK])
    if known[_HIPS].all():
        by = angle_between(*(p[Joint.NECK] - pelvis_of(p) for p in (before, xy)))
        with_neck = turn(with_neck, neck, by)
    off = xy - with_neck
    head, shoulders = off[heads].mean(0), off[_SHOULDERS]
    best, top = 0.0, neck
    for moved, other in (shoulders, shoulders[::-1]):
        far = length(moved)
        if far < _LEAST_PX:
            continue
        # The head tells a shoulder that moved alone from a chest that tilts: it stays where it was.
        alone = float(ramp(np.array((length(head) - length(head + moved)) / far), *_ALONE))
        share = min(alone, length(other) / far)
        if share > best:
            best, top = share, neck - share * moved
    way = neck - before[Joint.NECK]
    if length(way) < _LEAST_PX:
        return top
    went = float(ramp(np.array(length((xy - before)[heads].mean(0)) / length(way)), *_STAYED))
    stayed: Points = top * went + before[Joint.NECK] * (1 - went)
    return stayed
