"""Long thin things in a hand, canes, ski poles, brooms: a matting network loses them, lines beside the hand find them.

A line counts that begins in a hand, differs in colour from the ground on both its sides, which are alike, goes on for
longer than a forearm and ends within the photo. What runs level, goes on beyond the hand or has its like beside it is
ground: kerbs, joints of walls, railings.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, square_norm
from engine.layers.regions import ARMS, CHAINS
from engine.layers.skeleton import Points, complete
from engine.pose.pose import Pose
from engine.source.thin_matte import thin_matte
from engine.system.giving_way import give_way

_TORSO_PX = 64.0  # a torso's length where lines are looked for
_STEP, _CLOSER = 2.0, 5  # degrees between directions; how many are looked at around the best one
# Torso lengths: how far a line is followed, and looked at behind the hand; how far beside its middle it may begin, and
# up to where it must have come out of it.
_FAR, _BEHIND, _ASIDE, _OUT = 3.4, 0.6, 0.16, 0.4
_HAND = 0.25  # behind its middle, what still is the hand
_LEAST = 0.85  # torso lengths: longer than a forearm
_LEVEL = 12.0  # degrees from the horizon within which lines are the ground's
_HALF_WIDTHS = (1, 2)  # px
_BESIDE = 2  # px more, at which the ground is looked at
_CONTRAST, _STRONG = 12.0, 35.0  # levels between a line and both its sides, everywhere and on average
_UNLIKE = 0.7  # of the difference between both sides that is taken off
_GAP_PX, _SEEN = 9, 0.55  # along a line, over which so much of it must be seen
_WHOLE = 0.85  # of it in all
_GOES_ON = 0.3  # the share of a line behind the hand that is the ground's
_LIKE, _LIKES = 0.6, 2  # the share of a line that is one beside it, and how many of those are a railing's
_OUTSIDE = 0.5  # of a matte


class Line(NamedTuple):
    """start, end: [2] in photo pixels."""

    start: Points
    end: Points


class _Found(NamedTuple):
    """A line out of a hand: mean contrast times length, degrees, px beside the hand's middle and along to its end.

    goes_on: to the photo's edge, or beyond the hand.
    """

    strength: float
    angle: float
    row: int
    end: float
    goes_on: bool


def with_poles(rgb: NDArray[np.uint8], matte: Floats, pose: Pose) -> Floats:
    """A matte [H, W] of a photo [H, W, 3] with the long thin things that the person holds."""
    skeleton, out = complete(pose), matte
    small = _Small(rgb, matte, _TORSO_PX / skeleton.torso)
    for hand in hands_of(pose):
        give_way()
        line = small.line_from(hand)
        if line is not None:
            out = np.maximum(out, thin_matte(rgb, matte, line.start, line.end, skeleton.torso))
    return out


def hands_of(pose: Pose, *, lowered: bool = False) -> list[Points]:
    """The middles [2] of the hands whose forearms are seen, photo pixels; lowered: only of those that hang down."""
    skeleton = complete(pose)
    arms = [arm for arm in ARMS if skeleton.known[list(CHAINS[arm][1:])].all()]
    found = [(skeleton.hand(arm), skeleton.xy[CHAINS[arm].middle]) for arm in arms]
    return [hand for hand, elbow in found if not lowered or hand[1] > elbow[1]]


class _Strip(NamedTuple):
    """A picture turned so that a direction runs to the right: Lab colours [h, w, 3], and where ground shows."""

    colours: Floats
    ground: NDArray[np.bool_]
    inside: NDArray[np.bool_]


class _Small:
    """A photo at a size at which lines are looked for."""

    def __init__(self, rgb: NDArray[np.uint8], matte: Floats, factor: float) -> None:
        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
        size = (max(round(rgb.shape[1] * factor), 4), max(round(rgb.shape[0] * factor), 4))
        self._scale = np.array(size) / (rgb.shape[1], rgb.shape[0])
        lab = cv2.cvtColor(cv2.resize(rgb, size, interpolation=how), cv2.COLOR_RGB2LAB)
        held = (cv2.resize(matte, size, interpolation=how) * 254).astype(np.uint8) + 1  # 0 beyond the photo
        self._picture = np.dstack([lab, held]).astype(np.float32)

    def line_from(self, hand: Points) -> Line | None:
        """The strongest line out of a hand's middle [2], photo pixels; None where there is none that counts."""
        at = (hand + 0.5) * self._scale - 0.5
        angles = np.arange(0, 360, _STEP)
        steep = angles[np.minimum(angles % 180, 180 - angles % 180) > _LEVEL]
        found = [each for each in (self._strongest(at, float(angle)) for angle in steep) if each is not None]
        if not found:
            return None
        # As it runs between two of these directions, where it ends and whether it goes on is seen.
        middle = max(found).angle
        closer = (self._strongest(at, middle + by) for by in np.linspace(-_STEP, _STEP, _CLOSER))
        best = max(each for each in closer if each is not None)
        if best.goes_on or self._likes(at, best) >= _LIKES:
            return None
        along = np.array([math.cos(math.radians(best.angle)), math.sin(math.radians(best.angle))])
        start = at + best.row * np.array([-along[1], along[0]])
        first, last = ((each + 0.5) / self._scale - 0.5 for each in (start, start + best.end * along))
        return Line(first, last)

    def _strip(self, at: Points, angle: float, half: int) -> _Strip:
        """From behind a place [2] on in a direction, so many rows to either side."""
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        behind = _BEHIND * _TORSO_PX
        matrix = np.array(
            [[c, -s, at[0] - behind * c + half * s], [s, c, at[1] - behind * s - half * c]], np.float32
        )
        size = (round((_FAR + _BEHIND) * _TORSO_PX), 2 * half + 1)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        strip = cv2.warpAffine(self._picture, matrix, size, flags=flags)
        inside = strip[..., 3] > 0
        return _Strip(cv2.blur(strip[..., :3], (3, 1)), inside & (strip[..., 3] < 255 * _OUTSIDE), inside)

    def _strongest(self, at: Points, angle: float) -> _Found | None:
        """The strongest line in a direction."""
        half, air = round(_ASIDE * _TORSO_PX), max(_HALF_WIDTHS) + _BESIDE
        strip, best = self._strip(at, angle, half + air), None
        start = round((_BEHIND + 0.05) * _TORSO_PX)
        ground = _between(strip.ground, air)
        if ground[:, start:].sum(1).max() < _LEAST * _TORSO_PX:
            return None
        for width in _HALF_WIDTHS:
            contrast = _contrast(strip.colours, width + _BESIDE, air)
            seen = (contrast > _CONTRAST) & ground
            ends, length = _followed(seen[:, start:], ground[:, start:])
            past = np.arange(seen.shape[1] - start) < ends[:, None]
            total = np.where(seen, contrast.clip(0, 60), 0)[:, start:]
            strength = (total * past).sum(1) / _TORSO_PX
            out = ground[:, start:].argmax(1) < _OUT * _TORSO_PX
            strong = strength > _STRONG * length / _TORSO_PX
            whole = (seen[:, start:] & past).sum(1) > _WHOLE * length
            strength = strength * (out & strong & whole & (length >= _LEAST * _TORSO_PX))
            row = int(strength.argmax())
            if strength[row] > 0:
                before = round((_BEHIND - _HAND) * _TORSO_PX)
                behind = seen[row, :before].sum() > _GOES_ON * max(ground[row, :before].sum(), 1)
                last = min(start + int(ends[row]) + _GAP_PX, seen.shape[1] - 1)
                end = start + float(ends[row]) - _BEHIND * _TORSO_PX
                goes_on = bool(behind or not strip.inside[row + air, last])
                each = _Found(float(strength[row]), angle, row - half, end, goes_on)
                best = each if best is None else max(best, each)
        return best

    def _likes(self, at: Points, line: _Found) -> int:
        """How many lines beside one run as it does."""
        half, air = round(_TORSO_PX), max(_HALF_WIDTHS) + _BESIDE
        strip = self._strip(at, line.angle, half + air)
        past = np.s_[round((_BEHIND + _OUT) * _TORSO_PX) : round(_BEHIND * _TORSO_PX + line.end)]
        contrast = _contrast(strip.colours, max(_HALF_WIDTHS) + _BESIDE, air)[:, past]
        ground = _between(strip.ground, air)[:, past]
        like = ((contrast > _CONTRAST) & ground).sum(1) > _LIKE * np.maximum(
            ground.sum(1), 0.5 * ground.shape[1]
        )
        like[max(half + line.row - 2 * air, 0) : half + line.row + 2 * air] = False
        return int((np.diff(np.r_[0, like.astype(np.int8)]) > 0).sum())


