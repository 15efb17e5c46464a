"""Forearms carry their hands along: where a forearm's own map reads hand, the hand is there."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.decoded import SourceFeatures
from engine.model.geometry.correspondence import along_bone, apply_maps, grid, ramp, warp
from engine.model.geometry.joints import length
from engine.model.geometry.part_transforms import ARMS, BONES, CLOTHED, FOREARMS, PartTransforms

# How surely the photo must show a forearm where its map leads: nothing up to the first, all from the second.
_SURE = (0.6, 0.9)
# What counts as hand there: nothing up to the first, all from the second.
_SHOWN = (0.3, 0.6)
# How surely the photo must show no hand there for there to be none, if it shows the palm.
_ABSENT = (0.85, 0.98)
# How much of the palm, a disc of this radius in lengths of the forearm, it must show for that.
PALM, _PALM_SHOWN = 0.22, (0.4, 0.7)
# From where on along the forearm (0 elbow, 1 wrist and hand) this counts: nothing up to the first, all from the second.
# Nearer to the elbow the forearm bends with the upper arm, and the network does that well.
_ALONG = (0.35, 0.7)
# The middle of a hand beyond its wrist, and how far it reaches from there, in lengths of the forearm.
_HAND_AT, HAND_REACH = 0.2, 0.6
# Pixels of the photo this solid have a colour of their own; colours this far apart (RGB, 0..1) are hardly alike.
_SOLID, _ALIKE = 0.8, 0.3
# How alike the cloth around an arm is to it: up to the first it tells an arm, from the second on it does not.
_CONFUSED = (0.25, 0.45)


def carried(
    source: SourceFeatures, maps: PartTransforms, turn: Tensor, *, behind: tuple[int, ...] = ()
) -> Tensor:
    """[B, 11, h, w] in -1..1: where each hand lies and does not, at its forearm, as far as that stays in the plane.

    A prior of capsules knows nothing of a hand that is bent at the wrist, and the network learnt from hands that bend
    anew in each picture: fingers were cut off, and hands drawn a second time beside themselves. Hands that the photo
    hides are left to the network. turn [B, 11]: how far each part left the plane. Parts `behind` others
    show where nothing covers them, and claim nothing.
    """
    size = (source.limbs.shape[-2], source.limbs.shape[-1])
    places = apply_maps(maps.affine[:, FOREARMS], size)
    shown = shown_arms(source)
    read = torch.cat([warp(shown[:, i : i + 1], places[:, i]) for i in range(len(FOREARMS))], 1)
    hands = torch.zeros_like(source.limbs)
    absent = ramp(1 - F.max_pool2d(read, 3, 1, 1), *_ABSENT) * _palms_shown(source.joints, shown)
    held = ramp(read, *_SHOWN) - absent
    hands[:, FOREARMS] = held * ramp(_along(maps, size), *_ALONG)
    hands[:, list(behind)] = 0
    return hands * (1 - turn)[..., None, None]


def shown_arms(source: SourceFeatures) -> Tensor:
    """[B, 2, h, w] in 0..1: where the photo shows the forearms with their hands."""
    return source.limbs[:, FOREARMS] * source.small[:, 3:]


def with_rims(small: Tensor, limbs: Tensor, joints: Tensor) -> Tensor:
    """The part map of the arms [B, 4, h, w] a pixel wider, as their rim shades what lies behind, and with `missed`.

    On the other arm they are two pixels wider: nothing is lost where one sleeve lies on another, and a nail stays else.
    """
    arms = limbs[:, ARMS]
    right, left = (limbs[:, side].sum(1, keepdim=True) for side in (ARMS[:2], ARMS[2:]))
    on_other = F.max_pool2d(arms, 5, 1, 2) * torch.cat([left, left, right, right], 1)
    return torch.maximum(F.max_pool2d(arms, 3, 1, 1), torch.maximum(on_other, missed(small, limbs, joints)))


def missed(small: Tensor, limbs: Tensor, joints: Tensor) -> Tensor:
    """What is arm or hand but for the part map, [B, 4, h, w]; 1 in the arms themselves where their colour tells them.

    small [B, 4, h, w] premultiplied, limbs [B, 11, h, w], joints [B, 18, 2]. Fingers are thin and dark between: what
    the map missed of them stayed on the hip as a thin outline when the hand had left. Missed is what lies within a
    pixel of an arm, two around hands, and has the arm's colour - where that tells it from the cloth around, as a
    sleeve's does not.
    """
    arms = limbs[:, ARMS]
    wide = F.max_pool2d(arms, 3, 1, 1)
    near = torch.maximum(wide, F.max_pool2d(arms, 5, 1, 2) * _around_hands(joints, arms))
    colour, there = small[:, None, :3] / small[:, None, 3:].clamp(min=0.05), small[:, 3:] > _SOLID
    sure = (arms > _SURE[1]) & there
    mean = _mean(colour, sure)
    alike = torch.exp(-(colour - mean[..., None, None]).square().sum(2) / _ALIKE**2)
    cloth = limbs[:, CLOTHED].sum(1, keepdim=True) > _SURE[1]
    ring = (F.max_pool2d(arms, 9, 1, 4) > _SURE[1]) & (near < 1 - _SURE[1]) & cloth & there
    confused = (alike * ring).sum((-1, -2)) / ring.sum((-1, -2)).clamp(min=1)
    telling = 1 - ramp(confused, *_CONFUSED)
    return near * ramp(alike, *_SURE) * telling[..., None, None]


def near_hands(joints: Tensor, size: tuple[int, int], reach: float) -> Tensor:
    """[B, 2, h, w]: what lies within some lengths of the forearm of its hand's middle; joints [B, 18, 2]."""
    elbows, wrists = (
        joints[:, [BONES[part - 3][end] for part in FOREARMS]] for end in (0, 1)
    )  # parts 3..10 have one
    bones = wrists - elbows
    middles = wrists + _HAND_AT * bones
    away = (grid(*size, joints.device)[:, None] - middles[..., None, None]).square().sum(2).sqrt()
    return away < reach * length(bones)[..., None, None]


