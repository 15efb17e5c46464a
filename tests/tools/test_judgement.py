"""The formula that judges pictures is the one that the judged cells give, and foretells photos it has not seen."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from engine.contract.judgement import DOUBTFUL, Figures
from engine.layers.regions import Region
from engine.render.judging import OFFSET, USUAL, WEIGHTS, judgement_of
from engine.system.shipped import DEMO_PHOTO
from tools.judgement import Cell, agreement, app, fitted, left_out, read_cells, write_cells

TABLE = Path(__file__).resolve().parents[2] / "docs" / "judged_cells.csv"


@pytest.fixture(scope="module")
def cells() -> list[Cell]:
    return read_cells(TABLE)


def test_the_constants_of_the_engine_are_those_that_the_table_gives(cells) -> None:
    assert len(cells) == 200
    assert {verdict for cell in cells for verdict in cell.verdicts} == {"P", "M", "B"}
    formula = fitted(cells)
    assert formula.offset == pytest.approx(OFFSET)
    assert formula.weights == pytest.approx(WEIGHTS)
    assert formula.usual == pytest.approx(USUAL)


def test_on_photos_left_out_the_marks_agree_with_the_judges(cells) -> None:
    told = agreement(cells, left_out(cells))
    assert told.recall >= 0.8
    assert told.precision >= 0.7
    swapped = [replace(cell, verdicts=("B", "B") if cell.broken < 0.5 else ("P", "P")) for cell in cells]
    assert agreement(swapped, left_out(cells)).precision < 0.3, "the measure tells good marks from bad ones"


def test_the_engine_marks_the_cells_that_the_formula_marks(cells) -> None:
    likely = [judgement_of({Region.RIGHT_ARM: cell.figures}) for cell in cells]
    assert agreement(cells, np.array([each.broken for each in likely])).recall >= 0.8
    for cell, told in zip(cells, likely, strict=True):
        assert told.is_doubtful is (told.broken >= DOUBTFUL)
        assert bool(told.doubts) is told.is_doubtful
        assert told.figures == pytest.approx(cell.figures)


def test_verdicts_are_joined_by_judge_and_only_those_of_the_version(tmp_path: Path) -> None:
    table, key, said = tmp_path / "cells.csv", tmp_path / "key.json", tmp_path / "verdicts.csv"
    figures = Figures(0.1, 0.2, 0.3)
    write_cells(table, [Cell("b", "lean", figures), Cell("a", "arm up", figures), Cell("a", "lean", figures)])
    names = {
        "1a": {"version": "now", "photo": "a", "edit": "lean"},
        "1b": {"version": "before", "photo": "a", "edit": "arm up"},
        "1c": {"version": "now", "photo": "b", "edit": "lean"},
    }
    key.write_text(json.dumps(names))
    said.write_text("1a,B,EDGE HAND\n1b,B,TEAR\n1c,P\nmean,B\n")
    done = CliRunner().invoke(app, ["join", str(table), str(key), str(said), "--judge", "second"])
    assert done.exit_code == 0, done.output
    assert [(cell.photo, cell.edit, cell.verdicts) for cell in read_cells(table)] == [
        ("a", "arm up", ("", "")), ("a", "lean", ("", "B")), ("b", "lean", ("", "P")),
    ]  # fmt: skip
    assert all(cell.figures == figures for cell in read_cells(table))


def test_measuring_renews_the_figures_and_leaves_the_verdicts(tmp_path: Path) -> None:
    """On the person that ships; a picture that rests invents nothing, and a raised arm does."""
    table = tmp_path / "cells.csv"
    with Image.open(DEMO_PHOTO) as image:
        image.convert("RGB").save(tmp_path / "demo.jpg", quality=95)
    write_cells(table, [Cell("demo", "arm up", Figures(), ("B", "M"))])
    done = CliRunner().invoke(app, ["measure", str(tmp_path), str(table)])
    assert done.exit_code == 0, done.output
    measured = {cell.edit: cell for cell in read_cells(table)}
    assert len(measured) == 8
    assert measured["arm up"].verdicts == ("B", "M")
    assert measured["arm up"].figures.made_up > 0
    assert 0 < measured["arm up"].figures.unsure < 1
    assert measured["lean"].verdicts == ("", "")
