"""The options of the command `train`, as typer reads them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class ModelName(StrEnum):
    """The networks that learn from photographs."""

    XINGGAN = "xinggan"
    XINGGAN_PP = "xinggan_pp"


Assets = Annotated[
    Path | None, typer.Option(help="Folder of MakeHuman assets; needed until enough people are rendered.")
]
Data = Annotated[
    str,
    typer.Option(
        metavar="DIR|KIND:DIR",
        help="Where rendered people are kept, or photographs: deepfashion:DIR, market:DIR, pairs:DIR, photos:DIR.",
    ),
]
Model = Annotated[
    ModelName | None, typer.Option(help="The network to train on photographs, by its own recipe.")
]
RunFolder = Annotated[Path, typer.Option(help="Folder of the run; the same folder goes on where it stopped.")]
Recipe = Annotated[
    str | None,
    typer.Option(
        help="A TOML file, or one of whole (the usual one), further, part-head, pose-side, layers …"
    ),
]
Samples = Annotated[
    int | None, typer.Option(min=1, help="Length of the run, in samples, in place of the recipe's.")
]
Minutes = Annotated[float | None, typer.Option(help="Stop after this long; go on later.")]
People = Annotated[int, typer.Option(help="How many people to render.")]
Seed = Annotated[int, typer.Option(help="Seed of people and training; another seed, another run.")]
HeldOut = Annotated[int, typer.Option(help="How many people are kept for validation.")]
Processes = Annotated[
    int, typer.Option(min=0, help="Training processes on CPUs; 0 takes one a core, at most 4.")
]
FirstWeights = Annotated[Path | None, typer.Option(help="Begin a fresh run with these weights.")]
Check = Annotated[bool, typer.Option("--check", help="Only check the gradients of the device.")]
Export = Annotated[Path | None, typer.Option(help="Write the best averaged weights here at the end.")]
Version = Annotated[str, typer.Option(help="Version to write into exported weights.")]
