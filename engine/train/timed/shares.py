"""What a training step's time goes into, by torch's own profiler."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch.autograd import DeviceType
from torch.profiler import ProfilerActivity, profile

from engine.train.trainer import Trainer

# By the first that stands in an operation's name.
_GROUPS = (
    ("optimiser", ("_foreach", "_fused", "adam")),
    ("convolutions", ("conv",)),
    ("matrix products", ("mm", "matmul", "linear", "attention", "einsum")),
    ("normalisation, softmax", ("norm", "softmax")),
    ("pooling, reading at places", ("pool", "grid_sampler", "upsample")),
    (
        "copies",
        ("copy", "cat", "zero", "fill", "clone", "gather", "scatter", "index", "slice", "stack", "_to_"),
    ),
)
_REST = "elementwise and rest"


@dataclass(frozen=True)
class Shares:
    """Of a step: milliseconds by the clock, the share the device computed, and what that was, summing to 1."""

    step_ms: float
    busy: float
    by_group: Mapping[str, float]


def step_shares(trainer: Trainer[Any], *, steps: int) -> Shares:
    """Train on for some steps and look; on a CPU self time of operations, on a GPU that of their kernels."""
    on_gpu = trainer.device.name == "cuda"
    activities = [ProfilerActivity.CPU, *([ProfilerActivity.CUDA] if on_gpu else [])]
    end = trainer.progress.samples + steps * trainer.recipe.schedule.batch
    with profile(activities=activities) as profiler:
        begun = time.perf_counter()
        trainer.train(until=end)
        if on_gpu:
            torch.cuda.synchronize()
        wall_us = (time.perf_counter() - begun) * 1e6
    times: dict[str, float] = {}
    for event in profiler.key_averages():
        if event.device_type != DeviceType.CPU or not event.key.startswith("aten::"):
            continue
        own = event.self_device_time_total if on_gpu else event.self_cpu_time_total
        group = _group(event.key)
        times[group] = times.get(group, 0.0) + float(own)
    whole = sum(times.values())
    shares = {name: value / max(whole, 1e-9) for name, value in sorted(times.items(), key=lambda x: -x[1])}
    return Shares(wall_us / steps / 1000, whole / wall_us, shares)


def _group(name: str) -> str:
    return next((group for group, signs in _GROUPS if any(sign in name for sign in signs)), _REST)
