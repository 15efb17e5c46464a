"""The pack for a machine without a network, unpacked into an empty folder and run there, in a small form."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import torch
from safetensors import safe_open

from engine.model.config import XingGANppConfig
from engine.runtime.weights import random_weights, save_weights
from engine.system.errors import OutputError
from engine.train.recipe import write_recipe
from tests.evaluate.dolls import doll_folder
from tests.train.runs import SHORT
from tools.pack.__main__ import main as pack

SECONDS, SAMPLES = 240, 24
RESULTS = {
    *("curves.png", "report.json", "report.md", "sheet.png", "sheet_before.png"),
    *("weights_fp16.safetensors", "weights_fp32.safetensors"),
}


@pytest.fixture
def material(tmp_path: Path) -> Path:
    """People, weights of a tiny network, its recipe and a wheel; assets of which nobody can be made."""
    doll_folder(tmp_path / "people" / "train")
    shutil.copytree(tmp_path / "people" / "train", tmp_path / "people" / "held_out")
    (tmp_path / "assets" / "textures").mkdir(parents=True)
    (tmp_path / "assets" / "textures" / "none.webp").write_bytes(b"no picture")
    (tmp_path / "bodies.npz").write_bytes(b"no bodies")
    (tmp_path / "wheels").mkdir()
    with zipfile.ZipFile(tmp_path / "wheels" / "moderngl-9-py3-none-any.whl", "w") as wheel:
        wheel.writestr("moderngl/__init__.py", "raise ImportError('of the wheel')")
    recipe = SHORT.with_changes({"adversary.begin": 1.0})
    (tmp_path / "recipe.toml").write_text(write_recipe(recipe))
    config = XingGANppConfig(half_width=16, quarter_width=16, width=24, stages=1, pools=(2, 4))
    about = {"version": "tiny", "trained_on": "nothing"}
    tensors = random_weights(config).net.state_dict()
    save_weights(tmp_path / "tiny.safetensors", tensors, config, about=about)
    return tmp_path


def packed(material: Path, **options: object) -> Path:
    out = material / "pack.tar.gz"
    pack(
        out,
        material / "assets",
        material / "bodies.npz",
        recipe=str(material / "recipe.toml"),
        weights=material / "tiny.safetensors",
        people=material / "people",
        wheels=material / "wheels",
        **options,  # type: ignore[arg-type]
    )
    return out


def test_the_pack_trains_in_an_empty_folder_and_leaves_what_it_found(material: Path) -> None:
    place, out = material / "place", material / "out"
    with tarfile.open(packed(material)) as archive:
        archive.extractall(place, filter="data")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [
            sys.executable,
            "run.py",
            str(out),
            "--seconds",
            str(SECONDS),
            "--samples",
            str(SAMPLES),
            "--device",
            "cpu",
        ],
        cwd=place,
        env=environment | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert {path.name for path in out.iterdir()} == RESULTS
    report = json.loads((out / "report.json").read_text())
    assert report["state"].startswith("Ended")
    assert report["machine"]["wheels"] == "1 unpacked"
    assert any("of the wheel" in note for note in report["notes"]), "the wheel comes before what is installed"
    assert report["figures"][0]["samples"] == 0
    assert report["figures"][-1]["samples"] > 0
    assert "passes" in report["gradients"][0]
    assert report["shares"]["by_group"]["convolutions"] > 0.05
    assert sum(report["shares"]["by_group"].values()) == pytest.approx(1)
    best = max(row["ssim"] for row in report["figures"])
    for name, dtype in (("weights_fp16", torch.float16), ("weights_fp32", torch.float32)):
        with safe_open(out / f"{name}.safetensors", framework="pt") as file:
            assert file.get_tensor(next(iter(file.keys()))).dtype is dtype
            assert json.loads(file.metadata()["metrics"])["ssim"] == pytest.approx(best, abs=1e-4)


def test_a_pack_that_is_too_large_is_refused_by_its_largest_part(material: Path) -> None:
    with pytest.raises(OutputError, match=r"more than 1; its largest parts are weights"):
        packed(material, limit=1.0)
    assert not (material / "pack.tar.gz").exists()


def test_a_thin_pack_leaves_out_what_the_repository_has(material: Path) -> None:
    with tarfile.open(packed(material, thin=True)) as archive:
        names = archive.getnames()
    assert {"pack.json", "recipe.toml", "bodies.npz", "wheels/moderngl-9-py3-none-any.whl"} <= set(names)
    assert not [name for name in names if name.endswith(".py") or name.startswith("weights/")]
