"""An ablation runs equal trainings, differs where it should and can be read."""

from __future__ import annotations

import json

import pytest

from engine.system.errors import RecipeError
from engine.train.ablate import BASE, ablate, read_variants
from engine.train.pair_task import Material
from engine.train.recipe import find_recipe
from tests.train.runs import CPU, SHORT, dolls


def test_each_variant_is_trained_alike_and_the_table_says_how_they_differ(tmp_path):
    people, out = dolls(tmp_path), tmp_path / "out"
    out.mkdir()
    short = SHORT.with_changes({"schedule.samples": 8, "frames.fine_from": 2.0, "adversary.begin": 2.0})
    material = Material(people, people, CPU)
    variants = {"skeleton prior": {"network.skeleton_prior": False}}
    rows = ablate(out, short, variants, material=material, seeds=(0, 1))
    assert [(row.variant, row.samples) for row in rows] == [(BASE, 8), ("skeleton prior", 8)]
    assert rows[1].means["flow"] > 2 * rows[0].means["flow"], (
        "without the prior nothing tells where pixels come from"
    )
    assert rows[0].spreads["flow"] > 0
    assert json.loads((out / "ablation.json").read_text())[1]["variant"] == "skeleton prior"
    assert "| skeleton prior | " in (out / "ablation.md").read_text()


def test_every_shipped_variant_fits_every_shipped_recipe_of_pairs():
    for changes in read_variants("blocks").values():
        changed = find_recipe("whole").with_changes(changes)
        assert list(changed.tables["network"].values()) == [False]
    with pytest.raises(RecipeError, match="no file of variants"):
        read_variants("nowhere")
