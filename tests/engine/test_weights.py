"""Weights files: what is written is what is loaded; anything else gets its sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from engine.errors import WeightsError
from engine.model.config import XingGANppConfig
from engine.runtime.weights import SHIPPED_FILE, load_weights, random_weights, save_weights

TINY = XingGANppConfig(half_width=16, quarter_width=16, width=24, stages=1)


def written(folder: Path) -> Path:
    path = folder / "own.safetensors"
    save_weights(path, random_weights(TINY).net.state_dict(), TINY, about={"version": "7"})
    return path


def test_round_trip(tmp_path: Path) -> None:
    loaded = load_weights(written(tmp_path))
    assert loaded.version == "7"
    assert loaded.net.config == TINY
    expected = random_weights(TINY).net.state_dict()
    assert all(torch.equal(v, expected[k]) for k, v in loaded.net.state_dict().items())


def test_the_shipped_weights_say_what_they_are() -> None:
    loaded = load_weights()
    assert SHIPPED_FILE.stat().st_size <= 20_000_000
    assert "CC0" in loaded.header["licence"]
    assert "rendered people" in loaded.header["trained_on"]
    assert json.loads(loaded.header["metrics"])["edit, psnr_db"] > 20


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="missing"):
        load_weights(tmp_path / "none.safetensors")


def test_damaged_file(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(WeightsError, match="damaged"):
        load_weights(path)


def test_a_pickle_is_never_loaded(tmp_path: Path) -> None:
    path = tmp_path / "evil.safetensors"
    torch.save({"a": torch.zeros(1)}, path)
    with pytest.raises(WeightsError, match="damaged or not"):
        load_weights(path)


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ({}, "no architecture"),
        ({"architecture": "other"}, "holds other"),
        ({"architecture": "xinggan_pp"}, "not readable"),
        ({"architecture": "xinggan_pp", "config": "[1]"}, "not readable"),
        ({"architecture": "xinggan_pp", "config": '{"depth": 1}'}, "not readable"),
        ({"architecture": "xinggan_pp", "config": '{"width": 99999}'}, "too large"),
        ({"architecture": "xinggan_pp", "config": "{}"}, "does not fit"),
    ],
)
def test_foreign_headers(tmp_path: Path, header: dict[str, str], sentence: str) -> None:
    path = tmp_path / "foreign.safetensors"
    save_file({"a": torch.zeros(1)}, path, metadata=header)
    with pytest.raises(WeightsError, match=sentence):
        load_weights(path)
