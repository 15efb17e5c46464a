"""The options of the command `render` alone, as typer reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.commands.options import edge

PoseWanted = Annotated[
    str,
    typer.Option(
        metavar="POSE.json|library:NAME",
        help="The pose to take: OpenPose JSON, a picture of Repose, or a pose of the library.",
    ),
]
Out = Annotated[Path, typer.Option(metavar="OUT.png", help="Where the picture goes.")]
SourcePose = Annotated[
    Path | None,
    typer.Option(
        metavar="S.json",
        help="The pose in the photo, where it should not be detected; also from a picture of it.",
    ),
]
RuleWord = Annotated[
    str | None,
    typer.Option(
        metavar="as-placed|fitted|on-ground|inside|extended",
        help="How the pose comes onto the person; on-ground for the library, as-placed for files.",
    ),
]
Fit = Annotated[bool, typer.Option("--fit", help="Short for --rule on-ground.")]
Size = Annotated[
    str, typer.Option(metavar="photo|LONG_EDGE_PX", parser=edge, help="The picture's longer edge.")
]
Explain = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Also write why each pixel is what it is: layer, place in the photo, confidence, attention.",
    ),
]
Transparent = Annotated[bool, typer.Option("--transparent", help="Leave the background out.")]
