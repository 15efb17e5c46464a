"""The photo side of the person taken apart: which class each pixel shows, and how far each class goes on unseen.

Source: the blocks are those of H. Tang et al., "Enhanced Multi-Scale Cross-Attention for Person Image Generation",
arXiv 2501.08900: an appearance code of the photo and a shape code of the skeleton update each other over T stages, and
all stages are fused. Differs from the paper: both codes describe one photo, not a photo and a target; what comes out
are maps of classes, not colours; a U-shaped head keeps rims sharp.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.model.blocks import ASBlock, Residual, SABlock, conv3, pyramid
from engine.model.config import XingGANppConfig
from engine.model.fusion import DenseFusion
from engine.model.geometry.part_transforms import N_PARTS
from engine.model.part_head import PartHead
from engine.model.photo_side import PhotoSide
from engine.pose.layer_classes import N_CLASSES

# The body part whose axis says where a class is likely, by class; None where the skeleton says nothing.
CLASS_PARTS: tuple[int | None, ...] = (
    *(
        None,
        1,
        1,
        1,
        0,
        2,
        2,
        2,
        1,
        None,
    ),  # background, head, hair, headwear, torso, pelvis, skirt, coat, scarf, thing
    *(3, 5, 4, 6, 4, 6),  # upper arms, forearms, hands
    *(7, 9, 8, 10, 8, 10),  # thighs, shins, feet
)
# What stands in two out of the frame's four pixels under a cell of the half scale.
_BLOCK = 4


@dataclass(frozen=True)
class LayerLogits:
    """What the network says of a photo, at the frame's size, before any threshold."""

    parsing: Tensor  # [B, 22, H, W] logits over the classes, background first
    whole: Tensor  # [B, 22, H, W] logit of each class going on there, seen or not; that of the background is unused


class PersonLayers(PhotoSide):
    """Parsing and whole extents of a photo's classes; runs once a photo."""

    def __init__(self, config: XingGANppConfig) -> None:
        super().__init__(config)
        c3 = config.width
        self.shape_in = nn.Sequential(conv3(18 + N_PARTS, c3, 1), Residual(c3))
        self.sa = nn.ModuleList(SABlock(config, pyramid(config)) for _ in range(config.stages))
        self.as_ = nn.ModuleList(ASBlock(config, pyramid(config)[-2:]) for _ in range(config.stages))
        self.fusion = DenseFusion(config)
        self.fused = nn.Conv2d(c3, c3, 1)
        nn.init.zeros_(self.fused.weight)
        if self.fused.bias is not None:
            nn.init.zeros_(self.fused.bias)
        self.part_head = PartHead(config, 2 * N_CLASSES * _BLOCK)

    def forward(self, rgba: Tensor, joints: Tensor, present: Tensor) -> LayerLogits:
        """The classes of a photo.

        Args:
            rgba: the person cut out, premultiplied, [B, 4, H, W] in 0..1; H and W multiples of 32, H:W = 4:3.
            joints: [B, 18, 2] canonical pixels; present: [B, 18] bool.
        """
        scales = self.photo_scales(rgba, joints, present)
        skeleton = torch.cat([scales.heat, scales.axes], 1)
        eighth = scales.eighth + self.fused(self._stages(scales.eighth, skeleton))
        out: Tensor = self.part_head(scales.pixels, scales.half, scales.quarter, eighth).float()
        parsing, whole = F.pixel_shuffle(out, 2).chunk(2, 1)
        if not self.config.skeleton_prior:
            return LayerLogits(parsing, whole)
        size = (rgba.shape[-2], rgba.shape[-1])
        classes = class_prior(self.photo_prior(joints, present, size).detach())
        # Neither certain nor excluded: the whole extent is wider than the axis' surroundings, and leaves them.
        return LayerLogits(parsing + classes, whole + classes.clamp(min=-4) - 1)

    def _stages(self, eighth: Tensor, skeleton: Tensor) -> Tensor:
        """T stages of SA and AS on the eighth scale, and their dense fusion."""
        appearance, shape = eighth, self.shape_in(F.avg_pool2d(skeleton, 2))
        appearances, shapes = [], []
        for sa, as_ in zip(self.sa, self.as_, strict=True):
            memory = sa.memory(appearance)  # type: ignore[operator]
            appearance = sa(appearance, shape, memory)
            shape = as_(shape, appearance)
            appearances.append(appearance)
            shapes.append(shape)
        return self.fusion(appearances, shapes)


def class_prior(parts: Tensor) -> Tensor:
    """Log-prior [B, 22, h, w] of the classes from that of the parts [B, 11, h, w]; 0 where no part speaks for one."""
    nothing = torch.zeros_like(parts[:, 0])
    return torch.stack([nothing if part is None else parts[:, part] for part in CLASS_PARTS], 1)


def started_from(net: PersonLayers, shipped: dict[str, Tensor]) -> None:
    """Give a fresh network the photo side of `xinggan_pp` weights, each class beginning as the part it belongs to."""
    own = net.state_dict()
    last = "part_head.half_up.2."
    for name, tensor in shipped.items():
        if name in own and own[name].shape == tensor.shape and not name.startswith(last):
            own[name] = tensor.clone()
    for name in ("weight", "bias"):
        parts = shipped[last + name].float()  # background and 11 parts
        rows = torch.stack([_row(parts, number) for number in range(N_CLASSES)])
        both = torch.cat([rows, rows * 0.5])
        own[last + name] = both.repeat_interleave(_BLOCK, 0)
    net.load_state_dict(own)


def _row(parts: Tensor, number: int) -> Tensor:
    part = CLASS_PARTS[number]
    if part is None:
        return parts[0] if number == 0 else torch.zeros_like(parts[0])
    return parts[1 + part]
