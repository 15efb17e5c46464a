"""The version of weights by their file's header alone, for those who must not load torch."""

from __future__ import annotations

import json
from pathlib import Path

SHIPPED_FILE = Path(__file__).resolve().parents[2] / "weights" / "xinggan_pp.safetensors"
_MAX_HEADER_BYTES = 10_000_000


def weights_version(path: Path = SHIPPED_FILE) -> str:
    """What `engine.runtime.weights.load_weights` calls the version; empty where the file is missing or no weights.

    A safetensors file begins with the length of its header, 8 bytes little-endian, and the header as JSON.
    """
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(min(length, _MAX_HEADER_BYTES)))
        return str(header["__metadata__"].get("version", "unversioned"))
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return ""
