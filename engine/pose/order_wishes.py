"""Which limbs a person wants in front of others, whatever the pose says."""

from __future__ import annotations

from dataclasses import dataclass

from engine.pose.pose import MIRROR, Joint

# The joints that limbs end in, and by which limbs are named where it matters what is in front.
LIMB_ENDS = (
    Joint.R_ELBOW, Joint.R_WRIST, Joint.L_ELBOW, Joint.L_WRIST,
    Joint.R_KNEE, Joint.R_ANKLE, Joint.L_KNEE, Joint.L_ANKLE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LimbOrder:
    """Which limbs, by the joint they end in (elbow, wrist, knee or ankle), lie over or behind all others.

    in_front: the frontmost last. Of limbs in neither, forearms that the pose moves lie in front; of others the
    network decides.
    """

    in_front: tuple[Joint, ...] = ()
    behind: tuple[Joint, ...] = ()

    def swapped(self) -> LimbOrder:
        """The same with left and right exchanged."""
        front, behind = (tuple(MIRROR[joint] for joint in named) for named in (self.in_front, self.behind))
        return LimbOrder(front, behind)


ARMS_BEHIND = LimbOrder(behind=(Joint.R_WRIST, Joint.L_WRIST))
