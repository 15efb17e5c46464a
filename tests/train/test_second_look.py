"""The second look: pixels of rendered views, learnt by the very trainer, and a file that the program reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.imaging.frame import Frame
from engine.model.second_look import SEEN, TOLD
from engine.pose import layer_classes as c
from engine.pose.pose import Point, Pose
from engine.render.looking_again import LookingAgain
from engine.runtime.device import choose_device
from engine.synthesis.layered_shards import layered_name, write_layered
from engine.train.export import export_run
from engine.train.pair_task import Material
from engine.train.recipe import Recipe, read_recipe
from engine.train.second_look_task import SecondLookTask
from engine.train.task import Moment
from engine.train.trainer import Trainer
from tests.train.test_layer_views import view

BEGUN = Moment(0, 0.0)
COLOURS = slice(4 * c.N_CLASSES, 4 * c.N_CLASSES + 3)  # where evidence has those of its pixel


@pytest.fixture
def recipe() -> Recipe:
    return read_recipe(
        'task = "second look"\n[schedule]\nsamples = 6\nbatch = 2\nwarm_steps = 1\nrate = 2e-3\n'
        "[look]\npixels = 60\ncounted = 3\n"
    )


@pytest.fixture
def task(tmp_path: Path, recipe: Recipe) -> SecondLookTask:
    for folder, seed in (("train", 1), ("held_out", 900000)):
        (tmp_path / folder).mkdir()
        write_layered(tmp_path / folder / layered_name(seed, 0), [view(), view()])
    material = Material(tmp_path / "train", tmp_path / "held_out", choose_device("cpu"))
    return SecondLookTask(recipe, material)


def test_pixels_are_those_of_the_person(task: SecondLookTask) -> None:
    batch = task.draw(3, BEGUN, np.random.default_rng(2)).batch
    assert batch.evidence.shape == (3, 60, TOLD + SEEN)
    assert batch.evidence.isfinite().all()
    assert set(batch.label.unique().tolist()) <= {c.TORSO, c.RIGHT_HAND, c.LEFT_HAND}
    # The torso is blue and the hands are red, though recoloured: one rule tells them apart in each view.
    for evidence, label in zip(batch.evidence, batch.label, strict=True):
        hands = label != c.TORSO
        red, blue = evidence[:, COLOURS].T[[0, 2]]
        if hands.any() and not hands.all():
            assert (red - blue)[hands].median() > (red - blue)[~hands].median()


def test_the_trainer_teaches_it_and_keeps_weights_that_load(
    tmp_path: Path, task: SecondLookTask, recipe: Recipe
) -> None:
    fixed = task.draw(4, BEGUN, np.random.default_rng(5)).batch
    lost = lambda: task.losses(fixed, BEGUN)["classes"].mean().item()  # noqa: E731
    task.net.eval()
    before = lost()
    trainer = Trainer(tmp_path / "run", task, recipe, device=choose_device("cpu"))
    trainer.train()
    task.net.eval()
    assert lost() < before
    figures = task.validate(task.net)
    assert 0 <= figures["miou"] <= 1
    assert "iou torso" in figures
    out = tmp_path / "second_look.safetensors"
    about = export_run(tmp_path / "run", out, version="test")
    assert about["architecture"] == "second_look"
    shown = np.full((c.N_CLASSES, 256, 192), 1 / c.N_CLASSES, np.float32)
    person = np.zeros((256, 192, 4), np.uint8)
    person[60:200, 60:130] = (200, 30, 30, 255)
    pose = Pose((Point(95, 130),) * 18)
    mended = LookingAgain(out).mended(shown, person, Frame(0, 0, 1), pose)
    assert np.allclose(mended.sum(0), 1, atol=1e-4)
    assert not np.allclose(mended[:, 130, 95], shown[:, 130, 95], atol=1e-3)
