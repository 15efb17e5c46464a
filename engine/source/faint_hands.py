"""Hands that a matte holds half: around them it is of two minds, and a network for hands alone says where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.pose.hand_points import FINGERS, PALM, WRIST, HandPoints, Hands
from engine.source.cut_anew import Outline

_AROUND = 0.75  # hand lengths around its middle that are looked at
_UNSURE = 0.15, 0.85  # of the matte, between which it is in doubt
_DOUBT = 0.2  # of what lies around a hand: beyond what soft rims come to
_WHOLE = 0.8  # the mean matte of a hand whose points were found from which on it is not faint


def faint_hands(
    outlines: Sequence[Outline], matte: Floats, found: Callable[[], Hands]
) -> Iterator[Sequence[Outline]]:
    """What is to be cut out anew of the hands around whose outlines [5, 2] a matte [H, W] is in doubt.

    outlines: from the wrist to the finger tips and back, photo pixels. found: the hands of the photo by their own
    points, which are looked for only where there is a doubt.
    """
    faint = [outline for outline in outlines if _doubt(outline, matte) > _DOUBT]
    hands = list(found().values()) if faint else []
    for outline in faint:
        near = [hand for hand in hands if np.hypot(*(hand[WRIST] - outline[0])) < _length(outline)]
        if near and (_mean_within(matte, _hull(near[0])) or 1) < _WHOLE:
            yield [near[0][list(PALM)], *(near[0][list(finger)] for finger in FINGERS)]


def _length(outline: Outline) -> float:
    """From the wrist to the finger tips."""
    return float(np.hypot(*(outline[2:4].mean(0) - outline[0])))


def _doubt(outline: Outline, matte: Floats) -> float:
    """The share of what lies around a hand of which a matte [H, W] is not sure."""
    radius = max(3, round(_AROUND * _length(outline)))
    x, y = (int(v) for v in outline.mean(0))
    rows, columns = (slice(max(at - radius, 0), max(at + radius + 1, 0)) for at in (y, x))
    part = matte[rows, columns]
    if not part.size:
        return 0.0
    near = np.zeros(part.shape, np.uint8)
    cv2.circle(near, (x - columns.start, y - rows.start), radius, 1, -1)
    inside = part[near > 0]
    return float(((inside > _UNSURE[0]) & (inside < _UNSURE[1])).mean()) if inside.size else 0.0


def _hull(hand: HandPoints) -> Outline:
    """The outline around all points [21, 2] of a hand."""
    corners: Outline = hand[cv2.convexHull(hand.astype(np.float32), returnPoints=False)[:, 0]]
    return corners


def _mean_within(matte: Floats, outline: NDArray[np.float64]) -> float | None:
    """The mean of a matte [H, W] within an outline; None where the photo shows nothing of it."""
    x, y, w, h = cv2.boundingRect(outline.astype(np.float32))
    inside = np.s_[max(y, 0) : max(y + h, 0), max(x, 0) : max(x + w, 0)]
    part = matte[inside]
    if not part.size:
        return None
    mask = np.zeros(part.shape, np.uint8)
    corner = (max(x, 0), max(y, 0))
    cv2.fillConvexPoly(mask, (outline - corner).round().astype(np.int32), 1)
    return float(part[mask > 0].mean()) if mask.any() else None
