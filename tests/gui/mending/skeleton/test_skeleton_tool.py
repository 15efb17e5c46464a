"""Correcting the skeleton of a photo with real pointer and key events: dragging, placing, swapping, finding again."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from engine.contract.messages import PhotoLoaded, Placed, Prepared, Source, Within
from engine.photo.photo import load_photo
from engine.pose.edits import swap_sides
from engine.pose.pose import Joint, Pose
from gui.canvas.name_tag import tag_box
from gui.look.joint_names import joint_name
from gui.look.theme import tokens
from gui.project.file import open_project, save_project
from gui.project.format import PhotoData, photo_entry
from tests.gui.canvas.test_canvas import LEFT, NO_KEYS, colour_at, on_canvas, pull
from tests.gui.conftest import Desk
from tests.gui.documents import photo_file
from tests.gui.fakes import SIZE, photo, source, standing, with_real_keys
from tests.sure import sure

RIGHT = Qt.MouseButton.RightButton
GUESSED = replace(standing()[Joint.R_KNEE], present=False, confidence=0.3)
WITHOUT_KNEE = Pose(tuple(GUESSED if joint is Joint.R_KNEE else standing()[joint] for joint in Joint))


@pytest.fixture
def bones(opened: Desk) -> Desk:
    """The skeleton of a photo whose pose has been edited, taken in hand by its key."""
    pull(opened, on_canvas(opened, (200, 200)), on_canvas(opened, (250, 120)))
    QTest.keyClick(opened.canvas, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert opened.canvas.tool is opened.window.tools.skeleton
    return opened


def opened_with(desk: Desk, pose: Pose) -> Path:
    path = Path("person.png").absolute()
    desk.window.open_files([path])
    desk.engine.load(path)
    desk.engine.tell(Prepared(source(pose=pose), path))
    return path


def pull_joint(desk: Desk, joint: Joint, to: tuple[float, float]) -> None:
    pose = sure(desk.window.tools.skeleton.pose)
    pull(desk, on_canvas(desk, pose.at(joint)), on_canvas(desk, to))


def test_a_joint_dragged_is_where_the_photo_has_it_and_the_pose_follows(bones: Desk) -> None:
    edited = bones.pose
    pull_joint(bones, Joint.R_WRIST, (80, 215))
    assert math.dist(bones.source.pose.at(Joint.R_WRIST), (80, 215)) < 2
    assert bones.source.pose.at(Joint.R_ELBOW) == standing().at(Joint.R_ELBOW), "nothing else moves"
    assert bones.pose.at(Joint.R_WRIST) == bones.source.pose.at(Joint.R_WRIST), "nobody had posed it"
    assert bones.pose.at(Joint.L_WRIST) == edited.at(Joint.L_WRIST), "this one somebody had"
    assert bones.engine.requests[-1].source == bones.source
    corrected = bones.source
    bones.trigger("undo")
    assert (bones.source.pose, bones.pose) == (standing(), edited)
    bones.trigger("redo")
    assert bones.source == corrected


def test_the_neck_stays_midway_between_shoulders_unless_it_was_placed_by_hand(bones: Desk) -> None:
    def neck() -> tuple[float, float]:
        return bones.source.pose.at(Joint.NECK)

    assert neck() == (150, 100)
    pull_joint(bones, Joint.L_SHOULDER, (200, 120))
    assert math.dist(neck(), (160, 110)) < 2
    pull_joint(bones, Joint.R_SHOULDER, (120, 120))
    assert math.dist(neck(), (160, 120)) < 2
    others = [joint for joint in Joint if joint.name not in ("NECK", "R_SHOULDER", "L_SHOULDER")]
    assert [bones.source.pose.at(joint) for joint in others] == [standing().at(joint) for joint in others]
    bones.trigger("undo")
    assert math.dist(neck(), (160, 110)) < 2, "one step for both"
    pull_joint(bones, Joint.NECK, (160, 95))
    placed = neck()
    pull_joint(bones, Joint.R_SHOULDER, (110, 105))
    assert neck() == placed


def test_a_missing_joint_is_offered_by_a_hint_and_placed(desk: Desk) -> None:
    opened_with(desk, WITHOUT_KNEE)
    bar = desk.window.tools.hint_bar
    assert "right knee" in bar.sentence
    QTest.mouseClick(bar.button, LEFT)
    pull_joint(desk, Joint.R_KNEE, (120, 290))
    assert desk.source.pose.has(Joint.R_KNEE)
    assert desk.pose.has(Joint.R_KNEE)
    assert math.dist(desk.pose.at(Joint.R_KNEE), (120, 290)) < 2
    QTest.keyClick(desk.canvas, Qt.Key.Key_Return)
    assert desk.canvas.tool is None
    assert "right knee" not in bar.sentence


def test_the_name_of_a_missing_joint_is_a_handle_of_it(desk: Desk) -> None:
    opened_with(desk, WITHOUT_KNEE)
    QTest.mouseClick(desk.window.tools.hint_bar.button, LEFT)
    tool = desk.window.tools.skeleton
    place = QPointF(*desk.canvas.view.to_canvas(sure(tool.pose).at(Joint.R_KNEE)))
    name = tag_box(desk.canvas.fontMetrics(), joint_name(Joint.R_KNEE), at=place)
    start = name.center() + QPoint(name.width() // 4, 0)
    before = desk.source.pose
    pull(desk, start, start + QPoint(12, 20))
    assert desk.source.pose.has(Joint.R_KNEE)
    moved = desk.canvas.view.to_canvas(desk.source.pose.at(Joint.R_KNEE))
    assert math.dist(moved, (place + QPointF(12, 20)).toTuple()) < 2
    others = [joint for joint in Joint if joint is not Joint.R_KNEE]
    assert [desk.source.pose.at(joint) for joint in others] == [before.at(joint) for joint in others]


def test_a_missing_joint_under_another_is_shown_beside_it_and_can_be_taken(desk: Desk) -> None:
    there = standing().at(Joint.L_KNEE)
    under = replace(GUESSED, x=there[0], y=there[1])
    opened_with(desk, Pose(tuple(under if joint is Joint.R_KNEE else standing()[joint] for joint in Joint)))
    QTest.mouseClick(desk.window.tools.hint_bar.button, LEFT)
    shown = sure(desk.window.tools.skeleton.pose)
    at, other = (on_canvas(desk, shown.at(joint)) for joint in (Joint.R_KNEE, Joint.L_KNEE))
    assert math.dist(at.toTuple(), other.toTuple()) > 14, "each can be taken"
    assert shown.at(Joint.L_KNEE) == there
    assert desk.source.pose.at(Joint.R_KNEE) == there, "nothing has moved yet"
    pull_joint(desk, Joint.L_KNEE, (180, 290))
    assert desk.source.pose.at(Joint.R_KNEE) == there
    assert sure(desk.window.tools.skeleton.pose).at(Joint.R_KNEE) == shown.at(Joint.R_KNEE), "it stays there"
    pull_joint(desk, Joint.R_KNEE, (120, 290))
    assert desk.source.pose.has(Joint.R_KNEE)
    assert math.dist(desk.source.pose.at(Joint.R_KNEE), (120, 290)) < 2


def test_a_joint_that_is_not_there_is_said_so_by_right_button_or_key(bones: Desk) -> None:
    QTest.mouseClick(bones.canvas, RIGHT, NO_KEYS, on_canvas(bones, standing().at(Joint.L_ANKLE)))
    assert not bones.source.pose.has(Joint.L_ANKLE)
    assert not bones.pose.has(Joint.L_ANKLE)
    QTest.mouseClick(bones.canvas, LEFT, NO_KEYS, on_canvas(bones, standing().at(Joint.R_ANKLE)))
    QTest.keyClick(bones.canvas, Qt.Key.Key_Delete)
    assert not bones.source.pose.has(Joint.R_ANKLE)
    QTest.keyClick(bones.canvas, Qt.Key.Key_Delete)
    assert bones.source.pose.has(Joint.R_ANKLE)
    assert bones.session.undo_stack.undoText() == "Place right ankle in the photo"


def test_swapped_sides_take_locks_and_poses_along_and_nothing_moves(opened: Desk) -> None:
    opened.session.set_locked({Joint.R_ANKLE}, locked=True)
    opened.trigger("correct_skeleton")
    QTest.mouseClick(opened.window.tools.skeleton_bar.swap_button, LEFT)
    assert opened.source.pose == opened.pose == swap_sides(standing())
    assert opened.session.locked == {Joint.L_ANKLE}
    opened.trigger("undo")
    assert opened.source.pose == opened.pose == standing()
    assert opened.session.locked == {Joint.R_ANKLE}


def test_a_box_has_the_person_found_in_it(bones: Desk) -> None:
    QTest.keyClick(bones.canvas, Qt.Key.Key_B)
    assert bones.window.tools.skeleton_bar.box_button.isChecked()
    pull(bones, on_canvas(bones, (90, 40)), on_canvas(bones, (210, 380)))
    asked = bones.engine.subjects[-1]
    assert isinstance(asked, Within)
    box = asked.box
    assert np.allclose((box.left, box.top, box.right, box.bottom), (90, 40, 210, 380), atol=2)
    assert bones.session.undo_stack.count() == 1, "drawing a box moves nothing"
    found = Source(photo(), standing().replaced(standing().xy() + 3), source().matte)
    bones.engine.tell(Prepared(found, asked))
    assert bones.source == found
    bones.trigger("undo")
    assert bones.source.pose == standing()


def test_where_nobody_was_found_a_figure_is_put_on_them(desk: Desk) -> None:
    path = Path("person.png").absolute()
    desk.window.open_files([path])
    desk.engine.load(path)
    desk.engine.fail(path, "No person was found in this photo.", is_lasting=True)
    QTest.mouseClick(desk.window.tools.hint_bar.button, LEFT)
    pull_joint(desk, Joint.R_WRIST, (60, 150))
    QTest.mouseClick(desk.window.tools.skeleton_bar.done_button, LEFT)
    asked = desk.engine.subjects[-1]
    assert isinstance(asked, Placed)
    assert math.dist(asked.pose.at(Joint.R_WRIST), (60, 150)) < 2
    desk.engine.tell(Prepared(source(pose=asked.pose), asked))
    assert desk.pose == asked.pose
    assert desk.window.notice.sentence == ""
    assert desk.window.tools.hint_bar.sentence == ""


def test_escape_gives_up_the_box_first_and_then_the_tool(bones: Desk) -> None:
    before = bones.source
    QTest.keyClick(bones.canvas, Qt.Key.Key_B)
    QTest.keyClick(bones.canvas, Qt.Key.Key_Escape)
    assert bones.canvas.tool is bones.window.tools.skeleton
    pull(bones, on_canvas(bones, (100, 200)), on_canvas(bones, (60, 200)), release=False)
    QTest.keyClick(bones.canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(bones.canvas, LEFT, NO_KEYS, on_canvas(bones, (60, 200)))
    assert bones.source == before
    QTest.keyClick(bones.canvas, Qt.Key.Key_Escape)
    assert bones.canvas.tool is None


def test_cancel_brings_back_the_skeleton_as_it_was_and_redo_the_corrections(bones: Desk) -> None:
    posed = bones.pose
    pull_joint(bones, Joint.R_WRIST, (80, 215))
    QTest.mouseClick(bones.window.tools.skeleton_bar.swap_button, LEFT)
    corrected = bones.source
    QTest.mouseClick(bones.window.tools.skeleton_bar.cancel_button, LEFT)
    assert bones.canvas.tool is None
    assert (bones.source.pose, bones.pose) == (standing(), posed), "the pose from before the tool stays"
    for _ in range(2):
        bones.trigger("redo")
    assert bones.source == corrected


def test_cancel_does_not_bring_back_what_was_undone_meanwhile(bones: Desk) -> None:
    QTest.keyClick(bones.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)  # the drag from before
    pull_joint(bones, Joint.R_WRIST, (80, 215))
    QTest.mouseClick(bones.window.tools.skeleton_bar.cancel_button, LEFT)
    assert bones.source.pose == bones.pose == standing()


def test_joints_beyond_the_edge_are_apart_and_named_and_keep_their_likely_places(desk: Desk) -> None:
    legs = (Joint.R_KNEE, Joint.R_ANKLE, Joint.L_KNEE, Joint.L_ANKLE)
    lower = standing().replaced(standing().xy() + np.array((0.0, 160.0))).with_present(legs, present=False)
    opened_with(desk, lower)
    QTest.keyClick(desk.canvas, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    shown = sure(desk.window.tools.skeleton.pose)
    assert all(0 <= shown.at(leg)[0] < 300 and 0 <= shown.at(leg)[1] < 400 for leg in legs)
    apart = [math.dist(shown.at(one), shown.at(other)) for one in legs for other in legs if one < other]
    assert min(apart) >= 20
    QTest.mouseMove(desk.canvas, QPoint(3, 3))
    named = desk.canvas.grab().toImage()
    panel = QColor(tokens().panel)
    for leg in legs:
        at = on_canvas(desk, shown.at(leg)) + QPoint(14, -14)  # the ground of its name
        assert any(named.pixelColor(at + QPoint(dx, 0)) == panel for dx in range(6)), leg
    pull_joint(desk, Joint.R_WRIST, (80, 215))
    assert [desk.source.pose.at(leg) for leg in legs] == [lower.at(leg) for leg in legs]
    pull_joint(desk, Joint.L_KNEE, (180, 330))
    assert math.dist(desk.source.pose.at(Joint.L_KNEE), (180, 330)) < 2
    assert desk.source.pose.has(Joint.L_KNEE)


LEGS = (Joint.R_KNEE, Joint.R_ANKLE, Joint.L_KNEE, Joint.L_ANKLE)
OTHERS = [joint for joint in Joint if joint is not Joint.L_WRIST]


def half_shown() -> Pose:
    """Knees and ankles below the photo, at places that no sum of two others brings back exactly."""
    xy = standing().xy() * np.float32(1.0007) + np.array((0.31, 160.37), np.float32)
    return standing().replaced(xy).with_present(LEGS, present=False)


def test_one_joint_corrected_moves_no_other_also_after_saving_and_opening(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = photo_file(tmp_path, size=SIZE)
    desk.window.open_files([path])
    original = load_photo(path)
    desk.engine.tell(PhotoLoaded(path, original))
    found = Source(original, half_shown(), source().matte)
    desk.engine.tell(Prepared(found, path))
    QTest.keyClick(desk.canvas, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    places = [sure(desk.window.tools.skeleton.pose).at(leg) for leg in LEGS]
    pull_joint(desk, Joint.L_WRIST, places[2])  # onto a joint that is shown there
    assert math.dist(desk.source.pose.at(Joint.L_WRIST), places[2]) < 2
    assert [sure(desk.window.tools.skeleton.pose).at(leg) for leg in LEGS] == places, "shown where they were"
    QTest.mouseClick(desk.window.tools.skeleton_bar.done_button, LEFT)
    corrected, posed = desk.source.pose, desk.pose
    for pose in (corrected, posed):
        assert [pose[joint] for joint in OTHERS] == [half_shown()[joint] for joint in OTHERS]
    desk.window.keeper.save(tmp_path / "a.repose")
    assert desk.window.keeper.finish_save()
    desk.window.open_files([tmp_path / "a.repose"])
    qtbot.waitUntil(lambda: desk.session.source is None)
    desk.engine.tell(PhotoLoaded(desk.engine.files[-1], original))
    qtbot.waitUntil(lambda: desk.session.source is not None)
    assert (desk.source.pose, desk.pose) == (corrected, posed)


def test_a_joint_said_to_be_missing_beyond_the_edge_is_placed_alone_by_its_key(desk: Desk) -> None:
    opened_with(desk, half_shown())
    QTest.keyClick(desk.canvas, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    shown = sure(desk.window.tools.skeleton.pose).at(Joint.R_KNEE)
    QTest.mouseClick(desk.canvas, LEFT, NO_KEYS, on_canvas(desk, shown))
    QTest.keyClick(desk.canvas, Qt.Key.Key_Delete)
    assert desk.source.pose.at(Joint.R_KNEE) == shown
    others = [joint for joint in Joint if joint is not Joint.R_KNEE]
    assert [desk.source.pose[joint] for joint in others] == [half_shown()[joint] for joint in others]


def test_what_was_detected_comes_back(bones: Desk) -> None:
    pull_joint(bones, Joint.R_WRIST, (80, 215))
    QTest.mouseClick(bones.window.tools.skeleton_bar.reset_button, LEFT)
    assert bones.source.pose == standing()


def test_a_project_keeps_the_corrected_skeleton(bones: Desk, tmp_path: Path) -> None:
    pull_joint(bones, Joint.R_WRIST, (80, 215))
    save_project(tmp_path / "a.repose", with_real_keys(bones.session.document), embed=False)
    (found,) = open_project(tmp_path / "a.repose").found.values()
    assert found.pose == bones.source.pose


def test_the_joint_under_the_pointer_is_named_on_the_photo(bones: Desk) -> None:
    away = QPoint(3, 3)
    QTest.mouseMove(bones.canvas, away)
    at = on_canvas(bones, standing().at(Joint.R_ANKLE))
    beside = standing().at(Joint.R_ANKLE)
    QTest.mouseMove(bones.canvas, at)
    assert bones.window.tools.skeleton.pose is not None
    label = bones.canvas.view.to_photo((at.x() + 16.0, at.y() - 18.0))
    named = colour_at(bones, label)
    QTest.mouseMove(bones.canvas, away)
    assert named != colour_at(bones, label), beside


def test_its_hint_stays_closed(bones: Desk) -> None:
    bar = bones.window.tools.hint_bar
    assert "Drag each joint" in bar.sentence
    QTest.mouseClick(sure(bar.findChild(QToolButton)), LEFT)
    assert bar.sentence == ""


def test_the_dot_of_an_edited_photo_goes_with_undo_and_comes_with_the_project(
    opened: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    def is_edited() -> bool:
        return opened.session.is_edited(opened.entry.key)

    QTest.keyClick(opened.canvas, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    pull_joint(opened, Joint.R_WRIST, (80, 215))
    assert opened.pose == opened.source.pose, "the pose follows, and is no sign of an edit"
    assert is_edited()
    opened.trigger("undo")
    assert not is_edited()
    opened.trigger("redo")
    assert is_edited()
    project = tmp_path / "a.repose"
    save_project(project, with_real_keys(opened.session.document), embed=False)
    opened.session.undo_stack.setClean()
    with qtbot.waitSignal(opened.window.keeper.opened):
        opened.window.open_files([project])
    assert is_edited()
    data = json.loads(ZipFile(project).read("project.json"))
    assert data["photos"][0].pop("corrected")
    assert photo_entry(PhotoData.model_validate(data["photos"][0])).corrected is False, "as of before"
