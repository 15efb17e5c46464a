"""Hints float over the canvas, one below the other with all of their words, however small the window is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.contract.messages import Prepared
from engine.pose.edits import translate
from engine.pose.pose import Joint
from gui.look.language import Language
from gui.window import hint_bar
from gui.window.coach import CoachBar
from gui.window.sentence_bar import SentenceBar
from tests.gui.canvas.test_canvas import CTRL, LEFT, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import SENT_BACK, source, standing
from tests.sure import sure


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Of whose pictures a hint says that an editor would send them back."""
    desk.engine.judgement = SENT_BACK
    return desk


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.JAPANESE])
@pytest.mark.parametrize("size", [(1000, 700), (700, 560), (700, 440)])
def test_first_steps_and_a_hint_never_lie_on_each_other(
    desk: Desk, size: tuple[int, int], language: Language
) -> None:
    window = desk.window
    window.store.put(window.store.value.model_copy(update={"language": language}))
    try:
        desk.open(str(window._demo))
        desk.session.keep_variant()  # its panel takes more of the height
        desk.session.apply_pose(translate(desk.pose, (-90.0, 0.0)), "Move")
        desk.engine.render_all()
        window.setFixedSize(*size)  # as on a screen that is smaller than the window would like to be
        settle()
        coach, hint = sure(window.findChild(CoachBar)), window.tools.hint_bar
        assert hint.isVisible()
        canvas = QRect(desk.canvas.mapToGlobal(QPoint(0, 0)), desk.canvas.size())
        assert canvas.contains(QRect(hint.mapToGlobal(QPoint(0, 0)), hint.size()))
        assert _has_room(hint)
        if size[1] >= 700:
            assert coach.height() > 0
        if coach.height() > 0:  # else it gives way, as nobody is to read half a line
            assert coach.geometry().bottom() < hint.geometry().top()
            assert _has_room(coach)
        window.setFixedSize(1280, 900)
        settle()
        assert _has_room(coach)
    finally:
        window.store.put(window.store.value.model_copy(update={"language": Language.ENGLISH}))


def test_a_hint_that_comes_and_goes_leaves_the_photo_where_it_is_and_no_drag_meets_it(opened: Desk) -> None:
    hint, canvas = opened.window.tools.hint_bar, opened.canvas
    QTest.mouseClick(sure(hint.findChild(QToolButton)), LEFT)  # on doubtful limbs
    settle()
    before = canvas.geometry(), canvas.view
    assert not hint.isVisible()
    start = place(opened, Joint.L_WRIST)
    pull(opened, start, on_canvas(opened, (330.0, 200.0)), release=False)
    assert not hint.isVisible()
    QTest.mouseRelease(canvas, LEFT, pos=on_canvas(opened, (330.0, 200.0)))
    settle()
    assert "Cut off" in hint.sentence
    assert hint.isVisible()
    assert (canvas.geometry(), canvas.view) == before
    pull(opened, place(opened, Joint.L_WRIST), on_canvas(opened, (320.0, 150.0)), release=False)
    assert not hint.isVisible(), "nothing lies over what is dragged"
    QTest.mouseRelease(canvas, LEFT, pos=on_canvas(opened, (320.0, 150.0)))
    assert hint.isVisible()
    QTest.mouseClick(sure(hint.findChild(QToolButton)), LEFT)
    settle()
    assert not hint.isVisible()
    assert (canvas.geometry(), canvas.view) == before


