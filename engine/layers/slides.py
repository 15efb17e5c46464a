"""How far skin and cloth slide over their bones in the picture, as parts of the body turn out of its plane.

Joints lie inside the body, and what is seen lies before them: a leg that comes forward keeps its joints' places and
its front moves along the bone; a chest that turns aside moves across its spine. Joints in the plane tell some of that
to who has seen many bodies turn. A small network has (`engine.model.slides`); here is what it is asked and what its
answer means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.layers.regions import Region
from engine.layers.skeleton import Points, Skeleton
from engine.pose.pose import LIMBS, Joint

Array = NDArray[Any]
N_PARTS: Final = 11  # in the order of `engine.model.geometry.part_transforms.PARTS`
N_TERMS: Final = 6  # of each part's field: constant, along, across, and their products
N_AXES: Final = 4  # along and across the bone in the pose, and along and across the photo's spine
_BONES = ((2, 3), (3, 4), (5, 6), (6, 7), (8, 9), (9, 10), (11, 12), (12, 13))
_TORSO, _HEAD, _PELVIS = 0, 1, 2
_FIRST_BONE: Final = {Region.RIGHT_ARM: 3, Region.LEFT_ARM: 5, Region.RIGHT_LEG: 7, Region.LEFT_LEG: 9}
# What the network is told of: limbs, and what says which way trunk and head face.
_TOLD = (*((int(a), int(b)) for a, b in LIMBS), (2, 5), (8, 11), (0, 16), (0, 17))
# Joints of each part and of what it hangs on: where these rest, the part does.
_TRUNK, _FACE = (1, 2, 5, 8, 11), (0, 14, 15, 16, 17)
_OWN = (
    _TRUNK, (*_FACE, 1, 8, 11), (1, 8, 11), (1, 2, 3), (1, 2, 3, 4), (1, 5, 6), (1, 5, 6, 7),
    (8, 9), (8, 9, 10), (11, 12), (11, 12, 13),
)  # fmt: skip
# In torso lengths:
_RESTS = 0.05  # joints that move by this much all in all let a part slide by 63 % of its way
FARTHEST: Final = 0.3  # the bound of a slide, and of the network's numbers
_OF_DEPTH = 0.7  # a point slides at most by this share of how deep inside its layer it lies
_SHORT = 0.15  # bones much shorter than this have no direction to speak of
_ALONG, _ACROSS = (-0.6, 1.4), 0.5  # the field goes on as it is there beyond these


@dataclass(frozen=True, eq=False)
class Slides:
    """What the network's numbers are: names as in `engine.model.slides`, float32; see there."""

    tensors: Mapping[str, NDArray[np.float32]]

    def between(self, before: Points, after: Points, torso: float) -> Slide:
        """The slide of joints [18, 2] of the photo, at the size of the body asked for, to those of a pose.

        torso: its length, px.
        """
        size = np.array(torso)
        answer = answered(self.tensors, asked(before, after, size))
        return Slide(answer @ directions(before, after, size), torso)


@dataclass(frozen=True, eq=False)
class Surface:
    """What is known of the points of a mesh whatever the pose: parts [p] they belong to, told float32 [n, p, 6].

    told: the terms of each part's field, times how far the point belongs to it. farthest: [n] torso lengths by which a
    point slides at most. Of n = 1 all points of the mesh go as that one.
    """

    parts: NDArray[np.int64]
    told: NDArray[np.float32]
    farthest: NDArray[np.float32]

    def bytes(self) -> int:
        """Memory held, in bytes."""
        return self.told.nbytes + self.farthest.nbytes


@dataclass(frozen=True, eq=False)
class Slide:
    """One pose's: fields [11, 6, 2], px; torso as for `Slides.between`."""

    fields: Array
    torso: float

    def of(self, surface: Surface) -> Points:
        """How far its points go, px, [n, 2] or [1, 2]."""
        count = len(surface.told)
        fields = self.fields[surface.parts].astype(np.float32).reshape(-1, 2)
        if not fields.any():
            return np.zeros((count, 2))
        way = (surface.told.reshape(count, -1) @ fields).astype(np.float64)
        return held(way, surface.farthest.astype(np.float64) * self.torso)


