"""The command `evaluate`: how good the pictures are, on photos and rendered people, beside a baseline."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from engine.commands import evaluate_options as option
from engine.commands.evaluate_measures import Measures, demo_photos
from engine.commands.evaluate_pairs import opened_pairs
from engine.commands.options import Report, Weights
from engine.commands.places import check_distinct, check_output, originals_among
from engine.evaluate.board import board as draw_board
from engine.evaluate.photos import evaluate_photos
from engine.evaluate.subjects import BOTH, open_methods, open_tools, photo_files, prepared, rules_named
from engine.evaluate.tables import plain, tables
from engine.evaluate.there_and_back import there_and_back
from engine.render.opening import make_ready, paints_whole
from engine.render.way import Way
from engine.runtime.device import choose_device
from engine.system.errors import EngineError, NoPersonError
from engine.system.files import encode_png, write_atomic, write_json_atomic
from engine.system.originals import Originals
from engine.system.say import say
from engine.system.shipped import WEIGHTS

if TYPE_CHECKING:
    from engine.render.renderer import Renderer
    from engine.rules.hand_made import Rules

_PIPE_COLUMNS = 110


def evaluate(  # noqa: PLR0913, PLR0917 - one parameter an option; typer passes them by name
    photos: option.Photos = None,
    held_out: option.HeldOut = None,
    large: option.Large = None,
    layered: option.Layered = None,
    pairs: option.Pairs = None,
    lpips: option.LpipsFiles = None,
    inception: option.InceptionFile = None,
    pointing: option.Pointing = None,
    library: option.Library = None,
    framings: option.Framings = None,
    blocks: option.Blocks = None,
    assets: option.Assets = None,
    board: option.Board = None,
    people: option.People = None,
    report: Report = None,
    rules: option.Rules = "all",
    method: option.Method = None,
    device: option.DeviceWord = "auto",
    weights: Weights = None,
) -> None:
    """Measure how good the pictures are, beside a warp of body parts that learns nothing.

    Without a folder, the people that ship with Repose are measured.
    """
    measures = Measures(
        held_out, large, layered, pointing, library, framings, blocks, assets=assets, people=people
    )
    inside = _inside(photos, *measures.folders)
    originals = originals_among(weights, inception, *(lpips or ()), *inside)
    _check_places(report, board, originals=originals)
    measures.check()
    scored = opened_pairs(pairs, lpips or [], inception)
    ways = _ways(method, measures, weights=weights)
    methods = _methods(device, weights, rules_named(rules), ways)
    results = Results(_console())
    if scored is not None:
        results.add("pairs", scored.measured(methods, limit=people))
    if photos is not None or board is not None or not (measures.any or pairs):
        _on_photos(_files(photos, people), methods, results=results, board=board, originals=originals)
    for name, measured in measures.measured(methods):
        results.add(name, measured)
    if report is not None:
        about = _about(methods) | {"rules": rules, "method": ", ".join(ways)}
        write_json_atomic(report, about | results.values, originals=originals)


def _files(photos: Path | None, limit: int | None) -> list[Path]:
    return demo_photos()[:limit] if photos is None else photo_files(photos, limit)


def _console() -> Console:
    """In a file or a pipe nothing says how wide a table may be."""
    return Console() if sys.stdout.isatty() else Console(width=_PIPE_COLUMNS)


def _check_places(report: Path | None, board: Path | None, *, originals: Originals) -> None:
    """Raise OutputError unless both results may go where they are asked for."""
    check_output(report, ending=".json", originals=originals)
    check_output(board, ending=".png", originals=originals)
    check_distinct([report, board])


def _about(methods: Mapping[str, Renderer]) -> dict[str, Any]:
    """What a report says of what was measured."""
    first = next(iter(methods.values()))
    return {"weights": first.version, "licence": first.method.licence, "device": first.device.name}


def _ways(method: str | None, measures: Measures, *, weights: Path | None) -> tuple[Way, ...]:
    """The ways that a word names, by default all that have what is measured; raises EngineError."""
    needs_layers = measures.for_layers
    if paints_whole(weights):
        if needs_layers is not None or method not in (None, Way.NETWORK.value):
            raise EngineError(
                f"{weights.name} paints whole pictures and knows no layers; leave out "
                f"{needs_layers or '--layered'} and --method."
            )
        return (Way.NETWORK,)
    if method is None:
        method = Way.NETWORK.value if measures.held_out is not None else BOTH
    if method not in (*Way, BOTH):
        raise EngineError(f"There is no method called {method}; choose {', '.join(Way)} or {BOTH}.")
    ways = tuple(Way) if method == BOTH else (Way(method),)
    if measures.held_out is not None and Way.LAYERS in ways:
        raise EngineError(
            "Held-out pairs are measured by flow, which layers have none of; leave out --held-out."
        )
    if needs_layers is not None and Way.LAYERS not in ways:
        raise EngineError(
            f"People in layers are taken apart by --method layers alone; choose it, or leave out {needs_layers}."
        )
    return ways


def _methods(
    device: str, weights: Path | None, rules: Sequence[Rules], ways: tuple[Way, ...]
) -> dict[str, Renderer]:
    chosen = choose_device(device)
    chosen.use()
    make_ready(*ways)
    methods = open_methods(chosen, weights, models=WEIGHTS, rules=rules, ways=ways)
    licence = next(iter(methods.values())).method.licence
    if licence:
        say(licence)
    return methods


def _inside(*folders: Path | str | None) -> list[Path]:
    there = [Path(folder) for folder in folders if folder is not None and Path(folder).is_dir()]
    return [file for folder in there for file in folder.iterdir()]


class Results:
    """Shows each report when it is there and keeps it for the file."""

    def __init__(self, console: Console) -> None:
        self.values: dict[str, Any] = {}
        self._console = console

    def add(self, name: str, report: Any) -> None:
        """A report: a dataclass whose tuples of dataclasses are tables."""
        self.values[name] = plain(report)
        for made in tables(name.replace("_", " "), report):
            self._console.print(made)


def _on_photos(
    files: list[Path],
    methods: Mapping[str, Renderer],
    *,
    results: Results,
    board: Path | None,
    originals: Originals,
) -> None:
    tools = open_tools(methods)
    sources, skipped = prepared(files, tools.prepare)
    for one in skipped:
        say(f"{one.photo} was left out. {one.reason}")
    if not sources:
        raise NoPersonError("None of the photos shows a person with enough joints; choose others.")
    results.add("photos", evaluate_photos(sources, tools, skipped=skipped))
    results.add("there_and_back", there_and_back(sources, tools))
    if board is not None:
        drawn = draw_board(sources, next(iter(tools.methods.values())))
        write_atomic(board, encode_png(drawn, icc=None, text={}), originals=originals)
