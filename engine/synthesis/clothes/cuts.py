"""Where own garments begin and end: signed distances in metres to hems, sleeves and necklines on the body
suit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.body.kinds import Heights

Floats = NDArray[np.float32]
_FAR = 0.2


class Neckline(Enum):
    """The shape of the opening for the neck."""

    CREW = "crew"
    VEE = "V"
    SCOOP = "scoop"
    BOAT = "boat"
    HIGH = "high"


@dataclass(frozen=True)
class Landmarks:
    """Heights in metres of a body shape at rest, and the arm's length from shoulder to wrist."""

    neck: float
    chest: float
    waist: float
    hip: float
    crotch: float
    knee: float
    ankle: float
    neck_y: float
    elbow_at: float
    wrist_at: float

    def heights(self) -> Heights:
        """Where layers begin and end."""
        return Heights(self.waist, self.hip, self.crotch, self.ankle)


@dataclass(frozen=True)
class Suit:
    """Points on a suit over the whole body, with what the cuts measure.

    rest [N, 3]; arm [N] the arms' share of the skin weights; along [N] metres from the shoulder along the
    arm.
    """

    rest: Floats
    arm: Floats
    along: Floats
    landmarks: Landmarks


def landmarks(body: Body, shape: BodyShape) -> Landmarks:
    """Measure a body shape."""
    upper, elbow, wrist = (body.head_of(shape, bone) for bone in ("upperarm01.L", "lowerarm01.L", "wrist.L"))
    hip = float(body.head_of(shape, "upperleg01.L")[2])
    spine = float(body.head_of(shape, "spine01")[2])
    upper_length, lower_length = float(np.linalg.norm(elbow - upper)), float(np.linalg.norm(wrist - elbow))
    return Landmarks(
        neck=float(body.head_of(shape, "neck01")[2]),
        chest=spine,
        waist=hip + 0.42 * (spine - hip),
        hip=hip,
        crotch=hip - 0.1,
        knee=float(body.head_of(shape, "lowerleg01.L")[2]),
        ankle=float(body.head_of(shape, "foot.L")[2]),
        neck_y=float(body.head_of(shape, "neck01")[1]),
        elbow_at=upper_length,
        wrist_at=upper_length + lower_length,
    )


def measure_suit(body: Body, shape: BodyShape, rest: Floats, skin: Floats) -> Suit:
    """A suit of points [N, 3] with skin weights [N, B]."""
    marks = landmarks(body, shape)
    arm, along = np.zeros(len(rest), np.float32), np.zeros(len(rest), np.float32)
    for side in "LR":
        upper_bones, lower_bones = (
            [i for i, bone in enumerate(body.bones) if bone.startswith(names) and bone.endswith(side)]
            for names in (("upperarm",), ("lowerarm", "wrist", "finger"))
        )
        upper, lower = skin[:, upper_bones].sum(1), skin[:, lower_bones].sum(1)
        start, elbow, wrist = (
            body.head_of(shape, f"{bone}.{side}") for bone in ("upperarm01", "lowerarm01", "wrist")
        )
        first = (rest - start) @ ((elbow - start) / np.linalg.norm(elbow - start))
        second = marks.elbow_at + (rest - elbow) @ ((wrist - elbow) / np.linalg.norm(wrist - elbow))
        blend = lower / np.maximum(upper + lower, 1e-6)
        here = rest[:, 0] * (1 if side == "L" else -1) > 0
        along = np.where(here, (1 - blend) * first + blend * second, along)
        arm += upper + lower
    return Suit(rest, arm, along.astype(np.float32), marks)


def above(suit: Suit, height: float) -> Floats:
    """Keeps what lies above a height; arms are not asked."""
    return np.where(suit.arm > 0.4, _FAR, suit.rest[:, 2] - height).astype(np.float32)


def below(suit: Suit, height: float) -> Floats:
    """Keeps trunk and legs below a height; arms go."""
    return np.where(suit.arm > 0.3, -_FAR, height - suit.rest[:, 2]).astype(np.float32)


def sleeve(suit: Suit, length: float) -> Floats:
    """Keeps the arms up to a length in metres from the shoulder."""
    return np.where(suit.arm > 0.15, length - suit.along, _FAR).astype(np.float32)


def neckline(suit: Suit, shape: Neckline, *, width: float, depth: float) -> Floats:
    """Keeps what lies outside the neck's opening, an ellipse or a V of half `width` and `depth` seen from
    the front.
    """
    x, y, z = suit.rest.T
    if shape is Neckline.HIGH:
        return (suit.landmarks.neck + depth - z).astype(np.float32)
    drop = np.maximum(suit.landmarks.neck - 0.01 - z, 0)
    # From the low front to the high back the edge climbs over the shoulder, without a step.
    forward = np.clip((suit.landmarks.neck_y + 0.02 - y) / 0.08, 0, 1)
    deep = 0.02 + (depth - 0.02) * forward
    across, down = np.abs(x) / width, drop / deep
    distance = across + down if shape is Neckline.VEE else np.hypot(across, down)
    opening = (distance - 1) * np.minimum(width, deep)
    return np.where(z < suit.landmarks.neck - 0.3, _FAR, opening).astype(np.float32)
