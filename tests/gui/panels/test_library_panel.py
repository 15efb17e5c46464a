"""The library panel: finding, applying, blending and flipping poses, and keeping one's own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu

from engine.pose.fit import standing_height
from engine.pose.order_wishes import ARMS_BEHIND, LimbOrder
from engine.pose.pose import Joint
from gui.document.session import Session
from gui.link.engine_link import EngineLink
from gui.look import theme
from gui.look.theme import Scheme
from gui.panels.figure_delegate import PICTURE_ROLE
from gui.panels.library_panel import LibraryPanel
from gui.panels.pose_library import OWN
from tests.gui.fakes import FakeEngine
from tests.gui.people import session_with
from tests.pose.posing import FRONT, length
from tests.sure import sure


@pytest.fixture
def session():
    return session_with("anna")


@pytest.fixture
def engine():
    """Of the panel."""
    return FakeEngine(lambda _event: None)


@pytest.fixture
def panel(qtbot, session, tmp_path, engine):
    panel = LibraryPanel(session, tmp_path / "own", link=link_to(engine))
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    return panel


def link_to(engine: FakeEngine) -> EngineLink:
    def made(listener):
        engine._listener = listener
        return engine

    return EngineLink(made)


def choose(panel, stem: str) -> None:
    rows = range(panel.model.rowCount())
    row = next(r for r in rows if panel.model.pose_at(panel.model.index(r)).path.stem == stem)
    panel.view.setCurrentIndex(panel.model.index(row))


def click(qtbot, panel, stem: str) -> None:
    choose(panel, stem)
    panel.view.scrollTo(panel.view.currentIndex())
    place = panel.view.visualRect(panel.view.currentIndex()).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_gives_the_pose_in_ones_own_proportions_as_one_undo_entry(qtbot, panel, session) -> None:
    click(qtbot, panel, "t-pose")
    posed = session.pose
    assert posed is not None
    assert abs(posed[Joint.R_WRIST].y - posed[Joint.R_SHOULDER].y) < 2
    assert length(posed, Joint.L_HIP, Joint.L_KNEE) == pytest.approx(
        length(FRONT, Joint.L_HIP, Joint.L_KNEE), rel=0.06
    )
    assert standing_height(posed) == pytest.approx(standing_height(FRONT), rel=0.06)
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert session.pose == FRONT


def test_a_pose_that_is_kept_as_it_came_has_its_name(qtbot, panel, session) -> None:
    click(qtbot, panel, "t-pose")
    session.keep_variant()
    session.apply_pose(session.pose.moved(Joint.NOSE, (1.0, 1.0)), "Move")
    session.keep_variant()
    name = panel.chosen().name.en
    assert [variant.name for variant in session.entry.variants] == [name, "Pose 1"]
    session.undo_stack.undo()
    session.keep_variant()
    assert session.entry.variants[-1].name == f"{name} 2", "the same pose again"


def test_arms_that_the_body_hides_go_behind_it_and_those_of_the_next_pose_do_not(
    qtbot, panel, session
) -> None:
    click(qtbot, panel, "hands-behind-back")
    assert session.order == ARMS_BEHIND
    assert session.undo_stack.count() == 1
    click(qtbot, panel, "t-pose")
    assert session.order == LimbOrder()
    session.undo_stack.undo()
    assert session.order == ARMS_BEHIND


def test_enter_applies_as_a_click_does(qtbot, panel, session) -> None:
    choose(panel, "arms-out")
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert session.pose != FRONT
    assert session.undo_stack.count() == 1


def test_dragging_the_slider_goes_part_of_the_way_and_is_one_undo_entry(panel, session) -> None:
    choose(panel, "t-pose")
    panel.apply_chosen()
    full = session.pose
    panel.blend_slider.setSliderDown(True)
    for value in (80, 60, 50):
        panel.blend_slider.setSliderPosition(value)
    half = session.pose
    panel.blend_slider.setSliderDown(False)
    assert full[Joint.R_WRIST].y < half[Joint.R_WRIST].y < FRONT[Joint.R_WRIST].y
    assert session.undo_stack.count() == 2
    session.undo_stack.undo()
    assert session.pose == full


def test_keys_on_the_slider_merge_and_its_ends_are_the_two_poses(qtbot, panel, session) -> None:
    choose(panel, "t-pose")
    panel.apply_chosen()
    full = session.pose
    qtbot.keyClick(panel.blend_slider, Qt.Key.Key_Home)
    assert session.pose == FRONT
    for _ in range(3):
        qtbot.keyClick(panel.blend_slider, Qt.Key.Key_Right)
    assert session.undo_stack.count() == 2
    qtbot.keyClick(panel.blend_slider, Qt.Key.Key_End)
    assert session.pose == full


def test_browsing_blends_with_the_pose_before_the_first(panel, session) -> None:
    for stem in ("t-pose", "sitting", "squat"):
        choose(panel, stem)
        panel.apply_chosen()
    panel.blend_slider.setValue(0)
    assert session.pose == FRONT


def test_after_an_edit_elsewhere_the_slider_starts_from_there(panel, session) -> None:
    choose(panel, "t-pose")
    panel.apply_chosen()
    edited = session.pose.moved(Joint.NOSE, (10, 10))
    session.apply_pose(edited, "edit")
    assert panel.blend_slider.value() == 0
    panel.blend_slider.setValue(30)
    panel.blend_slider.setValue(0)
    assert session.pose == edited


def test_flip_mirrors_the_tiles_and_the_pose_that_came_from_here(panel, session) -> None:
    choose(panel, "right-arm-raised")
    panel.apply_chosen()
    panel.flip_button.click()
    assert session.pose[Joint.L_WRIST].y < session.pose[Joint.NOSE].y < session.pose[Joint.R_WRIST].y
    assert panel.blend_slider.value() == 100


def test_flip_leaves_a_pose_of_ones_own_alone(panel, session) -> None:
    panel.flip_button.click()
    assert session.pose == FRONT


def test_locked_joints_stay(panel, session) -> None:
    session.set_locked([Joint.L_ANKLE, Joint.R_WRIST], locked=True)
    choose(panel, "star-jump")
    panel.apply_chosen()
    for joint in (Joint.L_ANKLE, Joint.R_WRIST):
        assert session.pose.at(joint) == FRONT.at(joint)


def test_search_and_folder_narrow_the_tiles(qtbot, panel) -> None:
    qtbot.keyClicks(panel.search_field, "yoga")
    assert panel.model.rowCount() == 2
    panel.folder_box.setCurrentIndex(panel.folder_box.findData("sitting"))
    assert panel.model.rowCount() == 0
    panel.search_field.clear()
    assert panel.model.rowCount() == 8


def test_without_a_photo_choosing_says_what_to_do(qtbot, tmp_path) -> None:
    panel = LibraryPanel(Session(), tmp_path, link=link_to(FakeEngine(lambda _event: None)))
    qtbot.addWidget(panel)
    choose(panel, "t-pose")
    with qtbot.waitSignal(panel.message) as blocker:
        panel.apply_chosen()
    assert "Open a photo" in blocker.args[0]
    assert not panel.blend_slider.isEnabled()
    assert not panel.save_button.isEnabled()


def test_saving_renaming_and_deleting_ones_own(qtbot, panel, session, tmp_path) -> None:
    panel.save("Anna")
    panel.folder_box.setCurrentIndex(panel.folder_box.findData("own"))
    choose(panel, "Anna")
    assert panel.chosen().pose == FRONT
    assert panel.model.setData(panel.view.currentIndex(), "Berta")
    qtbot.waitUntil(lambda: panel.model.index(0).data() == "Berta")
    choose(panel, "Berta")
    assert panel.delete_action.isEnabled()
    panel.delete_selected()
    assert panel.model.rowCount() == 0
    assert not list((tmp_path / "own").iterdir())


def test_a_saved_pose_is_shown_chosen_and_told(qtbot, panel) -> None:
    qtbot.keyClicks(panel.search_field, "sitting")
    with qtbot.waitSignal(panel.said) as told:
        panel.save("Anna")
    assert told.args == ["“Anna” is in My poses"]
    assert panel.chosen().path.stem == "Anna"
    assert panel.model.rowCount() == 1


def test_a_search_keeps_the_chosen_pose_where_it_finds_it(qtbot, panel, session) -> None:
    click(qtbot, panel, "t-pose")
    after = session.pose
    qtbot.keyClicks(panel.search_field, panel.chosen().name.en)
    assert panel.chosen().path.stem == "t-pose"
    assert session.pose == after, "chosen, but not given anew"
    qtbot.keyClicks(panel.search_field, "zzz")
    assert panel.chosen() is None


def test_what_ships_can_neither_be_renamed_nor_deleted(panel) -> None:
    choose(panel, "sitting")
    index = panel.view.currentIndex()
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    assert not panel.model.setData(index, "mine")
    assert not panel.delete_action.isEnabled()


def test_a_name_that_cannot_be_used_is_told(qtbot, panel) -> None:
    with qtbot.waitSignal(panel.message) as blocker:
        panel.save("a/b")
    assert "file's name" in blocker.args[0]


def test_names_follow_the_language_of_the_window(panel) -> None:
    choose(panel, "sitting")
    before = QLocale()
    QLocale.setDefault(QLocale("ja"))
    try:
        QApplication.sendEvent(panel, QEvent(QEvent.Type.LanguageChange))
        assert panel.view.currentIndex().data() == "座る"
        assert panel.folder_box.itemText(1) == "立ち"
    finally:
        QLocale.setDefault(before)


def test_tiles_show_figures_in_the_colours_of_both_sides(panel) -> None:
    image = panel.view.viewport().grab().toImage()
    seen = {QColor(image.pixel(QPoint(x, y))).name() for x in range(image.width()) for y in range(140)}
    assert {"#00a5c8", "#f07818"} <= seen


def test_every_control_has_an_accessible_name(panel) -> None:
    controls = (panel.search_field, panel.folder_box, panel.view, panel.blend_slider, panel.save_button)
    assert all(control.accessibleName() for control in controls)
    assert panel.flip_button.text()


def columns(panel) -> int:
    rows = range(panel.model.rowCount())
    return len({panel.view.visualRect(panel.model.index(row)).left() for row in rows})


@pytest.fixture
def styled(qapp):
    theme.apply(qapp, Scheme.LIGHT)
    yield
    qapp.setStyleSheet("")


@pytest.mark.parametrize("width", [340, 380, 420])
def test_few_results_use_as_many_columns_as_all_poses(qtbot, styled, panel, width) -> None:
    panel.resize(width, 700)
    qtbot.waitUntil(lambda: columns(panel) == width // 100)
    qtbot.keyClicks(panel.search_field, "walk")
    qtbot.waitUntil(lambda: not panel.view.verticalScrollBar().isVisible())
    assert panel.model.rowCount() == 5
    assert columns(panel) == width // 100


def test_a_pose_is_saved_under_a_name_asked_for_in_a_window_as_wide_as_its_title(
    qtbot, panel, session
) -> None:
    widths = []

    def answer() -> None:
        question = sure(QApplication.activeModalWidget())
        widths.append(
            question.width() - QFontMetrics(question.font()).horizontalAdvance(question.windowTitle())
        )
        qtbot.keyClicks(question.findChild(QLineEdit), "my wave")
        qtbot.keyClick(question, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    qtbot.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    assert widths[0] > 160  # the desktop's buttons and icon
    choose(panel, "my wave")
    assert panel.chosen().own


def tile(panel, stem: str) -> QPoint:
    rows = range(panel.model.rowCount())
    row = next(r for r in rows if panel.model.pose_at(panel.model.index(r)).path.stem == stem)
    return panel.view.visualRect(panel.model.index(row)).center()


def shown(panel, stem: str) -> QImage | None:
    rows = map(panel.model.index, range(panel.model.rowCount()))
    index = next(i for i in rows if panel.model.pose_at(i).path.stem == stem)
    return index.data(PICTURE_ROLE)


def test_the_tile_under_the_pointer_shows_this_person_in_its_pose_and_nothing_is_edited(
    qtbot, panel, session, engine
) -> None:
    view = panel.view.viewport()
    qtbot.waitExposed(panel)
    for stem in ("relaxed", "contrapposto"):  # the pointer may be there already
        qtbot.mouseMove(view, tile(panel, stem))
    (asked,) = engine.wishes
    assert shown(panel, "contrapposto") is None
    engine.render_at_leisure(grey=30)
    assert shown(panel, "contrapposto") is not None
    assert engine.wishes == []
    qtbot.mouseMove(view, tile(panel, "relaxed"))
    assert shown(panel, "contrapposto") is None, "a figure again"
    assert len(engine.wishes) == 1
    qtbot.mouseMove(view, tile(panel, "contrapposto"))
    assert shown(panel, "contrapposto") is not None, "it was kept"
    assert engine.wishes == []
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert shown(panel, "contrapposto") is None
    assert session.undo_stack.count() == 0
    click(qtbot, panel, "contrapposto")
    assert session.pose == asked.pose, "a click gives what was shown"


def test_another_photo_never_shows_the_person_of_the_one_before(qtbot, engine, tmp_path) -> None:
    session = session_with("anna", "bo")
    panel = LibraryPanel(session, tmp_path, link=link_to(engine))
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    qtbot.waitExposed(panel)
    for stem in ("relaxed", "contrapposto"):
        qtbot.mouseMove(panel.view.viewport(), tile(panel, stem))
    engine.render_at_leisure(grey=30)
    assert shown(panel, "contrapposto") is not None
    session.select_photo("bo")
    assert shown(panel, "contrapposto") is None


def menu_entries(qtbot, panel, path: tuple[str, ...]) -> list[str]:
    """Right-click the chosen tile and go down the menu along `path`, whose last entry is clicked; what it offered."""
    offered: list[str] = []

    def pick() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for depth, name in enumerate(path):
            action = next(each for each in menu.actions() if each.text() == name)
            if depth + 1 < len(path):
                menu.setActiveAction(action)
                below = action.menu()
                assert isinstance(below, QMenu)
                menu = below
                menu.popup(QPoint(5, 5))
            else:
                offered.extend(f"{each.text()}{'*' * each.isChecked()}" for each in menu.actions())
                qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())

    QTimer.singleShot(0, pick)
    at = panel.view.visualRect(panel.view.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, panel.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(panel.view.viewport(), event)
    return offered


def answer(qtbot, text: str) -> None:
    def type_it() -> None:
        question = QApplication.activeModalWidget()
        if not isinstance(question, QInputDialog):  # the menu is still closing
            QTimer.singleShot(0, type_it)
            return
        qtbot.keyClicks(question.findChild(QLineEdit), text)
        qtbot.keyClick(question, Qt.Key.Key_Return)

    QTimer.singleShot(0, type_it)


def test_poses_are_put_into_folders_of_ones_own_by_their_menu(qtbot, panel, tmp_path) -> None:
    panel.save("Anna")
    QTimer.singleShot(0, lambda: answer(qtbot, "Spring"))
    menu_entries(qtbot, panel, ("Move to folder", "New folder…"))
    assert (tmp_path / "own" / "Spring" / "Anna.json").exists()
    assert panel.folder_box.currentText() == "My poses › Spring"
    assert panel.chosen().path.stem == "Anna"
    panel.save("Bo")  # into the folder that is listed
    assert panel.model.rowCount() == 2
    panel.folder_box.choose(OWN)
    panel._search()
    assert panel.model.rowCount() == 2, "all of one's own"
    for stem in ("Anna", "Bo"):
        choose(panel, stem)
        offered = menu_entries(qtbot, panel, ("Move to folder", "My poses"))
        assert offered[:2] == ["My poses", "Spring*"]
    assert not (tmp_path / "own" / "Spring").exists(), "a folder goes with its last pose"
    assert panel.folder_box.findText("My poses › Spring") == -1


def test_no_tile_is_framed_once_the_pose_is_another_or_another_photo_is_shown(qtbot, panel, session) -> None:
    def framed() -> list[str]:
        return [panel.model.pose_at(index).path.stem for index in panel.view.selectedIndexes()]

    click(qtbot, panel, "t-pose")
    assert framed() == ["t-pose"]
    session.undo_stack.undo()
    assert (framed(), panel.blend_slider.value()) == ([], 0)
    click(qtbot, panel, "t-pose")
    assert framed() == ["t-pose"]
    session.begin_gesture()
    session.update_gesture(session.pose.moved(Joint.NOSE, (10, 10)))
    session.end_gesture("Move")
    assert framed() == []
    panel.blend_slider.setValue(30)
    assert framed() == ["t-pose"], "the pose is on the way there"
    session.add_entries(session_with("berta").document.photos)
    session.select_photo("berta")
    assert (framed(), panel.blend_slider.value()) == ([], 0)
