"""The judges' sizes and the LSGAN losses, down to a judge that learns."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engine.model.discriminators import (
    Discriminator,
    appearance_discriminator,
    discriminator_loss,
    generator_loss,
    shape_discriminator,
)


def test_the_papers_judges_answer_with_256_channels_at_a_quarter() -> None:
    picture = torch.zeros(2, 3, 32, 24)
    assert appearance_discriminator()(picture, picture).shape == (2, 256, 8, 6)
    assert shape_discriminator()(picture, torch.zeros(2, 18, 32, 24)).shape == (2, 256, 8, 6)


@pytest.mark.parametrize("spectral", [False, True])
def test_width_sets_the_size(spectral: bool) -> None:
    judge = appearance_discriminator(width=8, spectral=spectral)
    answer = judge(torch.zeros(1, 3, 32, 32), torch.zeros(1, 3, 32, 32))
    assert answer.shape == (1, 32, 8, 8)


def test_spectral_norm_bounds_every_layer() -> None:
    torch.manual_seed(0)
    judge = shape_discriminator(width=8, spectral=True)
    for parameter in judge.parameters():
        parameter.data.mul_(50)
    for _ in range(20):
        judge(torch.randn(1, 3, 16, 16), torch.randn(1, 18, 16, 16))
    weights = [module.weight for module in judge.modules() if isinstance(module, torch.nn.Conv2d)]
    assert len(weights) == 9
    for weight in weights:
        assert torch.linalg.matrix_norm(weight.flatten(1), ord=2).item() == pytest.approx(1, abs=0.05)


def test_a_judge_sees_what_the_picture_was_made_from() -> None:
    torch.manual_seed(0)
    judge = appearance_discriminator(width=8)
    picture, photo = torch.randn(1, 3, 32, 32), torch.randn(1, 3, 32, 32)
    assert not torch.allclose(judge(picture, photo), judge(picture, photo.flip(3)), atol=1e-3)


def test_losses_are_the_lsgan_ones() -> None:
    real, made = torch.tensor([1.0, 0.5]), torch.tensor([0.0, 1.0])
    assert discriminator_loss(real, made).item() == pytest.approx(0.5 * (0.125 + 0.5))
    assert generator_loss(made[:, None]).tolist() == [1.0, 0.0], "one number a picture"
    assert discriminator_loss(torch.ones(3), torch.zeros(3)) == 0
    assert not generator_loss(torch.ones(3, 2)).any()


def answers(judge: Discriminator, bright: Tensor, dark: Tensor) -> tuple[Tensor, Tensor]:
    given = torch.zeros_like(bright)
    return judge(bright, given), judge(dark, given)


@pytest.mark.parametrize("spectral", [False, True])
def test_a_judge_learns_to_tell_two_kinds_apart(spectral: bool) -> None:
    torch.manual_seed(0)
    judge = appearance_discriminator(width=4, spectral=spectral)
    stripes = torch.tensor([1.0, -1.0]).repeat(16).expand(4, 3, 32, 32)
    noise = torch.randn(4, 3, 32, 32)
    optimiser = torch.optim.Adam(judge.parameters(), lr=5e-3)
    before = discriminator_loss(*answers(judge, stripes, noise)).item()
    for _ in range(25):
        optimiser.zero_grad()
        discriminator_loss(*answers(judge, stripes, noise)).backward()
        optimiser.step()
    assert discriminator_loss(*answers(judge, stripes, noise)).item() < 0.6 * before
