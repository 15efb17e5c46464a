"""What `main.py train` does where photographs take the place of rendered people: the data set and the recipe for it."""

from __future__ import annotations

from pathlib import Path

from engine.commands.train_options import ModelName
from engine.model.xinggan import Variant
from engine.render.finding import person_finder
from engine.source.datasets.named import open_set
from engine.source.datasets.pair_set import PairSet
from engine.system.errors import RecipeError
from engine.system.say import say
from engine.train.recipe import Recipe

_USUAL = "whole"
_OF_PHOTOS = ("xinggan", "photo pairs")


def recipe_for(model: ModelName | None, named: tuple[str, Path] | None) -> str:
    """The recipe that trains a network on a data set; raises RecipeError where there is none."""
    if named is None:
        if model is ModelName.XINGGAN:
            raise RecipeError("xinggan learns from photographs; name a data set, as --data deepfashion:DIR.")
        return _USUAL
    if model is not ModelName.XINGGAN:
        return "photo-pairs"
    return "xinggan-market" if named[0] == Variant.MARKET else "xinggan-deepfashion"


def opened(named: tuple[str, Path] | None, recipe: Recipe) -> PairSet | None:
    """The data set that was named, looked through before anything learns from it; None for rendered people.

    Raises DataError with what is wrong with it, and RecipeError where the recipe learns from something else.
    """
    if named is None:
        return None
    if recipe.task not in _OF_PHOTOS:
        raise RecipeError(
            f"The task {recipe.task} learns from rendered people; name their folder with --data."
        )
    pairs = open_set(*named, person_finder())
    say(f"{pairs.name}: {len(pairs.train.pairs)} pairs to learn from, {len(pairs.test.pairs)} to measure on.")
    say(pairs.terms)
    if recipe.task == "xinggan" and not recipe.tables.get("losses", {}).get("vgg19"):
        say("No file of VGG19 is named (losses.vgg19 of the recipe), so the perceptual term is left out.")
    return pairs
