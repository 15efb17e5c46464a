"""Where a shirt, jacket or skirt ends and legs begin: the parsing calls both thigh, their colours tell them apart."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats
from engine.layers.outline import level_line
from engine.layers.regions import CHAINS, LEGS, Region
from engine.layers.silhouette import legs_at
from engine.layers.skeleton import Points, Skeleton
from engine.pose.pose import Joint

# In torso lengths below the line of the hips.
_BAND = (-0.25, 0.75)
_SHIRT = (-0.45, 0.05)
_LEGS_FROM, _LOWEST = 0.35, 0.08
_LEAST_PIXELS = 300
_COLOURS = 4  # that a cloth is told by
_NOISE = 14.0  # levels
_APART = 30.0  # levels between two cloths that can be told apart
_CLEAR = 0.75  # share of pixels that agree with the hem found, else there is none
_SMOOTHED = 0.22  # torso lengths along the hem
_TIP = 0.2  # torso lengths below it where the parsing may still call legs torso
_NARROWER = (2, 5)  # parts of that over which it is looked at again
_HEARD = 4.0  # log odds in a column without which it says nothing of the hem
# Of a skirt: the share of both thighs that cloth covers, and of one whose legs wear the same colours.
_SKIRT_REACH, _LONG_REACH, _THIGH_FROM = 0.45, 0.55, 0.2
_AT_BONE, _BESIDE_BONE = 0.12, 0.12  # torso lengths around a bone
_GAP_ROWS = 0.2  # of the rows that show background between legs in trousers
# Torso lengths past the hem of a silhouette, and squared ones of what hangs there, that are more than a slant.
_PAST_HEM, _LEAST_PAST = 0.15, 0.003
_STANDS = 0.55  # torso lengths from hips to knees down the picture, of people who stand
_SHADES = 0.72, 0.5  # of the light on legs, down to where they lie in a skirt's shadow
_UNEVEN = 0.05  # torso lengths by which a skirt's hem lies off one line
_HIPS, _KNEES, _ANKLES = (tuple(CHAINS[leg][k] for leg in LEGS) for k in range(3))


def with_hem(shares: Floats, rgb: NDArray[np.uint8], matte: Floats, skeleton: Skeleton, box: Box) -> Floats:
    """Shares [7, h, w] in which what hangs below the hips in the shirt's colours belongs to the torso.

    All over a photo box. In each column the hem lies where colours above are best the shirt's and below the legs'.
    """
    hip = (skeleton.xy[Joint.R_HIP, 1] + skeleton.xy[Joint.L_HIP, 1]) / 2 - box[1]
    legs = shares[list(LEGS)].sum(0)
    shirt = _palette(rgb, (shares[Region.TORSO] > 0.9) & (matte > 0.95), _rows(hip, _SHIRT, skeleton, matte))
    trousers = _palette(rgb, (legs > 0.9) & (matte > 0.95), _leg_rows(legs * matte, hip, skeleton))
    band = _rows(hip, _BAND, skeleton, matte)
    if shirt is None or trousers is None or band.stop - band.start < 8 or _distance(shirt, trousers) < _APART:
        return shares
    body = (legs + shares[Region.TORSO])[band] * matte[band] > 0.5
    ends, agree, odds = _hem(rgb[band], body, (shirt, trousers), skeleton)
    if agree < _CLEAR:
        return shares
    below = _below(ends, odds, _TIP * skeleton.torso)
    return _legs_below(_hung(shares, band, ends), band, below, skeleton.xy[list(_HIPS), 0] - box[0])


def with_skirt(
    shares: Floats, cloth: Floats, rgb: NDArray[np.uint8], matte: Floats, skeleton: Skeleton, box: Box
) -> Floats:
    """Shares [7, h, w] in which cloth that hangs over both thighs is one piece down to its hem.

    cloth: [h, w] probability of hanging cloth or of the hips it hangs from. Legs that are seen apart from each other
    wear trousers.
    """
    if not all(skeleton.has_limb(leg) for leg in LEGS):
        return shares
    xy = skeleton.xy - box[:2]
    reach = min(_covered(cloth, xy, leg, skeleton.torso) for leg in LEGS)
    band = slice(*(int(np.clip(xy[list(joints), 1].max(), 0, len(matte))) for joints in (_HIPS, _ANKLES)))
    if reach < _SKIRT_REACH or band.stop - band.start < 8:
        return shares
    legs = shares[list(LEGS)].sum(0)
    shins = slice(int((xy[list(_KNEES), 1].max() + xy[list(_ANKLES), 1].max()) / 2), band.stop)
    own = _palette(rgb, (cloth > 0.6) & (matte > 0.95), band)
    bare = _palette(rgb, (legs > 0.9) & (cloth < 0.2) & (matte > 0.95), shins)
    if own is None or bare is None:
        return shares
    if _distance(own, bare) < _APART:
        if reach < _LONG_REACH or any(_apart(matte, xy, rows) for rows in (band, shins)):
            return shares
        return _hung(shares, band, np.full(matte.shape[1], band.stop - band.start, np.float32))
    # Columns beside both legs show what hangs there, which may end elsewhere.
    x = xy[[joint for leg in LEGS for joint in CHAINS[leg][:2]], 0]
    columns = np.arange(matte.shape[1])[None]
    inside = np.abs(columns - (x.min() + x.max()) / 2) < np.ptp(x) / 2 + _BESIDE_BONE * skeleton.torso
    body = ((legs + shares[Region.TORSO])[band] * matte[band] > 0.5) & inside
    shaded = np.concatenate([bare * shade for shade in _SHADES]).astype(np.float32)
    told = shaded[_nearest(shaded, own) >= (_APART / 2) ** 2]
    ends, agree, _ = _hem(rgb[band], body, (own, np.concatenate([bare, told])), skeleton)
    return shares if agree < _CLEAR else _hung(shares, band, _levelled(ends, body.any(0), skeleton.torso))


def hung_to(shares: Floats, hem: int, skeleton: Skeleton) -> Floats:
    """Shares [7, h, w] in which cloth hangs over both thighs, from the hips down to a row."""
    top = int(np.clip(skeleton.xy[list(_HIPS), 1].min(), 0, hem))
    return _hung(shares, slice(top, hem), np.full(shares.shape[2], hem - top, np.float32))


def ends_at(hung: Floats, before: Floats, hem: int, skeleton: Skeleton) -> Floats:
    """Shares [7, h, w] as hung by colours, and as the row of a hem tells, where colours tell nothing or another.

    Where cloth went far past that row, below it as before: skin above boots is more like a dress than boots are. Where
    none hung, down to it if it lies below the knees: what ends higher may be a jacket or shorts.
    """
    if hung is before:
        hips, knees = (float(skeleton.xy[list(joints), 1].mean()) for joints in (_HIPS, _KNEES))
        stands = knees - hips > _STANDS * skeleton.torso
        return hung_to(before, hem, skeleton) if stands and hem > knees else before
    far = hem + round(_PAST_HEM * skeleton.torso)
    more = (hung[Region.TORSO, far:] - before[Region.TORSO, far:]).clip(0)
    if more.sum() < _LEAST_PAST * skeleton.torso**2:
        return hung
    return np.concatenate([hung[:, :hem], before[:, hem:]], 1)


def _hem(
    rgb: NDArray[np.uint8], body: NDArray[np.bool_], palettes: tuple[Floats, Floats], skeleton: Skeleton
) -> tuple[Floats, float, Floats]:
    """The hem's row in each column, how clear it is, and the odds of cloth [h, w]; palettes: of cloth and legs."""
    cloth, legs = (_nearest(rgb.astype(np.float32), palette) for palette in palettes)
    odds = np.where(body, (legs - cloth) / (2 * _NOISE**2), 0).clip(-4, 4)
    return *_hem_rows(odds, body, max(3, round(_SMOOTHED * skeleton.torso))), odds


