"""Pairs of views brought into a frame of any size: flips, framings, pictures averaged, labels at the nearest pixel.

Everything here is one operation over the whole batch, on its device.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.geometry.correspondence import grid
from engine.model.geometry.joints import FRAME_HEIGHT, FRAME_WIDTH, MIRROR_JOINTS
from engine.model.geometry.part_transforms import MIRROR_PARTS
from engine.train.dice import Dice

# Source points of a pixel's neighbours that vary more than this (canonical px squared) belong to different surfaces:
# their mean would lie on none.
_ONE_SURFACE = 4.0


@dataclass(frozen=True)
class Framing:
    """Per sample a flip, then canonical -> canonical scale, turn and shift."""

    flipped: Tensor  # [B] bool
    scale: Tensor  # [B]
    shift: Tensor  # [B, 2]
    angle: Tensor | None = None  # [B] radians, clockwise; None where nothing is turned

    def points(self, xy: Tensor) -> Tensor:
        """Where canonical points [B, N, 2] come to lie."""
        mirrored = torch.stack([FRAME_WIDTH - xy[..., 0], xy[..., 1]], -1)
        xy = torch.where(self.flipped[:, None, None], mirrored, xy)
        return self.turned(xy) + self.shift[:, None]

    def turned(self, xy: Tensor) -> Tensor:
        """Points [B, N, 2] scaled and turned around the frame's corner."""
        xy = xy * self.scale[:, None, None]
        return xy if self.angle is None else _turned(xy, self.angle[:, None])

    def joints(self, xy: Tensor) -> Tensor:
        """The same for joints [B, 18, 2], left and right ones exchanged where flipped."""
        return self.points(torch.where(self.flipped[:, None, None], xy[:, list(MIRROR_JOINTS)], xy))

    def flow(self, flow: Tensor) -> Tensor:
        """The same for source points [B, 2, h, w]."""
        return self.points(flow.flatten(2).transpose(1, 2)).transpose(1, 2).unflatten(2, flow.shape[2:])

    def before(self, size: tuple[int, int]) -> Tensor:
        """[B, h, w, 2]: the canonical point before the framing of each pixel of a frame of size (h, w)."""
        here = grid(*size, self.scale.device)[0].permute(1, 2, 0)
        xy = here - self.shift[:, None, None]
        if self.angle is not None:
            xy = _turned(xy, -self.angle[:, None, None])
        xy = xy / self.scale[:, None, None, None]
        x = torch.where(self.flipped[:, None, None], FRAME_WIDTH - xy[..., 0], xy[..., 0])
        return torch.stack([x, xy[..., 1]], -1)


def random_framing(dice: Dice, flipped: Tensor) -> Framing:
    """As people frame photos: up to a fifth smaller or a third larger, a tenth of the frame aside."""
    scale = dice.uniform(-0.2, 0.28).exp()
    room = scale.new_tensor([0.1 * FRAME_WIDTH, 0.1 * FRAME_HEIGHT])
    centre = scale.new_tensor([FRAME_WIDTH / 2, FRAME_HEIGHT / 2])
    return Framing(flipped, scale, centre * (1 - scale[:, None]) + dice.uniform(-1, 1, 2) * room)


def plain_framing(count: int, device: str) -> Framing:
    """Nothing changes."""
    return Framing(
        torch.zeros(count, dtype=torch.bool, device=device),
        torch.ones(count, device=device),
        torch.zeros(count, 2, device=device),
    )


def scaled_framing(framing: Framing, scale: float) -> Framing:
    """The same, smaller or larger around the frame's middle."""
    middle = framing.scale.new_tensor([FRAME_WIDTH, FRAME_HEIGHT]) / 2
    return replace(framing, scale=framing.scale * scale, shift=framing.shift * scale + middle * (1 - scale))


def chosen(first: Framing, second: Framing, takes_second: Tensor) -> Framing:
    """Per sample the one or the other; takes_second [B] bool."""
    return Framing(
        torch.where(takes_second, second.flipped, first.flipped),
        torch.where(takes_second, second.scale, first.scale),
        torch.where(takes_second[:, None], second.shift, first.shift),
    )


def framed_pictures(rgba: Tensor, before: Tensor) -> Tensor:
    """uint8 [B, 4, H, W] as float 0..1 in the frame of `before` [B, h, w, 2]; averaged where that is smaller."""
    smaller = max(1, rgba.shape[-2] // before.shape[1])
    pictures = F.avg_pool2d(rgba.float() / 255, smaller)
    return F.grid_sample(pictures, _unit(before), mode="bilinear", align_corners=False)


def framed_labels(labels: Tensor, before: Tensor) -> Tensor:
    """uint8 [B, C, H, W] at the nearest pixel, float; 0 outside."""
    return F.grid_sample(labels.float(), _unit(before), mode="nearest", align_corners=False)


def framed_parts(part: Tensor, framing: Framing, before: Tensor) -> Tensor:
    """uint8 part numbers [B, H, W] in the frame, long; left and right ones exchanged where flipped."""
    found = framed_labels(part[:, None], before)[:, 0].long()
    mirror = torch.tensor([0, *(1 + p for p in MIRROR_PARTS)], device=part.device)
    return torch.where(framing.flipped[:, None, None], mirror[found], found)


def framed_flow(flow: Tensor, known: Tensor, before: Tensor) -> Tensor:
    """Source points [B, 2, H, W] where `known` [B, 1, H, W] float, read between pixels: [B, 2, h, w].

    The mean of the known pixels around, or the nearest where those do not lie on one surface.
    """
    moments = torch.cat([flow * known, flow.square().sum(1, keepdim=True) * known, known], 1)
    unit = _unit(before)
    read = F.grid_sample(moments, unit, mode="bilinear", align_corners=False)
    weight = read[:, 3:].clamp(min=1e-3)
    mean = read[:, :2] / weight
    spread = read[:, 2:3] / weight - mean.square().sum(1, keepdim=True)
    nearest = F.grid_sample(flow, unit, mode="nearest", align_corners=False)
    return torch.where((spread < _ONE_SURFACE) & (read[:, 3:] > 0.25), mean, nearest)


def inside(before: Tensor) -> Tensor:
    """[B, 1, h, w] float: 1 where `before` lies in the frame."""
    size = before.new_tensor([FRAME_WIDTH, FRAME_HEIGHT])
    return ((before > 0) & (before < size)).all(-1)[:, None].float()


def _turned(xy: Tensor, angle: Tensor) -> Tensor:
    """Points [..., 2] turned around the corner by angles [...]."""
    cosine, sine = angle.cos(), angle.sin()
    x, y = xy[..., 0], xy[..., 1]
    return torch.stack([x * cosine - y * sine, x * sine + y * cosine], -1)


def _unit(before: Tensor) -> Tensor:
    """Canonical points as grid_sample wants them, -1..1 over the frame."""
    return before * before.new_tensor([2 / FRAME_WIDTH, 2 / FRAME_HEIGHT]) - 1
