"""What networks read of a photo before they part ways: features at three scales, guided by the skeleton."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.model.blocks import Residual, conv3, fourier
from engine.model.config import XingGANppConfig
from engine.model.geometry.correspondence import capsule_distance, check_joints, grid, heat_maps
from engine.model.geometry.part_transforms import N_PARTS, RADII, part_transforms

# Radii beyond which distance from a part's axis says no more.
_FARTHEST = 8.0


@dataclass(frozen=True)
class PhotoScales:
    """A photo's features; C1 to C3 are the widths of the configuration."""

    pixels: Tensor  # [B, 16, H/2, W/2] the cut-out in -1..1, four pixels a cell
    half: Tensor  # [B, C1, H/2, W/2]
    quarter: Tensor  # [B, C2, H/4, W/4]
    eighth: Tensor  # [B, C3, H/8, W/8]
    heat: Tensor  # [B, 18, H/4, W/4] the joints' heat maps
    axes: Tensor  # [B, 11, H/4, W/4] how near the parts' axes lie, about -1..1; zeros without the skeleton prior


class PhotoSide(nn.Module):
    """The layers that see a photo and its skeleton, and no target pose."""

    def __init__(self, config: XingGANppConfig) -> None:
        super().__init__()
        self.config = config
        c1, c2, c3 = config.half_width, config.quarter_width, config.width
        self.log_radius = nn.Parameter(torch.tensor(RADII).log())
        self.steepness = nn.Parameter(torch.tensor(1.5))
        self.source_half = nn.Sequential(conv3(16, c1), Residual(c1))
        self.source_quarter = nn.Sequential(conv3(c1 + 18 + N_PARTS, c2, 1), Residual(c2), Residual(c2))
        self.source_eighth = nn.Sequential(conv3(c2, c3, 2), Residual(c3), Residual(c3))
        self.source_place = nn.Conv2d(16, c3, 1)

    def radii(self, torso: Tensor) -> Tensor:
        """Radius [B, 11] of each part in canonical pixels, from the torso's length [B]."""
        return self.log_radius.exp()[None] * torso[:, None]

    def prior(self, capsules: Tensor, torso: Tensor, size: tuple[int, int]) -> Tensor:
        """Log-prior [B, 11, h, w] of each part from the distance to its capsule."""
        distance = capsule_distance(capsules, size) / self.radii(torso)[..., None, None]
        return -self.steepness * distance.clamp(max=_FARTHEST)

    def photo_prior(self, joints: Tensor, present: Tensor, size: tuple[int, int]) -> Tensor:
        """The log-prior [B, 11, h, w] of the parts as the photo has them."""
        maps = part_transforms(joints, present, joints, present)
        return self.prior(maps.capsules, maps.torso, size)

    def photo_scales(self, rgba: Tensor, joints: Tensor, present: Tensor) -> PhotoScales:
        """Features of a cut-out [B, 4, H, W], premultiplied, 0..1, with joints [B, 18, 2] and present [B, 18]."""
        check_joints(joints, present)
        size = (rgba.shape[-2] // 4, rgba.shape[-1] // 4)
        heat = heat_maps(joints, present, size)
        prior = self.photo_prior(joints, present, size)
        axes = prior.clamp(min=-6) / 3 + 1 if self.config.skeleton_prior else torch.zeros_like(prior)
        pixels = F.pixel_unshuffle(rgba * 2 - 1, 2)
        half = self.source_half(pixels)
        quarter = self.source_quarter(torch.cat([F.avg_pool2d(half, 2), heat, axes], 1))
        place = fourier(grid(size[0] // 2, size[1] // 2, rgba.device), 256.0).expand(len(rgba), -1, -1, -1)
        eighth = self.source_eighth(quarter) + self.source_place(place)
        return PhotoScales(pixels, half, quarter, eighth, heat, axes)
