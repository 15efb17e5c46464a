"""Which projective map lays one picture of a place on another: features and RANSAC, else intensities."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]  # [3, 3]
Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_FEATURES = 3000
_CLEAR = 0.8  # the best match is this much nearer than the next (Lowe's ratio)
_OFF_PX = 3.0
_LEAST_INLIERS, _LEAST_SHARE = 15, 0.3
_ECC_EDGE_PX, _ECC_STEPS, _ECC_EPSILON, _ECC_LEAST = 480, 120, 1e-5, 0.6
_LEAST_SCALE, _MOST_SCALE = 0.2, 5.0  # beside what the sizes of both say


def registered(moving: Grey, fixed: Grey, seen: Mask) -> Matrix | None:
    """Pixels of `moving` [h, w] to pixels of `fixed` [H, W], of which only what is `seen` counts; None for no map.

    Where there is nothing to align by, as on a plain wall, the frame of the one is laid on that of the other.
    """
    start = _frame_on_frame(moving, fixed)
    points, words = _features(fixed, seen)
    found = _by_features(moving, points, words)
    if found is None or not _is_sane(found, moving, fixed):
        found = _by_intensities(moving, fixed, seen, start=start)
    return start if found is None and len(points) < _LEAST_INLIERS else found


def _features(
    picture: Grey, seen: Mask | None = None
) -> tuple[Sequence[cv2.KeyPoint], NDArray[np.uint8] | None]:
    """Points and their descriptors; with `seen` of what is seen alone."""
    mask = None if seen is None else seen.astype(np.uint8) * 255
    points, words = cv2.ORB.create(_FEATURES, fastThreshold=7).detectAndCompute(picture, mask)
    return points, None if words is None else words.astype(np.uint8)


def _by_features(
    moving: Grey, points2: Sequence[cv2.KeyPoint], words2: NDArray[np.uint8] | None
) -> Matrix | None:
    """From those of the fixed picture."""
    points, words = _features(moving)
    if words is None or words2 is None or min(len(points), len(points2)) < _LEAST_INLIERS:
        return None
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(words, words2, k=2)
    good = [two[0] for two in pairs if len(two) == 2 and two[0].distance < _CLEAR * two[1].distance]
    if len(good) < _LEAST_INLIERS:
        return None
    start = _places(points, [match.queryIdx for match in good])
    end = _places(points2, [match.trainIdx for match in good])
    matrix, inside = cv2.findHomography(start, end, cv2.USAC_MAGSAC, _OFF_PX)
    if matrix is None or inside is None:
        return None
    inliers = int(inside.sum())
    enough = inliers >= _LEAST_INLIERS and inliers >= _LEAST_SHARE * len(good)
    return matrix if enough else None


def _by_intensities(moving: Grey, fixed: Grey, seen: Mask, *, start: Matrix) -> Matrix | None:
    """Enhanced correlation (G. Evangelidis and E. Psarakis, PAMI 2008) from `start` on, at a small size."""
    factor = min(1.0, _ECC_EDGE_PX / max(*moving.shape, *fixed.shape))
    small = [
        cv2.resize(each, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) for each in (moving, fixed)
    ]
    mask = cv2.resize(
        seen.astype(np.uint8) * 255, (small[1].shape[1], small[1].shape[0]), interpolation=cv2.INTER_NEAREST
    )
    shrink = np.diag([factor, factor, 1.0])
    warp = (shrink @ start @ np.linalg.inv(shrink)).astype(np.float32)
    until = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, _ECC_STEPS, _ECC_EPSILON)
    try:
        likeness, warp = cv2.findTransformECC(small[0], small[1], warp, cv2.MOTION_HOMOGRAPHY, until, mask, 5)
    except cv2.error:  # it did not converge
        return None
    matrix = np.linalg.inv(shrink) @ warp.astype(np.float64) @ shrink
    return matrix if likeness > _ECC_LEAST and _is_sane(matrix, moving, fixed) else None


def _places(points: Sequence[cv2.KeyPoint], chosen: list[int]) -> NDArray[np.float32]:
    return np.array([points[k].pt for k in chosen], np.float32)


def _frame_on_frame(moving: Grey, fixed: Grey) -> Matrix:
    """The map between two photos of one camera that did not move: their frames are one."""
    return np.diag([fixed.shape[1] / moving.shape[1], fixed.shape[0] / moving.shape[0], 1.0])


def _is_sane(matrix: Matrix, moving: Grey, fixed: Grey) -> bool:
    """Whether a frame stays a convex quadrangle of like size that is not mirrored."""
    height, width = moving.shape
    edges = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    corners = cv2.perspectiveTransform(edges, matrix)[0]
    if not np.isfinite(corners).all():
        return False
    sides = np.roll(corners, -1, 0) - corners
    after = np.roll(sides, -1, 0)
    turns = sides[:, 0] * after[:, 1] - sides[:, 1] * after[:, 0]
    scale = np.sqrt(abs(cv2.contourArea(corners.astype(np.float32))) / max(fixed.size, 1))
    return bool((turns > 0).all() and _LEAST_SCALE < scale < _MOST_SCALE)
