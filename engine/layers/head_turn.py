"""How far a head turns in the picture: as its own joints do where they keep their shape, else as the neck's line.

A head tilts about the middle of its neck, so that the line from the joint of the neck, which lies where the collar
bones meet, tells two thirds of it. One that looks aside shows other distances between its joints, and these no angle.
"""

from __future__ import annotations

import cmath

import numpy as np

from engine.layers.lattice import Complex
from engine.layers.mesh import ramp
from engine.layers.turning import wrapped

# Of shapes that are less alike than the first the joints tell nothing, beyond the second all; a face that turns aside
# is narrower, and so less alike.
_ALIKE = (0.5, 0.9)
_LEAST_JOINTS = 3


def head_turn(before: Complex, after: Complex) -> float:
    """The angle, radians, clockwise on the screen, between a head's joints [n] before and after; 0 is the neck."""
    # The turns about the neck, and about the joints' own middle, that bring them nearest (Procrustes).
    by = cmath.phase(complex((before.conj() * after).sum()))
    own = [places - places.mean() for places in (before, after)]
    size = max(float((abs(places) ** 2).sum()) for places in own)
    if len(before) < _LEAST_JOINTS or size < 1e-9:
        return by
    turned = complex((own[0].conj() * own[1]).sum()) / size
    alike = np.array((turned * cmath.rect(1, -by)).real)
    return by + float(ramp(alike, *_ALIKE)) * wrapped(cmath.phase(turned) - by)
