"""Which processor the networks run on, in which precision and on how many threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import torch

from engine.system.errors import DeviceError

NAMES = ("cpu", "cuda", "mps")
AUTOMATIC = "auto"

# CPUs with these run bf16 convolutions about twice as fast as float32 ones; others only imitate bf16.
_FAST_BF16 = ("avx512_bf16", "amx_bf16")
# How an older torch answers the same, one by one.
_FAST_BF16_QUESTIONS = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
_ACCELERATOR_FULL = ("out of memory", "CUDNN_STATUS_ALLOC_FAILED", "CUBLAS_STATUS_ALLOC_FAILED")
_UNKNOWN_MEMORY = 4 * 2**30
_COMPUTER_FULL = ("can't allocate memory", "not enough memory")


@dataclass(frozen=True, slots=True)
class Device:
    """Where networks run.

    name: "cpu", "cuda" or "mps". dtype: what autocast computes in; float32 means no autocast.
    threads: CPU threads for torch, also beside an accelerator.
    """

    name: str
    dtype: torch.dtype
    threads: int

    def use(self) -> None:
        """Make torch work this way; call it on the thread that computes, as OpenMP counts per thread."""
        torch.set_num_threads(self.threads)

    def autocast(self) -> torch.autocast:
        """A context in which networks compute in `dtype`."""
        reduced = self.dtype is not torch.float32
        return torch.autocast(self.name, dtype=self.dtype if reduced else None, enabled=reduced)


def choose_device(wanted: str = AUTOMATIC, *, for_window: bool = False) -> Device:
    """The device `wanted` ("auto", "cpu", "cuda" or "mps"), or for "auto" the fastest there is.

    for_window: leave one core to the window. Raises DeviceError when the device is unknown or absent.
    """
    if wanted not in (AUTOMATIC, *NAMES):
        raise DeviceError(f"There is no device called {wanted}; choose auto, cpu, cuda or mps.")
    present = _present()
    name = present[0] if wanted == AUTOMATIC else wanted
    if name not in present:
        raise DeviceError(f"This computer has no {name} device that torch can use; choose auto or cpu.")
    return Device(name, dtype=_dtype(name), threads=_threads(for_window=for_window))


def is_out_of_memory(error: BaseException) -> bool:
    """Whether `error` says that an accelerator or the computer itself ran out of memory."""
    if isinstance(error, MemoryError) or is_accelerator_full(error):
        return True
    return isinstance(error, RuntimeError) and any(sign in str(error) for sign in _COMPUTER_FULL)


def is_accelerator_full(error: BaseException) -> bool:
    """Whether `error` says that an accelerator ran out of memory, so that the CPU may still manage."""
    if isinstance(error, torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(sign in str(error) for sign in _ACCELERATOR_FULL)


def free_memory(name: str) -> int:
    """Bytes that are free on a device, or in the computer."""
    if name == "cuda":
        return int(torch.cuda.mem_get_info()[0])
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # Windows and macOS do not say
        return _UNKNOWN_MEMORY


def _present() -> tuple[str, ...]:
    """The usable devices, fastest first."""
    accelerators = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    return (*(name for name, is_there in accelerators.items() if is_there), "cpu")


def _dtype(name: str) -> torch.dtype:
    if name == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float16
    return torch.bfloat16 if name == "cpu" and _has_fast_bf16() else torch.float32


def _has_fast_bf16() -> bool:
    if not torch.backends.mkldnn.is_available():
        return False
    capabilities = _capabilities()
    if capabilities:
        return any(capabilities.get(name, False) for name in _FAST_BF16)
    return any(getattr(torch.cpu, name, bool)() for name in _FAST_BF16_QUESTIONS)


def _threads(*, for_window: bool) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # A second thread on the same core slows convolutions down.
    cores = min(cores, _capabilities().get("num_physical_cores") or cores)
    limit = os.environ.get("OMP_NUM_THREADS", "")
    if limit.isdecimal():
        cores = min(cores, int(limit))
    return max(1, cores - 1 if for_window else cores)


def _capabilities() -> Mapping[str, Any]:
    """What torch knows of the CPU; empty where torch is too old to say."""
    ask: Callable[[], Mapping[str, Any]] = getattr(torch.cpu, "get_capabilities", dict)
    return ask()
