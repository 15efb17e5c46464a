"""Boxes of pixels."""

from __future__ import annotations

Box = tuple[int, int, int, int]  # x0, y0, x1, y1; the second corner is outside
