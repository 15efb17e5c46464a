"""The choice of device on this computer, whatever it has."""

from __future__ import annotations

import pytest
import torch

from engine.runtime.device import NAMES, Device, choose_device, is_accelerator_full, is_out_of_memory
from engine.system.errors import DeviceError

PRESENT = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}


@pytest.mark.parametrize("name", NAMES)
def test_a_device_is_given_where_present_and_refused_where_absent(name: str) -> None:
    if PRESENT[name]:
        assert choose_device(name).name == name
    else:
        with pytest.raises(DeviceError, match=f"no {name} device"):
            choose_device(name)


def test_auto_prefers_an_accelerator() -> None:
    fastest = next((name for name in ("cuda", "mps") if PRESENT[name]), "cpu")
    assert choose_device().name == fastest


def test_an_unknown_device_is_refused() -> None:
    with pytest.raises(DeviceError, match="no device called tpu"):
        choose_device("tpu")


def test_a_window_keeps_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    alone = choose_device("cpu").threads
    assert alone >= 1
    assert choose_device("cpu", for_window=True).threads == max(1, alone - 1)


def test_a_thread_limit_from_outside_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert choose_device("cpu").threads == 1
    monkeypatch.setenv("OMP_NUM_THREADS", "100000")
    assert choose_device("cpu").threads < 100000


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_autocast_computes_in_the_devices_dtype(dtype: torch.dtype) -> None:
    matrix = torch.eye(4)
    with Device("cpu", dtype=dtype, threads=1).autocast():
        assert (matrix @ matrix).dtype is dtype
    assert (matrix @ matrix).dtype is torch.float32


def test_use_sets_the_threads() -> None:
    before = torch.get_num_threads()
    try:
        Device("cpu", dtype=torch.float32, threads=before + 1).use()
        assert torch.get_num_threads() == before + 1
    finally:
        torch.set_num_threads(before)


def test_the_chosen_dtype_computes_close_to_float32() -> None:
    torch.manual_seed(0)
    device = choose_device("cpu")
    convolution, pixels = torch.nn.Conv2d(16, 16, 3), torch.rand(1, 16, 24, 24)
    with torch.inference_mode():
        exact = convolution(pixels)
        with device.autocast():
            reduced = convolution(pixels)
    assert reduced.dtype is device.dtype
    torch.testing.assert_close(reduced.float(), exact, atol=0.02, rtol=0.02)


@pytest.mark.parametrize(
    ("error", "of_accelerator", "at_all"),
    [
        (torch.OutOfMemoryError("CUDA out of memory."), True, True),
        (RuntimeError("MPS backend out of memory (MPS allocated: 7 GB)"), True, True),
        (RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"), True, True),
        (MemoryError(), False, True),
        (RuntimeError("shapes cannot be multiplied"), False, False),
        (ValueError("out of memory"), False, False),
    ],
)
def test_shortages_of_memory_are_recognised(error: Exception, of_accelerator: bool, at_all: bool) -> None:
    assert is_accelerator_full(error) is of_accelerator
    assert is_out_of_memory(error) is at_all


def test_torchs_own_shortage_is_recognised() -> None:
    with pytest.raises(RuntimeError) as caught:
        torch.empty(10**15)
    assert is_out_of_memory(caught.value)
    assert not is_accelerator_full(caught.value)
