"""The measurement of a drag: what is said of figures, and that the figures come from a real drag."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from engine.commands.bench_window import bench_window
from gui.bench.drag_bench import DragFigures, measure_drag
from gui.bench.drag_feeder import EVENTS_PER_S
from main import main
from tests.gui.fakes import FakeEngine


@dataclass
class Measured:
    """Stands in for the window and remembers what it was asked for."""

    figures: DragFigures
    photo: Path | None = None

    def __call__(self, _engine, /, *, photo, data, seconds, memory_mb) -> DragFigures:
        assert data.is_dir()
        assert memory_mb() is None or memory_mb() > 1
        self.photo = photo
        return self.figures


def figures(longest_ms: float = 30.0, *, is_last: bool = True) -> DragFigures:
    gaps = (16.0, 16.0, 17.0, longest_ms)
    return DragFigures("offscreen", 600, gaps, (80.0, 100.0, 90.0), (1000.0, 1004.0), is_last)


def test_the_report_sums_up_what_was_measured(tmp_path, capsys) -> None:
    report = tmp_path / "drag.json"
    bench_window(Measured(figures()), report=report, device="cpu")
    result = json.loads(report.read_text("utf-8"))
    assert result["gap_ms"] == {"median": 16.5, "p95": 28.05, "max": 30.0}
    assert result["latency_ms"]["median"] == 90.0
    assert (result["events"], result["paints"], result["pictures"]) == (600, 5, 3)
    assert result["last_pose_rendered"] is True
    assert result["memory_mb"] == {"before": 1000.0, "after": 1004.0, "grown": 4.0}
    said = capsys.readouterr().out
    assert "100 ms ever: yes" in said
    assert "1004 MB after" in said


@pytest.mark.parametrize(
    ("measured", "line"),
    [
        (figures(longest_ms=140.0), "100 ms ever: no"),
        (figures(is_last=False), "the last pose is the one rendered: no"),
    ],
)
def test_what_is_not_kept_is_said(measured, line, capsys) -> None:
    bench_window(Measured(measured), report=None, device="cpu")
    assert line in capsys.readouterr().out


def test_other_weights_and_a_report_over_the_demo_photo_are_refused(refused, tmp_path) -> None:
    header = b'{"__metadata__": {"architecture": "xinggan_pp"}}'
    (tmp_path / "w.safetensors").write_bytes(len(header).to_bytes(8, "little") + header)
    assert "--weights" in refused("bench", "--gui", "--weights", tmp_path / "w.safetensors")
    assert ".json" in refused("bench", "--gui", "--json", tmp_path / "drag.png")


def test_the_command_measures_in_the_window(monkeypatch, capsys) -> None:
    monkeypatch.setattr("gui.bench.drag_bench.measure_drag", Measured(figures()))
    assert main(["bench", "--gui", "--device", "cpu"]) == 0
    assert "600 moves" in capsys.readouterr().out


class QuickEngine(FakeEngine):
    """Answers at once, on the window's thread."""

    def submit(self, request) -> None:
        super().submit(request)
        self.render(request)

    def prepare(self, subject) -> None:
        super().prepare(subject)
        self.load(subject)
        self.prepare_done(subject)

    def tell(self, event) -> None:
        self._listener(event)


def test_a_drag_is_driven_and_watched(qapp: QApplication, tmp_path) -> None:
    engines: list[QuickEngine] = []

    def make_engine(listener):
        engines.append(QuickEngine(listener))
        return engines[-1]

    measured = measure_drag(
        make_engine, photo=Path("person.png"), data=tmp_path, seconds=0.5, memory_mb=lambda: 5.0
    )
    assert measured.events == EVENTS_PER_S // 2
    assert measured.is_last_rendered
    assert measured.memory_mb == (5.0, 5.0)
    assert 1 <= len(measured.latencies_ms) <= measured.events + 1  # a busy machine paints several at once
    poses = {request.pose for request in engines[0].requests}
    assert len(poses) > EVENTS_PER_S  # of the warm-up and the drag
    assert engines[0].closed
