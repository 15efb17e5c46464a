"""The library panel: finding, applying, blending and flipping poses, and keeping one's own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit

from engine.pose.fit import standing_height
from engine.pose.order_wishes import ARMS_BEHIND, LimbOrder
from engine.pose.pose import Joint
from gui.document.session import Session
from gui.look import theme
from gui.look.theme import Scheme
from gui.panels.library_panel import LibraryPanel
from tests.gui.people import session_with
from tests.pose.posing import FRONT, length
from tests.sure import sure


@pytest.fixture
def session():
    return session_with("anna")


@pytest.fixture
def panel(qtbot, session, tmp_path):
    panel = LibraryPanel(session, tmp_path / "own")
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    return panel


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
    session.keep_variant()
    session.apply_pose(session.pose.moved(Joint.NOSE, (1.0, 1.0)), "Move")
    session.keep_variant()
    name = panel.chosen().name.en
    assert [variant.name for variant in session.entry.variants] == [name, f"{name} 2", "Pose 1"]
    session.undo_stack.undo()
    session.undo_stack.undo()
    session.keep_variant()
    assert session.entry.variants[-1].name == f"{name} 3", "the same pose again"


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
    panel = LibraryPanel(Session(), tmp_path)
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
