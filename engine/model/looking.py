"""Listens in on a network's cross-attention: where each block of each stage looked, while it answers as ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from engine.model.attention import Memory, MultiScaleCrossAttention


@dataclass(frozen=True, eq=False)
class Look:
    """Where one block looked for one person.

    block: its name in the network, such as "sa.0" (shape asks appearance, first stage). size: (h, w) of the queries'
    map, over the whole model frame. scales: (h, w) of the keys' maps, over the same frame. before, after: float32
    [h * w, keys] without and with enhanced attention; rows sum to 1.
    """

    block: str
    size: tuple[int, int]
    scales: tuple[tuple[int, int], ...]
    before: Tensor
    after: Tensor


@contextmanager
def listening(net: nn.Module) -> Iterator[list[Look]]:
    """The looks of all cross-attention blocks of `net`, in the order in which they answer within the block."""
    looks: list[Look] = []
    handles = []
    for name, module in net.named_modules():
        if isinstance(module, MultiScaleCrossAttention):
            block = name.removesuffix(".attention").replace("as_", "as")
            handles.append(module.register_forward_hook(_hook(block, looks)))
    try:
        yield looks
    finally:
        for handle in handles:
            handle.remove()


def _hook(block: str, looks: list[Look]) -> Callable[[nn.Module, tuple[Tensor, Memory], Tensor], None]:
    def hear(module: nn.Module, inputs: tuple[Tensor, Memory], _output: Tensor) -> None:
        assert isinstance(module, MultiScaleCrossAttention)
        x, memory = inputs
        with torch.no_grad():
            before, after = (each[0].float().cpu() for each in module.looked(x, memory))
        size = (x.shape[-2], x.shape[-1])
        scales = tuple((size[0] // pool, size[1] // pool) for pool in module.pools)
        looks.append(Look(block, size, scales, before, after))

    return hear
