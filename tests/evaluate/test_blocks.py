"""Each block of the network for layers can be switched off, alone; and what that costs is counted rightly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.evaluate.blocks import NOTHING, SWITCHES, BlockReport, evaluate_blocks, without
from engine.evaluate.rendered import pose_of, straight
from engine.imaging.frame import Frame
from engine.pose import layer_classes as c
from engine.render.learned_classes import ClassMaps, LearnedClasses
from engine.runtime.device import choose_device
from engine.synthesis.layered_shards import Layer, LayeredView, Over, layered_name, write_layered
from engine.system.errors import PhotoError
from tests.golden.held_out import samples

BODY, HAND = (slice(60, 200), slice(40, 140)), (slice(120, 160), slice(20, 60))


def view() -> LayeredView:
    """A torso with a right hand before its left edge, in plain colours."""
    rgba, label = np.zeros((256, 192, 4), np.uint8), np.zeros((256, 192), np.uint8)
    rgba[BODY], label[BODY] = (0, 0, 200, 255), c.TORSO
    rgba[HAND], label[HAND] = (200, 0, 0, 255), c.RIGHT_HAND
    layers = (
        Layer(c.TORSO, (40, 60, 100, 140), np.full((140, 100, 4), 255, np.uint8)),
        Layer(c.RIGHT_HAND, (20, 120, 40, 40), np.full((40, 40, 4), 255, np.uint8)),
    )
    joints = np.full((18, 2), 80.0, np.float32)
    joints[4] = (40, 140)
    overs = (Over(c.RIGHT_HAND, c.TORSO, 800, 1.0),)
    return LayeredView(rgba, label, joints, np.ones(18, np.uint8), layers, overs, 0.0)


@pytest.fixture(scope="module")
def network() -> LearnedClasses:
    return LearnedClasses(device=choose_device("cpu"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("layers")
    for index in range(2):
        write_layered(folder / layered_name(900000, index), [view()])
    return folder


def read(network: LearnedClasses) -> ClassMaps:
    """A held-out person of the golden ones."""
    sample = next(samples())[1]
    pose = pose_of(sample.source_joints, sample.source.shape[:2])
    return network.read(straight(sample.source), Frame(0.0, 0.0, 1.0), pose)


@pytest.fixture(scope="module")
def whole(network: LearnedClasses) -> ClassMaps:
    return read(network)


@pytest.mark.parametrize("block", SWITCHES)
def test_a_block_that_is_off_changes_what_is_read_and_leaves_the_network_whole(
    network: LearnedClasses, whole: ClassMaps, block: str
) -> None:
    before = {name: tensor.clone() for name, tensor in network.net.state_dict().items()}
    changed = read(without(network, block)).shown
    assert np.abs(changed - whole.shown).max() > 1e-3
    assert np.isfinite(changed).all()
    after = network.net.state_dict()
    assert before.keys() == after.keys()
    assert all(torch.equal(after[name], tensor) for name, tensor in before.items())


class Knowing(LearnedClasses):
    """Tells the truth of `view`, or with a skeleton prior that is off a torso alone; hidden torso by half."""

    def read(self, cutout: np.ndarray, frame: Frame, pose) -> ClassMaps:
        shown, whole = (np.zeros((c.N_CLASSES, 256, 192), np.float32) for _ in range(2))
        x, y = np.meshgrid(np.arange(192) + 0.5, np.arange(256) + 0.5)
        at = frame.to_photo(np.stack([x, y], 2).astype(np.float32))
        inside = lambda part: (  # noqa: E731
            (at[..., 1] >= part[0].start) & (at[..., 1] < part[0].stop)
            & (at[..., 0] >= part[1].start) & (at[..., 0] < part[1].stop)
        )  # fmt: skip
        body, hand = inside(BODY), inside(HAND)
        whole[c.TORSO, body & (at[..., 0] >= 50)] = 1
        whole[c.RIGHT_HAND, hand] = 1
        shown[c.BACKGROUND] = 0.5
        shown[c.TORSO, body] = 1
        if self.net.config.skeleton_prior:
            shown[c.RIGHT_HAND, hand] = 2
        return ClassMaps(shown, whole)


@pytest.fixture(scope="module")
def told(folder: Path) -> BlockReport:
    return evaluate_blocks(folder, Knowing(device=choose_device("cpu")))


def test_losses_are_counted_against_the_whole_network(told: BlockReport) -> None:
    rows = {row.without: row for row in told.rows}
    assert (told.people, told.views) == (2, 2)
    assert list(rows) == [NOTHING, *SWITCHES]
    assert (rows[NOTHING].miou, rows[NOTHING].lost, rows[NOTHING].alike) == (1, 0, 1)
    assert _figures(rows["multi scale"]) == _figures(rows[NOTHING])
    off = rows["skeleton prior"]
    # The hand is lost, and what of it lies over the torso is called torso: 100 x 140 of which 20 x 40 are wrong.
    assert off.miou == pytest.approx(13200 / 14000 / 2, abs=0.005)
    assert off.lost == pytest.approx(1 - off.miou)
    assert off.lost_error == pytest.approx(0, abs=1e-9)
    assert off.alike == pytest.approx(1 - 1600 / (14000 + 800), abs=0.005)
    assert told.classes["skeleton prior"]["right hand"] == 0


def test_half_of_what_is_hidden_is_found(told: BlockReport) -> None:
    assert told.rows[0].hidden == pytest.approx(0.5, abs=0.03)


def _figures(row) -> tuple[float, ...]:
    return row.miou, row.lost, row.lost_error, row.hidden, row.alike


def test_a_folder_without_people_is_refused(tmp_path: Path, network: LearnedClasses) -> None:
    with pytest.raises(PhotoError, match="no people in layers"):
        evaluate_blocks(tmp_path, network)
