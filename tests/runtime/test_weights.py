"""Weights files: what is written is what is loaded; anything else gets its sentence."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from engine.model.config import XingGANppConfig, config_to_dict
from engine.runtime.weights import load_weights, random_weights, save_weights
from engine.system.errors import WeightsError
from engine.system.shipped import WEIGHTS_FILE

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
    assert WEIGHTS_FILE.stat().st_size <= 20_000_000
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
        ({"architecture": "xinggan_pp", "config": '{"width": 100000}'}, "too large"),
        ({"architecture": "xinggan_pp", "config": "{}"}, "does not fit"),
    ],
)
def test_foreign_headers(tmp_path: Path, header: dict[str, str], sentence: str) -> None:
    path = tmp_path / "foreign.safetensors"
    save_file({"a": torch.zeros(1)}, path, metadata=header)
    with pytest.raises(WeightsError, match=sentence):
        load_weights(path)


NUMBERS: tuple[object, ...] = (-8, 0, 7, 10**9, 2**70, 1.5, True, None, "16", [16])
LISTS: tuple[object, ...] = (None, 2, [], [0], [-2, 1], [13, 10**9], [2.5], ["2"], [[2]], [2] * 1_000)
CRAFTED = (
    *(json.dumps({name: value}) for name in ("half_width", "part_width", "heads", "stages") for value in NUMBERS),
    *(json.dumps({name: value}) for name in ("pools", "pooled_queries") for value in LISTS),
    *(json.dumps({"gathered": value}) for value in (0, 3, -1)),
    '{"width": 32, "heads": 3}', '{"width": 24, "width": -1}', '{"dense_fusion": "yes"}', '{"width": NaN}',
    "", "nul", "[" * 100_000, '{"a":' * 100_000, '{"width": 1' + "0" * 5_000 + "}",
)  # fmt: skip


@pytest.mark.parametrize("config", CRAFTED, ids=lambda text: text[:40])
def test_a_crafted_description_is_refused_in_a_sentence(tmp_path: Path, config: str) -> None:
    path = tmp_path / "crafted.safetensors"
    save_file({"a": torch.zeros(1)}, path, metadata={"architecture": "xinggan_pp", "config": config})
    with pytest.raises(
        WeightsError, match=r"^(The header of )?crafted\.safetensors (is not|describes|does not)"
    ):
        load_weights(path)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_none_are_refused(tmp_path: Path, number: float) -> None:
    path = tmp_path / "own.safetensors"
    tensors = random_weights(TINY).net.state_dict()
    tensors["out.weight"].view(-1)[7] = number
    save_weights(path, tensors, TINY, about={})
    with pytest.raises(
        WeightsError, match=r"own\.safetensors is damaged: some of its numbers are not finite"
    ):
        load_weights(path)


@pytest.mark.parametrize("kind", [torch.int32, torch.bool, torch.complex64])
def test_weights_that_are_no_real_numbers_are_refused(tmp_path: Path, kind: torch.dtype) -> None:
    path = tmp_path / "own.safetensors"
    tensors = {name: tensor.to(kind) for name, tensor in random_weights(TINY).net.state_dict().items()}
    save_file(
        tensors, path, metadata={"architecture": "xinggan_pp", "config": json.dumps(config_to_dict(TINY))}
    )
    with pytest.raises(WeightsError, match="does not fit its own description"):
        load_weights(path)
