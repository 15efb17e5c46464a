"""A library pose on the body of the photo, and the way there from the pose before; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from engine.pose.edits import mirror, pinned
from engine.pose.fit import blend, fit
from engine.pose.pose import Joint, Pose


@dataclass(frozen=True, slots=True)
class Blend:
    """From the pose before (`base`) to the one applied (`target`); joints in `locked` stay at the base's."""

    base: Pose
    target: Pose
    locked: frozenset[Joint] = frozenset()

    def at(self, share: float) -> Pose:
        """The pose on the way, 0 at the base and 1 at the target."""
        return pinned(blend(self.base, self.target, share), self.base, joints=self.locked)


def on_body(pose: Pose, body: Pose, *, flipped: bool = False) -> Pose:
    """`pose`, or its mirror image, as the person of `body` takes it: that person's proportions, place and ground.

    Raises PoseError when the two share neither hips nor neck.
    """
    return fit(mirror(pose) if flipped else pose, to=body, feet_on_ground=True)
