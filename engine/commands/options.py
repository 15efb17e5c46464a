"""The options that several commands have, checked as typer reads them."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from engine.render.way import Way
from engine.runtime.weights_version import check_weights

WHOLE_PHOTO = "photo"
_LENGTH = re.compile(r"\d{1,9}", re.ASCII)


class DeviceName(StrEnum):
    """The devices one can ask for; `engine.runtime.device` says which are there."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    MPS = "mps"


def edge(text: str) -> str:
    """`text` when it is "photo" or a length in pixels; typer shows what is raised as a sentence."""
    from engine.export.settings import MAX_EDGE_PX, MIN_EDGE_PX

    if text == WHOLE_PHOTO or (_LENGTH.fullmatch(text) and MIN_EDGE_PX <= int(text) <= MAX_EDGE_PX):
        return text
    raise typer.BadParameter(
        f"{text!r} is neither '{WHOLE_PHOTO}' nor a number of pixels from {MIN_EDGE_PX} to {MAX_EDGE_PX}."
    )


def _weights(path: Path | None) -> Path | None:
    """`path`, looked at before the seconds that the network takes to load; raises WeightsError."""
    if path is not None:
        check_weights(path)
    return path


PhotoFile = Annotated[Path, typer.Argument(metavar="PHOTO", help="The photo; it is only read.")]
Device = Annotated[DeviceName, typer.Option(help="Where the network runs.")]
Method = Annotated[Way, typer.Option(help="Ask the network for every pixel, or bend whole layers.")]
Weights = Annotated[
    Path | None,
    typer.Option(metavar="FILE", callback=_weights, help="Weights to use in place of the shipped ones."),
]
Person = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Which of several people, counted from the left.")
]
InFront = Annotated[
    list[str] | None, typer.Option(metavar="JOINT", help="A limb in front, by its end: L_WRIST, R_KNEE …")
]
Behind = Annotated[list[str] | None, typer.Option(metavar="JOINT", help="A limb behind, by its end.")]
CleanPlate = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="A photo of the empty set, for what is behind the person; it is only read."
    ),
]
Report = Annotated[Path | None, typer.Option("--json", metavar="REPORT.json", help="Write a report.")]
