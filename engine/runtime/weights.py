"""Weights on disk: safetensors with a header that says what they are; found, verified, loaded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from engine.model.config import XingGANppConfig, config_to_dict
from engine.model.xinggan_pp import XingGANpp
from engine.runtime.checksums import check_sum
from engine.runtime.weights_config import ConfigError, parse_config
from engine.runtime.weights_version import ARCHITECTURE, check_weights
from engine.system.errors import WeightsError
from engine.system.files import write_atomic
from engine.system.originals import Originals
from engine.system.shipped import WEIGHTS_FILE

_MAX_BYTES = 500_000_000
Net = TypeVar("Net", bound=nn.Module)


@dataclass(frozen=True, eq=False)
class LoadedWeights:
    """A network ready to run and what its file says of it."""

    net: XingGANpp
    version: str
    header: Mapping[str, str]  # architecture, config, version, trained_on, licence, metrics


def save_weights(
    path: Path,
    tensors: Mapping[str, Tensor],
    config: XingGANppConfig,
    *,
    about: Mapping[str, str],
    architecture: str = ARCHITECTURE,
    dtype: torch.dtype = torch.float32,
) -> None:
    """Write weights with their header; about holds version, trained_on, licence and metrics (JSON).

    In float16 a file has half the size, and networks still run in float32.
    """
    header = {"architecture": architecture, "config": json.dumps(config_to_dict(config)), **about}
    write_weights(path, tensors, header, dtype=dtype)


def write_weights(
    path: Path,
    tensors: Mapping[str, Tensor],
    header: Mapping[str, str],
    *,
    dtype: torch.dtype = torch.float32,
) -> None:
    """Write the tensors of any network with a header that names its architecture; raises OutputError."""
    plain = {k: v.detach().to(dtype).contiguous().cpu() for k, v in tensors.items()}
    write_atomic(path, save(plain, metadata=dict(header)), originals=Originals())


def load_weights(path: Path | None = None) -> LoadedWeights:
    """Weights of a file, by default the shipped one.

    Raises WeightsError with one sentence for anything that is not ours and whole.
    """
    path = path or WEIGHTS_FILE
    header, config, tensors = read_weights(path)
    net = filled(path, XingGANpp(config), tensors)
    return LoadedWeights(net.eval(), header.get("version", "unversioned"), header)


def read_weights(
    path: Path, architecture: str = ARCHITECTURE
) -> tuple[dict[str, str], XingGANppConfig, dict[str, Tensor]]:
    """Header, configuration and tensors of a file of one architecture; raises WeightsError."""
    check_weights(path, architecture)
    header, tensors = read_tensors(path)
    return header, _config(path, header), tensors


def read_tensors(path: Path) -> tuple[dict[str, str], dict[str, Tensor]]:
    """Header and tensors of a file of weights, whichever network they are for; raises WeightsError."""
    if path.stat().st_size > _MAX_BYTES:
        raise WeightsError(
            f"{path.name} is larger than {_MAX_BYTES // 1_000_000} MB; it cannot be weights of ours."
        )
    check_sum(path)
    try:
        with safe_open(path, framework="pt") as file:
            header = dict(file.metadata() or {})
            return header, {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a mapping
    except (SafetensorError, OSError, ValueError) as error:
        raise WeightsError(f"{path.name} is damaged or not a safetensors file; fetch it again.") from error


def _config(path: Path, header: Mapping[str, str]) -> XingGANppConfig:
    try:
        return parse_config(header.get("config", ""))
    except ConfigError as error:
        if error.too_large:
            raise WeightsError(
                f"{path.name} describes a network too large to run; choose other weights."
            ) from error
        raise WeightsError(
            f"The header of {path.name} is not readable by this version; update the program."
        ) from error


def loaded(path: Path, architecture: str, net: Net) -> Net:
    """A network without a configuration, of one architecture, filled from its file and ready; raises WeightsError."""
    check_weights(path, architecture)
    return filled(path, net, read_tensors(path)[1]).eval()


def filled(path: Path, net: Net, tensors: Mapping[str, Tensor]) -> Net:
    """The network with the tensors of a file for weights; raises WeightsError where they do not fit it."""
    net.requires_grad_(False)
    try:
        if not all(tensor.is_floating_point() for tensor in tensors.values()):
            raise TypeError("weights are floating-point numbers")
        net.load_state_dict(tensors)
    except (RuntimeError, TypeError) as error:
        raise WeightsError(f"{path.name} does not fit its own description; fetch the file again.") from error
    if not all(np.isfinite(each.numpy()).all() for each in net.state_dict().values()):
        raise WeightsError(
            f"{path.name} is damaged: some of its numbers are not finite. Fetch the file again."
        )
    return net


def random_weights(config: XingGANppConfig, *, seed: int = 0) -> LoadedWeights:
    """A seeded untrained network, for tests of the machinery; never shown to people."""
    torch.manual_seed(seed)
    net = XingGANpp(config)
    net.requires_grad_(False)
    return LoadedWeights(net.eval(), f"random-{seed}", {})
