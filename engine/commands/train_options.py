"""The options of the command `train`, as typer reads them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Side(StrEnum):
    """What of a network is trained."""

    ALL = "all"
    PART_HEAD = "part-head"
    POSE = "pose"


Assets = Annotated[
    Path | None, typer.Option(help="Folder of MakeHuman assets; needed until enough people are rendered.")
]
Data = Annotated[Path, typer.Option(help="Where rendered people are kept.")]
RunFolder = Annotated[Path, typer.Option(help="Folder of the run; the same folder goes on where it stopped.")]
Samples = Annotated[int, typer.Option(help="Length of the schedule, in samples.")]
Minutes = Annotated[float | None, typer.Option(help="Stop after this long; go on later.")]
People = Annotated[int, typer.Option(help="How many people to render.")]
Seed = Annotated[int, typer.Option(help="Seed of the people to render; another seed, other people.")]
HeldOut = Annotated[int, typer.Option(help="How many people are kept for validation.")]
Processes = Annotated[int, typer.Option(help="Training processes; 0 takes one a core, at most 4.")]
FirstWeights = Annotated[Path | None, typer.Option(help="Begin a fresh run with these weights.")]
Only = Annotated[
    Side,
    typer.Option(help="Train one side of --weights: the part head, or what follows the photo's features."),
]
Export = Annotated[Path | None, typer.Option(help="Write the averaged weights here at the end.")]
Version = Annotated[str, typer.Option(help="Version to write into exported weights.")]
