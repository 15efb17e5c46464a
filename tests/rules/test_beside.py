"""What an arm hung before is painted in the colours beside it, and an arm in its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.model.config import XingGANppConfig
from engine.model.decoded import Decoded, SourceFeatures
from engine.model.geometry.part_transforms import PARTS
from engine.model.xinggan_pp import XingGANpp
from engine.rules.beside import colours_beside, painted_alike
from engine.runtime.weights import random_weights

HEIGHT, WIDTH = 64, 48
SHIRT, TROUSERS, SKIN = (0.1, 0.8, 0.4), (0.1, 0.1, 0.2), (0.9, 0.6, 0.5)
HEM = 40
PERSON, ARM = slice(8, 40), slice(12, 20)


def network() -> XingGANpp:
    return random_weights(
        XingGANppConfig(half_width=16, quarter_width=16, width=24, stages=1, pools=(2, 4))
    ).net


def decoded(features: SourceFeatures) -> tuple[Decoded, Tensor]:
    """The photo's own pose, and part logits that draw nothing yet."""
    out = network().decode(features, features.joints, features.present)
    return out, torch.full_like(out.part_logits, -30.0)


@pytest.fixture
def features() -> SourceFeatures:
    """Somebody who fills the columns 8..40, in a shirt over trousers, an arm before both in the columns 12..20."""
    rgba = np.zeros((HEIGHT, WIDTH, 4), np.float32)
    rgba[:HEM, PERSON], rgba[HEM:, PERSON] = (*SHIRT, 1), (*TROUSERS, 1)
    rgba[:, ARM] = (*SKIN, 1)
    limbs = np.zeros((len(PARTS), HEIGHT // 2, WIDTH // 2), np.float32)
    limbs[PARTS.index("torso")] = 1
    limbs[:, :, ARM.start // 2 : ARM.stop // 2] = 0
    limbs[PARTS.index("right forearm"), :, ARM.start // 2 : ARM.stop // 2] = 1
    net = network()
    joints = torch.rand(1, 18, 2, generator=torch.Generator().manual_seed(1)) * 150 + 20
    tensor = torch.from_numpy(rgba.transpose(2, 0, 1).copy())[None]
    found = net.encode(tensor, joints, torch.ones(1, 18, dtype=torch.bool))
    return replace(found, limbs=torch.from_numpy(limbs)[None])


def test_the_arm_is_gone_and_the_hem_goes_on(features: SourceFeatures) -> None:
    colours = colours_beside(features)[0, :3].numpy().transpose(1, 2, 0)
    assert np.abs(colours[: HEM - 1, ARM] - SHIRT).max() < 0.01
    assert np.abs(colours[HEM + 1 :, ARM] - TROUSERS).max() < 0.01


def test_an_arm_stays_an_arm_beyond_its_rim(features: SourceFeatures) -> None:
    right, left = colours_beside(features)[1:].numpy().transpose(0, 2, 3, 1)
    assert np.abs(right[..., :3] - SKIN).max() < 0.01
    assert (right[..., 3] == 1).all()
    assert (left[..., 3] == 0).all(), "an arm that the photo does not show has no colours"


def test_nobody_in_the_frame_is_no_fault(features: SourceFeatures) -> None:
    empty = replace(features, rgba=torch.zeros_like(features.rgba))
    assert (colours_beside(empty) == 0).all()


def test_only_clothed_parts_are_clothed(features: SourceFeatures) -> None:
    out, logits = decoded(features)
    logits[:, PARTS.index("torso"), : HEIGHT // 4] = 30.0
    logits[:, PARTS.index("head"), HEIGHT // 4 :] = 30.0
    here = torch.stack(
        torch.meshgrid(torch.arange(HEIGHT) + 0.5, torch.arange(WIDTH) + 0.5, indexing="ij")[::-1]
    )
    out = replace(out, part_logits=logits, flows=(here * 256 / HEIGHT)[None, None])
    white = torch.ones(3, HEIGHT, WIDTH)
    beside = torch.zeros(3, 4, HEIGHT, WIDTH)
    beside[0, 0] = beside[0, 3] = 1  # what is dressed is red
    done = painted_alike(white, torch.ones(HEIGHT, WIDTH), out=out, beside=beside)
    top, bottom = done[:, : HEIGHT // 2 - 4], done[:, HEIGHT // 2 + 4 :]
    assert torch.allclose(top, beside[0, :3, : HEIGHT // 2 - 4], atol=0.01)
    assert torch.allclose(bottom, white[:, HEIGHT // 2 + 4 :], atol=0.01)


def test_the_rim_of_an_arm_before_cloth_is_painted_as_cloth(features: SourceFeatures) -> None:
    """The part map is coarse there: what is arm is read from the photo, and what must be painted is none."""
    out, logits = decoded(features)
    edge = WIDTH // 4
    logits[:, PARTS.index("right forearm"), ..., :edge] = 30.0
    logits[:, PARTS.index("torso"), ..., edge:] = 30.0
    beside = torch.zeros(3, 4, HEIGHT, WIDTH)
    beside[:, 3] = 1
    beside[0, 0] = beside[1, 1] = 1  # what is dressed is red, the right arm green
    share = torch.zeros(HEIGHT, WIDTH)
    share[HEIGHT // 2 :] = 1
    synthesised = painted_alike(
        torch.zeros(3, HEIGHT, WIDTH), share, out=replace(out, part_logits=logits), beside=beside
    )
    red, green = synthesised[:2, HEIGHT // 4]
    rim = slice(2 * edge - 2, 2 * edge)
    assert red[rim].min() > 0.7
    assert green[: 2 * edge - 4].min() > 0.9, "farther in it is an arm"
    assert synthesised[1, HEIGHT // 2 + 4 :, : 2 * edge - 2].min() > 0.9, "an arm that is painted stays one"


def test_a_hem_between_two_hands_is_the_jacket_between_them(features: SourceFeatures) -> None:
    """Rows in which hands leave little of the jacket take that, and not the trousers under it."""
    rgba, limbs = features.rgba.clone(), features.limbs.clone()
    rows, middle = slice(32, HEM), slice(20, 28)
    rgba[0, :3, rows, PERSON] = torch.tensor(SKIN)[:, None, None]
    rgba[0, :3, rows, middle] = torch.tensor(SHIRT)[:, None, None]
    hands = limbs[0, :, rows.start // 2 : rows.stop // 2]
    hands[:] = 0
    hands[PARTS.index("right forearm")] = 1
    hands[:, :, middle.start // 2 : middle.stop // 2] = 0
    hands[PARTS.index("torso"), :, middle.start // 2 : middle.stop // 2] = 1
    colours = colours_beside(replace(features, rgba=rgba, limbs=limbs))[0, :3].numpy().transpose(1, 2, 0)
    assert np.abs(colours[36:39, 16:32] - SHIRT).max() < 0.2
