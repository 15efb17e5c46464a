"""Tensors of the network as the arrays that drawing works on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from torch import Tensor


def plain(values: Tensor) -> NDArray[np.float32]:
    """A tensor as a float32 array of the same shape, on the CPU."""
    return np.asarray(values.float().cpu().numpy(), np.float32)


def hwc(maps: Tensor) -> NDArray[np.float32]:
    """A tensor [C, H, W] as an array [H, W, C]."""
    return np.ascontiguousarray(plain(maps).transpose(1, 2, 0))
