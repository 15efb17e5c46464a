"""What `evaluate` measures beside photos and pairs: rendered people, poses of the library, framings and blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.evaluate.apart import evaluate_apart
from engine.evaluate.blocks import evaluate_blocks
from engine.evaluate.framings import evaluate_framings, rendered_framings
from engine.evaluate.held_out import evaluate_held_out
from engine.evaluate.large import cutters, evaluate_large, rendered_people, stored_people
from engine.evaluate.library_poses import evaluate_library
from engine.evaluate.pointing import evaluate_pointing
from engine.evaluate.subjects import photo_files, prepared
from engine.render.learned_classes import LearnedClasses
from engine.render.network import Network
from engine.render.way import Way
from engine.system.errors import EngineError, NoPersonError, PhotoError
from engine.system.shipped import DEMO_PHOTO

if TYPE_CHECKING:
    from engine.render.renderer import Renderer
    from engine.synthesis.shards import PersonShard

DEMO = "demo"


@dataclass(frozen=True)
class Measures:
    """Folders and numbers by the options that name them, None where one is not given; people: at most so many."""

    held_out: Path | None
    large: str | None
    layered: Path | None
    pointing: Path | None
    library: str | None
    framings: int | None
    blocks: Path | None
    assets: Path | None
    people: int | None

    @property
    def any(self) -> bool:
        """Whether there is anything to measure."""
        return any(
            (self.held_out, self.large, self.layered, self.pointing, self.library, self.framings, self.blocks)
        )

    @property
    def folders(self) -> tuple[Path | str | None, ...]:
        """What may hold files that no result may replace."""
        return self.held_out, self.large, self.layered, self.pointing, self.library, self.blocks

    @property
    def for_layers(self) -> str | None:
        """The option that only layers can answer, if one is given."""
        given = {"--layered": self.layered, "--library": self.library}
        return next((option for option, value in given.items() if value is not None), None)

    def check(self) -> None:
        """Raise PhotoError where people are to be rendered from nothing."""
        now = self.framings is not None or (self.large is not None and self.large.isdecimal())
        if now and self.assets is None:
            raise PhotoError("To render people now, name the folder of MakeHuman assets with --assets.")

    def measured(self, methods: Mapping[str, Renderer]) -> Iterator[tuple[str, Any]]:
        """Each report with its name."""
        people = self.people
        if self.held_out is not None:
            yield "held_out", evaluate_held_out(self.held_out, methods, people=people)
        if self.large is not None:
            yield "large", evaluate_large(self._large(self.large), cutters(methods))
        if self.layered is not None:
            yield "layered", evaluate_apart(self.layered, methods[Way.LAYERS.value], people=people)
        if self.pointing is not None:
            yield "pointing", evaluate_pointing(self.pointing, _ours(methods), people=people)
        if self.library is not None:
            yield "library", _library(self.library, methods[Way.LAYERS.value], people)
        if self.framings is not None and self.assets is not None:
            find = next(iter(methods.values())).joints_in
            yield "framings", evaluate_framings(*rendered_framings(self.assets, self.framings), find)
        if self.blocks is not None:
            network = LearnedClasses(device=next(iter(methods.values())).device)
            yield "blocks", evaluate_blocks(self.blocks, network, people=people)

    def _large(self, large: str) -> Iterator[PersonShard]:
        if self.assets is not None and large.isdecimal():
            return rendered_people(self.assets, int(large))
        return stored_people(Path(large), self.people)


def demo_photos() -> list[Path]:
    """The photos that ship with Repose: people of our own making."""
    return sorted(DEMO_PHOTO.parent.glob("demo*.png"))


def _library(word: str, renderer: Renderer, limit: int | None) -> Any:
    files = demo_photos()[:limit] if word == DEMO else photo_files(Path(word), limit)
    sources, skipped = prepared(files, renderer.prepare)
    if not sources:
        raise NoPersonError("None of the photos shows a person with enough joints; choose others.")
    return evaluate_library(sources, renderer, skipped=skipped)


def _ours(methods: Mapping[str, Renderer]) -> dict[str, Renderer]:
    """Those that tell places: not the warp that learns nothing, nor what paints whole pictures; raises EngineError."""
    own = {name: each for name, each in methods.items() if isinstance(each.method, Network)}
    if not own:
        raise EngineError(
            "These weights paint pictures and tell no places; leave out --pointing or --weights."
        )
    return own
