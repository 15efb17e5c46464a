"""Photos of rendered figures as photographers crop them, each with the joints that it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pose.pose import Joint, Point, Pose
from engine.synthesis.figures import Figure, Thing
from engine.synthesis.grounds import GROUNDS, ground

Pixels = NDArray[np.uint8]
_PHOTO_PX = 900  # a photo's height
_WIDE = 0.75  # its width over its height
_OFF_CENTRE = 0.3  # of the width: where somebody stands who is not in the middle
_EYES = [Joint.R_EYE, Joint.L_EYE]
_SHOP = (0.45, 0.8)  # of a photo's height, that an object alone fills


@dataclass(frozen=True, eq=False)
class Framed:
    """A photo of a figure: rgb [H, W, 3]; pose: its joints, present where the photo shows them; head_px: head size."""

    crop: str
    turn: str
    rgb: Pixels
    pose: Pose
    head_px: float


@dataclass(frozen=True)
class _Body:
    """Where a figure has what photos are cut at, px: x of its middle, y of the rest."""

    middle: float
    crown: float
    eyes: float
    chin: float
    chest: float
    waist: float
    hip: float
    knee: float
    soles: float

    @property
    def height(self) -> float:
        return self.soles - self.crown


# Upper and lower edge of a photo, and where across its width the person stands.
_Cut = Callable[[_Body], tuple[float, float, float]]
CROPS: Final[dict[str, _Cut]] = {
    "whole, roomy": lambda b: (b.crown - 0.12 * b.height, b.soles + 0.12 * b.height, 0.5),
    "whole, hair at the edge": lambda b: (b.crown, b.soles + 0.08 * b.height, 0.5),
    "cut at the knee": lambda b: (b.crown - 0.08 * b.height, b.knee, 0.5),
    "cut at the hip, hair at the edge": lambda b: (b.crown, b.hip + 0.03 * b.height, 0.5),
    "cut at the waist": lambda b: (b.crown - 0.05 * b.height, b.waist, 0.5),
    "cut at the chest": lambda b: (b.crown - 0.04 * b.height, b.chest, 0.5),
    "head cut at the eyes": lambda b: (b.eyes, b.hip + 0.1 * b.height, 0.5),
    "head cut at the chin": lambda b: (b.chin, b.knee, 0.5),
    "small, off centre": lambda b: (b.crown - 0.9 * b.height, b.soles + 0.5 * b.height, _OFF_CENTRE),
    "half body, off centre": lambda b: (b.crown - 0.07 * b.height, b.hip + 0.05 * b.height, _OFF_CENTRE),
}


def framed(figure: Figure, crop: str, rng: np.random.Generator) -> Framed:
    """A figure as a photo of one of `CROPS` shows it, before a ground of our own."""
    body = _body(figure)
    top, bottom, across = CROPS[crop](body)
    scale = _PHOTO_PX / (bottom - top)
    size = (round(_WIDE * _PHOTO_PX), _PHOTO_PX)
    corner = (body.middle - across * size[0] / scale, top)
    rgb = _laid(figure.rgba, corner, scale, ground(str(rng.choice(GROUNDS)), size, rng))
    joints = (figure.joints - corner) * scale
    shown = ((joints >= 0) & (joints < size)).all(1) & figure.seen
    pose = Pose(tuple(Point(x, y, 1.0) for x, y in joints.tolist()))
    missing = [joint for joint in Joint if not shown[joint]]
    return Framed(crop, figure.turn, rgb, pose.with_present(missing, present=False), pose.head_size())


def alone(thing: Thing, rng: np.random.Generator) -> Pixels:
    """An object as a shop shows it, in the middle of paper, [H, W, 3]."""
    size = np.array([round(_WIDE * _PHOTO_PX), _PHOTO_PX])
    extent = np.array(thing.rgba.shape[1::-1])
    scale = float(rng.uniform(*_SHOP) * min(size / extent))
    corner = extent / 2 - size / (2 * scale)
    return _laid(thing.rgba, (corner[0], corner[1]), scale, ground("paper", (size[0], size[1]), rng))


def _laid(rgba: Pixels, corner: tuple[float, float], scale: float, behind: Pixels) -> Pixels:
    """Premultiplied rgba [h, w, 4], scaled, over a picture [H, W, 3] whose first pixel lies at `corner` of it."""
    # warpAffine counts from pixel centres, we from corners: half a pixel each way.
    matrix = np.array([[scale, 0, -corner[0] * scale], [0, scale, -corner[1] * scale]])
    matrix[:, 2] += scale * 0.5 - 0.5
    size = (behind.shape[1], behind.shape[0])
    if scale < 1:
        rgba = cv2.GaussianBlur(rgba, (0, 0), 0.4 / scale)
    laid = cv2.warpAffine(rgba, matrix, size, flags=cv2.INTER_LINEAR).astype(np.float32)
    return np.asarray((laid[..., :3] + behind * (1 - laid[..., 3:] / 255)).clip(0, 255), np.uint8)


def _body(figure: Figure) -> _Body:
    rows = np.flatnonzero((figure.rgba[..., 3] > 127).any(1))
    x, y = figure.joints.T.astype(np.float64)
    nose, neck = (float(y[joint]) for joint in (Joint.NOSE, Joint.NECK))
    hip, knee = (
        float(y[[a, b]].mean()) for a, b in ((Joint.R_HIP, Joint.L_HIP), (Joint.R_KNEE, Joint.L_KNEE))
    )
    return _Body(
        middle=float(x[[Joint.NECK, Joint.R_HIP, Joint.L_HIP]].mean()),
        crown=float(rows[0]),
        eyes=float(y[_EYES].mean()),
        chin=nose + 0.5 * (neck - nose),
        chest=neck + 0.45 * (hip - neck),
        waist=neck + 0.75 * (hip - neck),
        hip=hip,
        knee=knee,
        soles=float(rows[-1] + 1),
    )