def test_hints_lie_where_the_person_does_not_stand(opened: Desk) -> None:
    hint, canvas = opened.window.tools.hint_bar, opened.canvas

    def side() -> float:
        return (hint.mapTo(opened.window, hint.rect().center()) - canvas.mapTo(opened.window, QPoint())).x()

    settle()
    assert side() < canvas.width() / 2, "the person stands in the middle"
    torso = on_canvas(opened, (140.0, 150.0))
    pull(opened, torso, torso - QPoint(canvas.width() // 5, 0), CTRL)
    settle()
    assert hint.isVisible()
    assert side() > canvas.width() / 2


def _has_room(bar: SentenceBar) -> bool:
    return bar._label.height() >= bar._label.heightForWidth(bar._label.width())


def test_a_hint_that_offers_something_stays_longer_and_is_as_wide_as_its_buttons(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hint_bar, "FOLD_AFTER_MS", 20)
    desk.open()
    bar = desk.window.tools.hint_bar
    bar.say(
        "Cut off: left hand.", action="Bring the hand inside", other="Extend the picture", about="this test"
    )
    settle()
    QTest.qWait(100)
    assert bar.sentence == "Cut off: left hand."
    for button in (bar.button, bar.other_button):
        assert button.width() >= button.minimumSizeHint().width()


def test_a_hint_folds_to_a_mark_by_itself_and_stays_one_when_the_photo_comes_back(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hint_bar, "FOLD_AFTER_MS", 50)
    desk.open()
    hint = desk.window.tools.hint_bar
    qtbot.waitUntil(hint.mark.isVisible)
    settle()
    assert hint.sentence == ""
    assert hint.width() == hint.height() == hint.mark.width()
    assert "invented" in hint.mark.toolTip()
    desk.open("second.png")
    QTest.keyClick(desk.canvas, Qt.Key.Key_PageUp)
    desk.engine.render_all()
    assert hint.mark.isVisible(), "it was said before"
    settle()
    off = hint.mark.geometry().center() - hint.rect().center()
    assert off.manhattanLength() <= 3, "its sign is in its frame"
    assert hint.sentence == ""
    QTest.mouseClick(hint.mark, LEFT)
    settle()
    assert "invented" in hint.sentence
    assert _has_room(hint)
    close_hint(hint)
    QTest.keyClick(desk.canvas, Qt.Key.Key_PageDown)
    QTest.keyClick(desk.canvas, Qt.Key.Key_PageUp)
    desk.engine.render_all()
    assert not hint.isVisible(), "it was closed on this photo"


def test_who_closes_a_hint_finds_the_next_behind_the_mark(desk: Desk) -> None:
    path = Path("person.png").absolute()
    desk.window.open_files([path])
    desk.engine.load(path)
    no_feet = standing().with_present({Joint.R_ANKLE, Joint.L_ANKLE}, present=False)
    desk.engine.tell(Prepared(source(pose=no_feet), path))
    desk.engine.render_all()
    hint = desk.window.tools.hint_bar
    assert "Check the" in hint.sentence
    close_hint(hint)
    assert hint.sentence == ""
    assert hint.mark.isVisible()
    QTest.mouseClick(hint.mark, LEFT)
    assert "down to the knees" in hint.sentence


def close_hint(hint: SentenceBar) -> None:
    QTest.mouseClick(sure(hint.findChild(QToolButton)), LEFT)


def global_rect(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def joints_under(desk: Desk, card: QWidget) -> list[Joint]:
    """The joints that a card over the canvas lies on."""
    covered = global_rect(card)
    return [joint for joint in Joint if covered.contains(desk.canvas.mapToGlobal(place(desk, joint)))]


@pytest.mark.parametrize("width", [1000, 1280])
def test_a_hint_makes_room_for_hands_that_are_put_where_it_lay(opened: Desk, width: int) -> None:
    hint = opened.window.tools.hint_bar
    opened.window.resize(width, 800)
    settle()
    assert hint.isVisible()
    assert joints_under(opened, hint) == []
    for hand in (Joint.R_WRIST, Joint.L_WRIST):  # the second one where it went
        under = opened.canvas.mapFromGlobal(global_rect(hint).center())
        pull(opened, place(opened, hand), under, CTRL)
        settle()
        assert hint.isVisible()
        assert joints_under(opened, hint) == []
        assert global_rect(opened.canvas).contains(global_rect(hint))


def test_nothing_lies_over_a_joint_that_is_corrected(opened: Desk) -> None:
    hint = opened.window.tools.hint_bar
    opened.trigger("correct_skeleton")
    settle()
    assert hint.isVisible()
    start, end = place(opened, Joint.L_WRIST), on_canvas(opened, (250.0, 150.0))
    pull(opened, start, end, release=False)
    assert not hint.isVisible()
    QTest.mouseRelease(opened.canvas, LEFT, pos=end)
    assert hint.isVisible()


def test_a_notice_of_a_drag_waits_for_its_end_and_slides_nothing_away_under_the_pointer(opened: Desk) -> None:
    notice, canvas = opened.window.notice, opened.canvas
    end = on_canvas(opened, (250.0, 150.0))
    settle()
    before = global_rect(canvas), canvas.view
    pull(opened, place(opened, Joint.L_WRIST), end, release=False)
    opened.window.say("anna.jpg is damaged or incomplete. Copy or export it again.")
    settle()
    assert (global_rect(canvas), canvas.view) == before
    assert not notice.isVisible()
    QTest.mouseRelease(canvas, LEFT, pos=end)
    settle()
    assert "anna.jpg" in notice.sentence
    assert not global_rect(notice).intersects(global_rect(canvas)), "it lies above the picture, not over it"

    before = global_rect(canvas), canvas.view
    pull(opened, place(opened, Joint.L_WRIST), on_canvas(opened, (240.0, 170.0)), release=False)
    notice.clear()
    settle()
    assert (global_rect(canvas), canvas.view) == before, "nor does one that goes"
    QTest.mouseRelease(canvas, LEFT, pos=on_canvas(opened, (240.0, 170.0)))
    assert not notice.isVisible()


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.JAPANESE])
@pytest.mark.parametrize("tool", ["touch_up_matte", "mend_parts", "correct_skeleton"])
@pytest.mark.parametrize("width", [1000, 1280])
def test_nothing_in_the_bar_of_a_tool_is_cut(opened: Desk, tool: str, language: Language, width: int) -> None:
    window = opened.window
    window.resize(width, 700)
    window.store.put(window.store.value.model_copy(update={"language": language}))
    try:
        window.actions_by_name[tool].setChecked(True)
        settle()
        (bar,) = (each for each in window.tools.bars if each.isVisible())
        parts = [part for part in bar.findChildren(QWidget) if part.parent() is bar and part.isVisible()]
        assert len(parts) > 3
        for part in parts:
            assert bar.rect().contains(part.geometry()), part
            if isinstance(part, QAbstractButton | QComboBox) or (isinstance(part, QLabel) and part.text()):
                assert part.width() >= part.minimumSizeHint().width(), part
            if isinstance(part, QCheckBox):
                assert part.width() >= part.sizeHint().width(), part
    finally:
        window.actions_by_name[tool].setChecked(False)
        window.store.put(window.store.value.model_copy(update={"language": Language.ENGLISH}))
        settle()
