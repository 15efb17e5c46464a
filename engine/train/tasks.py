"""The tasks that a recipe may name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.errors import RecipeError
from engine.train.layer_task import LayerTask
from engine.train.pair_task import Material, PairTask, PartTask
from engine.train.recipe import Recipe
from engine.train.task import Task

TASKS: dict[str, Callable[..., Task[Any]]] = {
    "pairs": PairTask,
    "part head": PartTask,
    "layers": LayerTask,
}


def make_task(recipe: Recipe, material: Material, *, seed: int = 0) -> Task[Any]:
    """The task of a recipe, its network on the device with random weights of a seed; raises RecipeError.

    A maker takes the recipe, the material and the seed, as `PairTask` does.
    """
    maker = TASKS.get(recipe.task)
    if maker is None:
        raise RecipeError(f"There is no task {recipe.task}; choose {', '.join(TASKS)}.")
    return maker(recipe, material, seed=seed)
