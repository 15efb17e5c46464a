"""Poses as plain data for documents: joints by name, checked by pydantic on the way in."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from engine.pose.pose import Joint, Point, Pose

_Coordinate = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
_Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
# By joint name: x, y in photo pixels, confidence, present.
Joints: TypeAlias = dict[str, tuple[_Coordinate, _Coordinate, _Share, bool]]


def joints_of(pose: Pose) -> Joints:
    """A pose by joint name."""
    return {j.name: (p.x, p.y, p.confidence, p.present) for j, p in zip(Joint, pose.points, strict=True)}


def pose_of(joints: Joints) -> Pose:
    """The pose of joints by name; those not named are missing, unknown names are passed over."""
    absent = (0.0, 0.0, 0.0, False)
    return Pose(tuple(Point(*joints.get(joint.name, absent)) for joint in Joint))
