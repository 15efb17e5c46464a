"""The measurement of a folder of photos: what is said of figures, and that the figures come from real photos."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from engine.commands.bench_folder import bench_folder
from engine.contract.messages import Quality
from gui.bench.folder_bench import FolderFigures, Visit, measure_folder
from tests.commands.test_bench_window import QuickEngine

VISIT = Visit("a.png", 0.5, 1.0, 0.2, 120.0, 1500.0, 1900.0)


def figures(visit: Visit = VISIT, closing_s: float = 0.2) -> FolderFigures:
    return FolderFigures("offscreen", 2, 0.3, (visit, VISIT), closing_s)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "photos"
    place.mkdir()
    for name in ("a", "b", "c"):
        cv2.imwrite(str(place / f"{name}.png"), np.full((400, 300, 3), 90, np.uint8))
    return place


@pytest.mark.parametrize(
    ("measured", "line"),
    [
        (figures(), "MB held: yes"),
        (figures(replace(VISIT, memory_mb=2600.0)), "MB held: no"),
        (figures(replace(VISIT, again_ms=151.0)), "within 150 ms: no"),
        (figures(closing_s=1.2), "within 1 s: no"),
    ],
)
def test_what_is_kept_and_what_is_not_is_said(
    measured: FolderFigures, line: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def measure(device: str, /, **told: object) -> FolderFigures:
        asked.append((device, told["photos"], told["whole"]))
        return measured

    report = tmp_path / "report.json"
    bench_folder(measure, folder, whole=True, report=report, device="cpu")
    assert line in capsys.readouterr().out
    assert asked == [("cpu", [folder / f"{name}.png" for name in "abc"], True)]
    assert json.loads(report.read_text("utf-8"))["visits"][1]["released_s"] == 0.2


def test_a_folder_without_photos_and_one_without_a_window_are_refused(refused, tmp_path: Path) -> None:
    assert "--gui" in refused("bench", "--folder", tmp_path)
    assert str(tmp_path) in refused("bench", "--gui", "--folder", tmp_path)


def test_photos_are_clicked_and_posed(
    qapp: QApplication, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.bench.folder_bench._DRAG_S", 0.2)
    monkeypatch.setattr("gui.bench.folder_bench._REST_S", 0.05)
    engines: list[QuickEngine] = []

    def make_engine(listener):
        engines.append(QuickEngine(listener))
        return engines[-1]

    photos = sorted(folder.iterdir())
    measured = measure_folder(make_engine, photos=photos, data=tmp_path, whole=False, memory_mb=lambda: 7.0)
    assert measured.photos == 3
    assert [visit.name for visit in measured.visits] == ["a.png", "b.png", "c.png"]
    assert all(visit.memory_mb == visit.peak_mb == 7.0 for visit in measured.visits)
    finals = [request for request in engines[0].requests if request.quality is Quality.FINAL]
    posed = {request.source.photo.name for request in finals if request.pose != request.source.pose}
    assert posed == {"a.png", "b.png", "c.png"}
    assert engines[0].closed
