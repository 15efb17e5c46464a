"""The plain records that compiled loops over pixels take."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Integers = NDArray[np.int64]
Real = float | np.floating[Any]


class Small(NamedTuple):
    """What a picture is drawn from, over the model frame; flows lead to canonical points."""

    half: Floats  # [h, w, 13] the parts' logits, and the residual
    fine: Floats  # [H, W, 11] the static mask, `Maps.shares`, `Maps.synthesised`, `Maps.mirrored`
    affine: Floats  # [11, 6] the part transforms
    capsules: Floats  # [11, 2, 2] the parts' axes, canonical pixels
    radii: Floats  # [11]
    parts: Floats  # [11, h, w] which part the photo shows
    offered: NDArray[np.uint16]  # [h, w] which parts may show behind others, a bit each
    joined: Integers  # [11] which part transforms are mixed with that of each, a bit each


class View(NamedTuple):
    """Where the model frame lies over the picture: canonical = (pixel - corner) * scale."""

    left: float
    top: float
    scale: float


class Draft(NamedTuple):
    """The person as drawn, before the outline is smoothed; all [H, W]."""

    rgb: Bytes  # [H, W, 3]
    coverage: Floats
    synthesised: Floats
    static: Floats
