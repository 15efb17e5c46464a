"""What the header of a weights file may say of its network: every number within what can be built and run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError, model_validator

from engine.model.config import XingGANppConfig

_USUAL = XingGANppConfig()
_TOO_MUCH = ("less_than_equal", "too_long")
# Channels are normalised in groups of eight. The coarsest map is 16x12, in previews, and cannot be pooled beyond that.
# The largest network within these bounds takes 0.6 GB.
_Width = Annotated[int, Field(ge=8, le=512, multiple_of=8)]
_Pool = Annotated[int, Field(ge=1, le=12)]
_Regions = Annotated[int, Field(ge=1, le=16)]


class ConfigError(ValueError):
    """A description of a network that cannot be used; `too_large` where a smaller one could."""

    def __init__(self, *, too_large: bool) -> None:
        super().__init__("the network is too large" if too_large else "the description is not understood")
        self.too_large = too_large


class _Config(BaseModel):
    """`XingGANppConfig` as a header may give it; what is left out is as usual."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    half_width: _Width = _USUAL.half_width
    quarter_width: _Width = _USUAL.quarter_width
    width: _Width = _USUAL.width
    part_width: _Width = _USUAL.part_width
    heads: int = Field(_USUAL.heads, ge=1, le=64)
    stages: int = Field(_USUAL.stages, ge=1, le=8)
    pools: tuple[_Pool, ...] = Field(_USUAL.pools, min_length=1, max_length=8)
    pooled_queries: tuple[_Regions, _Regions] = _USUAL.pooled_queries
    # Headers written before 0.2.0 call the two kinds of candidates by other names.
    warped: int = Field(_USUAL.warped, ge=1, le=2, validation_alias=AliasChoices("warped", "gathered"))
    synthesised: int = Field(
        _USUAL.synthesised, ge=1, le=8, validation_alias=AliasChoices("synthesised", "painted")
    )
    multi_scale: bool = _USUAL.multi_scale
    enhanced_attention: bool = _USUAL.enhanced_attention
    dense_fusion: bool = _USUAL.dense_fusion
    skeleton_prior: bool = _USUAL.skeleton_prior

    @model_validator(mode="after")
    def _heads_share_the_width(self) -> _Config:
        if self.width % self.heads:
            raise ValueError(f"{self.heads} heads cannot share {self.width} channels")
        return self


def parse_config(text: str) -> XingGANppConfig:
    """The configuration that a header gives as JSON; raises ConfigError."""
    try:
        return XingGANppConfig(**_Config.model_validate_json(text).model_dump())
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        raise ConfigError(too_large=all(fault["type"] in _TOO_MUCH for fault in faults)) from error


class XingGANHeader(BaseModel):
    """Which published training weights of 2020's network are laid out as, and how wide and long it is."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    variant: Literal["deepfashion", "market"]
    width: int = Field(default=64, ge=8, le=64, multiple_of=8)
    blocks: int = Field(default=9, ge=1, le=9)


def parse_xinggan(about: Mapping[str, object]) -> XingGANHeader:
    """What a header's words say of the network of 2020; published ones do not say its size. Raises ConfigError."""
    try:
        shape = json.loads(str(about.get("config", "{}")))
        return XingGANHeader.model_validate({**shape, "variant": about.get("variant")})
    except (ValueError, TypeError, RecursionError) as error:
        raise ConfigError(too_large=False) from error
