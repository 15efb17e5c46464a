"""A contact sheet of people in layers, to be looked at: each over a plain wall, with its label map if asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import cv2
import numpy as np
import typer
from numpy.typing import NDArray

from engine.pose.layer_classes import N_CLASSES
from engine.synthesis.layered_shards import LayeredPerson, read_layered
from engine.synthesis.studio.backdrop import placed, studio_wall
from engine.system.console import run_alone
from engine.system.errors import EngineError
from engine.system.files import write_atomic
from engine.system.originals import Originals

Pixels = NDArray[np.uint8]
_COLOURS = np.random.default_rng(1).integers(40, 255, (N_CLASSES, 3)).astype(np.uint8)
_COLOURS[0] = 0


def tile(person: LayeredPerson, view: int, rng: np.random.Generator, *, labels: bool) -> Pixels:
    """One view [H, W, 3] over a wall of a random colour, with its labels to the right if wanted."""
    wall = rng.uniform(0.35, 0.9) * (1 + rng.normal(0, 0.05, 3))
    backdrop = studio_wall(rng, person.size, wall=(wall[0], wall[1], wall[2]), horizon=0.88)
    picture = placed(person.picture(view), backdrop)
    return np.hstack([picture, _COLOURS[person.label(view)]]) if labels else picture


def main(
    folder: Annotated[Path, typer.Argument(help="Folder of people in layers.")],
    out: Annotated[Path, typer.Argument(help="PNG file.")],
    count: Annotated[int, typer.Option(min=1)] = 100,
    columns: Annotated[int, typer.Option(min=1)] = 10,
    seed: int = 0,
    labels: Annotated[bool, typer.Option(help="With label maps.")] = False,
) -> None:
    """Write a sheet of COUNT random views of different people, as far as there are so many, to OUT."""
    paths = sorted(folder.glob("l*.npz"))
    if not paths:
        raise EngineError(f"There are no people in layers in {folder}. Render some first.")
    rng = np.random.default_rng(seed)
    tiles = []
    for number in rng.permutation(len(paths))[:count]:
        person = read_layered(paths[number])
        tiles.append(tile(person, int(rng.integers(len(person))), rng, labels=labels))
    tiles += [np.zeros_like(tiles[0])] * (-len(tiles) % columns)
    sheet = np.vstack([np.hstack(tiles[at : at + columns]) for at in range(0, len(tiles), columns)])
    png = cv2.imencode(".png", sheet[..., ::-1])[1]
    write_atomic(out, png.tobytes(), originals=Originals())
    typer.echo(f"{out}: {min(count, len(paths))} people")


if __name__ == "__main__":
    sys.exit(run_alone(main))
