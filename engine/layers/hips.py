"""A thigh from the hem on: its outer side is that of the trunk."""

from __future__ import annotations

import numpy as np

from engine.imaging.pixels import Floats
from engine.layers.covered import SEAM_PX
from engine.layers.regions import CHAINS, Region
from engine.layers.scene import Scene
from engine.layers.trunk import axis_of
from engine.pose.pose import Joint

_FRONTAL = 0.15  # torso lengths between hips that are seen from the front


def with_hip(near: Scene, region: Region, shape: Floats) -> Floats:
    """A leg's shape [h, w] where it has room, with the thigh's outer side on that of the trunk, from hem to knee."""
    room = np.ones_like(shape) if near.leg_room is None else near.leg_room
    hip, knee, _ = (near.skeleton.xy[joint] - near.box[:2] for joint in CHAINS[region])
    across = float(np.subtract(*near.skeleton.xy[[Joint.L_HIP, Joint.R_HIP], 0]))
    if near.trunk is None or knee[1] <= hip[1] or abs(across) < _FRONTAL * near.skeleton.torso:
        return np.minimum(shape, room)
    outside = int(np.sign(across) * (1 if CHAINS[region].root is Joint.L_HIP else -1))
    y, x = np.mgrid[: shape.shape[0], : shape.shape[1]].astype(np.float32)
    column = axis_of(np.arange(len(shape)), hip, knee)
    axis = column[:, None]
    within = near.trunk.within(int(outside > 0))
    if near.hangs:  # the trunk's sides are the skirt's
        return np.minimum(np.minimum(shape, within), room)
    shape = np.minimum(np.maximum(shape, near.trunk.inner(column, -outside)), room)
    there = np.asarray(~np.isnan(near.trunk.sides).any(0))[:, None] & (y < knee[1])
    # Under a shirt or skirt a thigh has its own width; from a hem on, above the hip too, it is the trunk.
    outer = (outside * (x - axis) > 0) & there & (y > near.trunk.bottom[None] - SEAM_PX)
    within_hip = np.where(there & (y > hip[1]), np.minimum(shape, within), shape)
    return np.where(outer, within, within_hip).astype(np.float32)
