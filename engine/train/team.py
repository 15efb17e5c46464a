"""Several training processes that act as one: gradients are averaged after every step.

On CPUs two processes of one thread each do half as much again as one process of two threads, because most of a
small network's operations are too short to share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.distributed as dist
from torch import nn


@dataclass(frozen=True)
class Team:
    """This process among its equals; alone by default."""

    rank: int = 0
    size: int = 1

    @property
    def leads(self) -> bool:
        """Whether this process saves, validates and reports."""
        return self.rank == 0

    def average(self, parameters: Iterable[nn.Parameter], *, stop: bool = False) -> bool:
        """Replace gradients by their mean over the team; returns whether anyone wants to stop.

        Parameters without a gradient count as zero, so that all members send the same number of values.
        """
        if self.size == 1:
            return stop
        kept = list(parameters)
        for p in kept:
            if p.grad is None:
                p.grad = torch.zeros_like(p)
        grads = [p.grad for p in kept if p.grad is not None]
        flat = torch.cat([g.flatten() for g in grads] + [torch.tensor([float(stop)])])
        dist.all_reduce(flat)
        start = 0
        for g in grads:
            g.copy_(flat[start : start + g.numel()].view_as(g) / self.size)
            start += g.numel()
        return bool(flat[-1] > 0)


def join(rank: int, size: int, meeting_point: Path) -> Team:
    """Join a team of processes through a file that must not exist before."""
    if size > 1:
        dist.init_process_group("gloo", init_method=f"file://{meeting_point}", rank=rank, world_size=size)
    return Team(rank, size)
