"""The tasks that a recipe may name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.runtime.weights import read_tensors
from engine.runtime.weights_version import check_weights
from engine.system.errors import EngineError, RecipeError
from engine.train.checkpoint import counted
from engine.train.layer_task import LayerTask
from engine.train.pair_task import Material, PairTask, PartTask
from engine.train.photo_pair_task import PhotoPairTask
from engine.train.recipe import Recipe
from engine.train.second_look_task import SecondLookTask
from engine.train.task import Task
from engine.train.xinggan_task import XingGANTask

TASKS: dict[str, Callable[..., Task[Any]]] = {
    "pairs": PairTask,
    "part head": PartTask,
    "layers": LayerTask,
    "second look": SecondLookTask,
    "photo pairs": PhotoPairTask,
    "xinggan": XingGANTask,
}


def make_task(recipe: Recipe, material: Material, *, seed: int = 0) -> Task[Any]:
    """The task of a recipe, its network on the device with random weights of a seed; raises RecipeError.

    A maker takes the recipe, the material and the seed, as `PairTask` does.
    """
    maker = TASKS.get(recipe.task)
    if maker is None:
        raise RecipeError(f"There is no task {recipe.task}; choose {', '.join(TASKS)}.")
    return maker(recipe, material, seed=seed)


def begin_task(
    recipe: Recipe, material: Material, *, weights: Path | None, seed: int = 0
) -> tuple[Task[Any], dict[str, int]]:
    """The task of a recipe with the weights a fresh run begins with, and what those had seen; raises EngineError."""
    if weights is None:
        return make_task(recipe, material, seed=seed), {}
    if recipe.task == "layers":  # they replace those it would begin with, which need not be there then
        recipe = recipe.with_changes({"begin.from_shipped": False})
    task = make_task(recipe, material, seed=seed)
    check_weights(weights, task.header({})["architecture"])
    header, tensors = read_tensors(weights)
    try:
        task.net.load_state_dict(tensors)
    except RuntimeError as error:
        raise EngineError(
            f"{weights.name} does not fit the recipe's [network]; make them the same."
        ) from error
    return task, counted(header.get("trained_on", ""))
