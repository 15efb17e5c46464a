"""Single views taken apart: their batches, their augmentation, their losses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.model.geometry.joints import FRAME_HEIGHT, FRAME_WIDTH
from engine.model.person_layers import LayerLogits
from engine.pose import layer_classes as c
from engine.render.learned_classes import LearnedClasses
from engine.runtime.device import choose_device
from engine.synthesis.layered_shards import (
    Layer,
    LayeredView,
    Over,
    layered_name,
    read_layered,
    write_layered,
)
from engine.system.errors import PhotoError
from engine.train.dice import Dice
from engine.train.export import export_run
from engine.train.framing import plain_framing
from engine.train.layer_data import LayeredPeople, class_view
from engine.train.layer_losses import layer_losses
from engine.train.layer_views import framed, hard_framing, whole_masks
from engine.train.pair_task import Material
from engine.train.recipe import read_recipe
from engine.train.tasks import make_task
from engine.train.trainer import Trainer

SIZE = (96, 128)  # width, height
RIGHT = (slice(60, 80), slice(10, 30))
BODY = (slice(30, 100), slice(20, 70))


def view() -> LayeredView:
    """A torso [30:100, 20:70] with a right hand before its left edge, in plain colours."""
    rgba = np.zeros((128, 96, 4), np.uint8)
    label = np.zeros((128, 96), np.uint8)
    rgba[BODY], label[BODY] = (0, 0, 200, 255), c.TORSO
    rgba[RIGHT], label[RIGHT] = (200, 0, 0, 255), c.RIGHT_HAND
    whole = lambda colour, h, w: np.full((h, w, 4), (*colour, 255), np.uint8)  # noqa: E731
    layers = (
        Layer(c.TORSO, (20, 30, 50, 70), whole((0, 0, 200), 70, 50)),
        Layer(c.RIGHT_HAND, (10, 60, 20, 20), whole((200, 0, 0), 20, 20)),
    )
    joints = np.full((18, 2), 40.0, np.float32)
    joints[4] = (20, 70)
    seen = np.ones(18, np.uint8)
    return LayeredView(rgba, label, joints, seen, layers, (Over(c.RIGHT_HAND, c.TORSO, 200, 1.0),), 0.0)


@pytest.fixture
def people(tmp_path: Path) -> LayeredPeople:
    write_layered(tmp_path / layered_name(1, 0), [view(), view()])
    return LayeredPeople(tmp_path)


def test_a_batch_holds_what_the_file_holds(people: LayeredPeople) -> None:
    (batch,) = people.plain((128, 96), batch=4)
    assert batch.rgba.shape == (2, 4, 128, 96)
    assert set(batch.label.unique().tolist()) == {0, c.TORSO, c.RIGHT_HAND}
    hidden = batch.whole[0, c.TORSO] & (batch.label[0] == c.RIGHT_HAND)
    assert hidden.sum() > 100, "the torso goes on under the hand"
    hand = batch.joints[0, 4] * 0.5  # canonical pixels are half of these
    assert batch.label[0, int(hand[1]), int(hand[0])] == c.RIGHT_HAND


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(PhotoError, match="render some"):
        LayeredPeople(tmp_path)


def test_labels_extents_and_joints_move_together(people: LayeredPeople) -> None:
    batch, ids = people.draw(24, (128, 96), np.random.default_rng(5))
    assert ids.shape == (24, 1)
    sides = set()
    for label, whole, joints in zip(batch.label, batch.whole, batch.joints, strict=True):
        for hand, wrist in ((c.RIGHT_HAND, 4), (c.LEFT_HAND, 7)):
            if (label == hand).sum() > 50:
                sides.add(hand)
                y, x = torch.nonzero(label == hand).float().mean(0)
                assert torch.hypot(*(joints[wrist] / 2 - torch.stack([x, y]))) < 12
                assert (whole[hand] | (label != hand)).float().mean() > 0.99
    assert sides == {c.RIGHT_HAND, c.LEFT_HAND}, "mirrored views change sides"


def test_a_draw_is_a_function_of_its_numbers(people: LayeredPeople) -> None:
    first, second = (people.draw(4, (128, 96), np.random.default_rng(3))[0] for _ in range(2))
    assert all((getattr(first, name) == getattr(second, name)).all() for name in ("rgba", "joints", "whole"))


def test_the_file_holds_every_extent_and_older_files_do_too(people: LayeredPeople, tmp_path: Path) -> None:
    person = read_layered(tmp_path / layered_name(1, 0))
    kept = whole_masks(torch.from_numpy(person.extents(0))[None])[0]
    older = replace(person, _entries=person._entries[person._entries[:, 1] != 102])
    assert (older.extents(0) == person.extents(0)).all()
    assert kept[c.TORSO, BODY[0], BODY[1]].all()
    assert kept.sum() == 70 * 50 + 20 * 20


def test_framing_by_nothing_changes_nothing(people: LayeredPeople) -> None:
    plain = class_view(*people._views[0])
    same = framed(plain, plain_framing(1, "cpu"), (128, 96))
    assert (same.label == plain.label).all()
    assert (same.whole == plain.whole).all()
    assert torch.allclose(same.rgba, plain.rgba / 255, atol=1e-5)


def test_a_turned_frame_takes_joints_along() -> None:
    dice = Dice(np.random.default_rng(1), 3, "cpu")
    framing = hard_framing(dice)
    places = torch.tensor([[[60.0, 80.0], [130.0, 200.0]]]).expand(3, 2, 2)
    moved = framing.points(places)
    back = framing.before((FRAME_HEIGHT, FRAME_WIDTH))
    for sample, point in ((0, 0), (1, 1), (2, 0)):
        x, y = (moved[sample, point] - 0.5).round().int().tolist()
        if 0 <= x < FRAME_WIDTH and 0 <= y < FRAME_HEIGHT:
            assert torch.dist(back[sample, y, x], places[sample, point]) < 2


def test_the_right_answer_costs_least_and_hidden_extents_count(people: LayeredPeople) -> None:
    (batch,) = people.plain((128, 96), batch=2)
    right = torch.nn.functional.one_hot(batch.label, c.N_CLASSES).movedim(-1, 1).float() * 20 - 10
    whole = batch.whole.float() * 20 - 10
    best = layer_losses(LayerLogits(right, whole), batch)
    assert all(term.shape == (2,) and term.max() < 0.01 for term in best.values())
    seen_only = torch.where(right > 0, whole, -10.0)
    worse = layer_losses(LayerLogits(right, seen_only), batch)
    assert (worse["whole"] > best["whole"] + 0.01).all()


def test_the_trainer_teaches_layers_and_keeps_weights_that_load(tmp_path: Path) -> None:
    """A few steps of the very trainer, validation with it, and a file that the program reads."""
    for folder, seed in (("train", 1), ("held_out", 900000)):
        (tmp_path / folder).mkdir()
        write_layered(tmp_path / folder / layered_name(seed, 0), [view(), view()])
    recipe = read_recipe(
        'task = "layers"\n[schedule]\nsamples = 8\nbatch = 2\nwarm_steps = 1\n'
        "[network]\nhalf_width = 8\nquarter_width = 16\nwidth = 24\npart_width = 16\nstages = 1\n"
        "[frames]\nfine_from = 2.0\nfine = [128, 96]\n[begin]\nfrom_shipped = false\n"
    )
    device = choose_device("cpu")
    task = make_task(recipe, Material(tmp_path / "train", tmp_path / "held_out", device))
    trainer = Trainer(tmp_path / "run", task, recipe, device=device)
    trainer.train()
    figures = trainer.task.validate(trainer.task.net)
    assert 0 <= figures["miou"] <= 1
    assert figures.keys() >= {"iou torso", "iou right hand", "hidden iou"}
    out = tmp_path / "layers.safetensors"
    about = export_run(tmp_path / "run", out, version="test")
    assert about["trained_on"].startswith("1 rendered people")
    assert LearnedClasses(out, device=device).version == "test"