def _hung(shares: Floats, band: slice, ends: Floats) -> Floats:
    """Shares in which legs above the rows `ends` [w] of a band are the torso's cloth."""
    y = np.arange(band.stop - band.start, dtype=np.float32)[:, None]
    above = (ends[None] - y + 0.5).clip(0, 1)
    out = shares.copy()
    for leg in LEGS:
        taken = out[leg, band] * above
        out[leg, band] -= taken
        out[Region.TORSO, band] += taken
    return out


def _levelled(ends: Floats, seen: NDArray[np.bool_], torso: float) -> Floats:
    """Rows [w] of a skirt's hem, near one line: where both thighs are in its shade, their colours are like it."""
    columns = np.flatnonzero(seen)
    line = level_line(columns, ends[columns], len(ends), _UNEVEN * torso / 2)
    return np.clip(ends, line - _UNEVEN * torso, line + _UNEVEN * torso).astype(np.float32)


def _below(ends: Floats, odds: Floats, reach: float) -> Floats:
    """1 less than `reach` px below a hem where colours are surely the legs', [h, w]."""
    under = np.arange(len(odds), dtype=np.float32)[:, None] - ends[None]
    return (under.clip(0, 1) * (under < reach) * (odds < -1)).astype(np.float32)


def _legs_below(shares: Floats, band: slice, below: Floats, hips: Points) -> Floats:
    """Shares in which what of the torso lies `below` its hem is the leg's whose hip [2] is nearer."""
    out = shares.copy()
    x = np.arange(shares.shape[2])
    nearest = np.abs(x[None] - hips[:, None]).argmin(0)
    taken = out[Region.TORSO, band] * below
    out[Region.TORSO, band] -= taken
    for k, leg in enumerate(LEGS):
        out[leg, band] += taken * (nearest == k)
    return out


