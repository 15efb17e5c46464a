"""Each figure against pictures whose answer is known by hand."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from engine.evaluate import metrics
from engine.pose.pose import Joint, Point, Pose

EVERYWHERE = np.ones((64, 64), bool)


@pytest.fixture(scope="module")
def cloth() -> np.ndarray:
    return np.random.default_rng(0).integers(40, 200, (64, 64, 3), np.uint8)


def square(low: int, high: int) -> np.ndarray:
    alpha = np.zeros((64, 64), np.float32)
    alpha[low:high, low:high] = 1
    return alpha


def half(edge: int) -> np.ndarray:
    alpha = np.zeros((64, 64), np.float32)
    alpha[:, :edge] = 1
    return alpha


def test_equal_pictures_are_alike_in_every_figure(cloth):
    assert metrics.ssim(cloth, cloth, EVERYWHERE) == pytest.approx(1, abs=1e-5)
    assert metrics.psnr(cloth, cloth, EVERYWHERE) == math.inf
    assert metrics.sharpness(cloth, cloth, EVERYWHERE) == pytest.approx(1)
    assert metrics.boundary_error_px(square(10, 50), square(10, 50)) == 0


def test_psnr_of_a_constant_difference(cloth):
    assert metrics.psnr(cloth + np.uint8(10), cloth, EVERYWHERE) == pytest.approx(20 * math.log10(255 / 10))


def test_only_the_person_counts(cloth):
    spoilt = cloth.copy()
    spoilt[:, 32:] = 0
    left = np.zeros((64, 64), bool)
    left[:, :28] = True
    assert metrics.psnr(spoilt, cloth, left) == math.inf
    assert metrics.ssim(spoilt, cloth, left) == pytest.approx(1, abs=1e-5)
    assert metrics.ssim(spoilt, cloth, EVERYWHERE) < 0.7


def test_ssim_of_flat_pictures_is_the_luminance_term():
    dark, light = np.full((64, 64, 3), 51, np.uint8), np.full((64, 64, 3), 102, np.uint8)
    expected = (2 * 0.2 * 0.4 + 1e-4) / (0.2**2 + 0.4**2 + 1e-4)
    assert metrics.ssim(dark, light, EVERYWHERE) == pytest.approx(expected, abs=1e-4)


def test_an_outline_moved_by_three_pixels_is_off_by_three():
    assert metrics.boundary_error_px(half(33), half(30)) == pytest.approx(3)


def test_a_square_grown_by_two_is_off_by_two_and_a_bit_at_the_corners():
    error = metrics.boundary_error_px(square(18, 46), square(20, 44))
    assert 2 <= error < 2.15


def test_the_edge_of_the_picture_is_no_outline():
    assert metrics.boundary_error_px(np.ones((64, 64), np.float32), np.ones((64, 64), np.float32)) == 0


def test_an_outline_without_a_partner_is_as_far_as_can_be():
    nothing = np.zeros((64, 64), np.float32)
    assert metrics.boundary_error_px(square(20, 44), nothing) == pytest.approx(math.hypot(64, 64))


def test_iou_of_two_overlapping_squares():
    assert metrics.alpha_iou(square(0, 20), square(10, 30)) == pytest.approx(100 / 700)
    assert metrics.alpha_iou(np.zeros((8, 8), np.float32), np.zeros((8, 8), np.float32)) == 1


def test_a_blurred_picture_is_less_sharp_and_a_flat_one_has_no_sharpness(cloth):
    blurred = cv2.GaussianBlur(cloth, (0, 0), 1.5)
    assert 0 < (metrics.sharpness(blurred, cloth, EVERYWHERE) or 0) < 0.2
    assert metrics.sharpness(cloth, np.full_like(cloth, 90), EVERYWHERE) is None


def test_a_torn_edge_does_not_make_up_for_blurred_cloth():
    ramp = np.repeat(np.arange(64, dtype=np.uint8)[None, :, None] * 2, 64, 0).repeat(3, 2)
    torn = np.full_like(ramp, 60)
    torn[:, 30:] = 250
    assert 0 < (metrics.sharpness(torn, ramp, EVERYWHERE) or 0) < 0.1


def test_gradient_energy_of_a_ramp_is_its_slope_squared():
    ramp = np.repeat(np.arange(0, 128, 2, dtype=np.uint8)[None, :, None], 64, 0).repeat(3, 2)
    assert metrics.gradient_energy(ramp)[:, :-1] == pytest.approx(4)


def test_joints_count_within_half_a_head_and_if_asked_only_when_vouched_for():
    wanted = Pose(tuple(Point(10.0 * j, 0.0) for j in Joint))
    found = wanted.moved(Joint.NOSE, (0, 9.9)).moved(Joint.NECK, (10, 10.1))
    found = found.with_present(Joint.R_HIP, present=False)
    asked = wanted.with_present(Joint.L_EAR, present=False)
    tally = metrics.pckh(found, asked, joints=Joint, head_px=20)
    assert (tally.found, tally.asked) == (16, 17)
    strict = metrics.pckh(found, asked, joints=Joint, head_px=20, vouched=True)
    assert (strict.found, strict.asked) == (15, 17)
    assert metrics.pckh(found, asked, joints=(Joint.NOSE, Joint.NECK), head_px=20).share == 0.5


def test_nothing_asked_has_no_share():
    assert metrics.Tally().share is None
    assert metrics.Tally(1, 2) + metrics.Tally(2, 2) == metrics.Tally(3, 4)
