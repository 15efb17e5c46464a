"""Whole people who were rendered alone, and objects of theirs, as values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Figure:
    """A whole person before nothing: rgba uint8 [H, W, 4] premultiplied, joints [18, 2] px, which show, the turn."""

    rgba: NDArray[np.uint8]
    joints: NDArray[np.float32]
    seen: NDArray[np.bool_]
    turn: str


@dataclass(frozen=True, eq=False)
class Thing:
    """Something that belongs to a person, alone: rgba uint8 [H, W, 4] premultiplied."""

    name: str
    rgba: NDArray[np.uint8]
