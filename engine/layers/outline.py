"""The outline of torso and thighs under arms, hands and bags: its rows' ends where they show, else what joins them."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, opened, widened
from engine.layers.armpit import below_armpit
from engine.layers.regions import ARMS, CHAINS, LEGS, Region
from engine.layers.scene import Scene
from engine.layers.skeleton import Skeleton
from engine.layers.smooth_line import Line, smooth_line
from engine.layers.trunk import Trunk, axis_of
from engine.pose.pose import Joint

# In torso lengths.
_BESIDE = 0.03  # how near to an end the background must lie for the end to be the outline
_RIM = 0.02  # above and below hidden rows
_SHOULDER_OUT = 0.04  # how far outside the shoulder joint the torso ends there
_HANGS, _HANGS_SHOWN = 0.45, 0.1  # above a hem, and how much of that must show where a shirt ends
CLOTH: Final = 0.45  # below the shoulder, where the cloth of a sleeve may hang outside the side
_HIP_OUT, _KNEE_OUT = 0.14, 0.10  # how far outside of hip and knee the sides lie where nothing shows them
_NEAR_HIP = 0.15  # above the hip, from where a row that shows its end tells where the hips are
# How far the learned extent may lie outside and inside the line between the ends that show, and how near those count.
_WIDER, _NARROWER, _ANCHORED = 0.04, 0.15, 0.15
_SLIVER = 0.025
_LEVEL = 0.14
_STRAY = 0.1  # of that, by which single columns may end off the hem
_WAIST = 0.35  # above the hips, where no shirt ends
_LEGS_BELOW = 0.75  # below the hips, how far the sides of the thighs go on
_RIM_PX = 4  # below its last row, what a column must show for that to be the hem
_LIKELY = 1e-3  # the weight of a row that does not show its end, where one that does has 1
_FIRM = 3.0  # the same of an end that shows and would else lie outside
_OFF = 0.03  # how far off the line single ends that show are heard
_LEVELLED = 0.01  # the same of a hem's whole line
_BENT = 0.02  # of a hem's points, how far its bend is held back
_TURNS = 3
_POINTS = 80
_KNEE_OF = {CHAINS[leg].root: CHAINS[leg].middle for leg in LEGS}


def trunk_of(scene: Scene) -> Trunk:
    """The trunk of a scene: its rows' ends where they show, a line with little bending where they do not."""
    skeleton, matte = scene.skeleton, scene.matte
    height, width = matte.shape
    # What lies behind the torso shows where that ends, as the background does.
    before = matte * (1 - _behind(scene))
    xy = skeleton.xy - scene.box[:2]
    sides, shows = np.full((2, height), np.nan, np.float32), np.zeros((2, height), bool)
    # Slivers along an arm's edge are no part of the outline.
    own = _opened(scene.shares[Region.TORSO] * matte, skeleton)
    # Hips that a hand hides are as wide as the legs below them.
    body = own | _opened(scene.shares[list(LEGS)].sum(0) * matte, skeleton)
    top = round(min(xy[Joint.R_SHOULDER, 1], xy[Joint.L_SHOULDER, 1]))
    shown = np.flatnonzero(own.sum(1) > 0.12 * skeleton.torso)
    last = max(int(shown[-1]) if len(shown) else 0, round(_hips(xy) + _LEGS_BELOW * skeleton.torso))
    rows = np.arange(max(top, 0), min(last, height))
    if len(rows) < 8:
        return Trunk(sides, shows, np.full(width, height, np.float32), np.full(height, np.nan, np.float32))
    joints = sorted((Joint.R_SHOULDER, Joint.L_SHOULDER), key=lambda j: float(xy[j, 0]))
    extent = None if scene.body is None else scene.body * matte > 0.5
    sliver = max(2, round(_SLIVER * skeleton.torso))
    bottom = _bottom(
        own,
        widened(scene.above(Region.TORSO) * matte > 0.5, sliver),
        lowest=_hips(xy) - _WAIST * skeleton.torso,
        level=_LEVEL * skeleton.torso,
    )
    for k, shoulder in enumerate(joints):
        (whole, whole_shows), (cloth, cloth_shows) = (
            _side(
                (shape, extent), before, skeleton, rows, xy=xy, shoulder=shoulder, sign=2 * k - 1, hangs=hangs
            )
            for shape, hangs in ((body, False), (own, True))
        )
        # A shirt hangs straight down to its hem, whatever width the hips below it have.
        hem = bottom[np.round(cloth).astype(np.intp).clip(0, width - 1)]
        hangs = _shows_side(own, before, rows[rows < np.median(hem)], 2 * k - 1, skeleton.torso)
        own_side = (rows < hem) & hangs
        sides[k, rows] = np.where(own_side, cloth, whole)
        shows[k, rows] = np.where(own_side, cloth_shows, whole_shows)
    return Trunk(sides, shows, bottom, _between_legs(matte, xy))


