"""Renders people who do not exist as single pictures with their layers: what the layered network learns from."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import cv2
import numpy as np
import torch
import typer

from engine.synthesis.assets import AssetFolder
from engine.synthesis.bodies import open_body
from engine.synthesis.body.body import Body
from engine.synthesis.casting import Casting
from engine.synthesis.direction import random_shot
from engine.synthesis.layered_shards import layered_name, write_layered
from engine.synthesis.sizes import parsed_size
from engine.synthesis.studio.layered_studio import LayeredStudio
from engine.synthesis.workers import share
from engine.system.console import run_alone
from engine.system.files import make_folder

VIEWS = 12


class LayeredPeople:
    """Makes the person of a seed and an index, the same every time and everywhere."""

    def __init__(self, body: Body, assets: AssetFolder, *, size: tuple[int, int]) -> None:
        """`size` is (width, height) in pixels."""
        self._casting = Casting(body, assets, pixels_per_metre=max(256.0, size[1] * 1.1))
        self._studio = LayeredStudio(body, size=size)

    def write(self, path: Path, *, seed: int, index: int, views: int = VIEWS) -> None:
        """Render a person into a file."""
        rng = np.random.default_rng([seed, index, 1])
        cast = self._casting.person(rng)
        shots = [random_shot(rng, cast) for _ in range(views)]
        write_layered(path, self._studio.shoot(cast.person, shots), tags=cast.tags)


@dataclass(frozen=True)
class Rendering:
    """Where people go, what they are made of, how many views each has, and their size (width, height)."""

    out: Path
    assets: Path
    bodies: Path | None
    size: tuple[int, int]
    seed: int
    views: int

    def __call__(self, indices: list[int]) -> None:
        """Render the people of some indices, on one core; those that are there are skipped."""
        torch.set_num_threads(1)
        cv2.setNumThreads(1)
        wanted = [index for index in indices if not self._path(index).exists()]
        if not wanted:
            return
        assets = AssetFolder(self.assets, texture_size=512 if self.size[1] < 500 else 1024)
        people = LayeredPeople(open_body(self.bodies), assets, size=self.size)
        begun = time.perf_counter()
        for made, index in enumerate(wanted, start=1):
            people.write(self._path(index), seed=self.seed, index=index, views=self.views)
            if made == 1 or made % 25 == 0:
                rate = made * self.views / (time.perf_counter() - begun)
                typer.echo(f"person {index}: {made} of {len(wanted)}, {rate:.2f} views a second")

    def _path(self, index: int) -> Path:
        return self.out / layered_name(self.seed, index)


def main(
    out: Path,
    assets: Annotated[Path, typer.Option(help="Folder of MakeHuman assets.")],
    count: Annotated[int, typer.Option(min=1)] = 600,
    seed: Annotated[int, typer.Option(min=0, help="From 900000 on kept for evaluation.")] = 1,
    size: Annotated[str, typer.Option(help="HEIGHTxWIDTH in pixels.")] = "384x288",
    views: Annotated[int, typer.Option(min=1, help="Pictures of each person.")] = VIEWS,
    workers: Annotated[int, typer.Option(min=1, help="Processes, one core each.")] = 1,
    bodies: Annotated[Path | None, typer.Option(help="Kept body shapes, in the place of anny.")] = None,
) -> None:
    """Render people in layers into the folder OUT; people who are there already are skipped."""
    rendering = Rendering(out, assets, bodies, parsed_size(size), seed, views)
    AssetFolder(assets)
    make_folder(out)
    share(rendering, count, workers)


if __name__ == "__main__":
    sys.exit(run_alone(main))
