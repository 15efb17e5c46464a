"""Bodies to pose in tests: one of plain numbers, and random ones for properties."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from engine.pose.pose import Joint, Point, Pose

# The machine may be busy: time is never what these properties are about.
quick = settings(deadline=None, max_examples=50)

FRONT = Pose(
    tuple(
        Point(float(x), float(y))
        for x, y in [
            *[(200, 100), (200, 150)],
            *[(160, 150), (140, 230), (150, 300)],
            *[(240, 150), (262, 230), (250, 300)],
            *[(175, 300), (170, 410), (168, 520)],
            *[(225, 300), (230, 410), (232, 520)],
            *[(190, 90), (210, 90), (178, 95), (222, 95)],
        ]
    )
)

coordinates = st.floats(5, 2000)
targets = st.tuples(st.floats(-3000, 5000), st.floats(-3000, 5000))
degrees = st.floats(-720, 720)


@st.composite
def poses(draw: st.DrawFn, *, missing: bool = False) -> Pose:
    """Joints anywhere between 5 and 2000 px, all present unless `missing`."""
    joints = []
    for _ in Joint:
        present = draw(st.booleans()) if missing else True
        joints.append(Point(draw(coordinates), draw(coordinates), draw(st.floats(0.01, 1)), present))
    return Pose(tuple(joints))


def length(pose: Pose, first: Joint, second: Joint) -> float:
    return math.dist(pose.at(first), pose.at(second))


def exact(pose: Pose) -> np.ndarray:
    """Positions [18, 2] in double precision."""
    return np.array([pose.at(joint) for joint in Joint])


def unmoved(before: Pose, after: Pose) -> set[Joint]:
    """The joints at the same place in both."""
    return {joint for joint in Joint if before.at(joint) == after.at(joint)}
