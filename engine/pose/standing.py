"""Who of several people in a photo stands nearer to the camera: whose feet are lower in the picture."""

from __future__ import annotations

from collections.abc import Sequence

from engine.pose.pose import Joint, Pose

_LEGS = 1.6  # of a torso's length, from the hips down to the ankles of somebody who stands


def back_to_front(poses: Sequence[Pose]) -> tuple[int, ...]:
    """The places of `poses` (of one photo, as they stand there) from the farthest person to the nearest.

    On level ground, seen from above the feet, whoever stands nearer has the lower feet. Where a photo's edge or
    somebody in front hides them, they are taken to be where legs of usual length would end.
    """
    return tuple(sorted(range(len(poses)), key=lambda place: (_ground(poses[place]), place)))


def _ground(pose: Pose) -> float:
    """How low a person stands, in pixels from the top of the photo."""
    ankles = [pose.at(ankle)[1] for ankle in (Joint.R_ANKLE, Joint.L_ANKLE) if pose.has(ankle)]
    if ankles:
        return max(ankles)
    hips = [pose.at(hip)[1] for hip in (Joint.R_HIP, Joint.L_HIP) if pose.has(hip)]
    if hips and pose.has(Joint.NECK):
        low = max(hips)
        return low + _LEGS * max(low - pose.at(Joint.NECK)[1], 0.0)
    box = pose.bounding_box()
    return 0.0 if box is None else box.bottom