def _behind(scene: Scene) -> Floats:
    """The share [h, w] of arms that lie behind the torso, from where their sleeves and it are no longer one cloth."""
    found = np.zeros_like(scene.matte)
    for arm in ARMS:
        if scene.order.index(arm) < scene.order.index(Region.TORSO):
            top = scene.skeleton.xy[CHAINS[arm].root, 1] + CLOTH * scene.skeleton.torso - scene.box[1]
            first = int(np.clip(top, 0, len(found)))
            found[first:] += scene.shares[arm, first:]
    return found


def _between_legs(matte: Floats, xy: NDArray[np.float64]) -> NDArray[np.float32]:
    """The x between both thighs in the rows from the hips to where background shows between them, NaN elsewhere [h]."""
    rows = np.arange(len(matte))
    axes = np.stack([axis_of(rows, xy[CHAINS[leg].root], xy[CHAINS[leg].middle]) for leg in LEGS])
    low, high = axes.min(0), axes.max(0)
    columns = np.arange(matte.shape[1])[None]
    gap = (columns > low[:, None]) & (columns < high[:, None]) & (matte < 0.5)
    first = int(max(xy[[CHAINS[leg].root for leg in LEGS], 1].max(), 0))
    last = int(min(xy[[CHAINS[leg].middle for leg in LEGS], 1].min(), len(matte)))
    seen = np.flatnonzero(gap[first:last].any(1))
    middle, end = axes.mean(0), first + int(seen[0]) if len(seen) else last
    if len(seen):
        # The line ends where the gap begins, else one thigh would end in a spur there.
        off = float(np.flatnonzero(gap[end]).mean()) - float(middle[end])
        middle = middle + off * ((rows - first) / max(end - first, 1))
    return np.where((rows >= first) & (rows < end), middle, np.nan).astype(np.float32)


def _opened(visible: Floats, skeleton: Skeleton) -> NDArray[np.bool_]:
    return opened(visible > 0.5, max(2, round(_SLIVER * skeleton.torso)))


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
    straight = level_line(np.flatnonzero(seen), last[seen], width, max(_STRAY * level, 1.0))
    line = straight
    for _ in range(_TURNS):
        away = (last - line) / max(_STRAY * level, 1.0)
        weights = np.where(seen, 1 / (1 + away**2) ** 2, 0.0) + _LEVELLED
        values = np.where(seen, last, straight) * (weights - _LEVELLED) + straight * _LEVELLED
        line = smooth_line(values / weights, weights)
    # Beside a hand its rim cuts the hem's corner off.
    kept = cv2.erode(seen[None].astype(np.uint8), np.ones((1, 2 * max(2, round(_STRAY * level)) + 1)))[0] > 0
    return np.where(kept & (np.abs(last - line) < _STRAY * level), last, line).astype(np.float32)


def level_line(x: NDArray[np.int64], y: NDArray[np.number], count: int, off: float) -> Line:
    """The line [count] that most of the points x, y lie near: straight, or as bent as a hem around a body is.

    off: px off the line from which a point is heard less and less.
    """
    some = np.linspace(0, len(x) - 1, min(len(x), _POINTS)).round().astype(np.intp)
    step = x[some][:, None] - x[some][None]
    slopes = (y[some][:, None] - y[some][None])[step > 0] / step[step > 0]
    # Theil and Sen's median of slopes.
    slope = float(np.median(slopes)) if len(slopes) else 0.0
    line = slope * np.arange(count) + float(np.median(y - slope * x))
    half = max(float(np.ptp(x)) / 2, 1.0)
    place = (np.arange(count) - (float(x.min()) + half)) / half
    terms = np.stack([np.ones(count), place, place**2], 1)
    for _ in range(_TURNS):
        weights = 1 / (1 + ((y - line[x]) / off) ** 2) ** 2
        system = (terms[x] * weights[:, None]).T @ terms[x] + np.diag([1e-6, 1e-6, _BENT * len(x)])
        line = terms @ np.linalg.solve(system, (terms[x] * weights[:, None]).T @ y)
    return np.asarray(line, np.float64)


