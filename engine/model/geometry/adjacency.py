"""Which parts of the photo a part of the picture may be warped from: its own, and its neighbours near the joint."""

from __future__ import annotations

from torch import Tensor

from engine.model.geometry.part_transforms import N_PARTS, PartTransforms

# Besides its own part a target pixel may be warped from one that joins it along the body, near the joint between them:
# the two parts, the part whose axis begins at that joint, and how far from it, in torso lengths.
_JOINS = (
    (0, 1, 0, 0.7),
    (0, 2, 2, 4.0),
    (0, 3, 3, 0.45),
    (0, 5, 5, 0.45),
    (3, 4, 4, 0.35),
    (5, 6, 6, 0.35),
    (2, 7, 7, 0.7),
    (2, 9, 9, 0.7),
    (7, 8, 8, 0.45),
    (9, 10, 10, 0.45),
    (0, 7, 7, 0.7),
    (0, 9, 9, 0.7),
)
# The two columns of parts, for indexing maps of all parts.
AT_SHOULDERS = [i for i, join in enumerate(_JOINS) if join[:2] in ((0, 3), (0, 5))]
JOIN_A, JOIN_B = [join[0] for join in _JOINS], [join[1] for join in _JOINS]


# Parts whose maps are mixed wherever both have a say, a bit each: those that are joined, and the thighs.
JOINED = tuple(
    sum(1 << b for b in range(N_PARTS) if a == b or {a, b} in ({7, 9}, *(set(join[:2]) for join in _JOINS)))
    for a in range(N_PARTS)
)
# How far apart, in canonical pixels, the maps of others may lead to be mixed: wholly up to the first, not at all from
# the second. Between a hand and the leg that it comes to lie on, a mix would lead to whatever lies between the two.
TOGETHER = (4.0, 8.0)


def near_adjacent(maps: PartTransforms, points: Tensor) -> Tensor:
    """[B, 12, h, w]: 1 where a target point (points [1, 2, h, w]) lies near the joint of a pair of joined parts.

    A raised upper arm may take the shoulder's cloth from the torso, but nothing of the shirt along its length.
    """
    joint = maps.capsules[:, [join[2] for join in _JOINS], 0]
    reach = maps.torso[:, None] * points.new_tensor([join[3] for join in _JOINS])
    away = (points[:, None] - joint[..., None, None]).square().sum(2).sqrt() / reach[..., None, None]
    return ((1.6 - away) / 0.6).clamp(0, 1)


def joined(parts: Tensor, weights: Tensor, near: Tensor) -> Tensor:
    """[B, 1, h, w]: how far the photo's parts [B, 11, h, w] read here are ones that the target's may be warped from.

    near [B, 12, h, w]: where joined parts may stand in for each other.
    """
    own = (weights * parts).sum(1, keepdim=True)
    across = weights[:, JOIN_A] * parts[:, JOIN_B] + weights[:, JOIN_B] * parts[:, JOIN_A]
    return (own + (across * near).sum(1, keepdim=True)).clamp(0, 1)
