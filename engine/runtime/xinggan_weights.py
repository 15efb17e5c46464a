"""Weights of the network of 2020: converted from a published checkpoint or trained here; verified and loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from engine.model.xinggan import Variant, XingGAN
from engine.runtime.weights import read_tensors
from engine.runtime.weights_config import ConfigError, parse_xinggan
from engine.runtime.weights_version import XINGGAN_ARCHITECTURE, check_weights
from engine.system.errors import WeightsError


@dataclass(frozen=True, eq=False)
class LoadedXingGAN:
    """A network ready to run and what its file says of it."""

    net: XingGAN
    version: str
    header: Mapping[str, str]  # architecture, variant, version, licence, use


def load_xinggan(path: Path) -> LoadedXingGAN:
    """The weights of a file; raises WeightsError with one sentence for anything that is not ours and whole."""
    check_weights(path, XINGGAN_ARCHITECTURE)
    header, tensors = read_tensors(path)
    with torch.device("meta"):
        net = _built(path, header)
    # Trainings of our own average their weights, and leave out what is only counted.
    for name in net.state_dict():
        if name.endswith("num_batches_tracked"):
            tensors.setdefault(name, torch.zeros((), dtype=torch.long))
    try:
        net.load_state_dict(tensors, assign=True)
    except RuntimeError as error:
        raise WeightsError(f"{path.name} does not fit its own description; fetch the file again.") from error
    if not all(tensor.isfinite().all() for tensor in net.state_dict().values()):
        raise WeightsError(
            f"{path.name} is damaged: some of its numbers are not finite. Fetch the file again."
        )
    return LoadedXingGAN(
        net.float().eval().requires_grad_(False), header.get("version", "unversioned"), header
    )


def _built(path: Path, header: Mapping[str, str]) -> XingGAN:
    try:
        told = parse_xinggan(header)
    except ConfigError as error:
        raise WeightsError(
            f"The header of {path.name} is not readable by this version; update the program."
        ) from error
    return XingGAN(Variant(told.variant), width=told.width, blocks=told.blocks)
