"""The view: there and back, zooming that keeps the point under the pointer, fitting and staying in sight."""

from __future__ import annotations

import pytest

from engine.pose.pose import Box
from gui.canvas.view_transform import LARGEST, SMALLEST, ViewTransform, centred, fitted, kept_in_sight

VIEW = ViewTransform(0.5, 40.0, -20.0)


def test_canvas_and_photo_are_inverse() -> None:
    assert VIEW.to_canvas((100.0, 60.0)) == (90.0, 10.0)
    assert VIEW.to_photo(VIEW.to_canvas((123.0, 45.0))) == pytest.approx((123.0, 45.0))


@pytest.mark.parametrize("factor", [1.2, 0.4, 1e6, 1e-6])
def test_zooming_keeps_the_point_under_the_pointer(factor: float) -> None:
    at = (70.0, 90.0)
    zoomed = VIEW.zoomed(factor, at=at)
    assert zoomed.to_photo(at) == pytest.approx(VIEW.to_photo(at))
    assert SMALLEST <= zoomed.scale <= LARGEST


def test_a_fitted_photo_is_whole_and_in_the_middle() -> None:
    view = fitted((300.0, 400.0), into=(1000.0, 500.0))
    left, top = view.to_canvas((0.0, 0.0))
    right, bottom = view.to_canvas((300.0, 400.0))
    assert left + right == pytest.approx(1000.0)
    assert top + bottom == pytest.approx(500.0)
    assert 0 < top < 50
    assert left > 0


def test_a_photo_cannot_be_lost_outside_the_canvas() -> None:
    lost = centred((300.0, 400.0), into=(800.0, 600.0), scale=1.0).panned((5000.0, -5000.0))
    view = kept_in_sight(lost, Box(0, 0, 300, 400), into=(800.0, 600.0))
    left, _ = view.to_canvas((0.0, 0.0))
    _, bottom = view.to_canvas((300.0, 400.0))
    assert left < 800
    assert bottom > 0
