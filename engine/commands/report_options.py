"""The options of the command `report`, as typer reads them."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Annotated

import typer

from engine.evaluate.report.sums import Price
from engine.evaluate.report.words import Tongue
from engine.render.way import Way
from engine.system.errors import PlanError

_CURRENCY = re.compile("[A-Z]{3}", re.ASCII)
_MOST = 1e6

PhotoFiles = Annotated[
    list[str], typer.Argument(metavar="PHOTO|DIR ...", help="Photos, and folders of photos; only read.")
]
Poses = Annotated[
    list[str],
    typer.Option(
        metavar="POSE.json|DIR|library[:NAME] ...",
        help="OpenPose JSON files, folders of them, or the library: all, a folder or a pose of it.",
    ),
]
Out = Annotated[
    Path,
    typer.Option(
        metavar="REPORT.html|REPORT.pdf", help="The page; its numbers go beside it as JSON. For PDF, both."
    ),
]
Language = Annotated[Tongue, typer.Option(help="English or Japanese.")]
PerHour = Annotated[float | None, typer.Option(metavar="AMOUNT", help="What an hour of this computer costs.")]
Currency = Annotated[str, typer.Option(metavar="EUR|USD|JPY|...", help="The currency of the price.")]
WeightFiles = Annotated[
    list[Path] | None, typer.Option(metavar="FILE", help="Weights to compare; may be given several times.")
]
Methods = Annotated[
    list[Way] | None,
    typer.Option(help="Methods to compare; may be given several times; layers if not given."),
]
Thorough = Annotated[
    bool, typer.Option("--thorough", help="Try the way back of every picture, not of one a photo.")
]
Steps = Annotated[
    bool, typer.Option("--steps", hidden=True, help="Write a line before each photo, for who waits.")
]


def price_of(per_hour: float | None, currency: str) -> Price | None:
    """The price an hour; raises PlanError for what is none."""
    if not _CURRENCY.fullmatch(currency):
        raise PlanError(f"{currency!r} is no currency. Write its three letters, such as EUR, USD or JPY.")
    if per_hour is None:
        return None
    if not math.isfinite(per_hour) or not 0 <= per_hour <= _MOST:
        raise PlanError(f"{per_hour} is no price. Write what an hour costs, such as --price 0.40.")
    return Price(per_hour, currency)
