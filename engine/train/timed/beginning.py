"""A task with the weights it begins with, on a device whose gradients are right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from engine.runtime.device import Device, choose_device
from engine.system.errors import DeviceError
from engine.train.check import gradient_check, table
from engine.train.pair_task import Material
from engine.train.recipe import Recipe
from engine.train.task import Task
from engine.train.tasks import begin_task
from engine.train.timed.report import Report


def begin(
    recipe: Recipe, material: Material, *, weights: Path | None, seed: int, report: Report
) -> tuple[Task[Any], dict[str, int]]:
    """The task on the material's device, else on what is left where gradients are wrong there; and its weights' counts.

    Every way of computing is checked and told to the report. Raises DeviceError where none is right.
    """
    for device in _ways(material.device):
        device.use()
        task, counts = begin_task(recipe, replace(material, device=device), weights=weights, seed=seed)
        found = gradient_check(task, only_used=True)
        report.gradients.append(table(found))
        if all(one.passes for one in found):
            return task, counts
        report.note(f"Gradients are wrong on {device.name} in {_told(device.dtype)}; it was not used so.")
    raise DeviceError("Gradients are wrong in every way of computing that there is here.")


def _ways(device: Device) -> Iterator[Device]:
    """As asked, without reduced precision, on the CPU."""
    yield device
    if device.dtype is not torch.float32:
        yield replace(device, dtype=torch.float32)
    if device.name != "cpu":
        yield replace(choose_device("cpu"), dtype=torch.float32)


def _told(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
