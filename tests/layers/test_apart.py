"""People in layers against the truth: a perfect answer is perfect, and what a photo's layers are worth is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.evaluate.apart import evaluate_apart
from engine.pose import layer_classes as c
from engine.render.renderer import Renderer
from engine.synthesis.layered_shards import Layer, LayeredView, layered_name, write_layered
from engine.system.errors import PhotoError
from main import main
from tests.layers.test_things import XY, painted


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A painted person in layers of which nothing is hidden."""
    rgba, label = painted()
    height, width = label.shape
    layers = []
    for number in np.unique(label[label != c.BACKGROUND]).tolist():
        own = np.where((label == number)[..., None], rgba, 0).astype(np.uint8)
        layers.append(Layer(number, (0, 0, width, height), own))
    premultiplied = np.where(rgba[..., 3:] > 0, rgba, 0).astype(np.uint8)
    joints, seen = np.array(XY, np.float32) + 0.5, np.ones(18, np.uint8)
    view = LayeredView(premultiplied, label, joints, seen, tuple(layers), (), 0.0)
    write_layered(tmp_path / layered_name(900000, 0), [view])
    return tmp_path


def test_layers_are_measured_one_by_one(renderer: Renderer, folder: Path) -> None:
    report = evaluate_apart(folder, renderer)
    rows = {row.layer: row for row in report.rows}
    assert report.people == 1
    assert {"torso", "head", "left leg", "all"} <= rows.keys()
    # A person of plain capsules, whom no network ever saw.
    assert rows["head"].shown > 0.6
    assert rows["torso"].shown > 0.4
    assert np.isnan(rows["head"].hidden), "nothing is hidden"
    assert rows["all"].shown == pytest.approx(
        np.mean([row.shown for row in report.rows if row.layer != "all"])
    )
    assert replace(rows["all"], layer="other") not in report.rows


def test_what_cannot_be_measured_is_told(renderer: Renderer, tmp_path: Path, capsys) -> None:
    with pytest.raises(PhotoError, match="render some"):
        evaluate_apart(tmp_path, renderer)
    assert main(["evaluate", "--layered", str(tmp_path), "--method", "network"]) == 2
    assert "leave out --layered" in capsys.readouterr().err
