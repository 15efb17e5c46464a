"""The files of the weights folder are known by their sums: damage is told, files of one's own are let be."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.model.config import XingGANppConfig
from engine.runtime.checksums import SUMS, check_sum, listed_sums
from engine.runtime.weights import load_weights, random_weights, save_weights
from engine.source.detect import Detector
from engine.source.matte import Matting
from engine.system.errors import WeightsError
from engine.system.shipped import WEIGHTS
from tests.source.people import POSE_NET, scene, wall

TINY = XingGANppConfig(half_width=16, quarter_width=16, width=24, stages=1)
MODELS = ("pose_landmark_full.tflite", "u2netp.onnx", "xinggan_pp.safetensors")
PHOTO = scene(wall(), ("walker", 0)).rgb
DAMAGED = "is damaged or not the one that came with Repose; get the file again and put it into"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the weights folder with one bit flipped in the middle of every model."""
    copy = tmp_path / "weights"
    shutil.copytree(WEIGHTS, copy)
    for name in MODELS:
        data = bytearray((copy / name).read_bytes())
        data[len(data) // 2] ^= 1
        (copy / name).write_bytes(data)
    return copy


@pytest.mark.parametrize("name", MODELS)
def test_what_is_shipped_is_what_the_list_says(name: str) -> None:
    assert name in listed_sums(WEIGHTS)
    check_sum(WEIGHTS / name)


@pytest.mark.parametrize(
    ("name", "load"),
    [
        ("pose_landmark_full.tflite", lambda path: Detector(path).detect(PHOTO)),
        ("u2netp.onnx", lambda path: Matting(path).matte(PHOTO, Detector(POSE_NET).detect(PHOTO))),
        ("xinggan_pp.safetensors", load_weights),
    ],
)
def test_one_flipped_bit_is_told_when_a_model_is_loaded(
    folder: Path, name: str, load: Callable[[Path], object]
) -> None:
    with pytest.raises(WeightsError, match=f"^{name} {DAMAGED} .*weights, or reinstall"):
        load(folder / name)


def test_a_fresh_copy_is_noticed(folder: Path) -> None:
    path = folder / "xinggan_pp.safetensors"
    with pytest.raises(WeightsError):
        load_weights(path)
    shutil.copy(WEIGHTS / path.name, path)
    assert load_weights(path).version


@pytest.mark.parametrize("place", ["weights/own.safetensors", "xinggan_pp.safetensors"])
def test_weights_of_ones_own_are_loaded(folder: Path, place: str) -> None:
    path = folder.parent / place
    save_weights(path, random_weights(TINY).net.state_dict(), TINY, about={"version": "own"})
    assert load_weights(path).version == "own"


def test_a_folder_without_a_list_says_nothing(folder: Path) -> None:
    (folder / SUMS).unlink()
    check_sum(folder / "u2netp.onnx")
