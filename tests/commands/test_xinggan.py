"""Converted weights of the network of 2020 draw for every command, and pictures say what they may be used for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.model.xinggan import Variant
from engine.system.shipped import DEMO_PHOTO
from main import main
from tests.evaluate.dolls import doll_folder
from tests.published import copying, save_old, seeded

SMALL = (360, 450)


def run(*words: object) -> None:
    assert main([str(word) for word in words]) == 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small photo, its pose, and weights: DeepFashion's that answer with their source, and Market's."""
    folder = tmp_path_factory.mktemp("xinggan")
    with Image.open(DEMO_PHOTO) as image:
        image.convert("RGB").resize(SMALL).save(folder / "photo.png")
    run("detect", folder / "photo.png", "--out", folder / "own.json")
    for name, entries in (("deepfashion", copying()), ("market", seeded(Variant.MARKET))):
        pth = save_old(entries, folder / "latest_net_netG.pth")
        run("weights", "convert", pth, folder / f"{name}.safetensors")
        pth.unlink()
    yield folder
    for path in folder.glob("*.safetensors"):
        path.unlink()  # 180 MB each that pytest would keep for three runs


def test_an_answer_lies_where_the_person_is_and_is_marked(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, report = tmp_path / "o.png", tmp_path / "o.json"
    words = ("--pose", folder / "own.json", "--weights", folder / "deepfashion.safetensors", "--json", report)
    run("render", folder / "photo.png", *words, "--out", out)
    told = capsys.readouterr().err
    assert "painted by xinggan at 176 x 256 pixels and enlarged 1." in told
    assert "not for commercial use" in told
    with Image.open(out) as made, Image.open(folder / "photo.png") as photo:
        assert made.size == photo.size
        assert "xinggan at 176 x 256" in made.info["Comment"]
        assert "not for commercial use" in made.info["Weights licence"]
        assert "WeightsLicence>Converted from a checkpoint" in made.info["XML:com.adobe.xmp"]
        difference = np.abs(np.asarray(made, int) - np.asarray(photo, int)).mean(-1)
        assert difference.mean() < 2, "the answer is the photo again, only softer, in its place"
        shifted = np.abs(np.asarray(made, int)[:, 3:] - np.asarray(photo, int)[:, :-3]).mean()
        assert shifted > 2 * difference.mean()
    values = json.loads(report.read_text("utf-8"))
    assert values["invented"] > 0.99
    assert values["weights"].startswith("xinggan-deepfashion-")
    assert "not for commercial use" in values["licence"]


def test_a_batch_says_it_of_each_picture(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, report = tmp_path / "out", tmp_path / "report.json"
    words = ("--photos", folder / "photo.png", "--poses", "library:relaxed", "--format", "jpeg", "--out", out)
    run("batch", *words, "--json", report, "--weights", folder / "market.safetensors")
    assert "not for commercial use" in capsys.readouterr().err
    values = json.loads(report.read_text("utf-8"))
    assert "not for commercial use" in values["licence"]
    (picture,) = values["pictures"]
    assert any("64 x 128 pixels" in note for note in picture["notes"])
    assert b"WeightsLicence" in (out / picture["file"]).read_bytes()


def test_it_is_measured_beside_the_warp(folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    weights = ("--weights", folder / "market.safetensors")
    run("evaluate", "--held-out", doll_folder(tmp_path / "people"), *weights, "--json", report)
    values = json.loads(report.read_text("utf-8"))
    rows = {row["method"]: row for row in values["held_out"]["rows"] if row["kind"] == "edit"}
    assert rows.keys() == {"xinggan", "part-affine warp"}
    assert rows["xinggan"]["flow_px"] is None, "it paints and reads nothing"
    assert 0 < rows["xinggan"]["ssim"] < rows["part-affine warp"]["ssim"], "seeded numbers draw nobody"
    assert "not for commercial use" in values["licence"]


def test_layers_of_it_are_refused(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["evaluate", "--method", "layers", "--weights", str(folder / "market.safetensors")]
    assert main(words) == 2
    assert "paints whole pictures and knows no layers" in capsys.readouterr().err
