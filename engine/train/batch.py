"""The tensors of one step about pairs of pictures of one person."""

from __future__ import annotations

from dataclasses import dataclass, fields

from torch import Tensor


@dataclass(frozen=True, eq=False)
class Batch:
    """A source and a target per sample; joints and flow in canonical pixels, H x W the frame asked for."""

    source: Tensor  # [B, 4, H, W] premultiplied, 0..1
    target: Tensor  # [B, 4, H, W]
    source_joints: Tensor  # [B, 18, 2]
    target_joints: Tensor  # [B, 18, 2]
    source_present: Tensor  # [B, 18] bool
    target_present: Tensor  # [B, 18] bool
    flow: Tensor  # [B, 2, H, W] target pixel -> source point
    seen: Tensor  # [B, 1, H, W] 0 nothing known, 1 hidden in the source, 2 visible there
    source_part: Tensor  # [B, H, W] long, 0 background, else 1 + part
    target_part: Tensor  # [B, H, W] long
    valid: Tensor  # [B, 1, H, W] 1 where the target is known at all

    def to(self, device: str) -> Batch:
        """The same on another device."""
        return Batch(*(getattr(self, field.name).to(device, non_blocking=True) for field in fields(self)))
