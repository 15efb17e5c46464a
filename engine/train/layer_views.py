"""What makes rendered single views hard: framing, colour, light, mattes that are torn or let the background through.

Everything here is one operation over the whole batch, on its device; views differ by the numbers of `Dice`.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.geometry.joints import FRAME_HEIGHT, FRAME_WIDTH, MIRROR_JOINTS
from engine.pose.layer_classes import BACKGROUND, MIRROR_CLASSES, N_CLASSES
from engine.train.augment import photographed, recoloured, torn, within
from engine.train.dice import Dice
from engine.train.framing import Framing, framed_labels, framed_pictures

_PRESENT_MARGIN_PX = 2.0
_TORN, _LEAKING, _LEAKS = 0.4, 0.25, 3
_CUT, _CUT_ABOVE = 0.2, 0.3


@dataclass(frozen=True)
class ClassViews:
    """Pictures of people and their classes.

    rgba [B, 4, H, W] premultiplied, uint8 as rendered, float32 0..1 once framed; label uint8 [B, H, W]; whole int32
    [B, H, W]: bit c is set where class c goes on, seen or not; joints float32 [B, 18, 2] canonical pixels; present
    [B, 18] bool.
    """

    rgba: Tensor
    label: Tensor
    whole: Tensor
    joints: Tensor
    present: Tensor


def whole_masks(bits: Tensor) -> Tensor:
    """Bits [B, H, W] as masks [B, 22, H, W] bool."""
    return torch.stack([bits.bitwise_and(1 << c) != 0 for c in range(N_CLASSES)], 1)


def framed(views: ClassViews, framing: Framing, size: tuple[int, int]) -> ClassViews:
    """The views at a size (height, width); left and right classes and joints exchanged where flipped."""
    before = framing.before(size)
    label = framed_labels(views.label[:, None], before)[:, 0].long()
    # All bits of whole numbers below 2^24 survive as float32, which is what is read by place.
    whole = framed_labels(views.whole[:, None], before)[:, 0].to(torch.int32)
    mirror = torch.tensor(MIRROR_CLASSES, device=label.device)
    flipped = framing.flipped[:, None, None]
    return ClassViews(
        framed_pictures(views.rgba, before),
        torch.where(flipped, mirror[label], label).to(torch.uint8),
        torch.where(flipped, _mirrored_bits(whole), whole),
        framing.joints(views.joints),
        torch.where(framing.flipped[:, None], views.present[:, list(MIRROR_JOINTS)], views.present),
    )


def made_hard(views: ClassViews, dice: Dice) -> ClassViews:
    """Framed views as photos of them might come."""
    (rgba,) = recoloured((views.rgba,), dice)
    rgba = torn(photographed(_woven(_toned(rgba, dice), dice), dice), dice, share=_TORN)
    rgba = _leaking(rgba, views, dice)
    kept = _kept_rows(views.label, dice)
    joints, present = _unsure_joints(views, dice)
    return ClassViews(
        rgba * kept[:, None], views.label * kept, views.whole * kept.to(torch.int32), joints, present
    )


def hard_framing(dice: Dice) -> Framing:
    """The frame around a person is wider than that of a rendered view, and not straight."""
    scale = dice.uniform(-0.3, 0.35).exp()
    angle = dice.normal(5 * torch.pi / 180)
    middle = scale.new_tensor([FRAME_WIDTH, FRAME_HEIGHT]) / 2
    room = scale.new_tensor([0.09 * FRAME_WIDTH, 0.1 * FRAME_HEIGHT])
    framing = Framing(dice.chance(0.5), scale, torch.zeros_like(middle).expand(dice.count, 2), angle)
    moved = framing.turned(middle.expand(dice.count, 1, 2))[:, 0]
    return Framing(framing.flipped, scale, middle + dice.uniform(-1, 1, 2) * room - moved, angle)


def _mirrored_bits(bits: Tensor) -> Tensor:
    """Left and right classes exchanged: they lie side by side, so one step up or down."""
    left = sum(1 << c for c, other in enumerate(MIRROR_CLASSES) if other < c)
    right = sum(1 << c for c, other in enumerate(MIRROR_CLASSES) if other > c)
    return bits & ~(left | right) | (bits & left) >> 1 | (bits & right) << 1


def _toned(rgba: Tensor, dice: Dice) -> Tensor:
    """Colours of another camera: paler or stronger, darker or lighter in the middle."""
    alpha = rgba[:, 3:]
    straight = (rgba[:, :3] / alpha.clamp(min=0.02)).clamp(max=1)
    grey = straight.mean(1, keepdim=True)
    coloured = grey + (straight - grey) * dice.uniform(0.4, 1.4, 1, 1, 1)
    return torch.cat([coloured.clamp(0.003, 1) ** dice.uniform(0.6, 1.3, 1, 1, 1) * alpha, alpha], 1)


def _woven(rgba: Tensor, dice: Dice) -> Tensor:
    """Cloth of photos has a weave where rendered cloth is smooth."""
    strength = dice.uniform(0.03, 0.15, 1, 1, 1) * dice.chance(0.3, 1, 1, 1)
    height, width = rgba.shape[-2:]
    noise = F.interpolate(
        dice.noise((len(rgba), 1, height // 3, width // 3)), size=(height, width), mode="bilinear"
    )
    alpha = rgba[:, 3:]
    return torch.cat([torch.minimum((rgba[:, :3] * (1 + noise * strength)).clamp(min=0), alpha), alpha], 1)


def _leaking(rgba: Tensor, views: ClassViews, dice: Dice) -> Tensor:
    """Mattes that have taken pieces of the background along, as ellipses near joints, in one uneven colour."""
    height, width = rgba.shape[-2:]
    rows = torch.arange(height, device=rgba.device)[:, None] * (FRAME_HEIGHT / height)
    columns = torch.arange(width, device=rgba.device)[None] * (FRAME_WIDTH / width)
    each = torch.arange(dice.count, device=rgba.device)
    piece = torch.zeros_like(rgba[:, 3])
    for number in range(_LEAKS):
        joint = dice.send(dice.rng.integers(18, size=dice.count))
        x, y = (views.joints[each, joint] + dice.normal(14.0, 2)).T[..., None, None]
        angle = dice.uniform(0, torch.pi, 1, 1)
        along = (rows - y) * angle.cos() + (columns - x) * angle.sin()
        across = (columns - x) * angle.cos() - (rows - y) * angle.sin()
        there = dice.chance(1 / (1 + number), 1, 1)
        ellipse = (along / dice.uniform(2, 22, 1, 1)) ** 2 + (across / dice.uniform(2, 14, 1, 1)) ** 2 < 1
        piece = torch.maximum(piece, (ellipse & there).float())
    strength = dice.uniform(0.4, 1, 1, 1) * dice.chance(_LEAKING, 1, 1)
    piece = (piece * (views.label == BACKGROUND) * strength)[:, None]
    uneven = F.interpolate(dice.normal(0.1, 1, 12, 9), size=(height, width), mode="bilinear")
    colour = (dice.uniform(0, 1, 3, 1, 1) + uneven).clamp(0, 1)
    # Behind what is there, so that rims stay rims.
    behind = piece * (1 - rgba[:, 3:])
    return torch.cat([rgba[:, :3] + colour * behind, rgba[:, 3:] + behind], 1)


def _kept_rows(label: Tensor, dice: Dice) -> Tensor:
    """[B, H, 1], 0 in rows beyond the photo's edge: below the knees or the hips, or above, through the hair."""
    height = label.shape[1]
    rows = torch.arange(height, device=label.device) / height
    cut, above = dice.chance(_CUT), dice.chance(_CUT_ABOVE)
    top = (label != BACKGROUND).any(2).int().argmax(1) / height
    first = torch.where(cut & above, top + dice.uniform(0, 0.12), -torch.ones_like(top))
    last = torch.where(cut & ~above, dice.uniform(0.5, 1), 2 * torch.ones_like(top))
    kept = (rows >= first[:, None]) & (rows < last[:, None])
    return kept[..., None].to(torch.uint8)


def _unsure_joints(views: ClassViews, dice: Dice) -> tuple[Tensor, Tensor]:
    """Joints as a detector finds them: a little off, sometimes one far off, sometimes missing."""
    joints = views.joints + dice.normal(1.0, 18, 2) * dice.uniform(0.3, 2.0, 1, 1)
    one = torch.arange(18, device=joints.device) == dice.send(dice.rng.integers(18, size=(dice.count, 1)))
    far = one & dice.chance(0.25, 1)
    joints = joints + dice.normal(10.0, 1, 2) * far[..., None]
    inside = within(joints, _PRESENT_MARGIN_PX)
    return joints, views.present & inside & dice.chance(0.96, 18)
