"""Counts what people in layers wear, carry and do: the tables of docs/training-data.md."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from engine.pose.layer_classes import CLASSES
from engine.synthesis.layered_shards import read_layered
from engine.system.console import run_alone
from engine.system.errors import EngineError


def count(paths: list[Path]) -> dict[str, Counter[str]]:
    """How many people have each tag, how many views have each tag, and in how many each class lies and shows."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ("people", "views", "layers", "shown")}
    for path in paths:
        person = read_layered(path)
        found["people"].update(person.tags)
        for view in range(len(person)):
            found["views"].update(person.view_tags(view))
            found["layers"].update(CLASSES[layer] for layer in person.classes(view))
            shown = set(person.label(view).ravel().tolist()) - {0}
            found["shown"].update(CLASSES[layer] for layer in shown)
    return found


def _table(title: str, rows: Sequence[tuple[str, ...]]) -> str:
    head = f"| {title} |\n| --- |{' ---: |' * (len(rows[0]) - 1)}\n"
    return head + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def main(folder: Annotated[Path, typer.Argument(help="Folder of people in layers.")]) -> None:
    """Print, as tables, what the people of FOLDER wear, carry and do, and where their layers are."""
    paths = sorted(folder.glob("l*.npz"))
    if not paths:
        raise EngineError(f"There are no people in layers in {folder}. Render some first.")
    found = count(paths)
    views = len(paths) * len(read_layered(paths[0]))
    typer.echo(
        f"{len(paths)} people, {views} views, {sum(p.stat().st_size for p in paths) / views / 1e3:.0f} kB each.\n"
    )
    typer.echo(_table("of the people | people", [(tag, str(n)) for tag, n in found["people"].most_common()]))
    typer.echo(_table("in the pictures | views", [(tag, str(n)) for tag, n in found["views"].most_common()]))
    rows = [(name, str(found["layers"][name]), str(found["shown"][name])) for name in CLASSES[1:]]
    typer.echo(_table("layer | in the picture | of it seen", rows))


if __name__ == "__main__":
    sys.exit(run_alone(main))
