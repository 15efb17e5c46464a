"""How much the limbs of a view lie on other parts: where reading a photo goes wrong, and what is drawn more often."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.model.geometry.part_transforms import PARTS


def _number(name: str) -> int:
    """A part's number in a part map, where 0 is the background."""
    return 1 + PARTS.index(name)


# What each forearm may lie on, itself and its own upper arm aside, and each shin on the other leg.
_ON_BODY = {
    _number(f"{side} forearm"): [
        _number(part) for part in PARTS if part not in {f"{side} forearm", f"{side} upper arm"}
    ]
    for side in ("right", "left")
}
_ON_LEG = {
    _number(f"{side} shin"): [_number(f"{other} shin"), _number(f"{other} thigh")]
    for side, other in (("right", "left"), ("left", "right"))
}


def arm_contact(parts: NDArray[np.uint8]) -> float:
    """Rims between forearms and other parts (not their own upper arms), rows of pixels per row of the view."""
    return _contact(parts, _ON_BODY)


def leg_contact(parts: NDArray[np.uint8]) -> float:
    """Rims between each shin (with its foot) and the other leg, rows of pixels per row of the view."""
    return _contact(parts, _ON_LEG)


def _contact(parts: NDArray[np.uint8], foreign: Mapping[int, list[int]]) -> float:
    here, there = parts[:, :-1], parts[:, 1:]
    rims = here != there
    here, there = here[rims], there[rims]
    touching = sum(
        int(((a == own) & np.isin(b, others)).sum())
        for own, others in foreign.items()
        for a, b in ((here, there), (there, here))
    )
    return touching / parts.shape[0]
