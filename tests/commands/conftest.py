"""What the commands' tests share: the demo photo, its pose, and what a refusal has to look like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.runtime.weights import random_weights, save_weights
from engine.system.shipped import DEMO_PHOTO, WEIGHTS_FILE
from main import main

Refused = Callable[..., str]


@pytest.fixture(scope="session")
def weights(tmp_path_factory) -> list[str]:
    """Options that choose weights: none for the shipped ones, untrained ones where those are missing."""
    if WEIGHTS_FILE.is_file():
        return []
    from engine.model.config import XingGANppConfig

    path = tmp_path_factory.mktemp("weights") / "untrained.safetensors"
    about = {"version": "untrained", "trained_on": "nothing", "licence": "Apache-2.0", "metrics": "{}"}
    net = random_weights(XingGANppConfig()).net
    save_weights(path, net.state_dict(), net.config, about=about)
    return ["--weights", str(path)]


@pytest.fixture(scope="session")
def demo_pose(tmp_path_factory) -> Path:
    """The pose that `detect` finds in the demo photo."""
    path = tmp_path_factory.mktemp("pose") / "own.json"
    assert main(["detect", str(DEMO_PHOTO), "--out", str(path)]) == 0
    return path


@pytest.fixture
def refused(tmp_path, capsys) -> Refused:
    """Runs a command line that must be refused: exit code 2, one line on stderr, no file changed."""

    def run(*words: object) -> str:
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        code = main([str(word) for word in words])
        out, sentence = capsys.readouterr()
        assert code == 2, sentence
        assert out == ""
        assert sentence.count("\n") == 1, sentence
        assert sentence.endswith(".\n")
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
        return sentence

    return run
