"""How far a command is: a bar on stderr for whoever waits at a terminal, and nothing in a pipe or a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn

from engine.runtime.stopwatch import Stopwatch


def bar_on_stderr(*more: ProgressColumn) -> Progress:
    """A bar with what is done now before it, and how many of how many and `more` behind it; gone at the end."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(), *more,
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip


# What people see of the steps of a single picture.
STEPS = {
    "open": "opening the photo", "detect": "finding the person", "matte": "cutting the person out",
    "load": "loading the network", "render": "rendering", "write": "writing",
}  # fmt: skip


class StepsShown:
    """A bar over some of `STEPS`, of which each is timed; a context manager."""

    def __init__(self, names: Collection[str]) -> None:
        self.watch = Stopwatch()
        self._bar = bar_on_stderr()
        self._task = self._bar.add_task("", total=len(names))

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show and time a block."""
        self._bar.update(self._task, description=STEPS[name])
        with self.watch.step(name):
            yield
        self._bar.advance(self._task)

    def __enter__(self) -> StepsShown:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()
