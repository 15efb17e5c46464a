"""Class probabilities over the model frame, and today's eleven parts told apart further by geometry alone."""

from __future__ import annotations

import cv2
import numpy as np

from engine.imaging.pixels import Floats, ramp
from engine.layers.regions import CHAINS, END_CLASS, HALF_WIDTHS, LIMBS, Region
from engine.layers.skeleton import Points, Skeleton
from engine.pose import layer_classes as c

# Where the eleven parts of engine.model.geometry.part_transforms go, behind the background.
_PART_CLASSES = (
    c.BACKGROUND, c.TORSO, c.HEAD, c.PELVIS,
    c.RIGHT_UPPER_ARM, c.RIGHT_FOREARM, c.LEFT_UPPER_ARM, c.LEFT_FOREARM,
    c.RIGHT_THIGH, c.RIGHT_SHIN, c.LEFT_THIGH, c.LEFT_SHIN,
)  # fmt: skip
_LOWER_CLASS = {
    Region.RIGHT_ARM: c.RIGHT_FOREARM,
    Region.LEFT_ARM: c.LEFT_FOREARM,
    Region.RIGHT_LEG: c.RIGHT_SHIN,
    Region.LEFT_LEG: c.LEFT_SHIN,
}
# How far along its bone a forearm ends in a hand and a shin in a foot.
_ENDS_FROM = {Region.RIGHT_ARM: 1.02, Region.LEFT_ARM: 1.02, Region.RIGHT_LEG: 0.94, Region.LEFT_LEG: 0.94}
# The share of the thigh below the hips from which pelvis is hanging cloth.
_CLOTH_FROM, _CLOTH_WHOLLY = 0.30, 0.45
# Half widths from the bone at which what was called a limb is a thing carried beside it.
_THING_FROM, _THING_WHOLLY = 2.6, 3.2
# Probabilities between which hanging cloth is taken for that, and what the parts call it.
_HANGS_FROM, _HANGS_SURELY = 0.45, 0.75
# The same of things.
_THING_LIKELY, _THING_SURELY = 0.35, 0.6
_LEARNED = 0.7  # what the classes count beside the parts, where both have something to say
_UNDER_CLOTH = (c.PELVIS, c.SKIRT, c.RIGHT_THIGH, c.LEFT_THIGH, c.RIGHT_SHIN, c.LEFT_SHIN)


def together(parts: Floats, learned: Floats) -> Floats:
    """Two readings of a photo brought together, probabilities [22, h, w], at the finer's resolution.

    The parts were learned on many more people and know no things; the classes know things and hair, and take one for
    the other at times. About things, and about cloth that hangs over thighs, the parts have nothing to say: they call
    them what is below.
    """
    size = (learned.shape[2], learned.shape[1])
    grown = np.stack([cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in parts])
    hangs = ramp(learned[[c.SKIRT, c.COAT]].sum(0), _HANGS_FROM, _HANGS_SURELY)
    thing = ramp(learned[c.THING], _THING_LIKELY, _THING_SURELY)
    by_classes = _LEARNED + (1 - _LEARNED) * np.maximum(hangs * grown[list(_UNDER_CLOTH)].sum(0), thing)
    mean: Floats = (grown + (learned - grown) * by_classes).astype(np.float32)
    return mean


def from_parts(parts: Floats, joints: Points, skeleton: Skeleton) -> Floats:
    """Probabilities [22, h, w] from those of eleven parts, background first [12, h, w].

    joints: [18, 2] in pixels of these maps. Hands, feet and hanging cloth are split off by where they lie; hair,
    headwear, coat and scarf stay what they were called; what lies too far from its limb is a thing.
    """
    out = np.zeros((c.N_CLASSES, *parts.shape[1:]), np.float32)
    for part, index in enumerate(_PART_CLASSES):
        out[index] = parts[part]
    y, x = np.mgrid[: parts.shape[1], : parts.shape[2]].astype(np.float32)
    torso = float(np.hypot(*(joints[1] - (joints[8] + joints[11]) / 2)))
    for region in LIMBS:
        _move_things(out, region, joints, torso, (x, y))
        _split_end(out, region, joints, (x, y))
    hip, knee = (joints[[a, b], 1].mean() for a, b in ((8, 11), (9, 12)))
    if skeleton.known[[9, 12]].any():
        below = ramp((y - hip) / max(knee - hip, 1.0), _CLOTH_FROM, _CLOTH_WHOLLY)
        out[c.SKIRT] = out[c.PELVIS] * below
        out[c.PELVIS] *= 1 - below
    return out


def _split_end(out: Floats, region: Region, joints: Points, at: tuple[Floats, Floats]) -> None:
    _, middle, end = CHAINS[region]
    bone = joints[end] - joints[middle]
    along = ((at[0] - joints[middle, 0]) * bone[0] + (at[1] - joints[middle, 1]) * bone[1]) / max(
        bone @ bone, 1.0
    )
    share = ramp(along, _ENDS_FROM[region] - 0.03, _ENDS_FROM[region] + 0.03)
    lower = _LOWER_CLASS[region]
    out[END_CLASS[region]] = out[lower] * share
    out[lower] *= 1 - share


def _move_things(
    out: Floats, region: Region, joints: Points, torso: float, at: tuple[Floats, Floats]
) -> None:
    far = np.full(at[0].shape, np.inf, np.float32)
    ends = [joints[j] for j in CHAINS[region]]
    for a, b, width in zip(ends[:2], ends[1:], HALF_WIDTHS[region], strict=True):
        bone = b - a
        t = (((at[0] - a[0]) * bone[0] + (at[1] - a[1]) * bone[1]) / max(bone @ bone, 1.0)).clip(0, 1.25)
        reach = np.hypot(at[0] - a[0] - t * bone[0], at[1] - a[1] - t * bone[1])
        far = np.minimum(far, reach / (width * torso))
    share = ramp(far, _THING_FROM, _THING_WHOLLY)
    lower = _LOWER_CLASS[region]
    for index in (lower, lower - 2):  # the bone above it stands two classes before
        out[c.THING] += out[index] * share
        out[index] *= 1 - share
