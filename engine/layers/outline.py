"""The torso's own outline under arms, hands and bags: its rows' ends where they show, else what lies between them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc, ramp
from engine.layers.regions import LEGS, Region
from engine.layers.scene import Scene
from engine.layers.skeleton import Skeleton
from engine.pose.pose import Joint

# In torso lengths.
_BESIDE = 0.03  # how near to an end the background must lie for the end to be the outline
_SHOULDER_IN = 0.02  # how far inside the shoulder joint the torso ends there
_ARMPIT = 0.30  # below the shoulder, the outline has become the side's
_HIP_OUT = 0.14  # how far outside the hip joint the torso ends where nothing shows it
# How far the learned extent may lie outside and inside the line between the ends that show, and how near those count.
_WIDER, _NARROWER, _ANCHORED = 0.04, 0.15, 0.15
_BELOW_HIPS = 0.12
_SMOOTHED_OVER = 0.10
_SLIVER = 0.025
_LEVEL = 0.14
_WAIST = 0.35  # above the hips, where no shirt ends
_LEGS_BELOW = 0.4  # below the hips, how far legs tell how wide those are
_RIM_PX = 4  # below its last row, what a column must show for that to be the hem


def torso_outline(scene: Scene) -> tuple[Floats, NDArray[np.float32]]:
    """1 inside the torso's outline with its hanging cloth, [h, w] in 0..1 over a scene, and its lowest row by column.

    Rows without any seen end are interpolated, and so is the hem where a hand hides it.
    """
    skeleton, matte = scene.skeleton, scene.matte
    height, width = matte.shape
    visible = scene.shares[Region.TORSO] * matte
    inside = np.zeros_like(visible)
    xy = skeleton.xy - scene.box[:2]
    top = round(min(xy[Joint.R_SHOULDER, 1], xy[Joint.L_SHOULDER, 1]))
    sliver = max(2, round(_SLIVER * skeleton.torso))
    # Slivers along an arm's edge are no part of the outline.
    own = _opened(visible, skeleton)
    # Hips that a hand hides are as wide as the legs below them.
    body = own | _opened(scene.shares[list(LEGS)].sum(0) * matte, skeleton)
    shown = np.flatnonzero(own.sum(1) > 0.12 * skeleton.torso)
    last = int(shown[-1]) if len(shown) else 0
    low = min(max(last, round(_hips(xy) + _BELOW_HIPS * skeleton.torso)), height - 1)
    rows = np.arange(max(top, 0), min(round(max(low, _hips(xy) + _LEGS_BELOW * skeleton.torso)), height))
    if len(rows) < 8:
        return inside, np.full(width, height, np.float32)
    left, right = sorted((Joint.R_SHOULDER, Joint.L_SHOULDER), key=lambda j: float(xy[j, 0]))
    extent = None if scene.body is None else scene.body * matte > 0.5
    left_end, right_end = (
        _side(body, extent, matte, skeleton, rows, xy=xy, shoulder=shoulder, sign=sign)
        for shoulder, sign in ((left, -1), (right, 1))
    )
    columns = np.arange(width, dtype=np.float32)[None]
    across = (columns - left_end[:, None] + 0.5).clip(0, 1) * (right_end[:, None] - columns + 0.5).clip(0, 1)
    bottom = _bottom(
        own,
        cv2.dilate((scene.above(Region.TORSO) * matte > 0.5).astype(np.uint8), disc(sliver)) > 0,
        lowest=_hips(xy) - _WAIST * skeleton.torso,
        level=_LEVEL * skeleton.torso,
    )
    inside[rows] = across * (bottom[None] - rows[:, None] + 0.5).clip(0, 1)
    return inside, bottom


def _opened(visible: Floats, skeleton: Skeleton) -> NDArray[np.bool_]:
    shown = (visible > 0.5).astype(np.uint8)
    radius = max(2, round(_SLIVER * skeleton.torso))
    return np.asarray(cv2.morphologyEx(shown, cv2.MORPH_OPEN, disc(radius)) > 0)


def _hips(xy: NDArray[np.float64]) -> float:
    return float(max(xy[Joint.R_HIP, 1], xy[Joint.L_HIP, 1]))


def _bottom(
    own: NDArray[np.bool_], above: NDArray[np.bool_], *, lowest: float, level: float
) -> NDArray[np.float32]:
    """The lowest row of each column [w], interpolated where something lies before it; below the row `lowest`.

    level: px up and down within which a hem lies.
    """
    height, width = own.shape
    shown = own.any(0)
    last = height - 1 - own[::-1].argmax(0)
    below = np.minimum(last + _RIM_PX, height - 1)
    seen = shown & ~above[below, np.arange(width)] & (last > lowest)
    if not seen.any():
        return np.full(width, height, np.float32)
    # A hem is level: what ends far from most of it ends at something else.
    seen &= np.abs(last - np.median(last[seen])) < level
    line = np.interp(np.arange(width), np.flatnonzero(seen), last[seen])
    return np.where(seen, last, line).astype(np.float32)


def _side(
    own: NDArray[np.bool_],
    extent: NDArray[np.bool_] | None,
    matte: Floats,
    skeleton: Skeleton,
    rows: NDArray[np.int64],
    *,
    xy: NDArray[np.float64],
    shoulder: Joint,
    sign: int,
) -> NDArray[np.float32]:
    """The x of the outline in each row, on the left (-1) or the right (1) of the picture.

    own, extent: where the body shows, and where it is thought to go on under what lies over it.
    """
    torso = skeleton.torso
    ends, seen = _ends(own, matte, rows, sign * np.arange(1, max(4, round(_BESIDE * torso))))
    guessed = np.full(len(rows), np.nan) if extent is None else _outermost(extent, rows, sign)
    hip = min((Joint.R_HIP, Joint.L_HIP), key=lambda j: float(abs(xy[j, 0] - xy[shoulder, 0])))
    start = float(xy[shoulder, 1])
    anchors = seen & (rows > start + 0.1 * torso)
    places, values = rows[anchors].astype(float), ends[anchors]
    if not (places > xy[hip, 1] - 0.15 * torso).any():
        places, values = (
            np.append(places, xy[hip, 1]),
            np.append(values, xy[hip, 0] + sign * _HIP_OUT * torso),
        )
    line = np.interp(rows, places, values)
    # Away from rows that show their end, the learned extent says how the line runs, within limits: a wide sleeve
    # makes it too wide.
    away = np.ones(len(rows))
    if anchors.any():
        away = np.abs(rows[:, None] - rows[anchors][None]).min(1) / (_ANCHORED * torso)
    bulge = (sign * (guessed - line)).clip(-_NARROWER * torso, _WIDER * torso)
    line = line + sign * np.nan_to_num(bulge) * away.clip(0, 1)
    # What shows for certain is inside, however the line runs.
    line = np.where(np.isnan(ends) | anchors, line, sign * np.fmax(sign * line, sign * ends))
    at_shoulder = xy[shoulder, 0] - sign * _SHOULDER_IN * torso
    blend = ramp(rows.astype(np.float32), start + 0.02 * torso, start + _ARMPIT * torso)
    narrow = np.minimum(
        sign * line, np.maximum(sign * at_shoulder, sign * np.nan_to_num(ends, nan=at_shoulder))
    )
    line = sign * (narrow * (1 - blend) + sign * line * blend)
    return _smoothed(line, max(1, round(_SMOOTHED_OVER * torso)))


def _ends(
    own: NDArray[np.bool_], matte: Floats, rows: NDArray[np.int64], probe: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The outermost column of a body in each row, NaN where it has none, and whether background is seen beside it.

    probe: the columns beside it to look at, as steps; their sign says which side is meant.
    """
    ends = _outermost(own, rows, int(np.sign(probe[0])))
    seen = np.zeros(len(rows), bool)
    for k in np.flatnonzero(~np.isnan(ends)):
        beside = (int(ends[k]) + probe).clip(0, own.shape[1] - 1)
        seen[k] = bool(matte[rows[k], beside].min() < 0.5)
    return ends, seen


def _outermost(mask: NDArray[np.bool_], rows: NDArray[np.int64], sign: int) -> NDArray[np.float64]:
    """The last column in each row on the left (-1) or the right (1); NaN where there is none."""
    picked = mask[rows]
    columns = mask.shape[1] - 1 - picked[:, ::-1].argmax(1) if sign > 0 else picked.argmax(1)
    return np.where(picked.any(1), columns, np.nan)


def _smoothed(line: NDArray[np.float64], over: int) -> NDArray[np.float32]:
    pad = over // 2
    kernel = np.ones(2 * pad + 1) / (2 * pad + 1)
    return np.convolve(np.pad(line, pad, mode="edge"), kernel, "valid").astype(np.float32)
