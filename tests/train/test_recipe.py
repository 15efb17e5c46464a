"""A recipe is read back as it was written, and what it cannot mean is said in one sentence."""

from __future__ import annotations

import pytest

from engine.system.errors import RecipeError
from engine.system.shipped import RECIPES
from engine.train.pair_task import Material, PairTask
from engine.train.recipe import find_recipe, read_recipe, write_recipe
from engine.train.tasks import TASKS, make_task
from tests.train.runs import CPU


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.toml")), ids=lambda path: path.stem)
def test_a_shipped_recipe_is_read_and_written_back(path) -> None:
    recipe = find_recipe(path.stem)
    assert recipe.task in TASKS
    assert read_recipe(write_recipe(recipe)) == recipe


def test_changes_reach_every_table() -> None:
    recipe = find_recipe("whole").with_changes({"schedule.rate": 0.5, "losses.rgb": 1.5})
    assert recipe.schedule.rate == 0.5
    assert recipe.tables["losses"] == {"rgb": 1.5}
    assert recipe.schedule.batch == find_recipe("whole").schedule.batch


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("task = ", "not TOML"),
        ("[schedule]", "task"),
        ('task = "pairs"\n[schedule]\nrate = -1', "schedule.rate"),
        ('task = "pairs"\n[guard]\nclips = 1', "guard.clips"),
    ],
)
def test_a_wrong_recipe_is_refused_in_one_sentence(text, said) -> None:
    with pytest.raises(RecipeError, match=said) as refused:
        read_recipe(text)
    assert str(refused.value).count("\n") == 0


def test_a_task_refuses_tables_it_does_not_know(tmp_path) -> None:
    material = Material(tmp_path, tmp_path, CPU)
    with pytest.raises(RecipeError, match="no table"):
        PairTask(read_recipe('task = "pairs"\n[colours]\nred = 1'), material)
    with pytest.raises(RecipeError, match="no task elephants"):
        make_task(read_recipe('task = "elephants"'), material)
    with pytest.raises(RecipeError, match="There is no recipe"):
        find_recipe("nowhere.toml")
