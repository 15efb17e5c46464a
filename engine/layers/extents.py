"""Gives arms what the reading of a photo left to the body: the extent of an arm most of which shows."""

from __future__ import annotations

from typing import Final

from engine.geometry import layer_classes as c
from engine.imaging.pixels import Floats, ramp
from engine.layers.regions import ARMS, CLASSES_OF

# What an arm's sleeve is mistaken for.
_BODY: Final = [c.TORSO, c.PELVIS, c.SKIRT, c.COAT]
_OUTSIDE, _INSIDE = 0.35, 0.6  # probabilities of an extent
_HAND = (0.2, 0.5)
# The share of a bone's extent that must show before all of it does. Seen from the front nothing hides an upper arm.
_UPPER_SHOWN, _UPPER_SHOWN_FRONTAL, _LOWER_SHOWN = 0.5, 0.15, 0.5


def with_whole_arms(shown: Floats, whole: Floats, *, frontal: bool) -> Floats:
    """Probabilities [22, h, w] of what shows, with arms up to their roots.

    whole: [22, h, w] probability that a class goes on there, seen or not. frontal: shoulders beside each other.
    """
    out = shown.copy()
    for arm in ARMS:
        upper, lower, hand = CLASSES_OF[arm]
        seen = shown[[upper, lower, hand]].sum(0)
        lower_shows = _share_shown(seen, whole[lower]) > _LOWER_SHOWN
        least = _UPPER_SHOWN_FRONTAL if frontal and lower_shows else _UPPER_SHOWN
        for bone, shows in ((upper, _share_shown(seen, whole[upper]) > least), (lower, lower_shows)):
            if shows:
                # A hand in a pocket is left there.
                part = ramp(whole[bone], _OUTSIDE, _INSIDE) * (1 - ramp(whole[hand], *_HAND))
                taken = out[_BODY] * part
                out[_BODY] -= taken
                out[bone] += taken.sum(0)
    return out


def _share_shown(seen: Floats, extent: Floats) -> float:
    inside = extent > _INSIDE
    return float(seen[inside].mean()) if inside.any() else 0.0
