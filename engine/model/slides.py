"""The network of slides: two poses' joints in, how far the surface of each part slides in the picture out.

Ours (XingGAN++ has none). What it is told and what its answer means: `engine.layers.slides`, which answers without
torch.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

LARGEST = 0.3  # of an answer's numbers, torso lengths
_WIDTH = 320


class SlideNet(nn.Module):
    """told [B, N] -> [B, *shape] within `LARGEST`; nothing before it has learnt.

    mean, spread: [N] of what it is told in its training.
    """

    mean: Tensor
    spread: Tensor

    def __init__(self, mean: Tensor, spread: Tensor, shape: tuple[int, ...], *, width: int = _WIDTH) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("spread", spread)
        self._shape = shape
        self.first = nn.Linear(len(mean), width)
        self.second = nn.Linear(width, width)
        self.third = nn.Linear(width, width)
        self.last = nn.Linear(width, Tensor(*shape).numel())
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)

    def forward(self, told: Tensor) -> Tensor:
        """The answer to each row."""
        x = ((told - self.mean) / self.spread).clamp(-4, 4)
        x = functional.silu(self.first(x))
        x = x + functional.silu(self.second(x))
        x = x + functional.silu(self.third(x))
        return LARGEST * (self.last(x) / 3).tanh().view(-1, *self._shape)


def slid(answer: Tensor, directions: Tensor, terms: Tensor, longest: Tensor) -> Tensor:
    """How far points go, px [B, n, 2].

    answer: [B, 11, 6, 4]. directions: what its axes are [B, 11, 4, 2], px. terms: of each part's field, times the
    points' shares [B, n, 11, 6]. longest: the bound [B], px.
    """
    way = torch.einsum("bnpk,bpkc->bnc", terms, answer @ directions)
    far = ((way**2).sum(-1, keepdim=True) + 1e-6).sqrt() / longest[:, None, None]
    return way * (far.tanh() / far)
