"""Several training processes that act as one: gradients are averaged after every step.

On CPUs two processes of one thread each do half as much again as one process of two threads, because most of a
small network's operations are too short to share. Several GPUs are started by `torchrun`, which tells each process
its place in the environment.
"""

from __future__ import annotations

import os
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

    def average(self, parameters: Iterable[nn.Parameter]) -> None:
        """Replace gradients by their mean over the team.

        Parameters without a gradient count as zero, so that all members send the same number of values.
        """
        if self.size == 1:
            return
        kept = list(parameters)
        grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in kept]
        flat = torch.cat([grad.flatten() for grad in grads])
        dist.all_reduce(flat)
        means = (flat / self.size).split([grad.numel() for grad in grads])
        for parameter, mean in zip(kept, means, strict=True):
            parameter.grad = mean.view_as(parameter)

    def any(self, wish: bool, device: str = "cpu") -> bool:
        """Whether any member has the wish; waits for all of them."""
        if self.size == 1:
            return wish
        flag = torch.tensor(float(wish), device=device)
        dist.all_reduce(flag)
        return bool(flag > 0)


def join(rank: int, size: int, meeting_point: Path) -> Team:
    """Join a team of processes on CPUs through a file that must not exist before."""
    if size > 1:
        dist.init_process_group("gloo", init_method=f"file://{meeting_point}", rank=rank, world_size=size)
    return Team(rank, size)


def started_by_torchrun() -> bool:
    """Whether `torchrun` started this process as one of several."""
    return "TORCHELASTIC_RUN_ID" in os.environ and int(os.environ.get("WORLD_SIZE", "1")) > 1


def join_torchrun(device: str) -> Team:
    """Join the team that `torchrun` started; on CUDA each process takes the GPU of its local rank."""
    if device == "cuda":
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    dist.init_process_group("nccl" if device == "cuda" else "gloo")
    return Team(dist.get_rank(), dist.get_world_size())
