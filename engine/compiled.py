"""Compiled loops over pixels: how they are compiled, and the plain records that they take.

numba keeps what it compiled on disk and makes it anew when the module of the compiled function has changed, whatever
else it calls. So each of them lives in one module with all that it calls and all numbers that it uses.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Integers = NDArray[np.int64]
Real = float | np.floating[Any]
Box = tuple[int, int, int, int]  # x0, y0, x1, y1
Function = TypeVar("Function", bound=Callable[..., Any])

# Compiled code lets go of Python's lock, so that threads draw side by side.
_compiler = partial(njit, nogil=True, error_model="numpy", fastmath={"contract", "nsz", "arcp"})


class Small(NamedTuple):
    """What a picture is drawn from, over the model frame; flows lead to canonical points."""

    half: Floats  # [h, w, 13] the parts' logits, and the residual
    fine: Floats  # [H, W, 11] stillness, `Maps.shares`, `Maps.painted`, `Maps.donor`
    affine: Floats  # [11, 6] the parts' maps
    capsules: Floats  # [11, 2, 2] the parts' axes, canonical pixels
    radii: Floats  # [11]
    parts: Floats  # [11, h, w] which part the photo shows
    offered: NDArray[np.uint16]  # [h, w] which parts may show behind others, a bit each


class View(NamedTuple):
    """Where the model frame lies over the picture: canonical = (pixel - corner) * scale."""

    left: float
    top: float
    scale: float


class Draft(NamedTuple):
    """The person as drawn, before the outline is smoothed; all [H, W]."""

    rgb: Bytes  # [H, W, 3]
    coverage: Floats
    painted: Floats
    still: Floats


def compiled(function: Function) -> Function:
    """A loop that Python calls, kept on disk where that is possible: compiling takes seconds."""
    try:
        return cast("Function", _compiler(cache=True)(function))
    except RuntimeError:  # there is no folder to keep it in
        return cast("Function", _compiler()(function))


def inlined(function: Function) -> Function:
    """A piece of such a loop. Called there it would pass whole arrays on for every pixel, so it is put in its place."""
    return cast("Function", _compiler(forceinline=True)(function))
