"""The commands `weights …`: what can be done with files of weights."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

weights_app = typer.Typer(
    help="Read weights of other programs.", add_completion=False, pretty_exceptions_enable=False
)


@weights_app.callback()
def _weights() -> None:
    """Read weights of other programs."""


@weights_app.command()
def convert(
    checkpoint: Annotated[
        Path, typer.Argument(metavar="latest_net_netG.pth", help="A published XingGAN generator; only read.")
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT.safetensors", help="Where the weights go.")],
) -> None:
    """Make weights for --weights of a checkpoint that the authors of XingGAN published."""
    from engine.commands.places import check_output, originals_among
    from engine.runtime.convert import LICENCE_NOTE, convert_checkpoint
    from engine.system.say import say

    check_output(out, ending=".safetensors", originals=originals_among(checkpoint))
    variant = convert_checkpoint(checkpoint, out)
    typer.echo(f"{out}: xinggan as trained on {variant.label}.")
    say(LICENCE_NOTE)
