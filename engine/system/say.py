"""What commands say beside their results."""

from __future__ import annotations

import typer

from engine.system.errors import printable


def say(sentence: str) -> None:
    """Tell a person something beside the results: one line on stderr, with nothing in it that a terminal obeys."""
    typer.echo(" ".join(printable(sentence).split()), err=True)
