"""Poses that ask for the other side of the body: layers are flat, so what lies on that side of the picture moves."""

from __future__ import annotations

import numpy as np

from engine.layers.skeleton import Points, Skeleton, pelvis_of
from engine.pose.edits import swap_sides
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Pose

# Shoulders and hips that are narrower than this share of the torso's length are seen from the side.
_NARROW = 0.08


def as_seen(rest: Skeleton, pose: Pose, order: LimbOrder) -> tuple[Pose, LimbOrder]:
    """A pose and an order for layers: left and right exchanged where the pose faces the other way than the photo.

    A pose of the library is made for somebody who is seen from the front; of somebody seen from behind it would ask
    for the front, and flat layers would turn inside out.
    """
    if not pose.has(Joint.NECK, Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.R_HIP, Joint.L_HIP):
        return pose, order
    before, after = _sides(rest.xy), _sides(pose.xy().astype(np.float64))
    if not ((before * after < 0) & (np.minimum(abs(before), abs(after)) > _NARROW)).all():
        return pose, order
    return swap_sides(pose), order.swapped()


def _sides(xy: Points) -> Points:
    """How far shoulders and hips [2] reach across the spine, in its lengths; the sign says which way the body faces."""
    spine = pelvis_of(xy) - xy[Joint.NECK]
    across = xy[[Joint.L_SHOULDER, Joint.L_HIP]] - xy[[Joint.R_SHOULDER, Joint.R_HIP]]
    sides: Points = (spine[0] * across[:, 1] - spine[1] * across[:, 0]) / max(float(spine @ spine), 1.0)
    return sides