def _covered(cloth: Floats, xy: Points, leg: Region, torso: float) -> float:
    """The share of a thigh's bone, below its root, that cloth [h, w] covers."""
    hip, knee, _ = (xy[j] for j in CHAINS[leg])
    side = max(1, round(_AT_BONE * torso)) | 1
    around = cv2.blur(cloth, (side, side))
    steps = np.linspace(_THIGH_FROM, 1, 20)
    places = (hip + steps[:, None] * (knee - hip)).round().astype(int)
    x, y = (places[:, k].clip(0, cloth.shape[1 - k] - 1) for k in (0, 1))
    return float((around[y, x] > 0.5).mean())


def _apart(matte: Floats, xy: Points, band: slice) -> bool:
    """Whether background shows between the legs in many rows of a band."""
    low, high = legs_at(xy, np.arange(band.start, band.stop))
    columns = np.arange(matte.shape[1])[None]
    between = (columns > low[:, None]) & (columns < high[:, None])
    return float(((matte[band] < 0.5) & between).any(1).mean()) > _GAP_ROWS


def _leg_rows(legs: Floats, hip: float, skeleton: Skeleton) -> slice:
    """Rows that show legs and no shirt: well below the hips, in half-body photos the lowest there are."""
    shown = np.flatnonzero((legs > 0.9).sum(1) > 0.1 * skeleton.torso)
    last = int(shown[-1]) + 1 if len(shown) else 0
    first = hip + _LEGS_FROM * skeleton.torso
    return slice(int(max(min(first, last - _LOWEST * skeleton.torso), 0)), last)


def _rows(hip: float, span: tuple[float, float], skeleton: Skeleton, matte: Floats) -> slice:
    """The rows of a span in torso lengths below the hips."""
    low, high = (int(np.clip(hip + v * skeleton.torso, 0, len(matte))) for v in span)
    return slice(low, high)


def _palette(rgb: NDArray[np.uint8], where: NDArray[np.bool_], rows: slice) -> Floats | None:
    """The main colours [k, 3] of a cloth in some rows of a picture; None for too few pixels."""
    pixels = rgb[rows][where[rows]]
    if len(pixels) < _LEAST_PIXELS:
        return None
    sample = pixels[:: max(1, len(pixels) // 4000)].astype(np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 1.0)
    cv2.setRNGSeed(1)
    _, labels, centres = cv2.kmeans(
        sample, _COLOURS, np.empty(0, np.int32), criteria, 1, cv2.KMEANS_PP_CENTERS
    )
    counts = np.bincount(labels[:, 0], minlength=_COLOURS)
    return centres[counts > 0.08 * len(sample)]


def _distance(a: Floats, b: Floats) -> float:
    return float(np.sqrt(((a[:, None] - b[None]) ** 2).sum(-1)).min())


def _nearest(colours: Floats, palette: Floats) -> Floats:
    """The squared distance [h, w] of each colour to the nearest of a palette."""
    return np.min([((colours - colour) ** 2).sum(-1) for colour in palette], axis=0)


def _hem_rows(odds: Floats, body: NDArray[np.bool_], over: int) -> tuple[Floats, float]:
    """The row of the hem in each column [w], smooth along it, and the share of pixels on their side of it."""
    gain = np.vstack([np.zeros((1, odds.shape[1]), np.float32), odds.cumsum(0)]).astype(np.float32)
    side = over | 1
    # Columns vote together with their neighbours: folds and prints are narrower than a hem is straight.
    voted = cv2.blur(gain, (side, 1))
    ends = voted.argmax(0).astype(np.float32)
    seen = np.asarray(body.any(0))
    if not seen.any():
        return ends, 0.0
    ends = _along(ends, seen, side)
    # Once more beside that line, now along the hem: one that falls to a side is no level row.
    for narrower in _NARROWER:
        ends = _nearby(gain, ends, max(3, over // narrower) | 1, over // 2)
    above = np.arange(len(odds))[:, None] < ends[None]
    right = np.where(above, odds > 0, odds < 0)[body & (np.abs(odds) > 1)]
    return ends, float(right.mean()) if right.size else 0.0


def _along(ends: Floats, seen: NDArray[np.bool_], side: int) -> Floats:
    """Rows [w] with those that are not seen between their neighbours, averaged over `side` columns."""
    ends = np.interp(np.arange(len(ends)), np.flatnonzero(seen), ends[seen])
    padded = np.pad(ends, side // 2, mode="reflect", reflect_type="odd")
    return np.convolve(padded, np.ones(side) / side, "valid").astype(np.float32)


def _nearby(gain: Floats, ends: Floats, side: int, reach: int) -> Floats:
    """The best rows [w] within `reach` of `ends`, voted for by `side` columns whose hem is moved as much."""
    steps = np.arange(-reach, reach + 1)[:, None]
    rows = (ends.round().astype(np.intp)[None] + steps).clip(0, len(gain) - 1)
    local = np.take_along_axis(gain, rows, 0)
    seen = np.asarray(local.max(0) - local.min(0) > _HEARD)
    if not seen.any():
        return ends
    best = cv2.blur(local, (side, 1)).argmax(0)
    return _along(rows[best, np.arange(len(ends))].astype(np.float32), seen, side)
