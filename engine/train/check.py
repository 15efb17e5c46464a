"""Whether a device computes the gradients it should: one fixed batch, every parameter, against float32 on the CPU."""

from __future__ import annotations

import dataclasses
import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor

from engine.runtime.device import Device
from engine.system.errors import DeviceError
from engine.system.files import write_json_atomic
from engine.system.originals import Originals
from engine.train.task import Moment, Task

CHECKED_FILE = "checked.json"
_SAMPLES = 2
# A parameter whose gradient is smaller than this share of all is compared with it and not with itself: one that a
# softmax ignores has a gradient of rounding errors alone.
_FLOOR = 0.02
_EXACT, _REDUCED = 2e-3, 0.35
# Times as much as float32's last bit of every weight changes gradients, they may differ without a fault: where a batch
# lies on an edge of some activation that alone can be more than the usual limit.
_LAST_BITS = 4.0
_HALF_SCALE = 1024.0

Anything = TypeVar("Anything")


@dataclass(frozen=True)
class Difference:
    """Gradients computed one way against the reference, as norms of differences over norms of the reference."""

    kind: str
    overall: float
    worst: float  # of the parameter where it is greatest
    parameter: str
    allowed: float  # overall, and thrice of it for a single parameter

    @property
    def passes(self) -> bool:
        """Whether training may run this way."""
        return self.overall <= self.allowed and self.worst <= 3 * self.allowed


def gradient_check(task: Task[Any], *, only_used: bool = False) -> tuple[Difference, ...]:
    """All ways of computing that the task's device and the CPU have, against float32 on the CPU.

    On the CPU: channels last, and bf16. On an accelerator besides: float32, and its own precision, in both layouts.
    only_used: the ways in which training runs there, and no bf16 on a CPU that only imitates it, slowly.
    """
    moment = Moment(0, 0.0)
    batch = task.draw(_SAMPLES, moment, np.random.default_rng(0)).batch
    cpu = Device("cpu", torch.float32, torch.get_num_threads())
    reference = _gradients(task, batch, cpu, last=False)
    ways = [(cpu, True)]
    if not only_used or (task.device.name, task.device.dtype) == ("cpu", torch.bfloat16):
        ways.append((replace(cpu, dtype=torch.bfloat16), False))
    if task.device.name != "cpu":
        exact = replace(task.device, dtype=torch.float32)
        ways = [(task.device, True)] if only_used else [*ways, *product((exact, task.device), (False, True))]
    nudged = _gradients(task, batch, cpu, last=False, nudged=True)
    exact_to = max(_EXACT, _LAST_BITS * _difference("", reference, nudged, _EXACT).overall)
    return tuple(
        _difference(
            _kind(device, last),
            reference,
            _gradients(task, batch, device, last=last),
            exact_to if device.dtype is torch.float32 else _REDUCED,
        )
        for device, last in ways
    )


def ensure_checked(run: Path, task: Task[Any]) -> Sequence[Difference]:
    """Check a device that the run has not been on before; raises DeviceError where gradients are wrong.

    Returns what was found, nothing where it was checked before; writes `checked.json` into the run's folder.
    """
    path, here = run / CHECKED_FILE, _signature(task.device)
    known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if here in known:
        return ()
    found = gradient_check(task, only_used=True)
    wrong = [difference for difference in found if not difference.passes]
    if wrong:
        raise DeviceError(
            f"Gradients are wrong with {wrong[0].kind}: they differ by {wrong[0].overall:.1%}, most in "
            f"{wrong[0].parameter}. Train on another device (--device cpu)."
        )
    write_json_atomic(path, known | {here: [asdict(one) for one in found]}, originals=Originals())
    return found


def table(found: Sequence[Difference]) -> str:
    """What was found, as Markdown."""
    verdict = lambda one: "passes" if one.passes else "WRONG"  # noqa: E731
    lines = ["| against float32, NCHW, on the CPU | overall | worst parameter | | |", "|---|--:|--:|---|---|"]
    lines += [
        f"| {one.kind} | {one.overall:.1e} | {one.worst:.1e} | {one.parameter} | {verdict(one)} |"
        for one in found
    ]
    return "\n".join(lines) + "\n"


def _signature(device: Device) -> str:
    name = torch.cuda.get_device_name() if device.name == "cuda" else platform.machine()
    return f"{device.name} {name}, {device.dtype}, torch {torch.__version__}".replace("torch.", "", 1)


def _kind(device: Device, last: bool) -> str:
    dtype = str(device.dtype).removeprefix("torch.")
    return f"{device.name} {dtype}, {'channels last' if last else 'NCHW'}"


def _gradients(
    task: Task[Any], batch: Any, device: Device, *, last: bool, nudged: bool = False
) -> dict[str, Tensor]:
    """By parameter, float64 on the CPU. nudged: with every weight one bit larger or smaller, by turns."""
    other = task.on(device)
    if nudged:
        with torch.no_grad():
            for parameter in other.net.parameters():
                bits = torch.arange(parameter.numel(), device=parameter.device).view(parameter.shape) % 2
                parameter.mul_(1 + torch.finfo(torch.float32).eps * (2 * bits - 1))
    layout = torch.channels_last if last else torch.contiguous_format
    other.net.train().to(memory_format=layout)  # type: ignore[call-overload]
    scale = _HALF_SCALE if device.dtype is torch.float16 else 1.0
    # The rounded products of TF32 are no fault (3e-3 on an H100, and it trains); float32 is checked without them.
    with torch.backends.cudnn.flags(enabled=True, allow_tf32=False):
        losses = other.losses(_moved(batch, device.name, layout), Moment(0, 0.0))
        (torch.stack(list(losses.values())).sum(0).mean() * scale).backward()  # type: ignore[no-untyped-call]
    return {
        name: parameter.grad.double().cpu() / scale
        for name, parameter in other.net.named_parameters()
        if parameter.grad is not None
    }


def _moved(batch: Anything, device: str, layout: torch.memory_format) -> Anything:
    """A dataclass of tensors on another device, pictures in another layout."""
    moved = {}
    for field in dataclasses.fields(batch):  # type: ignore[arg-type]
        tensor = getattr(batch, field.name).to(device)
        moved[field.name] = tensor.contiguous(memory_format=layout) if tensor.ndim == 4 else tensor
    return type(batch)(**moved)


def _difference(
    kind: str, reference: dict[str, Tensor], found: dict[str, Tensor], allowed: float
) -> Difference:
    whole = float(torch.stack([gradient.norm() for gradient in reference.values()]).norm())
    off = {name: float((found[name] - gradient).norm()) for name, gradient in reference.items()}
    shares = {
        name: off[name] / max(float(gradient.norm()), _FLOOR * whole) for name, gradient in reference.items()
    }
    worst = max(shares, key=lambda name: shares[name])
    overall = float(np.sqrt(sum(value**2 for value in off.values()))) / whole
    return Difference(kind, overall, shares[worst], worst, allowed)
