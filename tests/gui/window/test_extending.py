"""A picture that is larger than its photo: asked for where the warning is, shown, undone, copied, exported and kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.batch.plan import Rule
from engine.contract.messages import Prepared, Quality, Rendered, Source
from engine.imaging.extension import UNEXTENDED, Extension
from engine.pose.pose import Joint
from gui.canvas.overlays import invented_share
from gui.export.previews import Requests
from gui.project.format import photo_data, photo_entry
from gui.project.journal import Journal
from tests.gui.canvas.test_canvas import CTRL, LEFT, SHIFT, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import SIZE, photo, standing, with_real_keys
from tests.gui.window.test_awaited import told
from tests.gui.window.test_bars import settle
from tests.sure import sure

LEFT_EDGE = (2.0, 200.0)  # a right wrist there has its hand beyond the photo


def open_free(desk: Desk, matte: np.ndarray | None = None) -> Desk:
    """A person whom no edge of the photo touches, or one of this matte."""
    path = Path("person.png").absolute()
    if matte is None:
        matte = np.zeros((SIZE[1], SIZE[0]), np.float32)
        matte[40:380, 90:210] = 1
    desk.window.open_files([path])
    desk.engine.load(path)
    desk.engine.tell(Prepared(Source(photo(path.name), standing(), matte), path))
    desk.engine.render_all()
    return desk


@pytest.fixture
def reaching(desk: Desk) -> Desk:
    """The right hand beyond the left edge, and the hint that says so."""
    open_free(desk)
    pull(desk, place(desk, Joint.R_WRIST), on_canvas(desk, LEFT_EDGE), CTRL)
    desk.engine.render_all()
    assert "right hand" in desk.window.tools.hint_bar.sentence
    return desk


def test_the_hint_extends_the_picture_at_one_click_and_the_hand_is_in_it(reaching: Desk) -> None:
    posed, button = reaching.pose, reaching.window.tools.hint_bar.other_button
    assert (button.isVisible(), button.text()) == (True, "Extend picture")
    QTest.mouseClick(button, LEFT)
    added = reaching.entry.extension
    assert added.left > 0
    assert (added.top, added.right, added.bottom) == (0, 0, 0)
    assert reaching.pose == posed, "nobody is moved"
    assert reaching.window.tools.hint_bar.sentence == ""
    assert reaching.engine.requests[-1].extension == added
    assert reaching.engine.requests[-1].quality is Quality.PREVIEW


def test_the_canvas_shows_all_of_it_with_the_joints_where_they_are(reaching: Desk) -> None:
    QTest.mouseClick(reaching.window.tools.hint_bar.other_button, LEFT)
    reaching.engine.render_all()
    canvas, added = reaching.canvas, reaching.entry.extension
    left, _ = canvas.view.to_canvas((-added.left, 0.0))
    assert 0 <= left < canvas.view.to_canvas((0.0, 0.0))[0]
    shown = canvas.grab().toImage()
    ratio = shown.devicePixelRatio()

    def colour(x: float, y: float) -> str:
        at = canvas.view.to_canvas((x, y))
        return shown.pixelColor(round(at[0] * ratio), round(at[1] * ratio)).name()

    assert colour(-added.left / 2, 30.0) == colour(20.0, 30.0) == "#c8c8c8", "the picture, there as here"
    assert colour(-added.left - 8.0, 30.0) != "#c8c8c8"
    pull(reaching, place(reaching, Joint.R_WRIST), on_canvas(reaching, (-20.0, 180.0)), CTRL)
    assert reaching.pose.at(Joint.R_WRIST)[0] == pytest.approx(-20.0, abs=2)


def test_undo_takes_it_back_and_redo_brings_it_again_whatever_has_the_focus(reaching: Desk) -> None:
    size = reaching.canvas.view
    QTest.keyClick(reaching.window.film_strip, Qt.Key.Key_X, CTRL | SHIFT)
    added = reaching.entry.extension
    assert added
    assert reaching.session.undo_stack.undoText() == "Extend picture"
    QTest.keyClick(reaching.window.docks.library.view, Qt.Key.Key_Z, CTRL)
    assert reaching.entry.extension == UNEXTENDED
    assert reaching.canvas.view == size
    QTest.keyClick(reaching.window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert reaching.entry.extension == added
    reaching.trigger("unextend_picture")
    assert reaching.entry.extension == UNEXTENDED
    assert not reaching.window.actions_by_name["unextend_picture"].isEnabled()


def test_where_the_photo_cuts_the_person_off_nothing_is_added_and_it_is_said_why(desk: Desk) -> None:
    matte = np.zeros((SIZE[1], SIZE[0]), np.float32)
    matte[40:380, :210] = 1  # an arm goes on beyond the left edge
    open_free(desk, matte)
    pull(desk, place(desk, Joint.R_WRIST), on_canvas(desk, LEFT_EDGE), CTRL)
    desk.engine.render_all()
    assert "right hand" in desk.window.tools.hint_bar.sentence
    assert not desk.window.tools.hint_bar.other_button.isVisible()
    QTest.keyClick(desk.window, Qt.Key.Key_X, CTRL | SHIFT)
    assert desk.entry.extension == UNEXTENDED
    assert "cuts the person off" in desk.window.notice.sentence


def test_with_all_inside_the_key_says_that_there_is_nothing_to_extend_for(desk: Desk) -> None:
    open_free(desk)
    QTest.keyClick(desk.window, Qt.Key.Key_X, CTRL | SHIFT)
    assert "nothing to extend" in desk.window.notice.sentence
    assert not desk.session.undo_stack.canUndo()


def test_what_is_copied_is_the_larger_picture(reaching: Desk) -> None:
    QTest.mouseClick(reaching.window.tools.hint_bar.other_button, LEFT)
    reaching.engine.render_all()
    wide = reaching.entry.extension.size(SIZE)
    QTest.keyClick(reaching.window.film_strip, Qt.Key.Key_C, CTRL | SHIFT)
    if reaching.engine.batches:
        reaching.engine.render(reaching.engine.batches[-1])
    assert QGuiApplication.clipboard().image().size().toTuple() == wide


def test_until_the_larger_picture_is_there_the_status_says_so(reaching: Desk, qtbot: QtBot) -> None:
    reaching.engine.status(busy=False, text="Ready")
    QTest.mouseClick(reaching.window.tools.hint_bar.other_button, LEFT)
    qtbot.waitUntil(lambda: "Rendering" in told(reaching))
    reaching.engine.render_all()
    assert "Ready" in told(reaching)


def test_after_a_crash_it_is_there_again(reaching: Desk, tmp_path: Path) -> None:
    QTest.mouseClick(reaching.window.tools.hint_bar.other_button, LEFT)
    added = reaching.entry.extension
    assert added
    journal = Journal(tmp_path / "journal")
    journal.record(with_real_keys(reaching.session.document), modified=True)
    assert journal.flush()
    sure(journal._writer._lock).release()  # as the end of the process does
    again = Journal(tmp_path / "journal")
    (item,) = again.recoverable()
    assert [entry.extension for entry in again.recover(item).document.photos] == [added]
    again.close()


def test_a_project_keeps_it(reaching: Desk) -> None:
    QTest.mouseClick(reaching.window.tools.hint_bar.other_button, LEFT)
    added = reaching.entry.extension
    assert added
    assert photo_entry(photo_data(reaching.entry)).extension == added


def test_an_export_makes_the_larger_picture_and_previews_it(reaching: Desk) -> None:
    QTest.mouseClick(reaching.window.tools.hint_bar.other_button, LEFT)
    added = reaching.entry.extension
    reaching.trigger("export_pictures")
    page = sure(reaching.window.exporting.dialog).page
    assert page.plan().photos[0].extended == added.sides
    row, column = page.matrix.rows[0], page.matrix.columns[0]
    assert sure(Requests().of(row, column, Rule.AS_PLACED)).extension == added


def test_the_export_offers_to_extend_each_picture_as_its_pose_needs(reaching: Desk) -> None:
    arm_out = standing().moved(Joint.R_ELBOW, (70.0, 100.0)).moved(Joint.R_WRIST, (20.0, 100.0))
    reaching.session.apply_pose(arm_out, "Move")
    reaching.trigger("export_pictures")
    page = sure(reaching.window.exporting.dialog).page
    choice = page.target.rule
    choice.setFocus()
    for _ in range(choice.count()):
        if choice.currentData() == Rule.EXTENDED:
            break
        QTest.keyClick(choice, Qt.Key.Key_Down)
    assert page.plan().rule is Rule.EXTENDED
    row, column = page.matrix.rows[0], page.matrix.columns[0]
    assert row.item.extended == (0, 0, 0, 0), "the photo itself is left as it is"
    wide, plain = (sure(Requests().of(row, column, rule)) for rule in (Rule.EXTENDED, Rule.ON_GROUND))
    assert wide.extension.left > 0
    assert wide.pose == plain.pose
    assert not plain.extension
    page.matrix.set_rule([(0, 0)], Rule.EXTENDED)
    assert page.matrix.index(0, 0).data() == "extended"


def test_what_is_invented_stays_a_share_of_the_person_in_a_larger_picture(reaching: Desk) -> None:
    shares = []
    for added in (UNEXTENDED, Extension(left=100, right=100)):
        request = replace(sure(reaching.session.request(Quality.FINAL)), extension=added)
        made_up = np.zeros(added.size(SIZE)[::-1], np.uint8)
        made_up[200:380, added.left + 90 : added.left + 210] = 255
        pixels = np.zeros((*made_up.shape, 3), np.uint8)
        shares.append(invented_share(Rendered(request, pixels, 0.5, made_up, {}, "cpu")))
    assert shares[0] == pytest.approx(180 / 340, abs=0.01)
    assert shares[1] == pytest.approx(shares[0], abs=0.01)


def test_a_wish_for_more_than_may_be_added_is_cut_short(desk: Desk) -> None:
    open_free(desk)
    desk.session.set_extension(Extension(10_000, 0, 0, 0), "Extend")
    assert sure(desk.session.request(Quality.FINAL)).extension == Extension(SIZE[0] // 2, 0, 0, 0)


def test_it_is_said_that_kept_poses_get_the_new_size_and_one_click_gives_them_the_old_one(
    reaching: Desk,
) -> None:
    bar, kept = reaching.window.tools.hint_bar, reaching.session
    kept.keep_variant()
    settle()
    QTest.mouseClick(bar.other_button, LEFT)
    reaching.engine.render_all()
    wide = reaching.entry.extension.size(SIZE)
    size = f"{wide[0]} × {wide[1]} px"
    said = bar.sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert said == f"All pictures of this photo are {size} now, also those of its kept poses: 1."
    settle()
    assert bar.button.isVisible()
    QTest.mouseClick(bar.button, LEFT)
    assert reaching.entry.extension == UNEXTENDED
    assert len(reaching.entry.variants) == 1
    reaching.engine.render_all()
    assert "right hand" in bar.mark.toolTip()


def test_after_another_edit_or_without_kept_poses_nothing_is_said_of_sizes(reaching: Desk) -> None:
    bar = reaching.window.tools.hint_bar
    QTest.mouseClick(bar.other_button, LEFT)
    assert bar.sentence == ""
    reaching.session.keep_variant()
    reaching.trigger("undo")
    reaching.trigger("redo")
    assert "px now" in bar.sentence or "px now" in bar.mark.toolTip().replace("\n", " ")
    pull(reaching, place(reaching, Joint.L_WRIST), on_canvas(reaching, (230.0, 180.0)))
    reaching.engine.render_all()
    assert "px now" not in bar.sentence + bar.mark.toolTip().replace("\n", " ")
