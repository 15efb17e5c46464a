"""Lines above the canvas lie below each other with all of their words, however small the window is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from engine.pose.edits import translate
from gui.look.language import Language
from gui.window.coach import CoachBar
from gui.window.sentence_bar import SentenceBar
from tests.gui.conftest import Desk
from tests.sure import sure


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
        assert hint.geometry().bottom() < desk.canvas.geometry().top()
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


def _has_room(bar: SentenceBar) -> bool:
    return bar._label.height() >= bar._label.heightForWidth(bar._label.width())
