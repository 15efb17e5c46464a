"""Contact sheets and tables of finished pictures."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.batch.manifest import Manifest
from engine.batch.papers import write_papers
from engine.batch.records import Finished, Writing
from engine.export.sheet import MAX_SHEET_PX, Shown, sheet_pdf, sheet_png
from engine.export.table import Row, table_csv
from engine.system.files import encode_png
from engine.system.originals import Originals
from tests.export.pictures import KEY, opened, write

RED, CLEAR = (200, 20, 20), (0, 0, 0)


@pytest.fixture
def pictures(tmp_path) -> list[Shown]:
    red = write(tmp_path, "red.png", encode_png(np.full((80, 60, 3), RED, np.uint8), icc=None, text={}))
    clear = write(tmp_path, "clear.png", encode_png(np.zeros((60, 80, 4), np.uint8), icc=None, text={}))
    return [Shown(red, "red.png"), Shown(clear, "手を振る.png"), Shown(tmp_path / "gone.png", "gone.png")]


def test_every_picture_is_on_the_sheet_in_its_own_shape(pictures) -> None:
    sheet = np.asarray(opened(sheet_png(pictures)).convert("RGB"))
    red = (sheet == RED).all(-1)
    rows, columns = np.flatnonzero(red.any(1)), np.flatnonzero(red.any(0))
    assert (len(columns), len(rows)) == (60, 80)  # not enlarged
    assert (sheet == 255).all(-1).mean() > 0.5


@pytest.mark.parametrize("what", ["cut_off", "doubtful"])
def test_what_to_look_at_in_a_picture_is_written_below_it_in_another_ink(pictures, what) -> None:
    warning = {what: ("left arm", "right hand")}
    marked = [replace(pictures[0], **warning), *pictures[1:]]
    plain, warned = (
        np.asarray(opened(sheet_png(each)).convert("RGB")).astype(int) for each in (pictures, marked)
    )
    assert plain.shape == warned.shape
    ink = [(sheet[..., 0] > sheet[..., 1] + 60) & (sheet != RED).any(-1) for sheet in (plain, warned)]
    assert ink[0].sum() == 0
    assert ink[1].sum() > 50
    assert (warned == RED).all(-1).sum() == 60 * 80


def test_a_large_batch_keeps_to_the_limit(pictures) -> None:
    assert max(opened(sheet_png(pictures * 200)).size) <= MAX_SHEET_PX


def test_a_pdf_has_a_page_for_every_twenty(pictures) -> None:
    data = sheet_pdf(pictures * 14, title="Spring")  # 42
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b(?!s)", data)) == 3


def test_an_empty_batch_has_an_empty_sheet() -> None:
    assert sheet_pdf([], title="None").startswith(b"%PDF-")
    assert opened(sheet_png([])).size[0] > 0


def test_a_table_reads_back_in_every_script_and_runs_nothing() -> None:
    rows = [
        Row("a.png", "田中, 花子", 'say "hi"', (1200, 1600), 0.1234, 87.4, KEY),
        Row("=1+1.png", "-anna", "+pose", (1, 2), 0, 0, KEY),
    ]
    data = table_csv(rows)
    assert data.startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert (first["photo"], first["pose"]) == ("田中, 花子", 'say "hi"')
    assert (first["width_px"], first["made_up_percent"], first["milliseconds"]) == ("1200", "12.3", "87")
    assert first["sha256"] == KEY
    assert [second[name][0] for name in ("file", "photo", "pose")] == ["'", "'", "'"]


def test_the_papers_tell_what_the_manifest_says_is_finished(tmp_path) -> None:
    folder, table, sheet = tmp_path / "out", tmp_path / "batch.csv", tmp_path / "sheet.pdf"
    folder.mkdir()
    with Manifest(folder) as manifest:
        for name in ("a.png", "b.png"):
            manifest.append(
                Writing(
                    name=name, file=f"new-{name}", photo="anna", pose="wave", width=60, height=80,
                    invented=0.5, milliseconds=12, sha256=KEY, recipe=KEY,
                )
            )  # fmt: skip
        manifest.append(Finished(name="a.png", file="new-a.png", sha256=KEY, recipe=KEY))
    write_papers(folder, originals=Originals(), sheet=sheet, table=table)
    lines = Path(table).read_text("utf-8-sig").splitlines()
    assert lines[1:] == [f"new-a.png,anna,wave,60,80,50.0,12,{KEY},,,,"]
    assert sheet.read_bytes().startswith(b"%PDF-")
