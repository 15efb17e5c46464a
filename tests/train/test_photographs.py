"""Both networks learn from miniature trees of both data sets, and what they learnt is measured as the field does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import torch
from safetensors import safe_open

from engine.model.xinggan import Variant
from engine.runtime.xinggan_weights import load_xinggan
from engine.train.perceptual import load_perceptual
from engine.train.recipe import find_recipe, read_recipe, write_recipe
from main import main
from tests.source.datasets.trees import people_folders, tree

SCHEDULE = {"samples": 8, "batch": 2, "validate_every": 8, "read_every": 2, "warm_steps": 1}
PP = {"half_width": 16, "quarter_width": 16, "width": 24, "stages": 1, "pools": [2, 4]}
FRAMES = {"coarse": [64, 48], "fine": [128, 96]}


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[Variant, Path]:
    folder = tmp_path_factory.mktemp("trees")
    return {variant: tree(folder / variant, variant) for variant in Variant}


def small(name: str, folder: Path, **tables: Mapping[str, object]) -> Path:
    """A shipped recipe, narrower and shorter."""
    changes = {f"{table}.{key}": each for table, values in tables.items() for key, each in values.items()}
    changes |= {f"schedule.{key}": value for key, value in SCHEDULE.items()}
    path = folder / f"{name}.toml"
    path.write_text(write_recipe(find_recipe(name).with_changes(changes)), "utf-8")
    return path


def trained(data: str, recipe: Path, folder: Path) -> Path:
    """Train on a data set and export; the weights."""
    out = folder / "out.safetensors"
    words = ["train", "--data", data, "--recipe", recipe, "--run", folder / "run", "--export", out]
    assert main([*map(str, words), "--device", "cpu", "--processes", "1"]) == 0
    return out


def measured(data: str, weights: Path, folder: Path, *more: str) -> dict:
    report = folder / "report.json"
    words = ["evaluate", "--data", data, "--weights", str(weights), "--people", "1", "--json", str(report)]
    assert main([*words, *more, "--device", "cpu"]) == 0
    return json.loads(report.read_text("utf-8"))


@pytest.mark.parametrize("variant", Variant)
def test_xinggan_learns_and_is_measured(
    variant: Variant, trees: dict[Variant, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = f"{variant}:{trees[variant]}"
    narrow = {"width": 8, "blocks": 1}
    recipe = small(f"xinggan-{variant}", tmp_path, network=narrow, adversary={"width": 8})
    weights = trained(data, recipe, tmp_path)
    told = capsys.readouterr()
    assert "the perceptual term is left out" in told.err
    assert "research only" in told.err
    loaded = load_xinggan(weights)
    assert loaded.net.variant is variant
    assert loaded.header["use"] == "non-commercial"
    assert loaded.header["trained_on"] == f"{variant.label}: 4 pairs, 8 samples"
    for term in ("l1", "adversarial appearance", "adversarial shape"):
        assert f"{term} " in told.out
    report = measured(data, weights, tmp_path)
    rows = {row["method"]: row for row in report["pairs"]["rows"]}
    assert rows.keys() == {"the source as it is", "xinggan, its own picture", "xinggan", "part-affine warp"}
    assert report["pairs"]["data"] == variant.label
    still = rows["the source as it is"]
    assert still["pairs"] == 1
    assert 0.5 < still["ssim"] < still["ssim_padded"] <= 1
    assert still["lpips"] is None
    assert {each["figure"] for each in report["pairs"]["left_out"]} == {"LPIPS", "FID"}
    assert rows["xinggan, its own picture"]["ssim"] < still["ssim"], "8 samples teach nothing"


@pytest.mark.parametrize("variant", Variant)
def test_xinggan_pp_learns_and_is_measured(
    variant: Variant, trees: dict[Variant, Path], tmp_path: Path
) -> None:
    data = f"{variant}:{trees[variant]}"
    recipe = small("photo-pairs", tmp_path, network=PP, frames=FRAMES, adversary={"begin": 0.5})
    weights = trained(data, recipe, tmp_path)
    with safe_open(weights, framework="pt") as file:
        assert file.metadata()["use"] == "non-commercial"
        assert variant.label in file.metadata()["licence"]
    report = measured(data, weights, tmp_path, "--method", "network")
    rows = {row["method"]: row for row in report["pairs"]["rows"]}
    assert rows.keys() == {"the source as it is", "xinggan_pp", "part-affine warp"}
    assert "research only" in report["licence"]
    assert 0.3 < rows["part-affine warp"]["ssim"] < 1


def test_the_rate_stays_and_then_falls_straight() -> None:
    from engine.train.task import Moment
    from engine.train.trainer import _rate

    recipe = find_recipe("xinggan-deepfashion")
    rates = [_rate(recipe, Moment(1, share)) for share in (0.0, 0.66, 5 / 6, 1.0)]
    assert rates == pytest.approx([2e-4, 2e-4, 1e-4, 0], abs=1e-6)


def test_the_perceptual_term_is_l1_at_the_second_layer(tmp_path: Path) -> None:
    torch.manual_seed(1)
    first, second = torch.nn.Conv2d(3, 64, 3, padding=1), torch.nn.Conv2d(64, 64, 3, padding=1)
    entries = {
        f"features.{2 * i}.{k}": v for i, c in enumerate((first, second)) for k, v in c.state_dict().items()
    }
    torch.save(entries | {"features.5.weight": torch.zeros(3)}, tmp_path / "vgg19.pth")
    made, truth = torch.rand(2, 2, 3, 8, 8).mul(2).sub(1)
    mean, spread = torch.tensor([[0.485, 0.456, 0.406], [0.229, 0.224, 0.225]])[:, None, :, None, None]
    seen = [second(first(((x + 1) / 2 - mean) / spread).relu()).relu() for x in (made, truth)]
    expected = (seen[0] - seen[1]).abs().mean((1, 2, 3))
    torch.testing.assert_close(load_perceptual(tmp_path / "vgg19.pth")(made, truth), expected)


def test_photos_of_ones_own_make_pairs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = people_folders(tmp_path / "people")
    recipe = small("xinggan-deepfashion", tmp_path, network={"width": 8, "blocks": 1}, adversary={"width": 8})
    weights = trained(f"pairs:{people}", recipe, tmp_path)
    assert "2 pairs to learn from, 2 to measure on" in capsys.readouterr().err
    assert "use" not in load_xinggan(weights).header


def test_recipes_that_want_rendered_people_say_so(
    trees: dict[Variant, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    data = f"market:{trees[Variant.MARKET]}"
    assert main(["train", "--data", data, "--recipe", "whole"]) == 2
    assert "learns from rendered people" in capsys.readouterr().err
    assert main(["train", "--model", "xinggan"]) == 2
    assert "name a data set, as --data deepfashion:DIR" in capsys.readouterr().err
    assert main(["train", "--data", data, "--recipe", "xinggan-deepfashion"]) == 2
    assert "choose another recipe" in capsys.readouterr().err
    assert read_recipe(write_recipe(find_recipe("xinggan-market"))) == find_recipe("xinggan-market")
