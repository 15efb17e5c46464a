"""Pictures of kept poses: there for every one of them, made at leisure, anew with each matte, never during a drag."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from engine.contract.messages import PhotoLoaded, Prepared, Quality
from engine.photo.photo import load_photo
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Pose
from engine.system.files import encode_png
from gui.panels.figure_delegate import PICTURE_ROLE
from tests.gui.canvas.test_canvas import on_canvas, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import photo, source, standing
from tests.gui.mending.matte.test_matte_tool import ALT, stroke
from tests.sure import sure

POSES = tuple(standing().moved(Joint.NOSE, (140.0 + step, 60.0)) for step in range(3))


@pytest.fixture
def kept(opened: Desk) -> Desk:
    """Three poses that were kept before the engine had a picture of any; the canvas has another."""
    for number, pose in enumerate(POSES):
        opened.session.apply_pose(pose, "Move")
        opened.session.keep_variant(f"kept {number}")
    opened.session.apply_pose(standing(), "Back")
    opened.engine.render_all()
    return opened


def tiles(desk: Desk) -> list[int | None]:
    """The grey of each tile's picture, None where a figure stands for it."""
    model = desk.window.docks.variants.model
    pictures = [model.index(row).data(PICTURE_ROLE) for row in range(model.rowCount())]
    return [p.pixelColor(5, 5).red() if isinstance(p, QImage) else None for p in pictures]


def wished(desk: Desk) -> list[Pose]:
    return [request.pose for request in desk.engine.wishes]


def words(desk: Desk) -> list[str]:
    return [label.text() for label in desk.window.status.findChildren(QLabel)]


def test_every_kept_pose_is_wished_for_the_newest_first_and_gets_its_picture(kept: Desk) -> None:
    assert wished(kept) == [POSES[2], POSES[1], POSES[0]]
    assert {request.quality for request in kept.engine.wishes} == {Quality.PREVIEW}
    assert tiles(kept) == [None, None, None]
    for grey in (30, 20, 10):
        kept.engine.render_at_leisure(grey=grey)
    assert tiles(kept) == [10, 20, 30]
    assert wished(kept) == []


def test_the_canvas_and_the_status_know_nothing_of_it(kept: Desk) -> None:
    shown, said = kept.session.rendered, words(kept)
    kept.engine.render_at_leisure(grey=77)
    assert kept.session.rendered is shown
    assert words(kept) == said


def test_what_the_canvas_shows_needs_no_wish(kept: Desk) -> None:
    kept.session.apply_pose(POSES[1], "Again")
    kept.engine.render(grey=111)
    assert wished(kept) == [POSES[2], POSES[0]]
    assert tiles(kept) == [None, 111, None]


def test_a_drag_is_never_disturbed(kept: Desk) -> None:
    hand = on_canvas(kept, standing().at(Joint.R_WRIST))
    pull(kept, hand, hand + (hand - on_canvas(kept, standing().at(Joint.R_ELBOW))), release=False)
    assert kept.session.in_gesture
    assert wished(kept) == []
    QTest.mouseRelease(kept.canvas, Qt.MouseButton.LeftButton, pos=hand)
    assert wished(kept) == [POSES[2], POSES[1], POSES[0]]


def test_an_edit_of_the_matte_renders_them_anew_and_keeps_the_old_ones_until_then(kept: Desk) -> None:
    for grey in (30, 20, 10):
        kept.engine.render_at_leisure(grey=grey)
    kept.trigger("touch_up_matte")
    kept.window.tools.matte.set_diameter(40)
    stroke(kept, (60, 300), (140, 300), ALT)
    assert wished(kept) == [POSES[2], POSES[1], POSES[0]]
    assert all(request.source.matte[300, 100] == 0 for request in kept.engine.wishes)
    assert tiles(kept) == [10, 20, 30]
    stroke(kept, (200, 100), (220, 200), ALT)
    assert len(wished(kept)) == 3
    assert all(request.source == kept.source for request in kept.engine.wishes)
    kept.engine.render_at_leisure(grey=99)
    assert tiles(kept) == [10, 20, 99]


def test_a_picture_of_an_earlier_matte_that_comes_late_is_not_taken(kept: Desk) -> None:
    late = kept.engine.wishes[0]
    kept.trigger("touch_up_matte")
    kept.window.tools.matte.set_diameter(40)
    stroke(kept, (60, 300), (140, 300), ALT)
    kept.engine.wishes.insert(0, late)
    kept.engine.render_at_leisure(grey=99)
    assert tiles(kept) == [None, None, None]


def test_a_reopened_project_has_pictures_of_all_its_kept_poses(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path, project = tmp_path / "person.png", tmp_path / "shoot.repose"
    path.write_bytes(encode_png(photo().rgb, icc=None, text={}))
    loaded = load_photo(path)
    desk.window.open_files([path])
    desk.engine.tell(PhotoLoaded(path, loaded))
    desk.engine.tell(Prepared(replace(source(), photo=loaded), path))
    for pose in POSES:
        desk.session.apply_pose(pose, "Move")
        desk.session.keep_variant()
    with qtbot.waitSignal(desk.window.keeper.saved):
        desk.window.keeper.save(project)
    desk.trigger("new_project")
    with qtbot.waitSignal(desk.window.keeper.opened):
        desk.window.open_files([project])
    desk.engine.tell(PhotoLoaded(desk.engine.files[-1], loaded))
    qtbot.waitUntil(lambda: desk.session.source is not None)
    assert wished(desk) == [POSES[2], POSES[1], POSES[0]]
    for grey in (30, 20, 10):
        desk.engine.render_at_leisure(grey=grey)
    assert tiles(desk) == [10, 20, 30]


def test_another_photo_has_its_own_wishes_and_pictures_come_back_with_theirs(kept: Desk) -> None:
    for grey in (30, 20, 10):
        kept.engine.render_at_leisure(grey=grey)
    kept.session.keep_variant("as found")
    kept.open("second.png")
    kept.session.keep_variant("other")
    assert {request.source.photo.name for request in kept.engine.wishes} <= {"second.png"}
    kept.trigger("previous_photo")
    assert tiles(kept)[:3] == [10, 20, 30]


def test_limbs_in_front_are_part_of_what_a_picture_shows(opened: Desk) -> None:
    opened.session.apply_pose(POSES[0], "Move")
    opened.session.keep_variant()
    order = LimbOrder(behind=(Joint.R_WRIST,))
    opened.session.set_order(order, "Send behind")
    opened.session.keep_variant()
    assert [request.order for request in opened.engine.wishes] == [order, LimbOrder()]
    opened.engine.render_at_leisure(grey=50)
    assert tiles(opened) == [None, 50]


def test_a_name_being_typed_outlives_a_picture_that_comes(kept: Desk, qtbot: QtBot) -> None:
    view = kept.window.docks.variants.view
    view.setCurrentIndex(view.model().index(2, 0))
    view.setFocus()
    kept.window.docks.variants.rename_action.trigger()
    editor = sure(view.findChild(QLineEdit))
    editor.selectAll()
    qtbot.keyClicks(editor, "front")
    kept.engine.render_at_leisure(grey=30)
    qtbot.keyClicks(editor, " view")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept.entry.variants[2].name == "front view")
