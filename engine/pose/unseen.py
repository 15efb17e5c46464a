"""Which joints a pose moves although the photo does not show them, or does not show them surely."""

from __future__ import annotations

import cmath
import math

from engine.pose.pose import HEAD, LIMBS, Joint, Pose

# Of a finder's confidence, 0..1: below it a joint that is there is a guess.
UNSURE_BELOW = 0.35
# A limb that keeps its direction so far goes along with its body as it hangs or stands, and nobody misses its joint.
_TURNED_DEG = 15.0


def unseen(pose: Pose, *, source: Pose) -> tuple[Joint, ...]:
    """Ends of limbs that `pose` turns, and that the photo, in which the person stands as in `source`, does not show.

    Arms, legs and hips, in the order of `Joint`; both poses in photo pixels. A missing joint still has a likely place
    in either, so a limb is known to be wanted elsewhere although nothing of it can be drawn.
    """
    limbs = [limb for limb in LIMBS if limb[1] not in HEAD and _is_unseen(source, limb[1])]
    return tuple(sorted(end for start, end in limbs if _is_turned(pose, source, start=start, end=end)))


def _is_unseen(source: Pose, joint: Joint) -> bool:
    return not source.has(joint) or source[joint].confidence < UNSURE_BELOW


def _is_turned(pose: Pose, source: Pose, *, start: Joint, end: Joint) -> bool:
    ways = [_way(each, start, end) for each in (pose, source)]
    if not all(ways):  # a joint that no file told the place of
        return pose.has(end) and not source.has(end)
    return abs(cmath.phase(ways[0] / ways[1])) > math.radians(_TURNED_DEG)


def _way(pose: Pose, start: Joint, end: Joint) -> complex:
    """From `start` to `end`, x + y i; 0 where either has no place."""
    points = pose[start], pose[end]
    if any(not point.present and not (point.x or point.y) for point in points):
        return 0j
    return complex(points[1].x - points[0].x, points[1].y - points[0].y)
