"""The formula by which pictures are judged: `python -m tools.judgement measure PHOTOS CELLS.csv`, then `fit CELLS.csv`.

`measure` renders the judged edits of every photo with this checkout and writes what a judgement is made of, a line a
cell; verdicts that the table has already stay. `join` adds the verdicts of one judge from the files of `tools.judging`.
`fit` fits the formula to the cells with verdicts and prints the constants of `engine/render/judging.py`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import typer
from numpy.typing import NDArray

from engine.commands.studio import open_studio
from engine.contract.judgement import DOUBTFUL, Figures
from engine.contract.messages import Quality, RenderRequest, Source
from engine.evaluate.edits import judged_edits
from engine.render.renderer import Renderer
from engine.system.files import write_atomic
from engine.system.originals import Originals
from tools.judging import prepared

Vector = NDArray[np.float64]
_RIDGE = 5.0  # of the weights of standardised figures: a photo more or less must not turn the formula over
_ROUNDS = 50
_DIGITS = 8  # roots of small figures tell as well
_JUDGES = ("first", "second")
_HEADINGS = ("photo", "edit", *Figures._fields, *_JUDGES)
app = typer.Typer(add_completion=False, help=__doc__)


@dataclass(frozen=True, slots=True)
class Cell:
    """A picture by its photo and edit, its figures, and the verdict of each judge: P, M, B or empty."""

    photo: str
    edit: str
    figures: Figures
    verdicts: tuple[str, ...] = ("", "")

    @property
    def broken(self) -> float:
        """The share of the judges who called it broken."""
        return sum(verdict == "B" for verdict in self.verdicts) / len(self.verdicts)


class Formula(NamedTuple):
    """What `engine/render/judging.py` adds up; usual: the mean roots of the figures of pictures that pass."""

    offset: float
    weights: Figures
    usual: Figures


class Agreement(NamedTuple):
    """Of the pictures called broken those that are marked, and of the marked ones those called broken, 0..1."""

    recall: float
    precision: float


@app.command()
def measure(photos: Path, cells: Path) -> None:
    """Render the judged edits of all photos in and below a folder; write or renew their figures in the table CELLS."""
    renderer = open_studio("cpu", None)
    known = {(cell.photo, cell.edit): cell for cell in (read_cells(cells) if cells.exists() else ())}
    for path, source in prepared(renderer, photos.rglob("*.jpg")):
        for cell in _measured(renderer, source, path.stem):
            place = cell.photo, cell.edit
            known[place] = replace(known.get(place, cell), figures=cell.figures)
        write_cells(cells, known.values())


@app.command()
def join(
    cells: Path,
    key: Path,
    verdicts: Annotated[list[Path], typer.Argument(help="Files of lines: cell, verdict, defects.")],
    judge: str = _JUDGES[0],
    version: str = "now",
) -> None:
    """Add what one judge, the "first" or the "second", said of a version's pictures to the table CELLS."""
    names, place = json.loads(key.read_text("utf-8")), _JUDGES.index(judge)
    said: dict[tuple[str, str], str] = {}
    for file in verdicts:
        for name, verdict, *_ in csv.reader(file.read_text("utf-8").splitlines()):
            about = names.get(name.strip())
            if about is not None and about["version"] == version:
                said[about["photo"], about["edit"]] = verdict.strip()
    told = [_with_verdict(cell, place, said.get((cell.photo, cell.edit))) for cell in read_cells(cells)]
    write_cells(cells, told)
    typer.echo(f"{len(said)} verdicts, of {len(told)} cells.")


@app.command()
def fit(cells: Path) -> None:
    """Print the constants of the formula, and how it agrees with the judges on photos that it was not fitted to."""
    judged = [cell for cell in read_cells(cells) if all(cell.verdicts)]
    formula = fitted(judged)
    typer.echo(f"OFFSET, WEIGHTS = {formula.offset}, {formula.weights}")
    typer.echo(f"USUAL = {formula.usual}")
    told = agreement(judged, left_out(judged))
    photos = len({cell.photo for cell in judged})
    typer.echo(
        f"{len(judged)} cells of {photos} photos, each photo left out in turn: "
        f"recall {told.recall:.3f}, precision {told.precision:.3f} at {DOUBTFUL}"
    )


