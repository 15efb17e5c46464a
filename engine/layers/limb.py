"""Coordinates along and across a limb of two bones, for pixels of a box: completion mirrors and measures by them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats, ramp
from engine.layers.skeleton import Points

_WRIST_FROM = (
    0.55,
    0.8,
)  # along the forearm, from where and where wholly one wrist's place is taken for another's
_MOST_WIDER = 2.0  # times: one wrist may be seen from its edge
_HAND_SIZED = 0.12  # torso lengths past the wrist, where a hand has its own size whatever the wrist's


class Wrist(NamedTuple):
    """How far a wrist reaches from its bone to either side across, px."""

    negative: float
    positive: float


@dataclass(frozen=True, eq=False)
class LimbField:
    """For each pixel of a box: the nearer bone, where it lies along it and how far to its side. All [h, w].

    ends: [3, 2] root, middle and end of the limb in photo pixels.
    """

    ends: Points
    bone: NDArray[np.uint8]  # 0 or 1
    along: Floats  # of the nearer bone: 0 at its start, 1 at its end, beyond these outside
    across: Floats  # px, signed: positive to the left of the bone as one looks along it on the screen
    distance: Floats  # px, to the nearer bone as a segment

    @property
    def whole(self) -> Floats:
        """0..2 along the whole limb, held at its ends."""
        return self.bone + self.along.clip(0, 1)

    def length(self, bone: int) -> float:
        """Of bone 0 or 1, px; at least 1."""
        return max(float(np.hypot(*(self.ends[bone + 1] - self.ends[bone]))), 1.0)

    def beyond_px(self) -> Floats:
        """How far past the limb's two ends a pixel lies, px."""
        start = np.where(self.bone == 0, -self.along * self.length(0), 0)
        end = np.where(self.bone == 1, (self.along - 1) * self.length(1), 0)
        return np.maximum(np.maximum(start, end), 0).astype(np.float32)


def limb_field(ends: Points, box: Box) -> LimbField:
    """The field of a limb with these ends [3, 2] over a photo box (x0, y0, x1, y1)."""
    y, x = np.mgrid[box[1] : box[3], box[0] : box[2]].astype(np.float32)
    along, across, distance = [], [], []
    for a, b in pairwise(ends):
        length = max(float(np.hypot(*(b - a))), 1.0)
        ux, uy = ((b - a) / length).astype(np.float32)
        t = ((x - np.float32(a[0])) * ux + (y - np.float32(a[1])) * uy) / np.float32(length)
        d = (y - np.float32(a[1])) * ux - (x - np.float32(a[0])) * uy
        along.append(t)
        across.append(d)
        distance.append(np.hypot(d, (t - t.clip(0, 1)) * np.float32(length)))
    lower = distance[1] < distance[0]
    return LimbField(
        ends,
        lower.astype(np.uint8),
        np.where(lower, along[1], along[0]),
        np.where(lower, across[1], across[0]),
        np.minimum(distance[0], distance[1]),
    )


def on_wrist(field: LimbField, own: Wrist, other: Wrist, torso_px: float) -> LimbField:
    """An arm's field moved and widened across so that its wrist lies on another, whose hand it goes on in.

    Joints lie anywhere within a wrist, and a hand that hung on them would stand beside its arm.
    """
    wider = np.clip(sum(other) / max(sum(own), 1.0), 1 / _MOST_WIDER, _MOST_WIDER)
    past = (field.along - 1) * field.length(1) / torso_px
    here = (field.bone == 1) * ramp(field.along, *_WRIST_FROM)
    wider = 1 + (wider - 1) * (1 - ramp(past, 0, _HAND_SIZED))
    middle, other_middle = ((wrist.positive - wrist.negative) / 2 for wrist in (own, other))
    moved = (field.across - middle) * wider + other_middle
    return replace(field, across=(field.across + (moved - field.across) * here).astype(np.float32))


def places(ends: Points, field: LimbField, *, mirrored: bool) -> tuple[Floats, Floats]:
    """Where on another limb with these ends [3, 2] the pixels of a field lie, as x and y in photo pixels.

    mirrored: the sides are exchanged, as left and right are in a frontal view. Past its end a limb keeps its size.
    """
    sign = np.float32(-1 if mirrored else 1)
    x, y = np.zeros_like(field.along), np.zeros_like(field.along)
    for bone in (0, 1):
        a, b = ends[bone], ends[bone + 1]
        length = max(float(np.hypot(*(b - a))), 1.0)
        ux, uy = (b - a) / length
        t = field.along
        past = (t - t.clip(0, 1)) * field.length(bone)
        step = t.clip(0, 1) * length + past
        here = field.bone == bone
        x = np.where(here, a[0] + step * ux - sign * field.across * uy, x)
        y = np.where(here, a[1] + step * uy + sign * field.across * ux, y)
    return x.astype(np.float32), y.astype(np.float32)
