"""How wide a limb is along its length on both sides, measured where the photo shows its outline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.layers.limb import LimbField, Wrist

BINS = 24  # a bone
_OUTLINE_PERCENTILE = 96
_FARTHEST = 2.2  # usual half widths; what lies farther off is no outline of this limb
_LEAST_PIXELS = 3
_ENOUGH_BINS = 6
_SMOOTHED_OVER = 7  # bins
_BUMPS_OVER = 9  # bins
# Of a limb's shape at some place along it: with less than some half of this it counts as missing there.
_GAP_SHOWN = 0.65
_WRIST_BINS, _LEAST_WRIST = 7, 2  # next to the wrist that are looked at, and that must show both sides


@dataclass(frozen=True, eq=False)
class Widths:
    """Half widths [2, 2 * BINS] of a limb's sides (negative and positive across), px; NaN where nothing shows.

    seen: where the outline itself shows, not the edge of what lies over it. usual: [2 * BINS] px.
    """

    half: NDArray[np.float64]
    seen: NDArray[np.bool_]
    usual: NDArray[np.float64]

    def scaled(self, factor: float) -> Widths:
        """The same on a grid of `factor` times as many pixels."""
        return Widths(self.half * factor, self.seen, self.usual * factor)


def measured(
    field: LimbField, own: NDArray[np.bool_], free: NDArray[np.bool_], usual: tuple[float, float]
) -> Widths:
    """The widths of a limb. own: [h, w] where it shows. free: where neither it nor anything before it shows.

    usual: half widths of its two bones, px.
    """
    expected = np.repeat(np.array(usual), BINS)
    half, seen = np.full((2, 2 * BINS), np.nan), np.zeros((2, 2 * BINS), bool)
    inside = own & (field.along > 0) & (field.along < 1)
    bins = np.minimum((field.whole[inside] * BINS).astype(int), 2 * BINS - 1)
    across, distance = field.across[inside], field.distance[inside]
    reach = free & (field.along > 0) & (field.along < 1)
    free_bins = np.minimum((field.whole[reach] * BINS).astype(int), 2 * BINS - 1)
    free_across = field.across[reach]
    for side, sign in enumerate((-1, 1)):
        here = (across * sign > 0) & (distance < _FARTHEST * expected[bins])
        order = np.argsort(bins[here], kind="stable")
        widths = np.split(
            np.abs(across[here])[order], np.searchsorted(bins[here][order], np.arange(1, 2 * BINS))
        )
        outside = free_across * sign > 0
        gaps_order = np.argsort(free_bins[outside], kind="stable")
        gaps = np.split(
            np.abs(free_across[outside])[gaps_order],
            np.searchsorted(free_bins[outside][gaps_order], np.arange(1, 2 * BINS)),
        )
        for k in range(2 * BINS):
            if len(widths[k]) < _LEAST_PIXELS:
                continue
            edge = float(np.percentile(widths[k], _OUTLINE_PERCENTILE))
            half[side, k] = edge
            rim = 0.25 * expected[k] + 2
            seen[side, k] = bool(((gaps[k] > edge) & (gaps[k] < edge + rim)).sum() >= _LEAST_PIXELS)
    return Widths(half, seen, expected)


def whole(own: Widths, twin: Widths | None, *, crosses: bool = False) -> NDArray[np.float64]:
    """Half widths [2, 2 * BINS] as they would be if nothing lay over the limb: own, the twin's, or usual ones.

    crosses: the twin may lie over it, as a leg does; then joints lie off its middle, and a side that it hides is a
    twin's width from the one that shows.
    """
    places = np.arange(2 * BINS)
    out = np.empty_like(own.half)
    for side in range(2):
        seen = own.seen[side]
        guess = np.full(2 * BINS, np.nan)
        if twin is not None:
            guess = np.where(twin.seen[side], twin.half[side], np.nan)
        if seen.sum() >= _ENOUGH_BINS:
            along = np.interp(places, places[seen], own.half[side][seen])
            guess = np.where(np.isnan(guess), along, guess.clip(0.85 * along, 1.1 * along))
        width = np.where(seen, own.half[side], guess)
        other = np.where(own.seen[1 - side], own.half[1 - side], np.nan)
        width = np.where(np.isnan(width), np.fmax(other, np.nan_to_num(own.half[side])), width)
        if twin is not None and crosses:
            told = twin.seen.all(0) & own.seen[1 - side] & ~seen
            width = np.where(told, twin.half.sum(0) - own.half[1 - side], width)
        width[width <= 0] = np.nan
        good = ~np.isnan(width)
        ratio = (
            np.interp(places, places[good], (width / own.usual)[good]) if good.any() else np.ones(2 * BINS)
        )
        width = np.where(good, width, ratio.clip(0.7, 1.3) * own.usual).clip(0.4 * own.usual, 1.7 * own.usual)
        pad = _SMOOTHED_OVER // 2
        kernel = np.ones(_SMOOTHED_OVER) / _SMOOTHED_OVER
        out[side] = np.convolve(np.pad(width, pad, mode="edge"), kernel, "valid")
    return out


def without_bumps(half: NDArray[np.float64]) -> NDArray[np.float64]:
    """Half widths [2, 2 * BINS] with the median of their neighbours in place of each."""
    padded = np.pad(half, ((0, 0), (_BUMPS_OVER // 2,) * 2), mode="edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, _BUMPS_OVER, 1), -1))


def mirrored(widths: Widths) -> Widths:
    """With the two sides exchanged."""
    return Widths(widths.half[::-1], widths.seen[::-1], widths.usual)


def width_at(field: LimbField, half: NDArray[np.float64]) -> Floats:
    """The half width on each pixel's own side [h, w], px, between the bins of half [2, 2 * BINS]."""
    place = (field.whole * BINS - 0.5).clip(0, 2 * BINS - 1)
    low = place.astype(np.intp)
    high = np.minimum(low + 1, 2 * BINS - 1)
    part = place - low
    side = (field.across > 0).astype(np.intp)
    return (half[side, low] * (1 - part) + half[side, high] * part).astype(np.float32)


def wrist_of(widths: Widths) -> Wrist | None:
    """An arm's wrist, None where its outline is not seen."""
    both = np.array(widths.seen.all(0))
    both[:-_WRIST_BINS] = False
    if both.sum() < _LEAST_WRIST:
        return None
    negative, positive = np.median(widths.half[:, both], 1)
    return Wrist(float(negative), float(positive))


def lacking(field: LimbField, visible: Floats, shape: Floats, *, bones: NDArray[np.bool_]) -> Floats:
    """The limb's own shape [h, w] wherever along its bones next to nothing of it shows: a limb is one piece.

    bones: which of the two are known.
    """
    bins = np.minimum((field.whole * BINS).astype(np.intp), 2 * BINS - 1)
    inside = shape * ((field.along > 0) & (field.along < 1))
    total, shown = (np.bincount(bins.ravel(), (inside * w).ravel(), 2 * BINS) for w in (1.0, visible))
    share = np.where(total > 0, shown / np.maximum(total, 1), 1)
    lack = ((_GAP_SHOWN - share) / (_GAP_SHOWN / 2)).clip(0, 1) * np.repeat(bones, BINS)
    lack = np.convolve(np.pad(lack, 1, mode="edge"), np.ones(3) / 3, "valid")
    return (inside * (lack > 0.4)[bins]).astype(np.float32)
