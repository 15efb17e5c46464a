"""Measures what each variant of a recipe is worth: `python -m engine.commands.ablate`, see `engine.train.ablate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from engine.runtime.device import choose_device
from engine.system.console import run_alone
from engine.train.ablate import SHORT, ablate, markdown, read_variants
from engine.train.pair_task import Material
from engine.train.recipe import find_recipe


def main(
    out: Path,
    data: Annotated[Path, typer.Option(help="Folder of rendered people to train on.")],
    held_out: Annotated[Path, typer.Option(help="Folder of rendered people to measure on.")],
    recipe: Annotated[str, typer.Option(help="What is varied: a TOML file, or a shipped recipe.")] = "whole",
    variants: Annotated[str, typer.Option(help="A TOML file of changes, or a shipped one.")] = "blocks",
    samples: Annotated[int, typer.Option(min=1, help="Length of each run.")] = 20_000,
    seeds: Annotated[int, typer.Option(min=1, help="How many trainings of each.")] = 1,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
) -> None:
    """Measure what each variant of a recipe is worth, into the folder OUT."""
    place = choose_device(device)
    place.use()
    short = find_recipe(recipe).with_changes({**SHORT, "schedule.samples": samples})
    rows = ablate(
        out,
        short,
        read_variants(variants),
        material=Material(data, held_out, place),
        seeds=range(seeds),
    )
    typer.echo(markdown(rows), nl=False)


if __name__ == "__main__":
    sys.exit(run_alone(main))
