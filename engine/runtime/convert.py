"""Turn a published XingGAN checkpoint (.pth) into a safetensors file that says what it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import save
from torch import Tensor

from engine.model.xinggan import Variant, XingGAN
from engine.runtime.foreign import read_checkpoint
from engine.runtime.weights_version import NON_COMMERCIAL, XINGGAN_ARCHITECTURE
from engine.system.errors import WeightsError
from engine.system.files import write_atomic
from engine.system.originals import Originals
from engine.system.shipped import shipped

PREFIX = "model."
MARKET_MARK = "model.stream1_down.2.running_mean"
LICENCE_NOTE = (
    "Converted from a checkpoint published by the authors of XingGAN (ECCV 2020) under CC BY-NC-SA 4.0: "
    "for research only, not for commercial use."
)


def convert_checkpoint(pth: Path, out: Path) -> Variant:
    """Write the generator's weights in `pth` to `out` and return which published training they are.

    `out` gets the names without the `model.` prefix and a header with `architecture`, `variant`, `version`, `licence`
    and `use`. No code in `pth` is run. Raises WeightsError when `pth` is not a published generator and OutputError when
    `out` cannot be written; an existing `out` is then left as it was.
    """
    entries = read_checkpoint(pth)
    if entries is None:
        raise _foreign(pth, "it holds no named weights")
    variant = Variant.MARKET if MARKET_MARK in entries else Variant.DEEPFASHION
    weights = _matched(entries, variant, pth)
    header = _header(variant, pth)
    write_atomic(out, save(weights, metadata=header), originals=Originals.of([pth, *shipped()]))
    return variant


def _matched(entries: Mapping[object, object], variant: Variant, pth: Path) -> dict[str, Tensor]:
    """The weights under their own names, once all of them are known to be what the network expects."""
    with torch.device("meta"):
        expected = {PREFIX + name: entry for name, entry in XingGAN(variant).state_dict().items()}
    missing = [name for name in expected if name not in entries]
    surplus = [name for name in entries if name not in expected]
    if missing and surplus:
        more = f" ({len(missing)} are missing)" if len(missing) > 1 else ""
        raise _foreign(pth, f"it has the entry {surplus[0]!r} and not {missing[0]}{more}")
    if missing:
        raise _foreign(pth, f"{_some(missing)} missing")
    if surplus:
        raise _foreign(pth, f"it holds the unknown entry {surplus[0]!r}")
    return {
        name.removeprefix(PREFIX): _entry(entries[name], name, like=like, pth=pth)
        for name, like in expected.items()
    }


def _some(names: Sequence[str]) -> str:
    return f"{names[0]} is" if len(names) == 1 else f"{names[0]} and {len(names) - 1} more are"


def _entry(tensor: object, name: str, *, like: Tensor, pth: Path) -> Tensor:
    if not isinstance(tensor, Tensor):
        raise _foreign(pth, f"{name} is no tensor")
    if tensor.shape != like.shape:
        raise _foreign(pth, f"{name} has the shape {_shape(tensor)} and not {_shape(like)}")
    if tensor.dtype != like.dtype or tensor.layout != like.layout:
        raise _foreign(pth, f"{name} is {tensor.dtype} and not {like.dtype}")
    # Entries of a checkpoint may share storage, which safetensors refuses.
    return tensor.detach().clone(memory_format=torch.contiguous_format)


def _shape(tensor: Tensor) -> str:
    return "x".join(map(str, tensor.shape)) or "of one number"


def _foreign(pth: Path, reason: str) -> WeightsError:
    return WeightsError(
        f"{pth.name} is not a published XingGAN generator: {reason}; choose a file named ..._net_netG.pth."
    )


def _header(variant: Variant, pth: Path) -> dict[str, str]:
    """The version tells conversions of different files apart: batches go by it when they go on."""
    with pth.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "architecture": XINGGAN_ARCHITECTURE,
        "variant": variant.value,
        "version": f"xinggan-{variant}-{digest[:8]}",
        "licence": LICENCE_NOTE,
        "use": NON_COMMERCIAL,
    }
