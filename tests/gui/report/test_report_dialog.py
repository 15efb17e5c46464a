"""File > Report: what is ticked is what is asked for, and how it went is told beside the work."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gui.document.document import entry_of_file
from gui.panels.pose_library import open_library
from gui.report.choices import FIRST_CHOICE
from gui.report.dialog import ReportDialog
from gui.report.run import Order, ReportRun
from tests.gui.conftest import Desk
from tests.gui.documents import photo_file

WORKS = "print('0/2', flush=True); print('1/2', flush=True); print('The report is in r.html.')"
FAILS = """
import sys
print('0/2')
print('There is no room for r.html in x. Free some space first.', file=sys.stderr)
sys.exit(2)
"""
HANGS = "import time; time.sleep(60)"


def run_of(script: str) -> ReportRun:
    return ReportRun(program=(sys.executable, "-c", script))


def order(tmp_path: Path) -> Order:
    return Order([tmp_path / "a.png"], [tmp_path / "p.json"], tmp_path / "r.pdf", "ja", 60.0, "JPY", "cpu")


def test_an_order_is_what_the_command_line_takes(tmp_path) -> None:
    words = order(tmp_path).words()
    assert words[:2] == ["report", str(tmp_path / "a.png")]
    assert words[words.index("--poses") + 1] == str(tmp_path / "p.json")
    assert words[words.index("--price") + 1 : words.index("--price") + 4] == ["60.0", "--currency", "JPY"]
    assert "--steps" in words


def test_steps_and_the_end_are_told(qtbot, tmp_path) -> None:
    run, steps = run_of(WORKS), []
    run.stepped.connect(lambda done, total: steps.append((done, total)))
    with qtbot.waitSignal(run.done, timeout=10_000) as ended:
        run.start(order(tmp_path))
        assert run.is_running
    assert steps == [(0, 2), (1, 2)]
    assert ended.args == [tmp_path / "r.pdf"]
    assert not run.is_running


def test_a_fault_is_the_commands_own_sentence(qtbot, tmp_path) -> None:
    run = run_of(FAILS)
    with qtbot.waitSignal(run.failed, timeout=10_000) as ended:
        run.start(order(tmp_path))
    assert ended.args == ["There is no room for r.html in x. Free some space first."]


def test_it_can_be_stopped_and_then_nothing_is_complained_of(qtbot, tmp_path) -> None:
    run = run_of(HANGS)
    run.start(order(tmp_path))
    with qtbot.waitSignal(run.failed, timeout=10_000) as ended:
        run.stop()
    assert ended.args == [""]
    assert not run.is_running


@pytest.fixture
def dialog(qtbot, tmp_path):
    made = ReportDialog(run_of(WORKS), open_library(tmp_path / "none"), device=lambda: "cpu")
    qtbot.addWidget(made)
    return made


def test_photos_in_files_and_six_poses_are_ticked_and_can_be_unticked(dialog, tmp_path) -> None:
    photos = [entry_of_file(photo_file(tmp_path, f"{name}.png")) for name in ("a", "b")]
    dialog.choices.show_material(photos, dialog._library.poses)
    chosen = dialog.choices
    assert chosen.chosen_photos == [tmp_path / "a.png", tmp_path / "b.png"]
    assert {path.stem for path in chosen.chosen_poses} == set(FIRST_CHOICE)
    assert "12" in dialog._told.text()
    assert dialog.make.isEnabled()
    for number in range(2):
        chosen.photos.item(number).setCheckState(Qt.CheckState.Unchecked)
    assert chosen.chosen_photos == []
    assert not dialog.make.isEnabled()
    assert chosen.price_an_hour is None
    chosen.price.setValue(0.4)
    assert chosen.price_an_hour == pytest.approx(0.4)


def test_the_finished_report_can_be_shown(dialog, qtbot, tmp_path) -> None:
    dialog.choices.show_material([entry_of_file(photo_file(tmp_path))], dialog._library.poses)
    dialog.show()
    with qtbot.waitSignal(dialog._run.done, timeout=10_000):
        dialog.begin(tmp_path / "r.pdf")
        assert not dialog.choices.isEnabled()
        assert dialog.stop.isVisible()
    assert dialog.show_page.isVisible()
    assert "r.html" in dialog._told.text()
    assert dialog.choices.isEnabled()


def test_the_menu_opens_it(opened: Desk) -> None:
    opened.window.actions_by_name["report"].trigger()
    dialog = opened.window.reporting.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.windowTitle() == "Report"
