"""Hidden shapes of torso and legs: cloth stays, spikes between two guesses go."""

from __future__ import annotations

import numpy as np

from engine.layers.trunk import without_slivers

TORSO_PX = 500.0  # slivers are up to 12 px wide


def test_a_spike_beside_a_hem_goes_and_cloth_under_a_hand_stays() -> None:
    visible, hidden = np.zeros((200, 200), np.float32), np.zeros((200, 200), np.float32)
    visible[40:160, 60:120] = 1
    hidden[60:140, 120:150] = 1
    spike = np.s_[96:104, 30:58]
    hidden[spike] = 1
    found = without_slivers(visible, hidden, TORSO_PX)
    assert not found[96:104, 30:54].any()
    cloth = hidden.copy()
    cloth[spike] = 0
    assert np.abs(found - cloth)[:, 60:].sum() < 20, "but for the tips of two corners"


def test_what_the_photo_shows_holds_a_thin_seam_along_it() -> None:
    visible, hidden = np.zeros((200, 200), np.float32), np.zeros((200, 200), np.float32)
    visible[40:160, 60:120] = 1
    hidden[40:160, 120:123] = 0.7
    assert (without_slivers(visible, hidden, TORSO_PX)[60:140, 120:123] > 0.6).all()


def test_thin_things_that_are_seen_are_nobodys_guess() -> None:
    visible = np.zeros((200, 200), np.float32)
    visible[100:104, 20:180] = 1
    assert not without_slivers(visible, np.zeros_like(visible), TORSO_PX).any()
