"""With Alt held over the picture, the pointer tells where a pixel comes from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.contract.messages import Quality
from engine.imaging.origins import NO_LAYER, Origins
from gui.canvas.explainer import Kind
from tests.gui.canvas.test_canvas import NO_KEYS, on_canvas
from tests.gui.conftest import Desk
from tests.sure import sure

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def explained(opened: Desk) -> Desk:
    """A picture whose left half comes from 40 px further right, whose right half rests, and whose foot is made up."""
    y, x = np.mgrid[0:400, 0:300].astype(np.float32) + 0.5
    points = np.dstack([x + 40 * (x < 150), y])
    points[:50] = np.nan
    invented = np.zeros((400, 300), np.uint8)
    invented[350:] = 255
    answer = opened.session.rendered
    assert answer is not None
    rendered = replace(answer, origins=Origins(points, corner=(0.0, 0.0), cell=1.0), invented_map=invented)
    assert rendered.request.quality is Quality.FINAL
    opened.session.take_picture(rendered, sure(opened.session.picture))
    return opened


def hover(desk: Desk, xy: tuple[float, float], keys=ALT) -> None:
    at = QPointF(on_canvas(desk, xy))
    none = Qt.MouseButton.NoButton
    QApplication.sendEvent(desk.canvas, QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, keys))


@pytest.mark.parametrize(
    ("xy", "kind", "origin"),
    [
        ((100.0, 200.0), Kind.TAKEN, (140.0, 200.0)),
        ((200.0, 200.0), Kind.UNCHANGED, (200.0, 200.0)),
        ((200.0, 380.0), Kind.INVENTED, None),
        ((200.0, 20.0), Kind.BACKGROUND, None),
    ],
)
def test_a_pixel_tells_where_it_comes_from(explained: Desk, xy, kind: Kind, origin) -> None:
    explainer = explained.window.tools.explainer
    hover(explained, xy)
    assert explainer.isVisible()
    assert sure(explainer.explanation).kind is kind
    assert sure(explainer.explanation).origin == (pytest.approx(origin, abs=2) if origin else None)
    assert explainer.text


def test_the_layer_is_named_where_it_is_known(explained: Desk) -> None:
    explainer = explained.window.tools.explainer
    shown = sure(explained.session.rendered)
    origins = sure(shown.origins)
    layers = np.full(origins.points.shape[:2], NO_LAYER, np.uint8)
    layers[:, :150] = 2
    known = replace(shown, origins=replace(origins, layers=layers))
    explained.session.take_picture(known, sure(explained.session.picture))
    hover(explained, (100.0, 200.0))
    assert explainer.text == "From the photo · right arm"
    hover(explained, (200.0, 200.0))
    assert explainer.text == "Same as in the photo"


def test_the_origin_shows_and_goes_with_the_key(explained: Desk) -> None:
    explainer = explained.window.tools.explainer
    before = explained.canvas.grab().toImage()
    hover(explained, (100.0, 200.0))
    assert explained.canvas.grab().toImage() != before
    QTest.keyRelease(explained.canvas, Qt.Key.Key_Alt)
    assert not explainer.isVisible()
    hover(explained, (100.0, 200.0), NO_KEYS)
    assert not explainer.isVisible()


def test_beside_the_picture_and_over_the_original_nothing_is_told(explained: Desk) -> None:
    explainer = explained.window.tools.explainer
    hover(explained, (-20.0, 200.0))
    assert not explainer.isVisible()
    explained.trigger("view_original")
    hover(explained, (100.0, 200.0))
    assert not explainer.isVisible()