def _side(
    body: tuple[NDArray[np.bool_], NDArray[np.bool_] | None],
    matte: Floats,
    skeleton: Skeleton,
    rows: NDArray[np.int64],
    *,
    xy: NDArray[np.float64],
    shoulder: Joint,
    sign: int,
    hangs: bool,
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """The x of the outline in each row, on the left (-1) or the right (1) of the picture; and which rows show it.

    body: where it shows, and where it is thought to go on under what lies over it. hangs: as cloth does, whatever the
    hips are.
    """
    own, extent = body
    torso, start = skeleton.torso, float(xy[shoulder, 1])
    hip = min((Joint.R_HIP, Joint.L_HIP), key=lambda j: float(abs(xy[j, 0] - xy[shoulder, 0])))
    ends, seen = _ends(own, matte, rows, sign * np.arange(1, max(4, round(_BESIDE * torso))))
    seen &= _off_rims(seen, max(1, round(_RIM * torso))) & (rows > start + 0.1 * torso)
    knee = _KNEE_OF[hip]
    beside_knee = xy[knee] + (sign * _KNEE_OUT * torso, 0) if skeleton.known[knee] else None
    beside = xy[hip] + (sign * _HIP_OUT * torso, 0), beside_knee
    likely = _likely(rows, ends, seen, beside, _NEAR_HIP * torso, sign=sign, hangs=hangs)
    if extent is not None and seen.any():
        # Away from rows that show their end, the learned extent says how the line runs, within limits: a wide sleeve
        # makes it too wide.
        away = (np.abs(rows[:, None] - rows[seen][None]).min(1) / (_ANCHORED * torso)).clip(0, 1)
        bulge = (sign * (_outermost(extent, rows, sign) - likely)).clip(-_NARROWER * torso, _WIDER * torso)
        likely = likely + sign * np.nan_to_num(bulge) * away * (rows < xy[hip, 1])  # below, legs are as wide
    values, weights = np.where(seen, ends, likely), np.where(seen, 1.0, _LIKELY)
    line, weights = _robust(values, weights, seen, _OFF * torso)
    # What shows for certain is inside, however the line runs, but for the cloth of a sleeve.
    for _ in range(_TURNS):
        outside = ~seen & (rows > start + CLOTH * torso) & (sign * (ends - line) > 0.5)
        if not outside.any():
            break
        values[outside], weights[outside] = ends[outside], _FIRM
        line = smooth_line(values, weights)
    shown = seen & (np.abs(ends - line) < _OFF * torso)
    at_shoulder = sign * xy[shoulder, 0] + _SHOULDER_OUT * torso
    first = float(rows[shown][0] - start) / torso if shown.any() else np.inf
    below = (rows - start).astype(np.float64) / torso
    return (sign * below_armpit(sign * line, at_shoulder, below, first)).astype(np.float32), shown


def _shows_side(
    own: NDArray[np.bool_], matte: Floats, rows: NDArray[np.int64], sign: int, torso: float
) -> bool:
    """Whether the torso's own cloth shows its end in enough of the last rows above a hem."""
    last = rows[-max(1, round(_HANGS * torso)) :]
    _, seen = _ends(own, matte, last, sign * np.arange(1, max(4, round(_BESIDE * torso))))
    return bool(seen.sum() > _HANGS_SHOWN * torso)


def _robust(values: Line, weights: Line, seen: NDArray[np.bool_], off: float) -> tuple[Line, Line]:
    """A line and the weights it ends with: rows beside a finger or a gap look `seen`, but lie `off` px away."""
    line = smooth_line(values, weights)
    for _ in range(_TURNS):
        weights = np.where(seen, 1 / (1 + ((values - line) / off) ** 2) ** 2, weights)
        line = smooth_line(values, weights)
    return line, weights


def _off_rims(seen: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Rows away from those that an arm hides, where its rim is taken for the body's."""
    air = np.ones((2 * reach + 1, 1), np.uint8)
    whole = cv2.morphologyEx(seen[:, None].astype(np.uint8), cv2.MORPH_CLOSE, air)
    return np.asarray(cv2.erode(whole, air)[:, 0] > 0)


def _likely(
    rows: NDArray[np.int64],
    ends: Line,
    seen: NDArray[np.bool_],
    joints: tuple[NDArray[np.float64], NDArray[np.float64] | None],
    above: float,
    *,
    sign: int,
    hangs: bool,
) -> Line:
    """Straight between rows that show their end, to beside the hip where none does from `above` px over it on.

    joints: where the side lies beside hip and knee; to the knee, if that is known, where none does below.

    Cloth that `hangs` falls straight for as much below the last row that does.
    """
    places, values = rows[seen].astype(np.float64), ends[seen]
    (hip, knee), shown = joints, len(places)
    if hangs and shown:
        # From what shows beside an arm farther down and out it hangs too.
        under = np.flatnonzero((rows > places[-1]) & (sign * (ends - values[-1]) > 0))
        if len(under):
            widest = under[(sign * ends[under]).argmax()]
            places, values = np.append(places, rows[widest]), np.append(values, ends[widest])
    if not (places[:shown] > hip[1] - above).any():
        if hangs and shown:
            places, values = np.append(places, places[-1] + above), np.append(values, values[-1])
        if not shown or hip[1] > places[-1]:
            places, values = np.append(places, hip[1]), np.append(values, hip[0])
    if not hangs and knee is not None and knee[1] > places[-1]:
        places, values = np.append(places, knee[1]), np.append(values, knee[0])
    return np.interp(rows, places, values)


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
