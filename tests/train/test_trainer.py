"""A training run learns, survives a kill to the same numbers, guards its weights and exports what it learnt."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.runtime.weights import load_weights
from engine.system.errors import RecipeError, WeightsError
from engine.train.adversary import Adversary
from engine.train.checkpoint import counted, load_state
from engine.train.export import export_run
from engine.train.pair_task import Material, PairTask
from engine.train.recipe import read_recipe
from engine.train.tasks import make_task
from engine.train.trainer import Trainer
from tests.train.runs import CPU, SHORT, dolls, trainer


def same(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> bool:
    return a.keys() == b.keys() and all(torch.equal(value, b[key]) for key, value in a.items())


def adversary(run: Trainer[Any]) -> Adversary:
    assert isinstance(run.task, PairTask)
    return run.task.adversary


def test_a_run_learns(tmp_path: Path) -> None:
    long = {"schedule.samples": 240, "schedule.rate": 4e-3, "schedule.validate_every": 240}
    run = trainer(tmp_path, SHORT.with_changes({**long, "frames.fine_from": 2.0, "adversary.begin": 2.0}))
    before = run.validate()
    run.train()
    after = run.validate()
    # A fresh network knows the skeleton and the gaps beside it: more than half of what it gets wrong must go.
    assert 1 - after["iou@64"] < (1 - before["iou@64"]) / 2
    assert after["psnr@64"] > before["psnr@64"] + 3


def test_the_discriminators_join_in(tmp_path: Path) -> None:
    run = trainer(tmp_path)
    before = {key: value.clone() for key, value in adversary(run).appearance.state_dict().items()}
    terms: list[set[str]] = []
    run.train(report=lambda _, losses: terms.append(set(losses)))
    assert not any("adversarial" in name for name in terms[0])
    assert {"adversarial appearance", "adversarial shape"} < terms[-1]
    assert not same(before, adversary(run).appearance.state_dict())


_KILLED = """
import sys
from pathlib import Path
from engine.train.tasks import make_task
from engine.train.trainer import Trainer
from tests.train.runs import CPU, SHORT, dolls, trainer
run = trainer(Path(sys.argv[1]), SHORT.with_changes({"schedule.save_every_s": 0}), run="killed")
run.train(report=lambda progress, _: print(progress.step, flush=True))
"""


def test_a_killed_run_comes_to_the_same_numbers(tmp_path: Path) -> None:
    whole = trainer(tmp_path, run="whole")
    whole.train()
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _KILLED, str(tmp_path)],
        stdout=subprocess.PIPE,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(2)]
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert lines[1].strip() == b"3", "killed in the middle, where it is measured"
    resumed = trainer(tmp_path, run="killed")
    assert 0 < resumed.progress.step < whole.progress.step
    resumed.train()
    assert same(whole.task.net.state_dict(), resumed.task.net.state_dict())
    assert same(whole.average.weights, resumed.average.weights)
    assert same(adversary(whole).shape.state_dict(), adversary(resumed).shape.state_dict()), (
        "the discriminators have begun after the kill"
    )
    assert whole.progress == resumed.progress


def test_a_kill_while_saving_leaves_the_last_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer(tmp_path).train(until=8)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        trainer(tmp_path).train(until=16)
    monkeypatch.undo()
    state = load_state(tmp_path / "run")
    assert state is not None
    assert state["progress"]["samples"] == 8


def test_a_step_that_stands_out_is_skipped_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = SHORT.with_changes({"guard.settle": 2, "adversary.begin": 2.0, "schedule.read_every": 1})
    run = trainer(tmp_path, recipe)
    run.train(until=12)
    before = {key: value.clone() for key, value in run.task.net.state_dict().items()}
    losses = run.task.losses
    monkeypatch.setattr(
        run.task, "losses", lambda *a: {key: value * 1e4 for key, value in losses(*a).items()}
    )
    run.train(until=16)
    assert run.skipped == 1
    assert same(before, run.task.net.state_dict())
    (outlier,) = json.loads((tmp_path / "run" / "outliers.json").read_text())
    assert outlier["step"] == 3
    assert outlier["norm"] > outlier["limit"] > 0
    assert [len(values) for values in outlier["losses"].values()] == [4] * len(outlier["losses"])
    monkeypatch.setattr(
        run.task, "losses", lambda *a: {key: value * np.nan for key, value in losses(*a).items()}
    )
    run.train(until=20)
    assert run.skipped == 2
    assert same(before, run.task.net.state_dict())
    monkeypatch.undo()
    run.train()
    assert not same(before, run.task.net.state_dict())


def test_it_stops_and_keeps_the_best_where_figures_fall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = SHORT.with_changes(
        {"schedule.samples": 400, "schedule.validate_every": 4, "guard.patience": 2, "adversary.begin": 2.0}
    )
    run = trainer(tmp_path, recipe)
    figures = iter([0.5, 0.7, 0.69, 0.6])
    monkeypatch.setattr(run.task, "validate", lambda net: {"ssim": next(figures)})
    best: list[torch.Tensor] = []
    validate = run.validate

    def kept() -> dict[str, float]:
        found = validate()
        if found["ssim"] == 0.7:
            best.append(run.average.weights["steepness"].clone())
        return found

    monkeypatch.setattr(run, "validate", kept)
    run.train()
    assert run.progress.samples == 16, "two in a row below the best by more than noise end it"
    about = export_run(tmp_path / "run", tmp_path / "out.safetensors", version="9")
    assert json.loads(about["metrics"]) == {"samples": 8.0, "ssim": 0.7}
    assert torch.equal(load_weights(tmp_path / "out.safetensors").net.steepness, best[0])
    again = trainer(tmp_path, recipe)
    again.train()
    assert again.progress.samples == 16, "and it stays ended"


def test_what_is_kept_is_held_by_the_weights_it_began_with(tmp_path: Path) -> None:
    free = trainer(tmp_path, run="free")
    first = {name: value.clone() for name, value in free.average.weights.items()}
    free.train()
    held = SHORT.with_changes({"schedule.begun": 0.75})
    run = trainer(tmp_path, held, run="held")
    run.train(until=12)
    other = make_task(held, Material(dolls(tmp_path), dolls(tmp_path), CPU))
    torch.nn.init.zeros_(
        other.net.get_parameter("steepness")
    )  # begun with other weights by mistake: the run's own count
    resumed = Trainer(tmp_path / "held", other, held, device=CPU)
    resumed.train()
    assert same(free.average.weights, resumed.average.weights), "the training itself goes its own way"
    for name, value in resumed.average.kept().items():
        between = 0.75 * first[name] + 0.25 * free.average.weights[name]
        torch.testing.assert_close(value, between, msg=name)
    assert dict(resumed.averaged_net().named_parameters())["steepness"] == resumed.average.kept()["steepness"]
    export_run(tmp_path / "held", tmp_path / "out.safetensors", version="9")
    assert resumed.best is not None
    assert torch.equal(load_weights(tmp_path / "out.safetensors").net.steepness, resumed.best["steepness"])


def test_what_is_exported_says_what_made_it(tmp_path: Path) -> None:
    run = trainer(tmp_path, counts={"samples": 100, "pairs": 90, "views": 7})
    run.train()
    about = export_run(tmp_path / "run", tmp_path / "out.safetensors", version="9")
    loaded = load_weights(tmp_path / "out.safetensors")
    assert loaded.version == "9"
    assert "124 samples, and 7 views" in about["trained_on"]
    assert counted(about["trained_on"])["samples"] == 124
    assert read_recipe(loaded.header["recipe"]) == SHORT
    with pytest.raises(WeightsError, match="no training run"):
        export_run(tmp_path, tmp_path / "out.safetensors", version="1")


def changed(run_before: dict[str, torch.Tensor], run_after: dict[str, torch.Tensor]) -> set[str]:
    return {
        name.split(".")[0] for name, value in run_after.items() if not torch.equal(value, run_before[name])
    }


def test_the_part_head_learns_alone_and_counts_its_views(tmp_path: Path) -> None:
    recipe = read_recipe('task = "part head"').with_changes(
        {f"frames.{key}": value for key, value in SHORT.tables["frames"].items()}
        | {"frames.fine_from": 2.0, "data.photographed": True}
        | {f"network.{key}": value for key, value in SHORT.tables["network"].items()}
        | {"schedule.samples": 200, "schedule.batch": 4, "schedule.rate": 5e-3, "schedule.warm_steps": 5}
    )
    run = trainer(tmp_path, recipe)
    before = {key: value.clone() for key, value in run.task.net.state_dict().items()}
    parts = run.validate()["parts@64"]
    run.train()
    assert changed(before, run.task.net.state_dict()) == {"part_head"}
    assert run.validate()["parts@64"] > parts
    assert run.progress.counts == {"views": 200}


def test_what_is_frozen_stays(tmp_path: Path) -> None:
    frozen = ["source_half", "source_quarter", "source_eighth", "source_place", "part_head"]
    run = trainer(tmp_path, SHORT.with_changes({"learn.frozen": frozen, "adversary.begin": 2.0}))
    before = {key: value.clone() for key, value in run.task.net.state_dict().items()}
    run.train(until=8)
    moved = changed(before, run.task.net.state_dict())
    assert {"refine", "fusion"} <= moved
    assert not moved & set(frozen)
    with pytest.raises(RecipeError, match="no module nowhere"):
        trainer(tmp_path, SHORT.with_changes({"learn.only": ["nowhere"]}))
