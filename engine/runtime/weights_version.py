"""What a weights file says of itself by its header alone, for those who must not, or need not yet, load torch."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.system.errors import WeightsError
from engine.system.shipped import WEIGHTS_FILE

ARCHITECTURE = "xinggan_pp"
LAYERS_ARCHITECTURE = "person_layers"
SECOND_LOOK_ARCHITECTURE = "second_look"
PICTURES_ARCHITECTURE = "efficientnet_lite2"
XINGGAN_ARCHITECTURE = "xinggan"
# Weights that a header calls so under "use" may not be used commercially, and neither may pictures made with them.
NON_COMMERCIAL = "non-commercial"
_MAX_HEADER_BYTES = 10_000_000


def weights_version(path: Path = WEIGHTS_FILE) -> str:
    """What `engine.runtime.weights.load_weights` calls the version; empty where the file is missing or no weights."""
    about = _about(path)
    return str(about.get("version", "unversioned")) if about else ""


def architecture_of(path: Path) -> str:
    """The network that a weights file is for; empty where the file is missing or does not say."""
    return str((_about(path) or {}).get("architecture", ""))


def binding_licence(about: Mapping[str, str]) -> str:
    """The licence that pictures made with weights of this header are bound by; empty where they are free to use."""
    return about.get("licence", "") if about.get("use") == NON_COMMERCIAL else ""


def weights_licence(path: Path = WEIGHTS_FILE) -> str:
    """The licence that a weights file names; empty where it names none."""
    return str((_about(path) or {}).get("licence", ""))


def check_weights(path: Path, *architectures: str) -> None:
    """Raise WeightsError where `path` is missing, or its header names a network other than these or none.

    architectures: the networks that will do, by default those of this program that draw poses.
    """
    wanted = architectures or (ARCHITECTURE, XINGGAN_ARCHITECTURE)
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises for some names that no file can have
        raise WeightsError(
            f"The weights {path.name} are missing; put the file into {path.parent} or reinstall."
        )
    about = _about(path)
    if about is None:
        raise WeightsError(f"{path.name} is damaged or not a safetensors file; fetch it again.")
    if about.get("architecture") not in wanted:
        found = about.get("architecture", "no architecture")
        raise WeightsError(
            f"{path.name} holds {found}, not {wanted[0]}; choose weights made for this program."
        )


def _about(path: Path) -> dict[str, Any] | None:
    """The words of the header; None where there is none that can be read.

    A safetensors file begins with the length of its header, 8 bytes little-endian, and the header as JSON.
    """
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(min(length, _MAX_HEADER_BYTES)))
        about = header.get("__metadata__", {})
    except (OSError, ValueError, RecursionError, AttributeError):
        return None
    return about if isinstance(about, dict) else None