def read_cells(path: Path) -> list[Cell]:
    """The cells of a table."""
    return [
        Cell(
            row["photo"],
            row["edit"],
            Figures(*(float(row[name]) for name in Figures._fields)),
            tuple(row[judge] for judge in _JUDGES),
        )
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    ]


def write_cells(path: Path, cells: Iterable[Cell]) -> None:
    """Write a table, in the order of photos."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADINGS)
    for cell in sorted(cells, key=lambda cell: cell.photo):
        numbers = (round(figure, _DIGITS) for figure in cell.figures)
        writer.writerow([cell.photo, cell.edit, *numbers, *cell.verdicts])
    write_atomic(path, text.getvalue().encode("utf-8"), originals=Originals())


def fitted(cells: Sequence[Cell]) -> Formula:
    """The logistic formula of the figures' roots, by Newton's method, as digits that a person can read."""
    roots, broken = _roots(cells), _broken(cells)
    mean, spread = roots.mean(0), roots.std(0) + 1e-6
    columns = np.c_[(roots - mean) / spread, np.ones(len(roots))]
    ridge = np.diag([_RIDGE] * roots.shape[1] + [0.0])
    weights = np.zeros(columns.shape[1])
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-columns @ weights))
        curvature = (columns * (likely * (1 - likely) + 1e-6)[:, None]).T @ columns + ridge
        weights -= np.linalg.solve(curvature, columns.T @ (likely - broken) + ridge @ weights)
    each = weights[:-1] / spread
    usual = (roots * (1 - broken)[:, None]).sum(0) / (1 - broken).sum()
    return Formula(
        round(float(weights[-1] - each @ mean), 2),
        Figures(*(round(float(weight), 1) for weight in each)),
        Figures(*(round(float(root), 3) for root in usual)),
    )


def left_out(cells: Sequence[Cell]) -> Vector:
    """How likely each is broken [N], 0..1, by the formula fitted to the cells of all other photos."""
    likely = np.zeros(len(cells))
    photos = np.array([cell.photo for cell in cells])
    for photo in sorted({cell.photo for cell in cells}):
        formula = fitted([cell for cell in cells if cell.photo != photo])
        own = photos == photo
        likely[own] = 1 / (1 + np.exp(-formula.offset - _roots(cells)[own] @ np.array(formula.weights)))
    return likely


def agreement(cells: Sequence[Cell], likely: Vector) -> Agreement:
    """How the marks agree with the judges, each of whom counts half."""
    broken, marked = _broken(cells), likely >= DOUBTFUL
    hits = float(broken[marked].sum())
    return Agreement(hits / float(broken.sum()), hits / max(int(marked.sum()), 1))


def _measured(renderer: Renderer, source: Source, photo: str) -> list[Cell]:
    found = []
    for edit in judged_edits(source.pose):
        judgement = renderer.render(RenderRequest(source, edit.pose, Quality.FINAL)).judgement
        if judgement is not None:
            found.append(Cell(photo, edit.name, judgement.figures))
    return found


def _with_verdict(cell: Cell, judge: int, verdict: str | None) -> Cell:
    if verdict is None:
        return cell
    return replace(cell, verdicts=(*cell.verdicts[:judge], verdict, *cell.verdicts[judge + 1 :]))


def _roots(cells: Sequence[Cell]) -> Vector:
    """[N, 3]."""
    return np.sqrt(np.maximum(np.array([cell.figures for cell in cells], np.float64), 0))


def _broken(cells: Sequence[Cell]) -> Vector:
    return np.array([cell.broken for cell in cells])


if __name__ == "__main__":
    app()
