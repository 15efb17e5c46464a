"""Weights files told by their headers alone: what they say of themselves, and why some cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.model.config import XingGANppConfig, config_to_dict
from engine.runtime.weights_files import check_own, label_of, read_weights_file, weights_in
from engine.runtime.weights_version import weights_version
from engine.system.equipment import SHIPPED, OwnWeights
from engine.system.errors import WeightsError
from engine.system.shipped import WEIGHTS_FILE

_CONFIG = json.dumps(config_to_dict(XingGANppConfig()))


def a_file(path: Path, *, short: int = 0, **words: str) -> Path:
    """A safetensors file of one tensor with this header; `short` of so many bytes."""
    about = {"architecture": "xinggan_pp", "config": _CONFIG, "version": "9.1", **words}
    tensor = {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}
    header = json.dumps({"__metadata__": about, "a": tensor}).encode()
    path.write_bytes(len(header).to_bytes(8, "little") + header + bytes(16 - short))
    return path


def test_a_file_says_what_it_is(tmp_path: Path) -> None:
    path = a_file(
        tmp_path / "mine.safetensors", licence="CC0", trained_on="us", metrics='{"miou": 0.5, "x": "y"}'
    )
    (found,) = weights_in(tmp_path)
    assert (found.path, found.architecture, found.version) == (path, "xinggan_pp", "9.1")
    assert (found.licence, found.trained_on, dict(found.figures)) == ("CC0", "us", {"miou": 0.5})
    assert not found.fault


@pytest.mark.skipif(not WEIGHTS_FILE.is_file(), reason="needs the shipped weights")
def test_the_shipped_ones_are_whole() -> None:
    found = read_weights_file(WEIGHTS_FILE)
    assert (found.fault, found.version) == ("", weights_version())
    assert found.figures


@pytest.mark.parametrize(
    ("name", "words", "short", "says"),
    [
        ("cut.safetensors", {}, 3, "damaged"),
        ("other.safetensors", {"architecture": "stable-diffusion"}, 0, "holds stable-diffusion, not"),
        ("large.safetensors", {"config": '{"width": 960}'}, 0, "too large"),
        ("newer.safetensors", {"config": '{"wings": 2}'}, 0, "not readable by this version"),
    ],
)
def test_what_cannot_be_used_says_why_in_one_sentence(
    tmp_path: Path, name: str, words: dict[str, str], short: int, says: str
) -> None:
    path = a_file(tmp_path / name, short=short, **words)
    found = read_weights_file(path)
    assert says in found.fault
    assert found.fault.startswith(("The header of " + name, name))
    with pytest.raises(WeightsError, match=says):
        check_own(OwnWeights(network=path))


def test_any_bytes_at_all_are_refused_without_a_fault_of_ours(tmp_path: Path) -> None:
    for number, data in enumerate((b"", b"hello", b"\xff" * 64, (2).to_bytes(8, "little") + b"[]")):
        path = tmp_path / f"{number}.safetensors"
        path.write_bytes(data)
        assert "damaged" in read_weights_file(path).fault
    assert weights_in(tmp_path / "nowhere") == ()


def test_a_network_in_the_place_of_another_is_refused(tmp_path: Path) -> None:
    path = a_file(tmp_path / "mine.safetensors")
    with pytest.raises(WeightsError, match="holds xinggan_pp, not person_layers"):
        check_own(OwnWeights(layers=path))


def test_pictures_name_files_of_ones_own_by_their_bytes(tmp_path: Path) -> None:
    assert label_of(SHIPPED) == weights_version()
    path = a_file(tmp_path / "mine.safetensors")
    label = label_of(OwnWeights(network=path))
    assert label.startswith("9.1 (mine.safetensors, ")
    a_file(path, version="9.1", licence="else")
    assert label_of(OwnWeights(network=path)) != label  # the same name and version, but other bytes
