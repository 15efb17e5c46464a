"""Random numbers of a batch: drawn on the CPU, the same for every device, and sent to it without waiting."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


class Dice:
    """One value or row a sample; [B, ...] float32 on the device, bool for `chance`."""

    def __init__(self, rng: np.random.Generator, count: int, device: str) -> None:
        self.rng, self.count, self.device = rng, count, device
        self._noise = torch.Generator(device).manual_seed(int(rng.integers(2**62)))

    def send(self, values: NDArray[np.generic]) -> Tensor:
        """An array on the device; does not wait for it."""
        tensor = torch.from_numpy(np.ascontiguousarray(values))
        if self.device == "cuda":
            tensor = tensor.pin_memory()
        return tensor.to(self.device, non_blocking=True)

    def uniform(self, low: float, high: float, *shape: int) -> Tensor:
        """Even numbers from low to high."""
        return self.send(self.rng.uniform(low, high, (self.count, *shape)).astype(np.float32))

    def normal(self, size: float, *shape: int) -> Tensor:
        """Normal numbers of this standard deviation."""
        return self.send(self.rng.normal(0, size, (self.count, *shape)).astype(np.float32))

    def chance(self, share: float, *shape: int) -> Tensor:
        """True with this probability."""
        return self.send(self.rng.random((self.count, *shape)) < share)

    def noise(self, shape: tuple[int, ...]) -> Tensor:
        """Standard normal numbers for pictures, made on the device; other devices draw other ones."""
        return torch.randn(shape, generator=self._noise, device=self.device)
