"""A logarithm whose gradient is bounded."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

_LEAST = 1e-4
# Where a probability that is read between two pixels comes near 0, 1/p is a spike on single pixels: below this the
# gradient grows no further.
_SOFT = 0.03


def bounded_log(probability: Tensor) -> Tensor:
    """log(max(p, 1e-4)) of p >= 0; its gradient is that of log(p + 0.03)."""
    if not torch.is_grad_enabled():
        return probability.clamp(min=_LEAST).log()
    logarithm: Tensor = _BoundedLog.apply(probability)  # type: ignore[no-untyped-call]
    return logarithm


class _BoundedLog(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, probability: Tensor) -> Tensor:
        ctx.save_for_backward(probability)
        return probability.clamp(min=_LEAST).log()

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        (probability,) = ctx.saved_tensors
        return gradients[0] / (probability + _SOFT)
