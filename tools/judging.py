"""Pictures for fresh eyes to judge: `python -m tools.judging cells PHOTOS OUT`, `sheets OUT A B`, `count OUT`.

`cells` renders the eight judged edits of every photo with this checkout; run it in each version's own, or with other
methods. `sheets` mixes versions so that nobody can tell them apart, and keeps the key. `count` reads the verdicts.
"""

from __future__ import annotations

import csv
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import cv2
import numpy as np
import typer
from numpy.typing import NDArray

from engine.commands.studio import open_studio
from engine.contract.messages import Quality, RenderRequest, Source
from engine.evaluate.edits import judged_edits
from engine.photo.photo import load_photo
from engine.render.renderer import Renderer
from engine.render.way import DEFAULT, Way
from engine.system.errors import EngineError
from engine.system.files import make_folder, write_atomic
from engine.system.originals import Originals

Pixels = NDArray[np.uint8]
_TILE_PX = 760
_GAP_PX = 8
_LABEL_PX = 30
_PER_SHEET = 4  # cells beside the photo
_JPEG_QUALITY = 93
VERDICTS = ("P", "M", "B")
app = typer.Typer(add_completion=False, help=__doc__)


@app.command()
def cells(photos: Path, out: Path, method: Way = DEFAULT) -> None:
    """Render the judged edits of all photos of a folder into OUT, a PNG each, losslessly at the photo's size."""
    renderer = open_studio("cpu", None, way=method)
    make_folder(out)
    for path, source in prepared(renderer, photos.glob("*.jpg")):
        _keep(out / f"{path.stem}--0-photo.png", source.photo.rgb)
        for number, edit in enumerate(judged_edits(source.pose), 1):
            done = renderer.render(RenderRequest(source, edit.pose, Quality.FINAL))
            _keep(out / f"{path.stem}--{number}-{edit.name.replace(' ', '-')}.png", done.pixels)


def prepared(renderer: Renderer, photos: Iterable[Path]) -> Iterator[tuple[Path, Source]]:
    """The people of photos one after the other, each forgotten when the next is asked for; says whose is not found."""
    for path in sorted(photos):
        try:
            source = renderer.prepare(load_photo(path))
        except EngineError as error:
            typer.echo(f"{path.name}: {error}")
            continue
        yield path, source
        renderer.forget()
        typer.echo(path.name)


@app.command()
def sheets(
    out: Path, versions: Annotated[list[Path], typer.Argument(help="Folders of `cells`.")], seed: int = 0
) -> None:
    """Sheets OUT/sheet-NNN.jpg, each a photo and four edits of one version; OUT/key.json says which."""
    make_folder(out)
    pages = [(v, stem, page) for v in versions for stem in _stems(v) for page in range(2)]
    random.Random(seed).shuffle(pages)
    key: dict[str, dict[str, str]] = {}
    for number, (version, stem, page) in enumerate(pages, 1):
        files = sorted(version.glob(f"{stem}--[1-9]-*.png"))[page * _PER_SHEET : (page + 1) * _PER_SHEET]
        if not files:
            continue
        tiles = [_tile(version / f"{stem}--0-photo.png", "photo")]
        for letter, file in zip("abcd", files, strict=False):
            name = file.stem.split("--")[1][2:].replace("-", " ")
            tiles.append(_tile(file, f"{number:03d}{letter}: {name}"))
            key[f"{number:03d}{letter}"] = {"version": version.name, "photo": stem, "edit": name}
        write_atomic(out / f"sheet-{number:03d}.jpg", _jpeg(_grid(tiles)), originals=Originals())
    write_atomic(out / "key.json", json.dumps(key, indent=1).encode(), originals=Originals())


@app.command()
def count(out: Path) -> None:
    """Shares of P, M and B and the defects, by version, from OUT/verdicts*.csv: rows of cell, verdict, defects."""
    key = json.loads((out / "key.json").read_text())
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for file in sorted(out.glob("verdicts*.csv")):
        for cell, verdict, *defects in csv.reader(file.read_text().splitlines()):
            if cell not in key:
                continue
            version = key[cell]["version"]
            said[version].update([verdict, "cells", *{d for field in defects for d in field.split()}])
    for version, counted in sorted(said.items()):
        total = counted["cells"]
        shares = ", ".join(f"{v} {100 * counted[v] / total:.0f} %" for v in VERDICTS)
        others = ", ".join(f"{d} {n}" for d, n in counted.most_common() if d not in {*VERDICTS, "cells"})
        typer.echo(f"{version}: {total} verdicts, {shares}; {others}")


def _stems(version: Path) -> list[str]:
    return sorted({file.stem.split("--")[0] for file in version.glob("*--0-photo.png")})


def _keep(path: Path, rgb: Pixels) -> None:
    data = bytes(cv2.imencode(".png", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))[1])
    write_atomic(path, data, originals=Originals())


def _tile(file: Path, label: str) -> Pixels:
    picture = np.asarray(cv2.imread(str(file)), np.uint8)
    height, width = picture.shape[:2]
    size = (max(1, round(width * _TILE_PX / height)), _TILE_PX)
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if height > _TILE_PX else cv2.INTER_CUBIC)
    tile = np.pad(small, ((_LABEL_PX, 0), (0, _GAP_PX), (0, 0)), constant_values=255).astype(np.uint8)
    cv2.putText(tile, label, (4, _LABEL_PX - 9), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (40, 40, 40), 1, cv2.LINE_AA)
    return tile


def _grid(tiles: Sequence[Pixels]) -> Pixels:
    """All tiles in one row."""
    return np.concatenate(list(tiles), 1)


def _jpeg(picture: Pixels) -> bytes:
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])[1])


if __name__ == "__main__":
    app()
