"""Full quality at the size that is seen: after a drag, after zooming, and the photo's size for what is saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine.contract.messages import PhotoLoaded, Prepared, Quality, RenderRequest, Source
from engine.export.settings import OutputSettings
from engine.photo.photo import Photo
from engine.pose.pose import Joint, Pose
from tests.gui.canvas.test_canvas import place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import standing

SIZE = (2400, 3200)


@pytest.fixture
def large(desk: Desk, tmp_path: Path) -> Desk:
    """A photo eight times as large as the others, on the canvas with its first final picture."""
    path = tmp_path / "large.jpg"
    photo = Photo(rgb=np.full((SIZE[1], SIZE[0], 3), 128, np.uint8), name=path.name, key="large")
    pose = Pose(tuple(replace(p, x=8 * p.x, y=8 * p.y) for p in standing().points))
    desk.window.open_files([path])
    desk.engine.tell(PhotoLoaded(path, photo))
    desk.engine.tell(Prepared(Source(photo, pose, np.ones(SIZE[::-1], np.float32)), path))
    desk.engine.render_all()
    return desk


def last_final(desk: Desk) -> RenderRequest:
    request = desk.engine.requests[-1]
    assert request.quality is Quality.FINAL
    return request


def drag_wrist(desk: Desk) -> None:
    wrist = place(desk, Joint.R_WRIST)
    pull(desk, wrist, wrist + QPoint(-20, -60))
    desk.engine.render_all()


def seen_px(desk: Desk) -> float:
    return max(SIZE) * desk.canvas.view.scale * desk.canvas.devicePixelRatioF()


def test_after_a_drag_the_picture_is_made_for_the_view(large: Desk) -> None:
    drag_wrist(large)
    size = last_final(large).size
    assert size is not None
    assert seen_px(large) <= size <= max(720, seen_px(large) * 1.5)
    assert large.session.rendered is not None
    assert large.session.rendered.request == last_final(large)


def test_zooming_in_makes_a_larger_one_and_zooming_out_none(large: Desk) -> None:
    fitted = last_final(large).size
    QTest.keyClick(large.canvas, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    large.engine.render_all()
    assert last_final(large).size is None, "at 100 % it is the photo's own"
    asked = len(large.engine.requests)
    QTest.keyClick(large.canvas, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert len(large.engine.requests) == asked
    drag_wrist(large)
    assert last_final(large).size == fitted


def test_what_is_saved_has_the_photos_size(large: Desk, tmp_path: Path) -> None:
    assert last_final(large).size is not None
    large.window.saver.save(tmp_path / "saved.png", OutputSettings())
    assert [request.size for request in large.engine.batches] == [None]
