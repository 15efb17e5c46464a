"""Reads torch files of other programs: tensors by name, and no code that lies beside them is run."""

from __future__ import annotations

import pickle
import struct
import warnings
from collections.abc import Mapping
from pathlib import Path

import torch

from engine.system.errors import WeightsError

# How torch's safe unpickler names what it would have to import and run, and what readers say of a file cut short.
_CODE = "GLOBAL"
_CUT_SHORT = ("unexpected eof", "truncated", "central directory")
_ENDED = (EOFError, IndexError, struct.error)  # what the unpickler raises where the next bytes are not there
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


def read_checkpoint(path: Path) -> Mapping[object, object] | None:
    """The entries of a file that torch wrote, old serialisation or new; None where it holds something else.

    Raises WeightsError with a sentence for a file that is missing, cut short, no checkpoint, or holds code.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of kinds of pickles; what cannot be read is told below
            entries = torch.load(path, map_location="cpu", weights_only=True)
    except OSError as error:
        raise WeightsError(f"{path.name} could not be opened ({error.strerror}); check the path.") from error
    except _UNREADABLE as error:
        raise _unreadable(path, error) from error
    return entries if isinstance(entries, Mapping) else None


def _unreadable(path: Path, error: Exception) -> WeightsError:
    told = str(error)
    if isinstance(error, _ENDED) or any(sign in told.lower() for sign in _CUT_SHORT):
        return WeightsError(f"{path.name} ends before all of it is there; download it again.")
    if _CODE in told:
        return WeightsError(
            f"{path.name} holds code beside numbers, which was not run; get the checkpoint from its authors."
        )
    return WeightsError(f"{path.name} is not a readable torch checkpoint; download it again.")
