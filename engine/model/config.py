"""The one home of the networks' hyper-parameters."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class XingGANppConfig:
    """Sizes and switches of `xinggan_pp`; every block can be left out so that its worth can be measured."""

    half_width: int = 32  # channels at 128x96
    quarter_width: int = 64  # channels at 64x48
    width: int = 96  # channels of the two branches at 32x24
    part_width: int = 128  # channels of the part head at the sixteenth and below
    heads: int = 3
    stages: int = 3  # T of the paper
    pools: tuple[int, ...] = (2, 4, 8)  # pyramid of keys and values
    pooled_queries: tuple[int, int] = (8, 6)  # query regions of enhanced attention
    warped: int = 2  # appearance candidates: pixels warped from the photo
    synthesised: int = 2  # shape candidates: colours synthesised where the photo shows nothing
    multi_scale: bool = True
    enhanced_attention: bool = True
    dense_fusion: bool = True
    skeleton_prior: bool = True


def config_to_dict(config: XingGANppConfig) -> dict[str, Any]:
    """Plain values for a weights file's header."""
    return asdict(config)


def config_from_dict(values: dict[str, Any]) -> XingGANppConfig:
    """The configuration from a weights file's header; unknown keys raise ValueError."""
    known = {f.name for f in fields(XingGANppConfig)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise ValueError(f"unknown configuration keys {unknown}")
    fixed: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    return XingGANppConfig(**fixed)
