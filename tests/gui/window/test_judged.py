"""A picture that an editor would likely send back says so: in a hint, on the canvas and on small pictures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from engine.contract.judgement import DOUBTFUL, SOUND, Doubt, Judgement, Reason
from engine.pose.pose import Joint
from gui.look.language import Language
from gui.look.languages import Translations
from gui.look.theme import tokens
from gui.look.tips import WIDTH_PX, in_lines
from gui.look.warning_mark import mark_in
from gui.panels.figure_delegate import WARNING_ROLE
from gui.window import hint_bar
from tests.gui.canvas.test_canvas import CTRL, LEFT, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import SENT_BACK, standing
from tests.gui.window.test_bars import settle
from tests.gui.window.test_cut_off import close_hint, hint
from tests.sure import sure

SAID = (
    "Check the right arm: the outline (unclear in the photo) and what is carried or worn there. "
    "Left leg: invented parts (hidden in the photo)."
)
ROLES = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def judged(desk: Desk) -> Desk:
    """A picture with a doubtful right arm and left leg."""
    desk.engine.judgement = SENT_BACK
    desk.open()
    return desk


def drag(desk: Desk, by: float = 12.0) -> None:
    """Move the left hand a little and get the final picture."""
    x, y = desk.pose.at(Joint.L_WRIST)
    pull(desk, place(desk, Joint.L_WRIST), on_canvas(desk, (x, y - by)))
    desk.engine.render_all()


def is_marked(desk: Desk, start: Joint, end: Joint) -> bool:
    """Whether a band in the colour of what to check lies under a bone, beside its own line."""
    image, wanted = desk.canvas.grab().toImage(), QColor(tokens().to_check)
    a, b = (QPointF(place(desk, joint)) for joint in (start, end))
    along = (b - a) / ((b - a).x() ** 2 + (b - a).y() ** 2) ** 0.5
    beside = (a + b) / 2 + QPointF(-along.y(), along.x()) * 4.5
    return image.pixelColor(beside.toPoint()) == wanted


def test_a_final_picture_says_what_to_look_at_and_where(judged: Desk) -> None:
    assert hint(judged) == SAID
    judged.engine.judgement = SOUND
    judged.engine.render()
    assert hint(judged) == ""


@pytest.mark.parametrize("judgement", [None, Judgement(DOUBTFUL - 0.01, SENT_BACK.doubts)])
def test_a_picture_that_passes_or_that_nobody_can_tell_of_is_left_alone(
    desk: Desk, judgement: Judgement | None
) -> None:
    desk.engine.judgement = judgement
    desk.open()
    assert hint(desk) == ""
    assert not is_marked(desk, Joint.R_SHOULDER, Joint.R_ELBOW)


def test_limbs_with_the_same_reasons_are_named_together(desk: Desk) -> None:
    arms = (Doubt(Reason.MADE_UP, "right arm"), Doubt(Reason.MADE_UP, "left arm"))
    desk.engine.judgement = Judgement(0.9, arms)
    desk.open()
    assert hint(desk) == "Check the right arm and left arm: invented parts (hidden in the photo)."


def test_a_drag_is_not_disturbed_and_the_same_limbs_are_not_told_again(judged: Desk) -> None:
    x, y = judged.pose.at(Joint.L_WRIST)
    end, bar = on_canvas(judged, (x, y - 20)), judged.window.tools.hint_bar
    pull(judged, place(judged, Joint.L_WRIST), end, release=False)
    judged.engine.render()
    assert not bar.isVisible()
    assert not is_marked(judged, Joint.R_SHOULDER, Joint.R_ELBOW), "they are of the picture before"
    QTest.mouseRelease(judged.canvas, LEFT, pos=end)
    judged.engine.render_all()
    assert hint(judged) == ""
    assert bar.mark.isVisible(), "it waits behind the mark"
    assert bar.mark.toolTip().replace("\n", " ") == SAID
    judged.engine.judgement = Judgement(0.9, (*SENT_BACK.doubts, Doubt(Reason.MADE_UP, "right leg")))
    drag(judged)
    assert "right leg" in hint(judged), "that is new"


def test_once_closed_it_comes_back_for_other_limbs_only(judged: Desk) -> None:
    close_hint(judged)
    drag(judged)
    assert not judged.window.tools.hint_bar.isVisible()
    judged.engine.judgement = Judgement(0.9, (Doubt(Reason.THING, "left arm"),))
    drag(judged)
    assert hint(judged).startswith("Check the left arm")


def test_the_limbs_are_marked_while_the_hint_is_read_or_pointed_at(
    judged: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for bone in (
        (Joint.R_SHOULDER, Joint.R_ELBOW),
        (Joint.R_ELBOW, Joint.R_WRIST),
        (Joint.L_HIP, Joint.L_KNEE),
    ):
        assert is_marked(judged, *bone)
    for bone in ((Joint.L_SHOULDER, Joint.L_ELBOW), (Joint.R_HIP, Joint.R_KNEE)):
        assert not is_marked(judged, *bone)
    arm, bar = (Joint.R_SHOULDER, Joint.R_ELBOW), judged.window.tools.hint_bar
    monkeypatch.setattr(hint_bar, "FOLD_AFTER_MS", 20)
    judged.engine.judgement = SOUND
    judged.engine.render()
    judged.engine.judgement = Judgement(
        0.9, (Doubt(Reason.THING, "right arm"), Doubt(Reason.THING, "left arm"))
    )
    judged.engine.render()
    assert is_marked(judged, *arm)
    qtbot.waitUntil(bar.mark.isVisible)
    assert not is_marked(judged, *arm), "the hint has folded"
    point = QPointF(5, 5)
    QApplication.sendEvent(bar.mark, QEnterEvent(point, point, QPointF(bar.mark.mapToGlobal(QPoint(5, 5)))))
    assert is_marked(judged, *arm)
    QTest.mouseClick(bar.mark, LEFT)
    assert hint(judged)
    assert is_marked(judged, *arm)
    settle()
    close_hint(judged)
    assert not bar.isVisible()
    assert not is_marked(judged, *arm)


def test_what_is_cut_off_as_well_is_told_with_it_and_the_button_is_for_that(judged: Desk) -> None:
    pull(judged, place(judged, Joint.L_WRIST), on_canvas(judged, (298.0, 200.0)), CTRL)
    judged.engine.render_all()
    assert (
        hint(judged)
        == "Cut off at the edge of the picture: left hand. Check the right arm and left leg as well."
    )
    assert is_marked(judged, Joint.R_SHOULDER, Joint.R_ELBOW)
    button = judged.window.tools.hint_bar.button
    assert button.text() == "Bring inside"
    QTest.mouseClick(button, LEFT)
    judged.engine.render_all()
    assert judged.window.tools.hint_bar.mark.toolTip().replace("\n", " ") == SAID


def test_it_is_told_in_the_language_of_the_window(judged: Desk, qapp: QApplication) -> None:
    translations = Translations(qapp, Language.ENGLISH)
    try:
        translations.choose(Language.JAPANESE)
        qapp.processEvents()
        assert "右腕" in hint(judged)
        assert "左脚" in hint(judged)
        assert "arm" not in hint(judged)
    finally:
        translations.choose(Language.ENGLISH)
        qapp.processEvents()


def test_kept_poses_carry_a_mark_with_the_words_as_tip_and_for_screen_readers(opened: Desk) -> None:
    for number in range(2):
        opened.session.apply_pose(standing().moved(Joint.NOSE, (140.0 + number, 60.0)), "Move")
        opened.session.keep_variant(f"kept {number}")
    opened.session.apply_pose(standing(), "Back")
    opened.engine.render_all()
    opened.engine.judgement = SENT_BACK
    opened.engine.render_at_leisure()  # the newest
    opened.engine.judgement = SOUND
    opened.engine.render_at_leisure()
    view = opened.window.docks.variants.view
    plain, marked = (view.model().index(row, 0) for row in range(2))
    assert [bool(index.data(WARNING_ROLE)) for index in (plain, marked)] == [False, True]
    for role in ROLES:
        assert plain.data(role) == "kept 0"
        told = marked.data(role).replace("\n", " ")
        assert told.startswith("kept 1: right arm: the outline (unclear in the photo)")
        assert "; left leg: invented parts (hidden in the photo)" in told
    assert marked.data() == "kept 1"
    wanted, shown = QColor(tokens().warning), view.viewport().grab().toImage()
    seen = []
    for index in (plain, marked):
        tile = view.visualRect(index)
        places = [(x, y) for x in range(tile.left(), tile.right()) for y in range(tile.top(), tile.bottom())]
        seen.append(sum(shown.pixelColor(*at) == wanted for at in places if shown.rect().contains(*at)))
    assert seen[0] == 0
    assert seen[1] > 50


def test_the_person_in_a_pose_of_the_library_carries_the_mark(opened: Desk) -> None:
    panel = opened.window.docks.library
    index = panel.model.index(0)
    panel.view.entered.emit(index)
    assert not index.data(WARNING_ROLE), "there is no picture yet"
    opened.engine.judgement = SENT_BACK
    opened.engine.render_at_leisure()
    assert index.data(WARNING_ROLE)
    name = sure(panel.model.pose_at(index)).name.in_language("en")
    for role in ROLES:
        assert index.data(role).startswith(f"{name}: right arm")
    assert not panel.model.index(1).data(WARNING_ROLE)
    panel.view.viewportEntered.emit()
    assert not index.data(WARNING_ROLE)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == name


def kept_doubtful(desk: Desk) -> QPoint:
    """Two kept poses, the first of them doubtful and not on the canvas; answers where its mark is."""
    for number in range(2):
        desk.session.apply_pose(standing().moved(Joint.NOSE, (140.0 + 9 * number, 60.0)), "Move")
        desk.session.keep_variant(f"kept {number}")
    desk.session.apply_pose(standing(), "Back")
    desk.engine.render_all()
    for desk.engine.judgement in (SOUND, SENT_BACK):  # the newest first
        desk.engine.render_at_leisure()
    desk.engine.judgement = SOUND
    settle()
    view = desk.window.docks.variants.view
    return mark_in(view.visualRect(view.model().index(0, 0)).adjusted(2, 2, -2, -2)).center()


def test_a_click_on_the_mark_of_a_kept_pose_takes_it_and_shows_why_and_where(opened: Desk) -> None:
    desk, at = opened, kept_doubtful(opened)
    panel, bar = desk.window.docks.variants, desk.window.tools.hint_bar
    assert hint(desk) == ""
    QTest.mouseClick(panel.view.viewport(), LEFT, pos=at)
    assert desk.pose == panel.model.variants[0].pose
    assert hint(desk) == SAID, "at once, of what is known of its small picture"
    assert is_marked(desk, Joint.R_SHOULDER, Joint.R_ELBOW)
    desk.engine.judgement = SENT_BACK
    desk.engine.render_all()
    assert hint(desk) == SAID
    close_hint(desk)
    assert not bar.isVisible()
    QTest.mouseClick(panel.view.viewport(), LEFT, pos=at)
    assert hint(desk) == SAID, "who asks is told again"
    assert is_marked(desk, Joint.R_SHOULDER, Joint.R_ELBOW)
    close_hint(desk)
    tile = panel.view.visualRect(panel.view.model().index(0, 0))
    QTest.mouseClick(panel.view.viewport(), LEFT, pos=tile.center())
    assert not bar.isVisible(), "that was no click on the mark"


def test_what_was_asked_is_about_that_pose_and_its_final_picture(opened: Desk) -> None:
    desk, at = opened, kept_doubtful(opened)
    panel = desk.window.docks.variants
    QTest.mouseClick(panel.view.viewport(), LEFT, pos=at)
    assert hint(desk) == SAID
    drag(desk)
    assert hint(desk) == "", "another pose"
    QTest.mouseClick(panel.view.viewport(), LEFT, pos=at)
    assert hint(desk) == SAID
    desk.engine.render_all()
    assert hint(desk) == "", "the final picture is sound"


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.JAPANESE])
def test_a_tip_is_no_wider_than_a_person_reads(judged: Desk, qapp: QApplication, language: Language) -> None:
    limbs = ("right arm", "left arm", "right leg", "left leg")
    doubts = tuple(Doubt(reason, limb) for limb in limbs for reason in list(Reason)[: 1 + len(limb) % 3])
    desk, translations = judged, Translations(qapp, Language.ENGLISH)
    desk.engine.judgement = Judgement(0.9, doubts)
    desk.engine.render()
    desk.session.keep_variant()
    try:
        translations.choose(language)
        qapp.processEvents()
        index = desk.window.docks.variants.view.model().index(0, 0)
        for tip in (
            index.data(Qt.ItemDataRole.ToolTipRole),
            desk.window.tools.hint_bar.mark.toolTip(),
        ):
            lines = tip.split("\n")
            assert len(lines) > 1
            widths = [QFontMetrics(QToolTip.font()).horizontalAdvance(line) for line in lines]
            assert max(widths) <= WIDTH_PX
        assert in_lines("short") == "short"
    finally:
        translations.choose(Language.ENGLISH)
        qapp.processEvents()


@pytest.mark.parametrize(("broken", "is_first"), [(0.6, False), (0.8, True)])
def test_what_is_nearly_always_sent_back_has_a_full_mark_and_other_doubts_a_ring(
    opened: Desk, broken: float, is_first: bool
) -> None:
    opened.engine.judgement = Judgement(broken, SENT_BACK.doubts)
    opened.session.apply_pose(standing().moved(Joint.NOSE, (140.0, 60.0)), "Move")
    opened.session.keep_variant("kept")
    opened.engine.render_all()
    settle()
    view = opened.window.docks.variants.view
    index = view.model().index(0, 0)
    assert index.data(WARNING_ROLE) == (2 if is_first else 1)
    mark, shown = mark_in(view.visualRect(index).adjusted(2, 2, -2, -2)), view.viewport().grab().toImage()
    inside = [mark.center() + QPoint(x, y) for x in (-5, 5) for y in (-2, 0, 2)]
    wanted = QColor(tokens().warning if is_first else tokens().panel)
    assert {shown.pixelColor(at).name() for at in inside} == {wanted.name()}
