"""The gradient check passes where a device computes what it should, and fails where it does not."""

from __future__ import annotations

import json

import pytest
import torch

from engine.runtime.device import choose_device
from engine.system.errors import DeviceError
from engine.train.check import CHECKED_FILE, ensure_checked, gradient_check
from engine.train.pair_task import Material, PairTask
from tests.train.runs import SHORT, dolls


def pair_task(folder) -> PairTask:
    people = dolls(folder)
    return PairTask(SHORT, Material(people, people, choose_device("auto")))


def test_every_way_of_computing_agrees(tmp_path) -> None:
    """On the CPU and on whatever accelerator is at hand."""
    found = gradient_check(pair_task(tmp_path))
    assert {"cpu float32, channels last", "cpu bfloat16, NCHW"} <= {one.kind for one in found}
    assert all(one.passes for one in found), found
    assert found[0].overall < 1e-3 < found[1].overall


def test_a_wrong_gradient_is_found_and_stops_the_training(tmp_path, monkeypatch) -> None:
    task = pair_task(tmp_path)
    losses = PairTask.losses

    def wrong(self, batch, moment):
        found = losses(self, batch, moment)
        last = batch.source.is_contiguous(memory_format=torch.channels_last)
        return found | {"alpha": found["alpha"] * (2 if last else 1)}

    monkeypatch.setattr(PairTask, "losses", wrong)
    with pytest.raises(DeviceError, match="channels last"):
        ensure_checked(tmp_path, task)
    assert not (tmp_path / CHECKED_FILE).exists()
    monkeypatch.undo()
    assert ensure_checked(tmp_path, task)
    assert len(json.loads((tmp_path / CHECKED_FILE).read_text())) == 1
    assert not ensure_checked(tmp_path, task), "a device that was checked is not checked again"
