"""What makes rendered people hard: colours, torn mattes, uncertain joints, and what cameras do to a photo.

Everything here is one operation over the whole batch, on its device; samples differ by the numbers of `Dice`.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.geometry.joints import FRAME_HEIGHT, FRAME_WIDTH
from engine.synthesis.samples import UNMOVED_PX
from engine.train.dice import Dice

_ORDERS = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))


def recoloured(pictures: Sequence[Tensor], dice: Dice) -> tuple[Tensor, ...]:
    """One colour change for all pictures [B, 4, H, W]: a photo has one light and one camera.

    Channels are rarely exchanged: that skin has a colour of its own tells a hand from the cloth it lies on.
    """
    gain = dice.uniform(0.75, 1.25, 3, 1, 1) * dice.uniform(0.8, 1.2, 1, 1, 1)
    offset = dice.uniform(-0.08, 0.08, 3, 1, 1)
    which = dice.rng.integers(len(_ORDERS), size=dice.count) * (dice.rng.random(dice.count) < 0.1)
    order = torch.tensor(_ORDERS, device=dice.device)[dice.send(which)]

    def changed(rgba: Tensor) -> Tensor:
        alpha = rgba[:, 3:]
        straight = (rgba[:, :3] / alpha.clamp(min=0.02)).clamp(max=1)
        straight = straight.gather(1, order[..., None, None].expand_as(straight))
        return torch.cat([(straight * gain + offset).clamp(0, 1) * alpha, alpha], 1)

    return tuple(changed(picture) for picture in pictures)


def torn(rgba: Tensor, dice: Dice, *, share: float) -> Tensor:
    """A `share` of the mattes too tight or too wide by a pixel, the wide ones with background leaking in."""
    rgb, alpha = rgba[:, :3], rgba[:, 3:]
    tight, wide = 1 - _dilated(1 - alpha), _dilated(alpha)
    tight_rgb = rgb * (tight / alpha.clamp(min=1 / 255))
    leak = dice.uniform(0, 1, 3, 1, 1) * (wide - alpha)
    is_tight = dice.chance(0.45, 1, 1, 1)
    changed = torch.where(
        is_tight, torch.cat([tight_rgb, tight], 1), torch.cat([(rgb + leak).clamp(max=1), wide], 1)
    )
    return torch.where(dice.chance(share, 1, 1, 1), changed, rgba)


def _dilated(x: Tensor) -> Tensor:
    """The greatest of each pixel and its four neighbours; beyond the edge lies what is at the edge."""
    wide = F.pad(x, (1, 1, 1, 1), mode="replicate")
    across = torch.maximum(wide[..., 1:-1, :-2], wide[..., 1:-1, 2:])
    along = torch.maximum(wide[..., :-2, 1:-1], wide[..., 2:, 1:-1])
    return torch.maximum(torch.maximum(across, along), x)


def unsure_joints(
    source: Tensor, target: Tensor, same: Tensor, dice: Dice, *, noise_px: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Detector noise, joints that rest exactly, and joints that are missing.

    source, target: [B, 18, 2]; same: [B] bool, unchanged pairs; noise_px: [B] standard deviation in the source.
    Returns: source and target joints, and which are there, [B, 18] bool.
    """
    moved = (target - source).norm(dim=2, keepdim=True) > UNMOVED_PX
    noise = dice.normal(1.0, 18, 2) * noise_px[:, None, None]
    found = source + noise
    wished = torch.where(moved, target + noise * 0.5 + dice.normal(0.6, 18, 2), found)
    both = dice.chance(0.97, 18)
    source_there = within(found, 4.0) & both
    target_there = within(wished, 40.0) & both & dice.chance(0.99, 18)
    # Out of the photo means missing on both sides, unless the pose puts the joint somewhere.
    target_there &= source_there | dice.chance(0.5, 18)
    return found, wished, source_there, torch.where(same[:, None], source_there, target_there)


def within(xy: Tensor, margin: float) -> Tensor:
    """Which canonical points [..., 2] lie in the frame, or no farther than `margin` outside."""
    limit = xy.new_tensor([FRAME_WIDTH, FRAME_HEIGHT])
    return ((xy > -margin) & (xy < limit + margin)).all(-1)


def photographed(rgba: Tensor, dice: Dice) -> Tensor:
    """Pictures [B, 4, H, W] in hard contrast, under uneven light, a little soft and noisy, as photographs are."""
    rgb, alpha = rgba[:, :3], rgba[:, 3:]
    # Dark cloth loses its folds first: sleeve and shirt become one black.
    hardness = dice.uniform(0.4, 2.5, 1, 1, 1) * dice.chance(0.35, 1, 1, 1)
    bright = rgb.amax(1, keepdim=True) / alpha.clamp(min=1 / 255)
    rgb = rgb * (bright / 0.7).clamp(1e-3, 1.2) ** hardness
    light = dice.normal(0.15, 3, 4, 3) * dice.chance(0.5, 1, 1, 1)
    rgb = rgb * F.interpolate(light, size=rgb.shape[-2:], mode="bicubic", align_corners=False).exp()
    softness = dice.uniform(0.3, 0.9) * dice.chance(0.3) * (rgb.shape[-2] / FRAME_HEIGHT)
    rgb = _softened(rgb, softness)
    grain = dice.uniform(1 / 255, 5 / 255, 1, 1, 1) * dice.chance(0.5, 1, 1, 1)
    rgb = rgb + dice.noise(tuple(rgb.shape)) * grain
    return torch.cat([torch.minimum(rgb.clamp(min=0), alpha), alpha], 1)


def _softened(rgb: Tensor, sigma: Tensor) -> Tensor:
    """Gaussian blur of sigma [B] pixels, below one pixel; 0 leaves a picture as it is."""
    away = torch.arange(-2, 3, device=rgb.device, dtype=torch.float32)
    weight = torch.exp(-0.5 * (away / sigma[:, None].clamp(min=1e-2)) ** 2)
    weight = (weight / weight.sum(1, keepdim=True))[:, :, None, None, None]  # [B, 5, 1, 1, 1]
    for axis, pad in ((-1, (2, 2, 0, 0)), (-2, (0, 0, 2, 2))):
        wide, size = F.pad(rgb, pad, mode="replicate"), rgb.shape[axis]
        rgb = torch.stack([wide.narrow(axis, k, size) * weight[:, k] for k in range(5)]).sum(0)
    return rgb
