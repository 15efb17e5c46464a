"""What a weights file says of itself, read from its header alone."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path

from engine.system.shipped import WEIGHTS_FILE

_MAX_HEADER_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class WeightsCard:
    """The words of a header; empty where it has none."""

    file: str
    version: str = ""
    architecture: str = ""
    trained_on: str = ""
    licence: str = ""


def read_card(path: Path = WEIGHTS_FILE) -> WeightsCard:
    """The card of a safetensors file; all but the name is empty where the file is missing or damaged."""
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            header = json.loads(file.read(min(length, _MAX_HEADER_BYTES)))
        words = header["__metadata__"]
        known = {
            name: str(words.get(name, "")) for name in ("version", "architecture", "trained_on", "licence")
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, struct.error):
        return WeightsCard(path.name)
    return WeightsCard(path.name, **known)
