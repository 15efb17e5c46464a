"""A training run learns, survives a kill at any moment, and exports what it learnt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine.errors import WeightsError
from engine.model.config import XingGANppConfig
from engine.runtime.weights import load_weights
from engine.train.checkpoint import STATE_FILE, load_state
from engine.train.export import export_run
from engine.train.side_trainer import PartTrainer, PoseTrainer
from engine.train.trainer import Schedule, Trainer
from tests.evaluate.dolls import doll_folder

TINY = XingGANppConfig(half_width=16, quarter_width=16, width=24, stages=1, pools=(2, 4))
SHORT = Schedule(samples=24, batch=4, coarse=(64, 48), fine=(128, 96), adversary_from=0.5, validate_every=12)


def trainer(folder: Path, schedule: Schedule = SHORT) -> Trainer:
    people = folder / "people"
    if not people.exists():
        people.mkdir()
        doll_folder(people)
    return Trainer(folder / "run", data=people, held_out=people, config=TINY, schedule=schedule)


def test_a_run_learns(tmp_path: Path) -> None:
    long = replace(SHORT, samples=640, fine_from=2.0, adversary_from=2.0, rate=3e-3, validate_every=640)
    run = trainer(tmp_path, long)
    run.train()
    (tmp_path / "fresh").mkdir()
    before, after = trainer(tmp_path / "fresh").validate(), run.validate()
    # A fresh network knows the skeleton and the gaps beside it: more than half of what it gets wrong must go.
    assert 1 - after["iou@64"] < (1 - before["iou@64"]) / 2
    assert after["psnr@64"] > before["psnr@64"] + 3


def test_the_judges_join_in(tmp_path: Path) -> None:
    run = trainer(tmp_path)
    before = [p.clone() for p in run.adversary.appearance.parameters()]
    run.train()
    assert run.progress.samples == SHORT.samples
    assert any(
        not torch.equal(a, b) for a, b in zip(before, run.adversary.appearance.parameters(), strict=True)
    )


def test_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    first = trainer(tmp_path)
    first.train(until=8)
    second = trainer(tmp_path)
    assert second.progress.samples == 8
    assert all(
        torch.equal(a, b) for a, b in zip(first.net.parameters(), second.net.parameters(), strict=True)
    )
    assert all(torch.equal(first.average.weights[k], v) for k, v in second.average.weights.items())
    second.train()
    assert second.progress.samples == SHORT.samples


def test_a_kill_while_saving_leaves_the_last_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = trainer(tmp_path)
    run.train(until=4)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        run.train(until=8)
    monkeypatch.undo()
    state = load_state(tmp_path / "run")
    assert state is not None
    assert state["progress"]["samples"] == 4
    assert trainer(tmp_path).progress.samples == 4
    assert (tmp_path / "run" / STATE_FILE).exists()


def test_what_is_exported_is_the_average(tmp_path: Path) -> None:
    run = trainer(tmp_path)
    run.train()
    about = export_run(tmp_path / "run", tmp_path / "out.safetensors", version="9")
    loaded = load_weights(tmp_path / "out.safetensors")
    assert loaded.version == "9"
    assert "24 samples" in about["trained_on"]
    assert all(torch.equal(v, run.average.weights[k]) for k, v in loaded.net.state_dict().items())


def test_a_run_can_begin_with_given_weights(tmp_path: Path) -> None:
    run = trainer(tmp_path)
    run.train()
    export_run(tmp_path / "run", tmp_path / "out.safetensors", version="1")
    (tmp_path / "other").mkdir()
    other = trainer(tmp_path / "other")
    other.start_from(tmp_path / "out.safetensors")
    assert all(torch.equal(v, run.average.weights[k]) for k, v in other.net.state_dict().items())


def test_no_run_no_export(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="no training run"):
        export_run(tmp_path, tmp_path / "out.safetensors", version="1")


def side(kind: type[Trainer], folder: Path, schedule: Schedule, weights: Path) -> Trainer:
    people = folder / "people"
    run = kind(folder / kind.__name__, data=people, held_out=people, config=TINY, schedule=schedule)
    if run.done == 0:
        run.start_from(weights)
    return run


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    trainer(tmp_path).train()
    path = tmp_path / "w.safetensors"
    export_run(tmp_path / "run", path, version="1.0.0")
    return path


def changed(path: Path, run: Trainer) -> set[str]:
    before = load_weights(path).net.state_dict()
    return {
        name.split(".")[0]
        for name, value in run.net.state_dict().items()
        if not torch.equal(value, before[name])
    }


def test_the_part_head_learns_alone_and_counts_its_views(tmp_path: Path, weights: Path) -> None:
    schedule = replace(SHORT, samples=400, rate=3e-3, fine_from=2.0, validate_every=400)
    first = side(PartTrainer, tmp_path, schedule, weights)
    before = first.validate()["parts@64"]
    first.train(until=200)
    second = side(PartTrainer, tmp_path, schedule, weights)
    assert second.done == 200
    second.train()
    assert changed(weights, second) == {"part_head"}
    assert second.validate()["parts@64"] > before
    about = export_run(tmp_path / "PartTrainer", tmp_path / "more.safetensors", version="1.1.0")
    told = load_weights(weights).header["trained_on"]
    assert about["trained_on"] == f"{told}, and 400 views for the part head alone"
    again = side(PartTrainer, tmp_path / "PartTrainer", schedule, tmp_path / "more.safetensors")
    assert (again.done, again.progress.views) == (0, 400)


@pytest.mark.parametrize("kind", [PartTrainer, PoseTrainer])
def test_a_side_never_steps_backwards(tmp_path: Path, weights: Path, kind: type[Trainer]) -> None:
    """What the weights had seen is no part of the run's own warm-up."""
    run = side(kind, tmp_path, replace(SHORT, samples=SHORT.samples + 16, adversary_from=2.0), weights)
    rates = []
    for _ in range(3):
        run.train(until=run.done + SHORT.batch)
        rates.append(run.optimiser.param_groups[0]["lr"])
    assert 0 < rates[0] < rates[1] < rates[2]


def test_the_pose_side_learns_below_a_part_map_that_stays(tmp_path: Path, weights: Path) -> None:
    schedule = replace(SHORT, samples=SHORT.samples + 16, adversary_from=2.0)
    people = trainer(tmp_path).progress.people
    run = side(PoseTrainer, tmp_path, schedule, weights)
    run.train()
    assert run.progress.samples == SHORT.samples + 16
    assert run.progress.people == people, "the same people do not count twice"
    moved = changed(weights, run)
    assert {"refine", "fusion"} <= moved
    assert not moved & {"source_half", "source_quarter", "source_eighth", "source_place", "part_head"}
