"""Room in the export window: a plan of five photos is seen whole on a screen 800 px high, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from gui.export.dialog import ExportDialog
from gui.look.language import Language
from tests.gui.conftest import Desk
from tests.gui.export.shooting import open_export
from tests.gui.saving import activate
from tests.sure import sure

# What a desktop leaves of a window of 1280 x 800, and of a narrow one.
SIZES = [(1256, 740), (1000, 740)]


@pytest.fixture(params=[Language.ENGLISH, Language.JAPANESE])
def talking(request: pytest.FixtureRequest, desk: Desk) -> Iterator[Desk]:
    store = desk.window.store
    store.put(store.value.model_copy(update={"language": request.param}))
    yield desk
    store.put(store.value.model_copy(update={"language": Language.ENGLISH}))


def plan_of(desk: Desk, *, photos: int, poses: int) -> ExportDialog:
    """The export with so many photos and poses of the library."""
    for number in range(photos):
        desk.open(f"photo{number}.png")
    dialog = open_export(desk)
    matrix = dialog.page.matrix
    matrix.remove_columns(range(poses, len(matrix.columns)))
    assert (len(matrix.rows), len(matrix.columns)) == (photos, poses)
    return dialog


def resize(dialog: ExportDialog, size: tuple[int, int]) -> None:
    dialog.resize(*size)
    for _ in range(3):
        QApplication.processEvents()
    assert dialog.size().toTuple() == size


def shown_rows(dialog: ExportDialog) -> int:
    """How many rows of cells are seen whole."""
    view = dialog.page.view
    model, room = view.model(), view.viewport().rect()
    rows = [view.visualRect(model.index(row, 0)) for row in range(model.rowCount())]
    return sum(room.top() <= row.top() and row.bottom() <= room.bottom() for row in rows)


def place_in(dialog: ExportDialog, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(dialog, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("size", SIZES)
def test_five_photos_in_four_poses_are_seen_at_once_and_so_is_all_that_is_chosen(
    talking: Desk, size: tuple[int, int]
) -> None:
    dialog = plan_of(talking, photos=5, poses=4)
    assert dialog.height() <= dialog.screen().availableSize().height() - 60, "with its title bar"
    resize(dialog, size)
    page, view = dialog.page, dialog.page.view
    assert shown_rows(dialog) == 5
    assert view.horizontalHeader().height() > 60, "beside the heads of the poses"
    last = view.visualRect(view.model().index(4, 3))
    assert view.viewport().rect().contains(last), "all four poses as well"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=last.topLeft() + QPoint(10, 20))
    assert (4, 3) not in page.matrix.cells
    assert len(page.plan().cells()) == 19

    scrolled = sure(page.findChild(QScrollArea))
    assert scrolled.verticalScrollBar().maximum() == 0
    for widget in (page.all, page.target.folder, page.target.table, page.output.credentials, page.start):
        assert widget.isVisible()
        assert dialog.rect().contains(place_in(dialog, widget))
    assert page.target.mapTo(page, QPoint(0, 0)).x() == page.output.mapTo(page, QPoint(0, 0)).x()


def test_six_of_many_photos_are_seen_at_once_and_few_get_the_height_there_is(talking: Desk) -> None:
    dialog = plan_of(talking, photos=8, poses=4)
    resize(dialog, (1000, 740))
    QTest.keyClick(dialog.page.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert shown_rows(dialog) == 6
    low = dialog.page.view.rowHeight(0)
    resize(dialog, (1000, 1000))
    assert dialog.page.view.rowHeight(0) > low
    assert shown_rows(dialog) == 8


def test_names_are_typed_after_the_folder_by_tab(talking: Desk) -> None:
    dialog = plan_of(talking, photos=2, poses=1)
    activate(dialog)
    target = dialog.page.target
    target.folder.setFocus()
    for _ in range(2):  # past Choose
        QTest.keyClick(sure(QApplication.focusWidget()), Qt.Key.Key_Tab)
    assert target.names.hasFocus()
    QTest.keyClick(target.names, Qt.Key.Key_End)
    QTest.keyClicks(target.names, "-x")
    assert target.example.text().endswith("-x.png")
