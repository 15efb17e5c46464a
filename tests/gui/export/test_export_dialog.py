"""The plan of an export in the window: the matrix, the settings, names and sums, and what progress shows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot

from engine.batch.events import End, Ended, PictureFailed, PictureMade, Progress, Step
from engine.batch.papers import Papers
from engine.batch.plan import Rule
from engine.contract.messages import PhotoFile, PhotoLoaded, Prepared, Source
from engine.export.doubts import Foreseen
from engine.export.settings import PRESETS, Credentials
from engine.photo.photo import load_photo
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint
from engine.system.files import encode_png
from engine.system.shipped import DEMO_PHOTO, ROOT
from gui.document.document import PhotoEntry
from gui.export.dialog import ExportDialog
from gui.export.page import PlanPage
from gui.export.plan import at_hand
from gui.export.pose_picker import PosePicker
from gui.export.presets import OwnPresets
from gui.export.previews import Look
from gui.look.language import Language
from gui.look.languages import Translations
from gui.look.theme import tokens
from gui.panels.pose_library import open_library
from gui.settings.settings import load_settings
from tests.gui.conftest import Desk
from tests.gui.fakes import SIZE, photo, standing
from tests.sure import sure

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
BOX = Qt.ItemDataRole.CheckStateRole
MOVED = standing().moved(Joint.NOSE, (140.0, 60.0))


@pytest.fixture
def shoot(desk: Desk, tmp_path: Path) -> Desk:
    """Two photos in files, the second on the canvas, each with a kept pose."""
    for name, grey in (("coat", 90), ("dress", 120)):
        path = tmp_path / f"{name}.png"
        path.write_bytes(encode_png(photo(grey=grey).rgb, icc=None, text={}))
        loaded = load_photo(path)
        desk.window.open_files([path])
        desk.engine.tell(PhotoLoaded(path, loaded))
        matte = np.ones((SIZE[1], SIZE[0]), np.float32)
        desk.engine.tell(Prepared(Source(loaded, standing(), matte), path))
        desk.session.apply_pose(MOVED, "Move")
        desk.session.keep_variant(f"best {name}")
    return desk


@pytest.fixture
def dialog(shoot: Desk) -> ExportDialog:
    QTest.keyClick(shoot.window, Qt.Key.Key_E, CTRL_SHIFT)
    opened = shoot.window.exporting.dialog
    assert opened is not None
    assert opened.isVisible()
    assert not opened.isModal()  # the editor stays usable
    return opened


def test_for_the_demo_person_no_folder_of_the_program_is_proposed(desk: Desk) -> None:
    desk.open(str(DEMO_PHOTO))
    QTest.keyClick(desk.window, Qt.Key.Key_E, CTRL_SHIFT)
    proposed = sure(desk.window.exporting.dialog).page.target.place
    assert proposed is not None
    assert ROOT not in proposed.parents
    assert ROOT not in desk.window.suggested.absolute().parents


def test_kept_poses_begin_on_their_own_photo_and_are_taken_as_they_lie(dialog: ExportDialog) -> None:
    plan = dialog.page.plan()
    assert [photo.name for photo in plan.photos] == ["coat", "dress"]
    assert [pose.name for pose in plan.poses] == ["best coat", "best dress"]
    assert [(cell.photo, cell.pose, cell.rule) for cell in plan.cells()] == [
        (0, 0, Rule.AS_PLACED),
        (1, 1, Rule.AS_PLACED),
    ]
    assert plan.poses[0].pose == MOVED
    assert plan.poses[0].canvas == SIZE


def test_cells_are_switched_with_the_mouse_and_another_photo_gets_the_pose_fitted(
    dialog: ExportDialog,
) -> None:
    view = dialog.page.view
    place = view.visualRect(view.model().index(0, 1))
    at = place.topLeft()
    at.setX(at.x() + 12)
    at.setY(place.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    cells = dialog.page.plan().cells()
    assert [(cell.photo, cell.pose, cell.rule) for cell in cells][1] == (0, 1, Rule.ON_GROUND)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert len(dialog.page.plan().cells()) == 2


def test_cells_are_switched_with_the_keyboard(dialog: ExportDialog) -> None:
    view = dialog.page.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.model().index(1, 0).data(BOX) == Qt.CheckState.Checked
    assert len(dialog.page.plan().cells()) == 3


def test_a_cell_gets_a_rule_of_its_own_from_its_menu(dialog: ExportDialog, qtbot: QtBot) -> None:
    view = dialog.page.view
    view.setCurrentIndex(view.model().index(0, 0))
    assert view.model().index(0, 0).data() == "as placed"
    at = view.visualRect(view.model().index(0, 0)).center()
    QApplication.sendEvent(
        view.viewport(),
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at)),
    )
    (menu,) = view.findChildren(QMenu)
    entries = {action.text(): action for action in menu.actions()}
    entries["Fit to each person, inside the picture"].trigger()
    assert view.model().index(0, 0).data() == "inside"
    assert dialog.page.plan().cells()[0].rule is Rule.INSIDE
    entries["Fit to each person"].trigger()
    assert view.model().index(0, 0).data() == "fitted"
    assert [cell.rule for cell in dialog.page.plan().cells()] == [Rule.FITTED, Rule.AS_PLACED]
    dialog.page.matrix.remove_columns([1])
    assert dialog.page.plan().cells()[0].rule is Rule.FITTED
    dialog.page.matrix.set_rule([(0, 0)], None)
    assert dialog.page.plan().cells()[0].rule is Rule.AS_PLACED
    menu.close()


def test_papers_are_chosen_and_no_picture_may_have_their_names(dialog: ExportDialog) -> None:
    target = dialog.page.target
    target.sheet.click()
    target.table.click()
    assert target.papers == Papers(sheet="pdf", table=True)
    target.sheet_kind.setCurrentIndex(1)
    target.sheet_kind.activated.emit(1)
    dialog.page.matrix.remove_columns([1])
    target.names.setText("repose-batch")
    assert "repose-batch.png" in dialog.page.notice.text()
    assert not dialog.page.start.isEnabled()


def test_a_name_switches_its_row_or_column(dialog: ExportDialog) -> None:
    header = dialog.page.view.horizontalHeader()
    middle = header.sectionViewportPosition(0) + header.sectionSize(0) // 2
    at = header.viewport().rect().center()
    at.setX(middle)
    matrix, column = dialog.page.matrix, {(0, 0), (1, 0)}
    matrix.switch([(1, 0)], on=False)
    before = matrix.cells
    assert before & column == {(0, 0)}
    box = QPoint(header.sectionViewportPosition(0) + 13, 13)

    def ticked() -> object:
        return matrix.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.CheckStateRole)

    def colours() -> set[str]:
        image = header.grab().toImage()
        return {image.pixelColor(box + QPoint(x, y)).name() for x in range(-4, 5) for y in range(-4, 5)}

    assert ticked() is Qt.CheckState.PartiallyChecked
    for _ in range(2):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert column <= matrix.cells
        assert ticked() is Qt.CheckState.Checked
        assert tokens().accent in colours()
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert matrix.cells == before, "what was ticked before"
    matrix.switch(column, on=True)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert not column & matrix.cells
    assert ticked() is Qt.CheckState.Unchecked
    assert tokens().accent not in colours()
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert column <= matrix.cells
    matrix.switch([(1, 1)], on=False)
    down = dialog.page.view.verticalHeader()
    row = QPoint(60, down.sectionViewportPosition(1) + down.sectionSize(1) // 2)
    QTest.mouseClick(down.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert {(1, 0), (1, 1)} <= matrix.cells


def test_all_and_none_and_nothing_to_export(dialog: ExportDialog) -> None:
    QTest.mouseClick(dialog.page.all, Qt.MouseButton.LeftButton)
    assert dialog.page.sum.text().startswith("4 pictures of 2 photos")
    QTest.mouseClick(dialog.page.none, Qt.MouseButton.LeftButton)
    assert not dialog.page.start.isEnabled()


def test_one_picture_is_called_one_in_both_languages(dialog: ExportDialog, qapp: QApplication) -> None:
    QTest.mouseClick(dialog.page.none, Qt.MouseButton.LeftButton)
    dialog.page.view.setCurrentIndex(dialog.page.matrix.index(0, 0))
    QTest.keyClick(dialog.page.view, Qt.Key.Key_Space)
    assert dialog.page.sum.text().startswith("1 picture of 1 photo, about")
    translations = Translations(qapp, Language.JAPANESE)
    try:
        QApplication.processEvents()
        assert dialog.page.sum.text().startswith("写真 1 枚から画像 1 枚、")
        QTest.mouseClick(dialog.page.all, Qt.MouseButton.LeftButton)
        assert dialog.page.sum.text().startswith("写真 2 枚から画像 4 枚、")
    finally:
        translations.choose(Language.ENGLISH)


def test_poses_come_from_a_folder_and_from_the_library(dialog: ExportDialog, tmp_path: Path) -> None:
    from engine.pose.openpose import pose_to_json
    from gui.export.other_columns import folder_columns, library_columns

    (tmp_path / "poses").mkdir()
    (tmp_path / "poses" / "wave.json").write_text(pose_to_json(MOVED, size=SIZE))
    (tmp_path / "poses" / "broken.json").write_text("{}")
    columns, notes = folder_columns(tmp_path / "poses")
    assert len(notes) == 1
    dialog.page.matrix.add_columns(columns)
    dialog.page.matrix.add_columns(columns)  # none twice
    library = open_library(tmp_path / "own")
    dialog.page.matrix.add_columns(library_columns(library.poses[:2], "ja"))
    names = [pose.name for pose in dialog.page.plan().poses]
    assert names[2:] == ["wave", library.poses[0].name.ja, library.poses[1].name.ja]
    assert len(dialog.page.plan().cells()) == 2 + 3 * 2
    dialog.page.matrix.remove_columns([0, 1, 2])
    assert len(dialog.page.plan().cells()) == 4


@pytest.mark.parametrize("name", list(PRESETS))
def test_presets_are_shown_and_come_back_the_same(dialog: ExportDialog, name: str) -> None:
    panel = dialog.page.output
    panel.show_settings(PRESETS[name])
    assert panel.settings == PRESETS[name]
    assert panel.preset.currentData() == name


def test_a_change_makes_it_a_setting_of_ones_own_and_follows_into_the_plan(dialog: ExportDialog) -> None:
    panel = dialog.page.output
    panel.show_settings(PRESETS["catalogue"])
    panel.margin.setValue(40)
    assert panel.preset.currentData() == "custom"
    assert dialog.page.plan().output.margins.top == 40
    assert dialog.page.target.example.text() == "coat-best coat.jpg"


def test_content_credentials_are_chosen_with_ones_own_files(
    dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = dialog.page.output
    panel.credentials.signs.click()
    assert "certificate and a key" in dialog.page.notice.text()
    assert not dialog.page.start.isEnabled()
    for button, name in ((panel.credentials.certificate, "chain.pem"), (panel.credentials.key, "own.key")):
        chosen = str(tmp_path / name)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, file=chosen, **__: (file, ""))
        button.click()
    credentials = Credentials(certificate=tmp_path / "chain.pem", key=tmp_path / "own.key")
    assert dialog.page.plan().output.credentials == credentials
    assert dialog.page.start.isEnabled()
    dialog.page.start.click()  # there are no such files: told at once, and the plan stays in view
    assert "Content Credentials" in dialog.page.notice.text()
    assert dialog.page.isVisible()


def test_choices_that_do_not_go_together_say_so_and_keep_the_button_shut(dialog: ExportDialog) -> None:
    panel = dialog.page.output
    panel.show_settings(PRESETS["cut-out"])
    panel.kind.setCurrentIndex(panel.kind.findData("jpeg"))
    panel.kind.activated.emit(panel.kind.currentIndex())
    assert "transparent" in dialog.page.notice.text()
    assert not dialog.page.start.isEnabled()


def test_names_are_shown_live_and_clashes_are_told_beforehand(dialog: ExportDialog) -> None:
    names = dialog.page.target.names
    names.selectAll()
    QTest.keyClicks(names, "look-{index:03}")
    assert dialog.page.target.example.text() == "look-001.png"
    names.selectAll()
    QTest.keyClicks(names, "same")
    assert "would be called same.png" in dialog.page.notice.text()
    assert not dialog.page.start.isEnabled()


def test_progress_tells_the_whole_the_current_and_what_failed(dialog: ExportDialog) -> None:
    page = dialog.progress
    page.begin(4)
    page.take(PictureMade(1, "coat", "best coat", "a.png", 0.05))
    page.take(PictureFailed(2, "dress", "best dress", "The disk said no."))
    page.take(Progress(2, 4, Step.RENDERING, "dress", "best coat", 130.0))
    assert (page.bar.value(), page.bar.maximum()) == (2, 4)
    assert "dress × best coat" in page.now.text()
    assert "2 min left" in page.now.text()
    assert "The disk said no." in page.failures.item(0).text()
    tried: list[set[int]] = []
    page.retry_requested.connect(tried.append)
    page.take(Ended(End.COMPLETE))
    page.retry.click()
    assert tried == [{2}]


def test_a_batch_that_is_done_can_be_closed(
    dialog: ExportDialog, shoot: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.page.target.folder.setText(str(tmp_path / "out"))
    QTest.mouseClick(dialog.page.start, Qt.MouseButton.LeftButton)
    close = dialog.progress.close_button
    assert dialog.progress.isVisible()
    assert not close.isVisible()  # it would look as if it stopped the batch
    QTest.mouseClick(dialog.progress.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: close.isVisible() or bool(shoot.engine.batches))
    for begun in shoot.engine.batches:  # it ends after what it is at
        shoot.engine.render(begun)
    qtbot.waitUntil(close.isVisible)
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_what_was_told_of_a_batch_follows_the_language(dialog: ExportDialog, qapp: QApplication) -> None:
    page = dialog.progress
    page.begin(4)
    page.take(
        PictureFailed(2, "dress", "best dress", "coat.png is damaged or incomplete. Copy or export it again.")
    )
    page.take(Progress(2, 4, Step.RENDERING, "dress", "best coat", 130.0))
    english = (page.failures.item(0).text(), page.now.text())
    translations = Translations(qapp, Language.JAPANESE)
    try:
        QApplication.processEvents()
        assert "coat.png は壊れて" in page.failures.item(0).text()
        assert "Rendering" not in page.now.text()
        assert "dress × best coat" in page.now.text()
    finally:
        translations.choose(Language.ENGLISH)
    QApplication.processEvents()
    assert (page.failures.item(0).text(), page.now.text()) == english


def test_a_photo_in_no_file_is_exported_once_its_person_is_found(desk: Desk, tmp_path: Path) -> None:
    loose = PhotoFile("from the clipboard.png", encode_png(photo().rgb, icc=None, text={}))
    desk.session.add_entries([PhotoEntry("loose", None, loose.name, embedded=loose)])
    page = PlanPage(open_library(tmp_path / "own"), OwnPresets(desk.window.store))
    page.show_session(desk.session)
    assert page.plan().photos == ()
    assert "not been found yet: 1" in page.notice.text()
    found = Source(photo(), standing(), np.ones((SIZE[1], SIZE[0]), np.float32))
    desk.session.take_source("loose", found)
    page.show_session(desk.session)
    (item,) = page.plan().photos
    assert (item.file, item.size, item.name) == (None, SIZE, "from the clipboard")
    assert at_hand(desk.session).of(item) is found


def test_a_person_changed_in_the_window_is_named_and_at_hand(dialog: ExportDialog, shoot: Desk) -> None:
    before = dialog.page.plan().photos
    assert [item.prepared for item in before] == [None, None]
    entry = shoot.session.entry
    assert entry is not None
    assert entry.source is not None
    matte = entry.source.matte.copy()
    matte[:5] = 0
    touched = replace(entry.source, matte=matte)
    shoot.session.restore_source(entry.key, touched)
    dialog.page.show_session(shoot.session)
    plain, changed = dialog.page.plan().photos
    assert plain == before[0]
    assert changed.prepared == touched.key
    assert at_hand(shoot.session).of(changed) == touched


def test_a_kept_pose_goes_with_the_order_of_its_limbs(dialog: ExportDialog, shoot: Desk) -> None:
    order = LimbOrder(in_front=(Joint.L_WRIST,), behind=(Joint.R_KNEE,))
    shoot.session.set_order(order, "Order")
    shoot.session.keep_variant("arm in front")
    dialog.page.show_session(shoot.session)
    assert [pose.order for pose in dialog.page.plan().poses] == [LimbOrder(), LimbOrder(), order]


def test_what_was_chosen_last_time_is_shown_again(dialog: ExportDialog, shoot: Desk, tmp_path: Path) -> None:
    dialog.page.output.show_settings(PRESETS["print"])
    dialog.page.target.names.setText("{pose}-{photo}")
    dialog.page.target.folder.setText(str(tmp_path / "out"))
    dialog.page.target.table.click()
    QTest.mouseClick(dialog.page.start, Qt.MouseButton.LeftButton)
    shoot.window.exporting.close()
    kept = load_settings(tmp_path / "settings.json").export
    again = PlanPage(open_library(tmp_path / "own"), OwnPresets(shoot.window.store))
    again.show_choices(kept)
    assert again.output.settings == PRESETS["print"]
    assert again.target.names.text() == "{pose}-{photo}"
    assert again.target.papers == Papers(table=True)
    again.show_choices({"output": {"format": "gif"}, "rule": 7, "names": None})
    assert again.output.settings == PRESETS["print"]


def pick_first_pose(dialog: ExportDialog, *, everywhere: bool) -> None:
    """Tick the first pose of the library in its own window, and take it."""

    def tick() -> None:
        picker = sure(QApplication.activeModalWidget())
        assert isinstance(picker, PosePicker)
        first = picker.view.visualRect(picker.model.index(0, 0)).center()
        QTest.mouseClick(picker.view.viewport(), Qt.MouseButton.LeftButton, pos=first)
        assert picker.meant.isVisible()
        assert picker.meant.currentText() == "for the photo in the plan"
        if everywhere:
            QTest.keyClick(picker.meant, Qt.Key.Key_Down)
            assert picker.meant.currentText() == "for all 2 photos"
        QTest.mouseClick(picker.take, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, tick)
    QTest.mouseClick(dialog.page.poses.pick, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_pose_of_the_library_is_for_the_photos_in_the_plan_unless_all_are_meant(
    dialog: ExportDialog, everywhere: bool
) -> None:
    view = dialog.page.view
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Space)  # the first photo is no more in the plan
    assert {cell.photo for cell in dialog.page.plan().cells()} == {1}
    pick_first_pose(dialog, everywhere=everywhere)
    assert len(dialog.page.plan().poses) == 3
    picked = {cell.photo for cell in dialog.page.plan().cells() if cell.pose == 2}
    assert picked == ({0, 1} if everywhere else {1})


def ends_with(label: QLabel, words: str) -> bool:
    return label.text().endswith(words)


def test_files_that_are_there_already_are_counted_and_said_what_becomes_of(
    dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    out, target = tmp_path / "out", dialog.page.target
    out.mkdir()
    (out / "Coat-best coat.PNG").touch()  # on some systems the same file
    (out / "other.png").touch()
    assert not target.existing.isVisible()
    target.folder.clear()
    QTest.keyClicks(target.folder, str(out))
    qtbot.waitUntil(target.existing.isVisible)
    assert target.existing.text() == "Files there already: 1. They stay, and the new ones get a number."
    for told in ("They stay, and are not made again.", "They are replaced by the new ones."):
        QTest.keyClick(target.conflict, Qt.Key.Key_Down)
        qtbot.waitUntil(partial(ends_with, target.existing, told))
    QTest.keyClicks(target.folder, "-new")
    qtbot.waitUntil(lambda: not target.existing.isVisible())


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.JAPANESE])
def test_how_a_pose_is_placed_stands_below_its_picture_and_is_not_cut_off(
    dialog: ExportDialog, qapp: QApplication, language: Language
) -> None:
    matrix, view, translations = dialog.page.matrix, dialog.page.view, Translations(qapp, Language.ENGLISH)
    picture = QImage(60, 80, QImage.Format.Format_RGB32)
    picture.fill(QColor("#00ff00"))
    try:
        translations.choose(language)
        place = next(place for place in matrix.cells if matrix.rule_at(place) is not None)
        matrix.show_looks({place: Look(Foreseen(), picture, None)})
        index = matrix.index(*place)
        view.scrollTo(index)
        cell = view.viewport().grab(view.visualRect(index)).toImage()
        high = view.fontMetrics().height()
        green = [y for y in range(cell.height()) if cell.pixelColor(cell.width() // 2, y).name() == "#00ff00"]
        assert len(green) > 40
        assert max(green) < cell.height() - high
        ink = [
            x for x in range(cell.width()) for y in range(cell.height() - high, cell.height() - 4)
            if cell.pixelColor(x, y) != cell.pixelColor(6, cell.height() - 6)
        ]  # fmt: skip
        assert ink
        assert min(ink) > 2
        assert max(ink) < cell.width() - 3
    finally:
        translations.choose(Language.ENGLISH)
