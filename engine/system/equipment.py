"""What pictures are made with: whose trained numbers, and a device that cannot be had."""

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


@dataclass(frozen=True, slots=True)
class DeviceRefused:
    """The engine stays with the device it had; `sentence` says why."""

    wanted: str
    sentence: str
