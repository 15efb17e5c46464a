"""How controls look: nothing cut, nothing black on blue, round fields beside round fields, in both themes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QProxyStyle, QStyle, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.batch.events import Progress, Step
from gui.export.matrix import MatrixModel
from gui.export.matrix_view import MatrixView
from gui.export.plan import kept_columns, rows_of
from gui.export.progress import ProgressPage
from gui.look import theme
from gui.look.spin_box import SpinBox
from gui.look.style import stylesheet
from gui.look.theme import Scheme
from gui.look.tokens import LIGHT, contrast
from gui.panels.history_panel import HistoryPanel
from gui.project.questions import leave_box
from gui.report.choices import Choices
from tests.gui.conftest import Desk
from tests.gui.people import session_with
from tests.sure import sure

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(params=[Scheme.LIGHT, Scheme.DARK], ids=["light", "dark"])
def themed(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, request.param)
    yield
    theme.apply(qapp, Scheme.SYSTEM)
    qapp.setStyleSheet("")


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    """The widgets one below the other in a window."""
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    return window


def colours(image: QImage, area: QRect) -> list[str]:
    """Of each pixel of an area, row by row."""
    across, down = range(area.left(), area.right() + 1), range(area.top(), area.bottom() + 1)
    return [image.pixelColor(x, y).name() for y in down for x in across]


def test_a_drop_down_shows_all_its_entries(qtbot: QtBot, desk: Desk) -> None:
    box = desk.window.docks.library.folder_box
    desk.window.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    QTest.mouseClick(box, LEFT)
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    last = view.visualRect(box.model().index(box.count() - 1, 0))
    assert view.viewport().rect().contains(last)
    box.hidePopup()


def test_spin_boxes_are_as_round_and_high_as_the_boxes_beside_them(qtbot: QtBot, themed: None) -> None:
    spin, box = SpinBox(0, 99), QComboBox()
    window = shown(qtbot, box, spin)
    box.setFocus()
    ground = QColor(theme.tokens().window).name()
    for widget in (spin, box):
        corner = widget.geometry().topLeft()
        assert window.grab().toImage().pixelColor(corner).name() == ground
    assert abs(spin.height() - box.height()) <= 2


def test_the_number_in_a_spin_box_keeps_off_its_edge(qtbot: QtBot, themed: None) -> None:
    spin, other = SpinBox(0, 99), QComboBox()
    spin.setValue(44)
    window = shown(qtbot, other, spin)
    other.setFocus()
    assert window.isVisible()
    inside = QRect(2, 4, 4, spin.height() - 8)
    assert set(colours(spin.grab().toImage(), inside)) == {QColor(theme.tokens().field).name()}


def test_how_far_a_batch_is_can_be_read(qtbot: QtBot, themed: None) -> None:
    page = ProgressPage()
    qtbot.addWidget(page)
    page.resize(500, 300)
    page.show()
    page.take(Progress(9, 10, Step.RENDERING, "coat", "best"))
    assert page.done.text() == "9 / 10"
    assert page.done.isVisible()
    t = theme.tokens()
    seen = colours(page.bar.grab().toImage(), page.bar.rect().adjusted(4, 4, -4, -4))
    assert set(seen) <= {QColor(t.accent).name(), QColor(t.field).name()}  # no letters on either


@pytest.mark.parametrize("on", [True, False])
def test_the_tick_box_of_a_selected_cell_is_seen(qtbot: QtBot, themed: None, on: bool) -> None:
    session, model = session_with("anna"), MatrixModel()
    session.keep_variant()
    model.begin(rows_of(session), kept_columns(session.document))
    model.set_all(on=on)
    view = MatrixView(model)
    window = shown(qtbot, view)
    view.selectAll()
    assert window.isVisible()
    cell = view.visualRect(view.model().index(0, 0))
    seen = colours(view.viewport().grab(cell).toImage(), QRect(4, 4, 20, cell.height() - 8))
    accent = QColor(theme.tokens().accent).name()
    clear = [colour for colour in seen if contrast(colour, accent) >= 3]
    assert len(clear) > 14 * 14 / 2  # the box as a whole, not its tick alone


class _DesktopWithIcons(QProxyStyle):
    """A desktop, as most of Linux, that wants icons on the buttons of dialogs."""

    def styleHint(self, hint, option=None, widget=None, data=None) -> int:
        if hint is QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return super().styleHint(hint, option, widget, data)


def test_buttons_of_dialogs_have_no_icons_of_the_desktop(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setStyle(_DesktopWithIcons("Fusion"))
    try:
        qapp.setStyleSheet(stylesheet(LIGHT))
        box = leave_box(None)
        qtbot.addWidget(box)
        assert len(box.buttons()) == 3
        assert all(button.icon().isNull() for button in box.buttons())
    finally:
        qapp.setStyleSheet("")
        qapp.setStyle("Fusion")


def test_the_price_of_a_report_keeps_off_the_edge_too(qtbot: QtBot, themed: None) -> None:
    choices = Choices()
    price = choices.price
    window = shown(qtbot, choices)
    choices.language.setFocus()
    assert window.isVisible()
    inside = QRect(2, 4, 4, price.height() - 8)
    assert set(colours(price.grab().toImage(), inside)) == {QColor(theme.tokens().field).name()}


def test_the_handle_of_a_slider_is_whole(opened: Desk, themed: None) -> None:
    slider = opened.window.docks.library.blend_slider
    opened.canvas.setFocus()
    QApplication.processEvents()
    image, edge = slider.grab().toImage(), QColor(theme.tokens().edge).name()
    column = [image.pixelColor(8, y).name() for y in range(image.height())]
    assert column.count(edge) >= 2, "the round edge, above and below"
    assert edge not in (column[0], column[-1])


def test_steps_of_the_history_stand_apart_and_off_the_edge(opened: Desk, themed: None) -> None:
    panel = sure(opened.window.findChild(HistoryPanel))
    opened.window.docks.show_panel("history")
    QApplication.processEvents()
    assert panel.visualItemRect(panel.item(0)).height() >= panel.fontMetrics().height() + 8
    image = panel.viewport().grab(panel.visualItemRect(panel.item(0))).toImage()
    assert {image.pixelColor(4, y).name() for y in range(image.height())} == {image.pixelColor(4, 1).name()}
