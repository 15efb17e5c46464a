"""What kind of thing a surface is, and the layer class that each of its faces belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from engine.pose import layer_classes as layers
from engine.pose.layer_classes import N_CLASSES

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
# Cloth that hangs below this far under the hip joints counts as skirt, above as pelvis; metres.
_SKIRT_BELOW_HIP_M = 0.02
_SHAFT_ABOVE_ANKLE_M = 0.07


class Kind(Enum):
    """What a surface is to the person who wears it."""

    SKIN = "skin"
    FACE = "eyes and brows"
    HAIR = "hair"
    HEADWEAR = "headwear"
    TOP = "top"
    OUTER = "coat, jacket or cardigan"
    TROUSERS = "trousers"
    SOCKS = "socks"
    SKIRT = "skirt"
    SHOES = "shoes"
    SCARF = "scarf"
    THING = "thing"


_WHOLE = {
    Kind.FACE: layers.HEAD,
    Kind.HAIR: layers.HAIR,
    Kind.HEADWEAR: layers.HEADWEAR,
    Kind.SCARF: layers.SCARF,
    Kind.THING: layers.THING,
}
# A sleeve over the hand is forearm, a collar torso, a hem over the shoe shin.
_SLEEVED = {
    layers.HEAD: layers.TORSO,
    layers.RIGHT_HAND: layers.RIGHT_FOREARM,
    layers.LEFT_HAND: layers.LEFT_FOREARM,
}
_TROUSERED = {
    layers.TORSO: layers.PELVIS,
    layers.RIGHT_FOOT: layers.RIGHT_SHIN,
    layers.LEFT_FOOT: layers.LEFT_SHIN,
}
_LEGS = range(layers.RIGHT_THIGH, layers.LEFT_FOOT + 1)
_ARMS = range(layers.RIGHT_UPPER_ARM, layers.LEFT_HAND + 1)


@dataclass(frozen=True)
class Heights:
    """Heights of a body shape at rest in metres, at which layers begin and end."""

    waist: float
    hip: float
    crotch: float
    ankle: float


def bone_layers(bones: list[str]) -> Ints:
    """The layer class [B] that skin moving with each bone belongs to."""
    return np.array([_bone_layer(bone) for bone in bones], np.int64)


def _bone_layer(bone: str) -> int:
    name, _, letter = bone.partition(".")
    side = 1 if letter == "L" else 0
    for starts, right in (
        (("upperarm", "shoulder"), layers.RIGHT_UPPER_ARM),
        (("lowerarm",), layers.RIGHT_FOREARM),
        (("wrist", "finger"), layers.RIGHT_HAND),
        (("upperleg",), layers.RIGHT_THIGH),
        (("lowerleg",), layers.RIGHT_SHIN),
        (("foot",), layers.RIGHT_FOOT),
    ):
        if name.startswith(starts):
            return right + side
    if name in ("root", "pelvis", "spine05"):
        return layers.PELVIS
    return layers.TORSO if name.startswith(("spine", "clavicle")) else layers.HEAD


def face_layers(
    kind: Kind, *, rest: Floats, skin: Floats, faces: Ints, bones: Ints, heights: Heights
) -> NDArray[np.uint8]:
    """The layer class [M] of each face of a surface.

    rest [N, 3], skin [N, B], faces [M, 3]; bones [B] as `bone_layers` gives them.
    """
    if kind in _WHOLE:
        return np.full(len(faces), _WHOLE[kind], np.uint8)
    height = rest[faces][..., 2].mean(1)
    if kind is Kind.SKIRT:
        hangs = height < heights.hip - _SKIRT_BELOW_HIP_M
        return np.where(hangs, layers.SKIRT, layers.PELVIS).astype(np.uint8)
    votes = (skin @ np.eye(N_CLASSES, dtype=np.float32)[bones])[faces].sum(1)
    found = _renamed(votes.argmax(1), kind)
    if kind is Kind.TOP:
        hem = np.where(height > heights.crotch - 0.03, layers.PELVIS, layers.COAT)
        found = np.where(np.isin(found, _LEGS), hem, found)
    elif kind is Kind.OUTER:
        found = np.where((height < heights.waist) & ~np.isin(found, _ARMS), layers.COAT, found)
    elif kind is Kind.SHOES:
        found = np.where(height < heights.ankle + _SHAFT_ABOVE_ANKLE_M, _foot_beside(votes), found)
    return found.astype(np.uint8)


def _renamed(found: Ints, kind: Kind) -> Ints:
    table = np.arange(N_CLASSES)
    renames = _SLEEVED if kind in (Kind.TOP, Kind.OUTER) else _TROUSERED if kind is Kind.TROUSERS else {}
    for old, new in renames.items():
        table[old] = new
    return np.asarray(table[found])


def _foot_beside(votes: Floats) -> Ints:
    """The foot of the side on which a face's weights lie."""
    left = votes[:, layers.LEFT_SHIN] + votes[:, layers.LEFT_FOOT]
    right = votes[:, layers.RIGHT_SHIN] + votes[:, layers.RIGHT_FOOT]
    return np.where(left > right, layers.LEFT_FOOT, layers.RIGHT_FOOT)
