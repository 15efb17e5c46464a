"""The options of the command `evaluate`, as typer reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Photos = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Real photos: joints found again, unchanged pose, there and back."),
]
HeldOut = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Rendered people of 256x192: likeness by kind of pair.")
]
Large = Annotated[
    str | None,
    typer.Option(
        metavar="DIR|COUNT", help="Rendered people at photo size: a folder, or how many to render now."
    ),
]
Layered = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Rendered people in layers: each layer against the truth."),
]
Pairs = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="KIND:DIR",
        help="Pairs of photographs, in the field's figures: deepfashion:DIR, market:DIR, pairs:DIR, photos:DIR.",
    ),
]
LpipsFiles = Annotated[
    list[Path] | None,
    typer.Option("--lpips", metavar="FILE", help="Files of LPIPS: the classifier, and the linear layers."),
]
InceptionFile = Annotated[
    Path | None, typer.Option("--inception", metavar="FILE", help="The Inception network of FID.")
]
Pointing = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Rendered people of 256x192: where pixels come from and where attention looked."
    ),
]
Library = Annotated[
    str | None,
    typer.Option(
        metavar="DIR|demo", help="Photos in every pose of the library: pieces that come off, limbs that go."
    ),
]
Framings = Annotated[
    int | None,
    typer.Option(
        min=1, metavar="COUNT", help="People to render now as photos crop them: who is found, and where."
    ),
]
Blocks = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Rendered people in layers: the network without each of its blocks."),
]
Assets = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Folder of MakeHuman assets, for --large COUNT and --framings."),
]
Board = Annotated[Path | None, typer.Option(metavar="OUT.png", help="Draw the photos and their edits.")]
People = Annotated[int | None, typer.Option(min=1, metavar="N", help="Take at most so many people.")]
Rules = Annotated[str, typer.Option(help="Hand-made corrections: all, none, or both beside each other.")]
Method = Annotated[
    str | None,
    typer.Option(help="Layers, pixels asked of the network, or both; else both where that is possible."),
]
DeviceWord = Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")]
