"""Hands in pockets: what lies in a pocket is not drawn, and the sleeve ends where the pocket begins."""

from __future__ import annotations

from collections.abc import Sequence

from engine.synthesis.body.body import Body, BodyShape, Floats
from engine.synthesis.posing.poses import SIDES, BodyPose

# Where in the sleeve a hand that is in a pocket ends, from the wrist (0) to the elbow (1).
_IN_SLEEVE = 0.25


def put_in_pockets(
    placed: Floats, skin: Floats, *, body: Body, shape: BodyShape, poses: Sequence[BodyPose], worlds: Floats
) -> None:
    """Draw hands that are in pockets into their sleeves, in place: a hand without size shows nothing.

    placed: [V, N, 3] points of a mesh in V poses, with skin weights [N, B]; worlds: [V, B, 4, 4] the bones' motions.
    """
    for index, side in enumerate(SIDES):
        bones = [n for n, bone in enumerate(body.bones) if _of_hand(bone, side)]
        hand = skin[:, bones].sum(1) > 0.5
        elbow, wrist = (body.head_of(shape, f"{bone}.{side}") for bone in ("lowerarm01", "wrist"))
        within = wrist + _IN_SLEEVE * (elbow - wrist)
        forearm = body.bones.index(f"lowerarm02.{side}")
        for number, pose in enumerate(poses):
            if pose.arms[index].hand.in_pocket:
                motion = worlds[number, forearm]
                placed[number, hand] = motion[:3, :3] @ within + motion[:3, 3]


def _of_hand(bone: str, side: str) -> bool:
    return bone.startswith(("wrist", "finger")) and bone.endswith(side)
