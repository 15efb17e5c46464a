"""Weights files of one's own: what each says of itself, whether it can be used, and how pictures name it; no torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.runtime.weights_config import ConfigError, parse_config, parse_xinggan
from engine.runtime.weights_version import (
    ARCHITECTURE,
    LAYERS_ARCHITECTURE,
    XINGGAN_ARCHITECTURE,
    binding_licence,
    weights_version,
)
from engine.system.equipment import OwnWeights
from engine.system.errors import WeightsError
from engine.system.stored_path import readable

ENDING = ".safetensors"
DRAWING = (ARCHITECTURE, XINGGAN_ARCHITECTURE)  # what may stand in the place of the network that draws poses
_USABLE = (*DRAWING, LAYERS_ARCHITECTURE)
_MAX_HEADER_BYTES = 10_000_000
_MAX_FIGURES = 200
_MAX_LETTERS = 300
_SHA_LETTERS = 12


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """The words of a header. figures: how good it was found to be, by name. fault: why it cannot be used, if so.

    binding: the licence that pictures made with it are bound by; empty where they are free to use.
    """

    path: Path
    architecture: str = ""
    version: str = ""
    licence: str = ""
    binding: str = ""
    trained_on: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)
    fault: str = ""


def read_weights_file(path: Path) -> WeightsFile:
    """What a file says of itself, and whether it is whole as far as its header tells; never raises."""
    name = readable(path.name)
    try:
        about, whole = _header(path)
    except (OSError, ValueError, RecursionError, AttributeError, KeyError, TypeError):
        return WeightsFile(path, fault=f"{name} is damaged or not a safetensors file; fetch it again.")
    words = {key: _word(about.get(key)) for key in ("architecture", "version", "licence", "trained_on")}
    words["binding"] = _word(binding_licence(about))
    fault = "" if whole else f"{name} is damaged or not a safetensors file; fetch it again."
    return WeightsFile(
        path, **words, figures=_figures(about.get("metrics")), fault=fault or _foreign(name, about)
    )


def weights_in(folder: Path) -> tuple[WeightsFile, ...]:
    """The weights files of a folder by name; empty where there is none."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() == ENDING)
    except OSError:
        return ()
    return tuple(read_weights_file(path) for path in found)


def check_own(own: OwnWeights) -> None:
    """Raise WeightsError where a chosen file is missing, damaged or of another network, by its header alone."""
    for path, wanted in ((own.network, DRAWING), (own.layers, (LAYERS_ARCHITECTURE,))):
        if path is None:
            continue
        found = read_weights_file(path)
        if found.fault:
            raise WeightsError(found.fault)
        if found.architecture not in wanted:
            raise WeightsError(
                f"{readable(path.name)} holds {found.architecture}, not {' or '.join(wanted)}; choose weights made "
                "for this program."
            )


def label_of(own: OwnWeights) -> str:
    """How pictures name their weights: a version, and for files of one's own their name and the sum of their bytes."""
    parts = [weights_version() if own.network is None else _label(own.network)]
    if own.layers is not None:
        parts.append(_label(own.layers))
    return " + ".join(parts)


def _label(path: Path) -> str:
    try:
        stat = path.stat()
        digest = _sha256(path, stat.st_mtime_ns, stat.st_size)[:_SHA_LETTERS]
    except OSError:
        digest = "missing"
    version = read_weights_file(path).version or "unversioned"
    return f"{version[:40]} ({readable(path.name)[:80]}, {digest})"


@lru_cache(64)  # asked for each picture
def _sha256(path: Path, _changed_ns: int, _size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _header(path: Path) -> tuple[dict[str, Any], bool]:
    """The words of a header, and whether the file has all the bytes that it speaks of.

    A safetensors file begins with the length of its header, 8 bytes little-endian, and the header as JSON, which names
    where each tensor lies behind it.
    """
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > _MAX_HEADER_BYTES:
            raise ValueError("a header of that size is none")
        header = json.loads(file.read(length))
    about = header.pop("__metadata__", {})
    end = max((int(each["data_offsets"][1]) for each in header.values()), default=0)
    return dict(about), bool(header) and path.stat().st_size == 8 + length + end


def _foreign(name: str, about: Mapping[str, Any]) -> str:
    """Why these words are of no network that can be used here; empty where they are."""
    architecture = about.get("architecture")
    if architecture not in _USABLE:
        found = _word(architecture) or "no architecture"
        return f"{name} holds {found}, not {' or '.join(_USABLE)}; choose weights made for this program."
    try:
        if architecture == XINGGAN_ARCHITECTURE:
            parse_xinggan(about)
        else:
            parse_config(str(about.get("config", "")))
    except ConfigError as error:
        if error.too_large:
            return f"{name} describes a network too large to run; choose other weights."
        return f"The header of {name} is not readable by this version; update the program."
    return ""


def _word(value: object) -> str:
    return "".join(c if c.isprintable() else " " for c in str(value or "")[:_MAX_LETTERS])


def _figures(metrics: object) -> dict[str, float]:
    try:
        values = json.loads(str(metrics))
        named = list(values.items())[:_MAX_FIGURES]
    except (ValueError, RecursionError, AttributeError):
        return {}
    return {_word(name): float(value) for name, value in named if isinstance(value, int | float)}
