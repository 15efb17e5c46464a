"""Saying what belongs to what with real pointer and key events: strokes, their undo, the matte, and what shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.contract.messages import Rendered, Source
from engine.photo.mending.layer_map import FIRST_THING, LayerMap
from engine.photo.mending.mending import NOTHING
from engine.photo.mending.targets import Follows, Target
from engine.pose.edits import swap_sides
from gui.look.language import Language
from gui.look.languages import Translations
from gui.look.targets import target_colour
from tests.gui.canvas.test_canvas import LEFT, NO_KEYS, colour_at, on_canvas, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import SIZE, standing

RIGHT = Qt.MouseButton.RightButton
# The right half of the person is their left; a thing lies at (40..60, 300..340).
LAYERS = LayerMap(
    np.zeros((200, 150), np.uint8), (0, 0, *SIZE), (Follows.RIGHT_HAND,), (Target.TORSO, Target.THING)
)
LAYERS.codes[:, 75:] = Target.LEFT_LEG
LAYERS.codes[150:170, 20:30] = FIRST_THING


@pytest.fixture
def brush(opened: Desk) -> Desk:
    """The brush in hand, for the left arm, over a person who fills the photo but for its left quarter."""
    matte = np.ones(SIZE[::-1], np.float32)
    matte[:, :75] = 0
    person = Source(opened.source.photo, opened.source.pose, matte)
    opened.session.restore_source(opened.entry.key, person)
    answer(opened)
    opened.trigger("mend_parts")
    opened.window.tools.parts.set_diameter(20)
    opened.window.tools.parts.set_target(Target.LEFT_ARM)
    return opened


def answer(desk: Desk) -> None:
    """The newest request is answered with a picture and its layers."""
    request = desk.engine.requests[-1]
    pixels = np.full((*SIZE[::-1], 3), 200, np.uint8)
    desk.engine.tell(Rendered(request, pixels, 0.0, None, {}, "cpu", layers=LAYERS))


def stroke(desk: Desk, start: tuple[float, float], end: tuple[float, float]) -> None:
    pull(desk, on_canvas(desk, start), on_canvas(desk, end), NO_KEYS)


def code_at(desk: Desk, xy: tuple[int, int]) -> int:
    painted = desk.source.mending.painted
    return 0 if painted is None else int(painted.over((xy[0], xy[1], xy[0] + 1, xy[1] + 1))[0, 0])


def test_a_stroke_says_what_it_covers_belongs_to_and_is_undone_exactly(brush: Desk) -> None:
    before = brush.source
    stroke(brush, (120, 300), (160, 300))
    assert code_at(brush, (140, 300)) == Target.LEFT_ARM
    assert code_at(brush, (140, 320)) == 0
    assert brush.session.undo_stack.undoText() == "Belongs to: Left arm"
    said = brush.source
    brush.trigger("undo")
    assert brush.source == before
    assert brush.source.mending == NOTHING
    brush.trigger("redo")
    assert brush.source == said
    assert brush.session.pose == standing()


def test_a_picture_of_what_was_said_is_asked_for(brush: Desk) -> None:
    stroke(brush, (120, 300), (160, 300))
    assert brush.engine.requests[-1].source == brush.source
    assert brush.engine.requests[-1].source.mending.painted is not None


def test_a_stroke_that_begins_on_the_person_adds_nothing_of_the_background(brush: Desk) -> None:
    before = brush.source.matte
    stroke(brush, (140, 300), (40, 300))
    assert code_at(brush, (100, 300)) == Target.LEFT_ARM
    assert code_at(brush, (50, 300)) == 0
    assert (brush.source.matte == before).all()


def test_a_stroke_that_begins_beside_the_person_adds_to_them_in_one_edit(brush: Desk) -> None:
    before = brush.source
    stroke(brush, (30, 300), (60, 300))
    assert code_at(brush, (40, 300)) == Target.LEFT_ARM
    assert brush.source.matte[300, 40] == 1
    brush.trigger("undo")
    assert brush.source == before
    assert brush.source.matte[300, 40] == 0


def test_what_is_painted_as_background_leaves_the_person(brush: Desk) -> None:
    stroke(brush, (120, 300), (160, 300))
    brush.window.tools.parts.set_target(Target.BACKGROUND)
    stroke(brush, (140, 280), (140, 320))
    assert code_at(brush, (140, 300)) == 0
    assert brush.source.matte[300, 140] == 0
    assert code_at(brush, (122, 300)) == Target.LEFT_ARM
    brush.trigger("undo")
    assert brush.source.matte[300, 140] == 1
    assert code_at(brush, (140, 300)) == Target.LEFT_ARM


def test_what_was_painted_can_be_taken_back_in_part_and_as_a_whole(brush: Desk) -> None:
    stroke(brush, (120, 300), (200, 300))
    QTest.keyClick(brush.canvas, Qt.Key.Key_X)
    assert brush.window.tools.part_bar.forget_button.isChecked()
    stroke(brush, (120, 300), (150, 300))
    assert (code_at(brush, (130, 300)), code_at(brush, (190, 300))) == (0, Target.LEFT_ARM)
    assert brush.source.matte[300, 130] == 1
    QTest.mouseClick(brush.window.tools.part_bar.reset_button, LEFT)
    assert brush.source.mending == NOTHING
    assert not brush.window.tools.part_bar.reset_button.isEnabled()
    brush.trigger("undo")
    assert code_at(brush, (190, 300)) == Target.LEFT_ARM


def test_the_layers_show_in_colours_and_strokes_stronger(brush: Desk) -> None:
    plain, leg = colour_at(brush, (100, 350)), colour_at(brush, (250, 350))
    assert (plain.red(), plain.green(), plain.blue()) == (128, 128, 128)
    assert leg.blue() > leg.red() + 20
    pull(brush, on_canvas(brush, (200, 300)), on_canvas(brush, (260, 300)), NO_KEYS, release=False)
    under = colour_at(brush, (215, 300))
    wanted = target_colour(Target.LEFT_ARM)
    assert abs(under.green() - int(wanted[3:5], 16)) < abs(leg.green() - int(wanted[3:5], 16))
    QTest.keyClick(brush.canvas, Qt.Key.Key_Escape)
    assert brush.session.undo_stack.count() == 0
    assert brush.canvas.tool is brush.window.tools.parts


def test_the_right_button_takes_up_what_lies_there(brush: Desk) -> None:
    bar, tool = brush.window.tools.part_bar, brush.window.tools.parts
    QTest.mouseMove(brush.canvas, on_canvas(brush, (250, 300)))
    assert bar.here_label.text() == "Here: Left leg"
    QTest.mouseClick(brush.canvas, RIGHT, NO_KEYS, on_canvas(brush, (250, 300)))
    assert tool.target == Target.LEFT_LEG
    QTest.mouseClick(brush.canvas, RIGHT, NO_KEYS, on_canvas(brush, (50, 320)))
    assert bar.target_box.currentText() == "Held or worn thing"
    QTest.mouseClick(brush.canvas, RIGHT, NO_KEYS, on_canvas(brush, (50, 100)))
    assert bar.target_box.currentText() == "Background"
    assert brush.session.undo_stack.count() == 0


def test_keys_and_bar_choose_target_and_size(brush: Desk) -> None:
    bar, tool = brush.window.tools.part_bar, brush.window.tools.parts
    QTest.keyClick(brush.canvas, Qt.Key.Key_Down)
    assert tool.target is Target.RIGHT_HAND
    assert bar.target_box.currentText() == "Right hand"
    QTest.keyClick(brush.canvas, Qt.Key.Key_Up)
    QTest.keyClick(brush.canvas, Qt.Key.Key_BracketRight)
    assert (tool.target, bar.size_box.value()) == (Target.LEFT_ARM, 24)
    bar.target_box.setFocus()
    QTest.keyClick(bar.target_box, Qt.Key.Key_Down)
    assert tool.target is Target.RIGHT_HAND
    assert brush.session.pose == standing()
    QTest.mouseClick(bar.done_button, LEFT)
    assert brush.canvas.tool is None
    assert not bar.isVisible()


def test_sides_that_are_swapped_take_what_was_said_with_them(brush: Desk) -> None:
    stroke(brush, (120, 300), (160, 300))
    said = brush.source
    brush.session.swap_skeleton_sides("swap")
    assert code_at(brush, (140, 300)) == Target.RIGHT_ARM
    assert brush.source.pose == swap_sides(standing())
    brush.trigger("undo")
    assert brush.source == said


def test_a_matte_brush_between_keeps_what_was_said(brush: Desk) -> None:
    stroke(brush, (120, 300), (160, 300))
    brush.trigger("touch_up_matte")
    assert not brush.window.tools.part_bar.isVisible()
    pull(brush, on_canvas(brush, (200, 100)), on_canvas(brush, (240, 100)), Qt.KeyboardModifier.AltModifier)
    assert code_at(brush, (140, 300)) == Target.LEFT_ARM
    brush.trigger("undo")
    brush.trigger("undo")
    assert brush.source.mending == NOTHING


def test_another_person_is_no_longer_what_was_said_of_the_first(brush: Desk) -> None:
    stroke(brush, (120, 300), (160, 300))
    other = replace(brush.source.pose, points=brush.source.pose.replaced(standing().xy() + 30).points)
    brush.session.choose_person(
        brush.entry.key, Source(brush.source.photo, other, brush.source.matte), "other"
    )
    assert brush.source.mending == NOTHING
    brush.trigger("undo")
    assert code_at(brush, (140, 300)) == Target.LEFT_ARM


@pytest.fixture
def japanese(qapp: QApplication) -> Iterator[None]:
    translations = Translations(qapp, Language.JAPANESE)
    yield
    translations.choose(Language.ENGLISH)


@pytest.mark.usefixtures("japanese")
def test_everything_is_said_in_japanese_too_and_fits_a_narrow_window(brush: Desk) -> None:
    brush.window.resize(1000, 700)
    bar = brush.window.tools.part_bar
    texts = [bar.target_box.itemText(place) for place in range(bar.target_box.count())]
    texts += [bar.forget_button.text(), brush.window.tools.hint_bar.sentence]
    assert [text for text in texts if not any(ord(letter) > 0x3000 for letter in text)] == []
    assert brush.window.width() == 1000
    for control in (bar.target_box, bar.forget_button, bar.reset_button, bar.done_button):
        assert control.geometry().right() < bar.width()
        assert control.width() >= control.minimumSizeHint().width()