def _between(ground: NDArray[np.bool_], air: int) -> NDArray[np.bool_]:
    """Where each row of a strip but its outer `air`, and what lies beside it, is ground: gaps between legs are none."""
    beside = ground[: -2 * air] & ground[2 * air :]
    return np.asarray(ground[air:-air] & beside)


def _contrast(colours: Floats, beside: int, air: int) -> Floats:
    """By how much each row of a strip but its outer `air` differs from both rows `beside` it, less their difference."""
    middle = colours[air:-air]
    above, below = colours[air - beside : -air - beside], colours[air + beside : len(colours) - air + beside]
    apart = [np.sqrt(square_norm(one - other)) for one, other in ((middle, above), (middle, below))]
    return np.asarray(np.minimum(*apart) - _UNLIKE * np.sqrt(square_norm(above - below)), np.float32)


def _followed(
    seen: NDArray[np.bool_], ground: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each row [h, w] stops being a line, and how much ground it crosses until there, px."""
    share = cv2.blur(seen.astype(np.float32), (_GAP_PX, 1))
    lost = ground & (share < _SEEN * cv2.blur(ground.astype(np.float32), (_GAP_PX, 1)))
    ends = np.where(lost.any(1), lost.argmax(1), seen.shape[1])
    crossed = np.hstack([np.zeros((len(seen), 1), int), np.cumsum(ground, 1)])
    return ends, crossed[np.arange(len(ends)), ends]