def _mean(colour: Tensor, where: Tensor) -> Tensor:
    """[B, 4, 3]: of colours [B, 1, 3, h, w] over each of [B, 4, h, w]."""
    share = where[:, :, None].to(colour.dtype)
    return (colour * share).sum((-1, -2)) / share.sum((-1, -2)).clamp(min=1)


def _around_hands(joints: Tensor, arms: Tensor) -> Tensor:
    """[B, 4, h, w]: 1 at forearms around their hands, as far as those may reach."""
    around = torch.zeros_like(arms)
    columns = [ARMS.index(part) for part in FOREARMS]
    around[:, columns] = near_hands(joints, (arms.shape[-2], arms.shape[-1]), HAND_REACH).to(arms.dtype)
    return around


def _palms_shown(joints: Tensor, shown: Tensor) -> Tensor:
    """[B, 2, 1, 1] in 0..1: whether the photo shows the palms; shown [B, 2, h, w]: the forearms with their hands."""
    palms = near_hands(joints, (shown.shape[-2], shown.shape[-1]), PALM).to(shown.dtype)
    share = (shown * palms).sum((-1, -2)) / palms.sum((-1, -2)).clamp(min=1)
    return ramp(share, *_PALM_SHOWN)[..., None, None]


def _along(maps: PartTransforms, size: tuple[int, int]) -> Tensor:
    """[B, 2, h, w]: how far along its forearm each point lies, 1 at the capsule's end."""
    start, end = maps.capsules[:, FOREARMS, 0], maps.capsules[:, FOREARMS, 1]
    return along_bone(grid(*size, start.device)[:, None], start, end)
