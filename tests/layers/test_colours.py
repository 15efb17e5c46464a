"""The light in which one limb's colours are laid on another is told by what both show, not by what lies on one."""

from __future__ import annotations

import numpy as np

from engine.layers.colours import continued, from_twin

SHAPE, TORSO_PX = (240, 120), 200.0
TROUSERS = np.array([60.0, 20.0, 20.0])
CARD, SHADE = 230.0, 12.0


def laid_on(*, card: bool) -> np.ndarray:
    """Colours [h, w, 3] of a leg that shows below row 120, where the other one is in a little shade."""
    known = np.zeros(SHAPE, bool)
    known[120:] = True
    own = np.broadcast_to(TROUSERS, (*SHAPE, 3)).astype(np.float32)
    if card:
        own[120:150, 20:90] = CARD
    twin = np.broadcast_to(TROUSERS - SHADE, (*SHAPE, 3)).astype(np.float32)
    return from_twin(own, known, twin, np.ones(SHAPE, np.float32), torso_px=TORSO_PX)[0]


def test_a_twin_comes_in_the_limbs_light() -> None:
    assert np.abs(laid_on(card=False)[100:116, 20:90] - TROUSERS).max() < 3


def test_what_lies_on_a_limb_is_no_light() -> None:
    assert np.abs(laid_on(card=True)[100:116, 20:90] - TROUSERS).max() < 6


def test_shoes_are_not_mirrored_onto_trousers() -> None:
    known = np.zeros(SHAPE, bool)
    known[140:200] = True
    rgb = np.full((*SHAPE, 3), 200, np.uint8)
    rgb[140:180], rgb[180:200] = (40, 60, 120), (230, 220, 210)
    wanted = np.zeros(SHAPE, bool)
    wanted[40:140] = True
    made = continued(rgb, known, wanted, TORSO_PX)
    # As far above the rim as the shoes lie below it.
    assert np.abs(made[60:135, 20:100] - (40, 60, 120)).max() < 12
