"""Turn a published XingGAN checkpoint (.pth) into a safetensors file that says what it is."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import save
from torch import Tensor

from engine.disk.files import write_atomic
from engine.disk.originals import Originals
from engine.errors import WeightsError
from engine.model.xinggan import Variant, XingGAN
from engine.shipped import shipped

PREFIX = "model."
MARKET_MARK = "model.stream1_down.2.running_mean"
ARCHITECTURE = "xinggan"
LICENCE_NOTE = (
    "Converted from a checkpoint published by the authors of XingGAN (ECCV 2020) under CC BY-NC-SA 4.0: "
    "for research only, not for commercial use."
)

# What unpickling a damaged or foreign file was seen to raise, beyond the unpickler's own error.
_UNREADABLE = (
    pickle.UnpicklingError,
    RuntimeError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    OverflowError,
    struct.error,
)


def convert_checkpoint(pth: Path, out: Path) -> Variant:
    """Write the generator's weights in `pth` to `out` and return which published training they are.

    `out` gets the names without the `model.` prefix and a header with `architecture`, `variant` and
    `licence`. No code in `pth` is run. Raises WeightsError when `pth` is not a published generator and
    OutputError when `out` cannot be written; an existing `out` is then left as it was.
    """
    entries = _read(pth)
    variant = Variant.MARKET if MARKET_MARK in entries else Variant.DEEPFASHION
    weights = _matched(entries, variant, pth)
    write_atomic(out, save(weights, metadata=_header(variant)), originals=Originals.of([pth, *shipped()]))
    return variant


def _read(pth: Path) -> Mapping[object, object]:
    try:
        entries = torch.load(pth, map_location="cpu", weights_only=True)
    except OSError as error:
        raise WeightsError(f"{pth.name} could not be opened ({error.strerror}); check the path.") from error
    except _UNREADABLE as error:
        raise WeightsError(f"{pth.name} is not a readable torch checkpoint; download it again.") from error
    if not isinstance(entries, Mapping):
        raise _foreign(pth, "it holds no named weights")
    return entries


def _matched(entries: Mapping[object, object], variant: Variant, pth: Path) -> dict[str, Tensor]:
    """The weights under their own names, once all of them are known to be what the network expects."""
    with torch.device("meta"):
        expected = XingGAN(variant).state_dict()
    for surplus in entries.keys() - {PREFIX + name for name in expected}:
        raise _foreign(pth, f"it holds the unknown entry {surplus!r}")
    return {name: _entry(entries, name, like=like, pth=pth) for name, like in expected.items()}


def _entry(entries: Mapping[object, object], name: str, *, like: Tensor, pth: Path) -> Tensor:
    tensor = entries.get(PREFIX + name)
    if not isinstance(tensor, Tensor):
        raise _foreign(pth, f"{PREFIX}{name} is missing")
    if tensor.shape != like.shape or tensor.dtype != like.dtype or tensor.layout != like.layout:
        raise _foreign(pth, f"{PREFIX}{name} is {tensor.dtype} {list(tensor.shape)}")
    # Entries of a checkpoint may share storage, which safetensors refuses.
    return tensor.detach().clone(memory_format=torch.contiguous_format)


def _foreign(pth: Path, reason: str) -> WeightsError:
    return WeightsError(
        f"{pth.name} is not a published XingGAN generator: {reason}; choose a file named ..._net_netG.pth."
    )


def _header(variant: Variant) -> dict[str, str]:
    return {"architecture": ARCHITECTURE, "variant": variant.value, "licence": LICENCE_NOTE}
