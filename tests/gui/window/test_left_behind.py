"""Nothing of a photo that is gone stays in sight: kept poses, figures and zoom are those of what is on the canvas."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from engine.contract.messages import Quality, RenderRequest
from gui.project import questions as project_questions
from gui.project.questions import Leave
from tests.gui.conftest import Desk
from tests.gui.fakes import source, standing

LEFT = Qt.MouseButton.LeftButton


def told(desk: Desk) -> str:
    return " ".join(label.text() for label in desk.window.status.findChildren(QLabel) if label.isVisible())


def lit_buttons(desk: Desk) -> set[str]:
    return {
        button.text() for button in desk.window.docks.variants.findChildren(QToolButton) if button.isEnabled()
    }


def test_a_new_project_begins_without_kept_poses_and_figures(opened: Desk, monkeypatch) -> None:
    monkeypatch.setattr(project_questions, "ask_to_leave", lambda _window: Leave.DISCARD)
    strip = opened.window.docks.variants
    opened.trigger("keep_variant")
    QTest.mouseClick(strip.view.viewport(), LEFT, pos=strip.view.visualRect(strip.model.index(0)).center())
    assert {"Duplicate", "Delete"} <= lit_buttons(opened)
    assert "15 ms" in told(opened)
    opened.trigger("new_project")
    assert strip.model.rowCount() == 0
    assert lit_buttons(opened) == set()
    assert opened.window.film_strip.count() == 0
    assert "ms" not in told(opened)
    assert "%" not in told(opened)


def test_figures_are_those_of_the_photo_on_the_canvas(opened: Desk) -> None:
    path = Path("second.png").absolute()
    opened.window.open_files([path])
    opened.engine.load(path)
    assert "ms" not in told(opened)
    opened.engine.prepare_done(path)
    opened.engine.render_all()
    assert "15 ms" in told(opened)


def test_pictures_of_a_batch_are_not_timed_in_the_window(desk: Desk) -> None:
    desk.engine.render(RenderRequest(source("other.png"), standing(), Quality.FINAL, size=200))
    assert "ms" not in told(desk)


def test_a_new_project_begins_without_the_notices_of_the_old_one(opened: Desk, monkeypatch) -> None:
    monkeypatch.setattr(project_questions, "ask_to_leave", lambda _window: Leave.DISCARD)
    opened.window.say("The picture could not be saved.")
    assert opened.window.notice.isVisible()
    opened.trigger("new_project")
    assert opened.window.notice.isHidden()
