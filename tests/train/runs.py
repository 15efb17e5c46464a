"""Tiny runs on dolls, for tests of the trainer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from engine.runtime.device import Device
from engine.train.pair_task import Material
from engine.train.recipe import Recipe, read_recipe
from engine.train.tasks import make_task
from engine.train.trainer import Trainer
from tests.evaluate.dolls import doll_folder

CPU = Device("cpu", torch.float32, 1)
SHORT = read_recipe("""
task = "pairs"

[schedule]
samples = 24
batch = 4
warm_steps = 5
validate_every = 12
read_every = 2
save_every_s = 1e9

[network]
half_width = 16
quarter_width = 16
width = 24
stages = 1
pools = [2, 4]

[frames]
coarse = [64, 48]
fine = [128, 96]

[adversary]
begin = 0.5
alone = 0.0
""")


def dolls(folder: Path) -> Path:
    """A folder with one doll, made once."""
    people = folder / "people"
    return people if people.exists() else doll_folder(people)


def trainer(folder: Path, recipe: Recipe = SHORT, *, run: str = "run", counts: Any = None) -> Trainer[Any]:
    """A trainer in folder/run on the doll of the folder."""
    people = dolls(folder)
    task = make_task(recipe, Material(people, people, CPU))
    return Trainer(folder / run, task, recipe, device=CPU, counts=counts)
