"""Whose trained numbers pictures are made with, where they are not those that came with the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class OwnWeights:
    """Files that take the place of shipped ones; None for those.

    network: of `engine.model.xinggan_pp`; layers: of `engine.model.person_layers`.
    """

    network: Path | None = None
    layers: Path | None = None


SHIPPED = OwnWeights()