def surface_of(
    region: Region, points: Points, weights: NDArray[np.float64], rest: Skeleton, deep: NDArray[np.float64]
) -> Surface:
    """Of points [n, 2] of the photo with a layer's weights [n, k], see `Mesh`; deep: [n] px inside the outline.

    No point slides farther than a share of that: outlines stay where joints put them, and nothing folds at them.
    """
    shares = part_shares(region, weights)
    parts = np.flatnonzero(shares.any(0))
    told = terms(points, rest.xy, np.array(rest.torso), parts) * shares[:, parts, None]
    farthest = np.minimum(deep / rest.torso * _OF_DEPTH, FARTHEST)
    return Surface(parts, told.astype(np.float32), farthest.astype(np.float32))


def part_shares(region: Region, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far points with a layer's weights [n, k], see `Mesh`, belong to each part, [n, 11]; rows sum to 1.

    Points of two layers that meet have the same shares, or a seam would open there.
    """
    out = np.zeros((len(weights), N_PARTS))
    first = weights[:, 0]
    if region is Region.TORSO:
        legs = weights[:, 1] + weights[:, 2]
        out[:, _TORSO], out[:, _PELVIS] = first * (1 - legs), (1 - first) * (1 - legs)
        out[:, _FIRST_BONE[Region.RIGHT_LEG]] = weights[:, 1]
        out[:, _FIRST_BONE[Region.LEFT_LEG]] = weights[:, 2]
    elif region is Region.HEAD:
        # The neck is nearly all the torso's, whose cloth and skin it meets there.
        head = first**4
        out[:, _HEAD], out[:, _TORSO] = head, 1 - head
    elif region in _FIRST_BONE:
        upper = _FIRST_BONE[region]
        out[:, _TORSO if upper < _FIRST_BONE[Region.RIGHT_LEG] else _PELVIS] = 1 - first
        out[:, upper], out[:, upper + 1] = first * (1 - weights[:, 1]), first * weights[:, 1]
    return out


def fits(tensors: Mapping[str, NDArray[np.float32]]) -> bool:
    """Whether these are numbers of the network, by name and shape."""
    shapes = {name: tensor.shape for name, tensor in tensors.items()}
    told, width = (
        asked(np.zeros((18, 2)), np.zeros((18, 2)), np.array(1.0)).size,
        shapes.get("first.bias", (0,))[0],
    )
    return shapes == {
        "mean": (told,), "spread": (told,), "first.weight": (width, told), "first.bias": (width,),
        **{f"{name}.weight": (width, width) for name in ("second", "third")},
        **{f"{name}.bias": (width,) for name in ("second", "third")},
        "last.weight": (N_PARTS * N_TERMS * N_AXES, width), "last.bias": (N_PARTS * N_TERMS * N_AXES,),
    }  # fmt: skip


def asked(before: Array, after: Array, torso: Array) -> NDArray[np.float32]:
    """What the network is told of joints [..., 18, 2], [..., N]: places about the pelvis, in torso lengths [...].

    The photo's spine is upright in it, and nothing says where in the picture the person stands or how large.
    """
    turn = _upright(before)
    places = [(xy - _pelvis(xy)[..., None, :]) / torso[..., None, None] @ turn for xy in (before, after)]
    flat = lambda x: x.reshape(*x.shape[:-2], -1)  # noqa: E731
    told = [flat(places[0]), flat(places[1]), flat(places[1] - places[0])]
    ends = np.array(_TOLD)
    bones = [xy[..., ends[:, 1], :] - xy[..., ends[:, 0], :] for xy in places]
    lengths = [np.sqrt((bone**2).sum(-1) + 1e-4) for bone in bones]
    for bone, length in zip(bones, lengths, strict=True):
        told += [length, flat(bone / (length[..., None] + 0.05))]
    return np.concatenate([*told, lengths[1] - lengths[0]], -1).astype(np.float32)


def answered(tensors: Mapping[str, NDArray[np.float32]], told: NDArray[np.float32]) -> Array:
    """The network's answer [11, 6, 4] to what it is told [N]; the same sums as `engine.model.slides`."""
    x = ((told - tensors["mean"]) / tensors["spread"]).clip(-4, 4)
    x = _silu(tensors["first.weight"] @ x + tensors["first.bias"])
    for name in ("second", "third"):
        x = x + _silu(tensors[f"{name}.weight"] @ x + tensors[f"{name}.bias"])
    x = tensors["last.weight"] @ x + tensors["last.bias"]
    return (FARTHEST * np.tanh(x / 3)).reshape(N_PARTS, N_TERMS, N_AXES)


def directions(before: Array, after: Array, torso: Array) -> Array:
    """What the axes of an answer are in the picture, px [..., 11, 4, 2]: nothing for parts whose joints rest."""
    bones = _parts(after)[1]
    bones = bones / np.sqrt((bones**2).sum(-1, keepdims=True) + (_SHORT * torso[..., None, None]) ** 2)
    across = np.stack([-bones[..., 1], bones[..., 0]], -1)
    upright = np.broadcast_to(np.swapaxes(_upright(before), -1, -2)[..., None, :, :], (*bones.shape, 2))
    axes = np.concatenate([bones[..., None, :], across[..., None, :], upright], -2)
    return axes * (torso[..., None] * _moved(before, after, torso))[..., None, None]


def terms(points: Array, before: Array, torso: Array, parts: Array | None = None) -> Array:
    """The terms of the field of each part, or of some, at places of the photo [..., n, 2]: [..., n, parts, 6]."""
    starts, bones = _parts(before)
    chosen = np.arange(N_PARTS) if parts is None else parts
    starts, bones = starts[..., chosen, :], bones[..., chosen, :]
    bones = bones / (np.linalg.norm(bones, axis=-1, keepdims=True) + 0.02 * torso[..., None, None])
    away = (points[..., :, None, :] - starts[..., None, :, :]) / torso[..., None, None, None]
    ax, ay = bones[..., None, :, 0], bones[..., None, :, 1]
    along = (away[..., 0] * ax + away[..., 1] * ay).clip(*_ALONG)
    across = _ACROSS * np.tanh((away[..., 1] * ax - away[..., 0] * ay) / _ACROSS)
    ones = np.ones_like(along)
    return np.stack([ones, 2 * along, 4 * across, 8 * along * across, 3 * along**2, 12 * across**2], -1)


def held(way: Array, longest: Array) -> Array:
    """Ways [n, 2], none longer than the bound [n]; both px."""
    limit = np.maximum(longest, 1e-9)[..., None]
    far = np.sqrt((way**2).sum(-1, keepdims=True)) / limit
    return way * np.where(far < 1e-6, 1.0, np.tanh(far) / np.maximum(far, 1e-6))


def _moved(before: Array, after: Array, torso: Array) -> Array:
    """How far each part's joints have moved [..., 11], 0 for not at all..1; going along with the pelvis is none."""
    alone = after - before
    along = alone - (_pelvis(after) - _pelvis(before))[..., None, :]
    ways = [((way / torso[..., None, None]) ** 2).sum(-1) for way in (alone, along)]
    moved = np.stack([np.minimum(*(way[..., list(own)].sum(-1) for way in ways)) for own in _OWN], -1)
    return 1 - np.exp(-moved / _RESTS**2)


def _parts(xy: Array) -> tuple[Array, Array]:
    """Where each part starts, and its bone, [..., 11, 2] both; of trunk and head that is the spine."""
    pelvis, neck = _pelvis(xy), xy[..., Joint.NECK, :]
    ends = np.array(_BONES)
    starts = np.stack([pelvis, neck, pelvis], -2)
    bones = np.repeat((neck - pelvis)[..., None, :], 3, -2)
    return (
        np.concatenate([starts, xy[..., ends[:, 0], :]], -2),
        np.concatenate([bones, xy[..., ends[:, 1], :] - xy[..., ends[:, 0], :]], -2),
    )


def _pelvis(xy: Array) -> Array:
    return np.asarray((xy[..., Joint.R_HIP, :] + xy[..., Joint.L_HIP, :]) / 2)


def _upright(before: Array) -> Array:
    """The turn [..., 2, 2] of row vectors that brings the photo's spine upright."""
    spine = before[..., Joint.NECK, :] - _pelvis(before)
    angle = np.arctan2(spine[..., 0], -spine[..., 1])
    cos, sin = np.cos(angle), np.sin(angle)
    return np.stack([np.stack([cos, -sin], -1), np.stack([sin, cos], -1)], -2)


def _silu(x: Array) -> Array:
    return x / (1 + np.exp(-x))
