"""Small holes in a body are filled where the photo shows the person; gaps and background stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.imaging.frame import HEIGHT, WIDTH
from engine.model.config import XingGANppConfig
from engine.model.decoded import Decoded
from engine.model.geometry.correspondence import grid
from engine.render.maps import to_maps
from engine.rules.hand_made import ALL
from engine.runtime.weights import random_weights

ALPHA = 2


@pytest.fixture(scope="module")
def whole() -> Decoded:
    """A decoded pose in which a person fills the frame, and every pixel is read where it is."""
    config = XingGANppConfig(half_width=16, quarter_width=16, width=24, stages=1, pools=(2, 4))
    joints = torch.rand(1, 18, 2, generator=torch.Generator().manual_seed(1)) * 150 + 20
    present = torch.ones(1, 18, dtype=torch.bool)
    net = random_weights(config).net
    with torch.no_grad():
        out = net.decode(net.encode(torch.ones(1, 4, HEIGHT, WIDTH), joints, present), joints, present)
    here = grid(HEIGHT, WIDTH, joints.device).expand(out.flows[:, 0].shape)[:, None]
    return replace(
        out,
        alpha=torch.ones_like(out.alpha),
        photo_matte=torch.ones_like(out.photo_matte),
        flows=here.expand(out.flows.shape),
    )


def alpha_of(out: Decoded, *, inside: np.ndarray | None = None) -> np.ndarray:
    inside = np.ones((HEIGHT, WIDTH), bool) if inside is None else inside
    return to_maps(out, warped=2, rules=ALL, beside=None, inside=inside).shares[..., ALPHA]


def with_hole(out: Decoded, rows: slice, columns: slice) -> Decoded:
    alpha = out.alpha.clone()
    alpha[..., rows, columns] = 0.1
    return replace(out, alpha=alpha)


def test_a_small_hole_is_filled(whole: Decoded) -> None:
    assert alpha_of(with_hole(whole, slice(100, 108), slice(90, 98))).min() == 1


def test_a_gap_between_limbs_stays(whole: Decoded) -> None:
    rows, columns = slice(100, 140), slice(90, 98)
    filled = alpha_of(with_hole(whole, rows, columns))
    assert np.allclose(filled[rows, columns], 0.1)


def test_a_hole_that_shows_the_photos_background_stays(whole: Decoded) -> None:
    rows, columns = slice(100, 108), slice(90, 98)
    matte = whole.photo_matte.clone()
    matte[..., rows, columns] = 0
    filled = alpha_of(replace(with_hole(whole, rows, columns), photo_matte=matte))
    assert filled[102:106, 92:96].max() < 0.2


def test_a_hole_that_the_photos_edge_cuts_off_is_filled(whole: Decoded) -> None:
    out = with_hole(with_hole(whole, slice(192, 200), slice(90, 98)), slice(200, HEIGHT), slice(0, WIDTH))
    inside = np.ones((HEIGHT, WIDTH), bool)
    inside[200:] = False
    assert alpha_of(out, inside=inside)[192:200, 90:98].min() == 1
    assert np.allclose(alpha_of(out)[192:200, 90:98], 0.1), "without the edge it is one with what lies below"
