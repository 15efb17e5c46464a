"""The programs that make training people say in one sentence what they lack."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

Words = tuple[str | Path, ...]


@pytest.fixture
def refused(monkeypatch, capsys):
    """Runs `python -m MODULE` with words, which must be refused with exit code 2; returns the sentence."""

    def run(module: str, *words: str | Path) -> str:
        monkeypatch.setattr(sys, "argv", [module, *map(str, words)])
        monkeypatch.delitem(sys.modules, module, raising=False)
        with pytest.raises(SystemExit) as ended:
            runpy.run_module(module, run_name="__main__")
        sentence = capsys.readouterr().err
        assert ended.value.code == 2
        assert sentence.count("\n") == 1, sentence
        assert sentence.endswith(".\n")
        return sentence

    return run


@pytest.mark.parametrize("module", ["engine.synthesis.demo", "engine.synthesis.people"])
def test_without_assets_it_says_which_folder_is_meant(refused, tmp_path, module) -> None:
    assert "--assets" in refused(module, tmp_path / "out")
    sentence = refused(module, tmp_path / "out", "--assets", tmp_path / "gone")
    assert str(tmp_path / "gone") in sentence
    assert "textures" in sentence
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("module", "package"),
    [
        ("engine.synthesis.demo", "anny"),
        ("engine.synthesis.people", "anny"),
        ("engine.synthesis.demo", "moderngl"),
    ],
)
def test_without_the_training_group_it_says_how_to_install_it(
    refused, tmp_path, monkeypatch, module, package
) -> None:
    (tmp_path / "assets" / "textures").mkdir(parents=True)
    monkeypatch.setitem(sys.modules, package, None)
    if package == "moderngl":
        pytest.importorskip("anny")
    sentence = refused(module, tmp_path / "out", "--assets", tmp_path / "assets")
    assert package in sentence
    assert "--group train" in sentence


def test_an_ablation_without_people_is_refused_before_it_trains(refused, tmp_path) -> None:
    data = tmp_path / "data"
    sentence = refused("engine.commands.ablate", tmp_path / "out", "--data", data, "--held-out", data)
    assert str(data) in sentence
    assert not (tmp_path / "out").exists()
