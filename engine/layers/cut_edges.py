"""Smooth lines where a layer was cut out of the person: parsing leaves teeth there, and a moved limb shows them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from engine.imaging.pixels import Floats, disc, opened, widened
from engine.layers.whole import Whole

_SMOOTHED_TORSO = 0.014  # torso lengths: teeth finer than about twice that go
_JOINT_TORSO = 0.02  # torso lengths around where two outlines meet
# The same where a leg was cut from the other one, and how far beside that: its teeth are seen as soon as legs part.
_LEGS_TORSO, _BESIDE_TORSO = 0.03, 0.03
_EDGE_PX = 1.5
_THIN_TORSO = 0.003  # half of what is thinner than any finger
# The person's own outline is the matte's, to the pixel: within this many pixels of it nothing is smoothed.
_OUTLINE_PX = 3
_INNER_FROM, _INNER_TO = 0.90, 0.99


def with_smooth_cuts(whole: Whole, matte: Floats, fine: Floats, torso_px: float) -> Whole:
    """A layer whose edges inside of the person are smooth, unless `fine` already; matte, fine: [h, w] over its box."""
    line = _smoothed(whole.alpha, _SMOOTHED_TORSO * torso_px)
    inner = (cv2.erode(matte, disc(_OUTLINE_PX)) - _INNER_FROM) / (_INNER_TO - _INNER_FROM)
    # What was made has the smooth lines that it was made by, and corners at hems.
    inner = np.maximum(inner.clip(0, 1) * (whole.made < 0.5), _joints(whole, torso_px)) * (1 - fine)
    alpha = whole.alpha + (line - whole.alpha) * cv2.blur(inner.astype(np.float32), (3, 3))
    return replace(whole, alpha=alpha.astype(np.float32), made=np.minimum(whole.made, alpha))


def with_parted_legs(leg: Whole, twin: Floats, shin: Floats, torso_px: float) -> Whole:
    """A leg with a smooth line where the other one lay beside it.

    twin: [h, w] over its box, what shows of the other one. shin: 0..1 [h, w] but for the foot, whose edges are finer.
    """
    beside = widened(twin > 0.5, max(2, round(_BESIDE_TORSO * torso_px))).astype(np.float32) * shin
    line = _smoothed(leg.alpha, _LEGS_TORSO * torso_px)
    alpha = leg.alpha + (line - leg.alpha) * cv2.blur(beside, (5, 5))
    return replace(leg, alpha=alpha.astype(np.float32), made=np.minimum(leg.made, alpha))


def _smoothed(alpha: Floats, sigma: float) -> Floats:
    """An outline without what is finer than about two `sigma` pixels, [h, w]."""
    sigma = max(1.0, sigma)
    soft = cv2.GaussianBlur(alpha, (0, 0), sigma)
    # A blurred straight edge rises by 1 over 2.5 sigma: steepened, it rises over `_EDGE_PX`.
    return ((soft - 0.5) * (2.5 * sigma / _EDGE_PX) + 0.5).clip(0, 1).astype(np.float32)


def without_whiskers(arm: Whole, others: Floats, torso_px: float) -> Whole:
    """An arm without what is too thin for a finger and lies beside other layers: a scrap of those.

    others: [h, w] over its box, how much of each pixel other layers show, 0..1.
    """
    radius = max(1, round(_THIN_TORSO * torso_px))
    solid = widened(opened(arm.alpha > 0.5, radius), radius + 1)
    thin = widened(others > 0.5, radius + _OUTLINE_PX) & ~solid
    return replace(arm, alpha=np.where(thin, 0, arm.alpha), made=np.where(thin, 0, arm.made))


def _joints(whole: Whole, torso_px: float) -> Floats:
    """1 around where what shows of a layer goes on in what was made, [h, w]: two outlines meet there in a step."""
    made = whole.made > 0.5
    shown = ((whole.alpha > 0.5) & ~made).astype(np.uint8)
    outside = (whole.alpha < 0.5).astype(np.uint8)
    meet = cv2.dilate(made.astype(np.uint8), disc(_OUTLINE_PX)) & cv2.dilate(shown, disc(_OUTLINE_PX))
    meet &= cv2.dilate(outside, disc(_OUTLINE_PX))
    return widened(meet > 0, max(2, round(_JOINT_TORSO * torso_px))).astype(np.float32)
