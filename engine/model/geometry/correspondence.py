"""Where each target pixel comes from: grids, part weights, flow, warping, and what must stay still."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.geometry.joints import FRAME_HEIGHT, FRAME_WIDTH, N_JOINTS

# Shifts against the part transforms below this many canonical pixels are left out. On rendered people they gain
# 0.1 dB; on photographs they are mostly error, and a pixel of the model frame is five or more of the photo's weave.
LEAST_SHIFT_PX = 1.5


def grid(height: int, width: int, device: torch.device) -> Tensor:
    """Canonical (x, y) of every pixel centre, [1, 2, H, W], for tensors of any resolution."""
    y = (torch.arange(height, device=device, dtype=torch.float32) + 0.5) * (FRAME_HEIGHT / height)
    x = (torch.arange(width, device=device, dtype=torch.float32) + 0.5) * (FRAME_WIDTH / width)
    return torch.stack([x[None, :].expand(height, width), y[:, None].expand(height, width)])[None]


def warp(image: Tensor, flow: Tensor) -> Tensor:
    """image [B, C, h, w] read at the canonical points flow [B, 2, H, W]; zero outside the frame."""
    where = torch.stack([flow[:, 0] * (2 / FRAME_WIDTH) - 1, flow[:, 1] * (2 / FRAME_HEIGHT) - 1], -1)
    # Places stay in float32: eight bits of mantissa are three quarters of a pixel at the frame's edge.
    read = F.grid_sample(image.to(where.dtype), where, align_corners=False, padding_mode="zeros")
    return read.to(image.dtype)


def upsample(x: Tensor) -> Tensor:
    """Twice the size, bilinear."""
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


def ramp(value: Tensor, low: float, high: float) -> Tensor:
    """0 up to `low`, 1 from `high` on, straight between."""
    return ((value - low) / (high - low)).clamp(0, 1)


def widen(x: Tensor, radius: int) -> Tensor:
    """Maximum over a square of 2 radius + 1 pixels; by shifts, which beats max_pool2d on one channel on CPUs."""
    for axis, pad in ((-1, (radius, radius, 0, 0)), (-2, (0, 0, radius, radius))):
        wide = F.pad(x, pad)
        size = x.shape[axis]
        shifted = [wide.narrow(axis, i, size) for i in range(2 * radius + 1)]
        x = shifted[0]
        for other in shifted[1:]:
            x = torch.maximum(x, other)
    return x


def heat_maps(xy: Tensor, present: Tensor, size: tuple[int, int], *, sigma: float = 5.0) -> Tensor:
    """Gaussians [B, 18, h, w] at the joints [B, 18, 2] (sigma in canonical pixels); a missing joint is a zero map.

    A Gaussian of x and y is a product, so two small outer factors make each map.
    """
    height, width = size
    points = grid(height, width, xy.device)[0]
    dx = points[0, 0][None, None] - xy[..., 0:1]
    dy = points[1, :, 0][None, None] - xy[..., 1:2]
    scale = -0.5 / sigma**2
    gx, gy = (dx * dx * scale).exp(), (dy * dy * scale).exp() * present[..., None].float()
    return gy[..., :, None] * gx[..., None, :]


def capsule_distance(capsules: Tensor, size: tuple[int, int]) -> Tensor:
    """Distance [B, P, h, w] in canonical pixels from each pixel to the axis [B, P, 2, 2] of each part."""
    points = grid(*size, capsules.device)[:, None]  # [1, 1, 2, h, w]
    start, end = capsules[:, :, 0, :, None, None], capsules[:, :, 1, :, None, None]
    along = end - start
    t = ((points - start) * along).sum(2) / (along * along).sum(2).clamp(min=1e-3)
    nearest = start + t.clamp(0, 1)[:, :, None] * along
    return ((points - nearest) ** 2).sum(2).add(1e-4).sqrt()


def apply_maps(affine: Tensor, size: tuple[int, int]) -> Tensor:
    """Each part's source point [B, P, 2, h, w] for every target pixel, from maps [B, P, 2, 3]."""
    x, y = grid(*size, affine.device)[0]
    a = affine[..., None, None]
    return a[:, :, :, 0] * x + a[:, :, :, 1] * y + a[:, :, :, 2]


def along_bone(points: Tensor, start: Tensor, end: Tensor) -> Tensor:
    """How far along a bone points [..., 2, h, w] lie, 0 at its start [..., 2] and 1 at its end, [..., h, w]."""
    bone = end - start
    away = points - start[..., None, None]
    return (away * bone[..., None, None]).sum(-3) / bone.square().sum(-1).clamp(min=1.0)[..., None, None]


def blend_maps(weights: Tensor, affine: Tensor) -> Tensor:
    """Flow [B, 2, h, w]: the part transforms [B, P, 2, 3] mixed by weights [B, P, h, w].

    The mix of affine maps is the affine map of the mixed coefficients: six products instead of 2 P.
    """
    size = (weights.shape[-2], weights.shape[-1])
    coefficients = affine.flatten(2).transpose(1, 2)  # [B, 6, P]
    with torch.autocast(weights.device.type, enabled=False):  # half precision would move what rests
        mixed = torch.bmm(coefficients, weights.float().flatten(2)).unflatten(2, size)
    x, y = grid(*size, weights.device)[0]
    return torch.stack(
        [mixed[:, 0] * x + mixed[:, 1] * y + mixed[:, 2], mixed[:, 3] * x + mixed[:, 4] * y + mixed[:, 5]], 1
    )


def beyond(shift: Tensor, least: float) -> Tensor:
    """Shifts [B, 2, h, w] shortened by `least`, and none where they are shorter than that."""
    length = shift.square().sum(1, keepdim=True).add(1e-12).sqrt()
    return shift * (1 - least / length).clamp(min=0)


def part_motion(affine: Tensor, size: tuple[int, int], *, tolerance: float = 0.6) -> Tensor:
    """How far each part moves each pixel, [B, P, h, w]: 0 where it stays put, 1 beyond about 2 tolerances (px)."""
    shift = apply_maps(affine, size) - grid(*size, affine.device)[:, None]
    return 1 - torch.exp(-(shift**2).sum(2) / tolerance**2)


def static_mask(motion: Tensor, target_parts: Tensor, source_parts: Tensor) -> Tensor:
    """Where photo pixels must stay as they are, [B, 1, h, w] in 0..1.

    A pixel is still when neither the part drawn there now nor the part seen there before has moved: this is
    what gives an unchanged pose its photo back exactly. target_parts [B, P, h, w] are weights scaled by the
    alpha of the new picture, source_parts [B, P, h, w] the photo's own parsing without the background.
    """
    moved = torch.maximum((motion * target_parts).sum(1), (motion * source_parts).sum(1))[:, None]
    moved = widen(moved, 1)
    ramp = ((moved - 0.06) / 0.2).clamp(0, 1)
    return 1 - ramp * ramp * (3 - 2 * ramp)


def check_joints(xy: Tensor, present: Tensor) -> None:
    """Raise ValueError unless xy is [B, 18, 2] and present [B, 18]."""
    if xy.ndim != 3 or xy.shape[1:] != (N_JOINTS, 2) or present.shape != xy.shape[:2]:
        raise ValueError(
            f"joints must be [B, {N_JOINTS}, 2] and [B, {N_JOINTS}], not {tuple(xy.shape)} and {tuple(present.shape)}"
        )
