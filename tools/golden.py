"""Makes the golden pictures anew, or compares: `python -m tools.golden`, which shows what changed as a sheet.

`keep` writes today's pictures losslessly into a folder and `same` compares with it to the bit: before and after a
change that must change nothing, on one machine. `make` renders the golden pictures of tests/golden anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import cv2
import numpy as np
import typer
from numpy.typing import NDArray

from engine.render.opening import open_renderer
from engine.render.renderer import Renderer
from engine.runtime.device import choose_device
from engine.system.files import make_folder, write_atomic
from engine.system.originals import Originals
from tests.golden.cases import PICTURES, all_rendered, difference, encoded, kept

_SHEET = Path("out/golden.jpg")
# A changed pixel of a few levels is to be seen on the sheet.
_AMPLIFIED = 8

Pixels = NDArray[np.uint8]
app = typer.Typer(add_completion=False, help=__doc__)


@app.command()
def make(
    sheet: Annotated[Path, typer.Option(help="Where the sheet of changed pictures goes.")] = _SHEET,
) -> None:
    """Write the golden pictures and a sheet of those that changed: before, after, difference. Look at it."""
    make_folder(PICTURES)
    rows = []
    for case, now in all_rendered(_renderer()):
        path = PICTURES / f"{case.name}.jpg"
        before = kept(case) if path.exists() else None
        data = encoded(now)
        if before is not None and path.read_bytes() == data:
            continue
        write_atomic(path, data, originals=Originals())
        if before is not None and before.shape == now.shape:
            found = difference(now, before)
            typer.echo(f"{case.name}: {found.mean_levels:.2f} levels, {found.far_share:.2%} far")
            rows.append(_row(before, now, case.name))
        else:
            typer.echo(f"{case.name}: new")
    if rows:
        make_folder(sheet.parent)
        write_atomic(sheet, encoded(np.vstack(rows)), originals=Originals())
        typer.echo(f"{len(rows)} pictures changed; {sheet} shows before, after and the difference.")


@app.command()
def keep(folder: Path) -> None:
    """Write today's pictures into a folder, without loss."""
    make_folder(folder)
    for case, now in all_rendered(_renderer()):
        write_atomic(folder / f"{case.name}.png", _png(now), originals=Originals())


@app.command()
def same(folder: Path) -> None:
    """Compare today's pictures with those that `keep` wrote; the exit code is 1 when a bit differs."""
    changed = []
    for case, now in all_rendered(_renderer()):
        before = cv2.imread(str(folder / f"{case.name}.png"))[..., ::-1]
        if not np.array_equal(before, now):
            changed.append(case.name)
            found = difference(now, before)
            typer.echo(f"{case.name}: {found.mean_levels:.4f} levels, {found.far_share:.2%} far")
    typer.echo(f"{len(changed)} pictures changed." if changed else "All pictures are the same to the bit.")
    raise typer.Exit(bool(changed))


def _renderer() -> Renderer:
    return open_renderer(choose_device("cpu"))


def _png(pixels: Pixels) -> bytes:
    return bytes(cv2.imencode(".png", np.ascontiguousarray(pixels[..., ::-1]))[1])


def _row(before: Pixels, after: Pixels, name: str) -> Pixels:
    """One line of the sheet [H, W, 3]: the two pictures and what differs, under the case's name."""
    apart = np.abs(before.astype(np.int16) - after) * _AMPLIFIED
    row = np.hstack([before, after, np.minimum(apart, 255).astype(np.uint8)])
    width = 3 * 360
    row = cv2.resize(row, (width, round(row.shape[0] * width / row.shape[1])), interpolation=cv2.INTER_AREA)
    return np.asarray(
        cv2.putText(row, name, (8, 20), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (200, 0, 0), 1, cv2.LINE_AA)
    )


if __name__ == "__main__":
    app()
