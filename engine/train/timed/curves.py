"""Curves of a run as one picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Points = Sequence[tuple[float, float]]
_WIDTH, _HEIGHT, _MARGIN = 640, 180, 28
_INK, _LINE = (60, 60, 60), (170, 90, 20)


def curves(by_name: Mapping[str, Points], *, seconds: float) -> NDArray[np.uint8]:
    """A panel for each curve over 0..seconds, one below the other, [H, 640, 3], BGR; what is no number falls out."""
    panels = [_panel(name, points, seconds) for name, points in by_name.items()]
    return np.concatenate(panels or [_panel("nothing yet", (), seconds)])


def _panel(name: str, points: Points, seconds: float) -> NDArray[np.uint8]:
    board = np.full((_HEIGHT, _WIDTH, 3), 255, np.uint8)
    cv2.rectangle(board, (_MARGIN, _MARGIN), (_WIDTH - _MARGIN, _HEIGHT - _MARGIN), (210, 210, 210), 1)
    found = np.array([point for point in points if np.isfinite(point).all()], np.float64).reshape(-1, 2)
    if not len(found):
        return _titled(board, name)
    low, high = found[:, 1].min(), found[:, 1].max()
    x = _MARGIN + found[:, 0] / max(seconds, found[:, 0].max()) * (_WIDTH - 2 * _MARGIN)
    y = _HEIGHT - _MARGIN - (found[:, 1] - low) / max(high - low, 1e-9) * (_HEIGHT - 2 * _MARGIN)
    line = np.column_stack([x, y]).round().astype(np.int32)
    cv2.polylines(board, [line], False, _LINE, 1, cv2.LINE_AA)
    if len(line) < 40:  # single measurements can be told apart
        for place in line:
            cv2.circle(board, (int(place[0]), int(place[1])), 3, _LINE, -1, cv2.LINE_AA)
    return _titled(
        board, f"{name}: {found[0, 1]:.4g} to {found[-1, 1]:.4g} ({low:.4g} to {high:.4g}), {seconds:.0f} s"
    )


def _titled(board: NDArray[np.uint8], title: str) -> NDArray[np.uint8]:
    cv2.putText(board, title, (_MARGIN, 18), cv2.FONT_HERSHEY_SIMPLEX, 0.42, _INK, 1, cv2.LINE_AA)
    return board
