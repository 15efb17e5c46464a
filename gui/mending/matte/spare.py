"""A copy of the matte made ahead, beside the window, so that a stroke on a large photo begins at once."""

from __future__ import annotations

from functools import partial

from engine.contract.messages import Source
from gui.document.matte_brush import Floats
from gui.link.background import Background


class SpareMatte:
    """Holds at most one copy, of the source it was last asked for."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._wanted: Source | None = None
        self._made: Floats | None = None

    def prepare(self, source: Source) -> None:
        """Have a copy of this source's matte made, unless it is there or under way."""
        if source is not self._wanted:
            self._wanted, self._made = source, None
            # Without memory for a copy ahead, `take` makes one when it is needed, and what fails then is told.
            self._background.run(
                source.matte.copy, partial(self._keep, source), otherwise=lambda _sentence: None
            )

    def take(self, source: Source) -> Floats:
        """A copy of this source's matte that is the caller's own."""
        made = self._made if source is self._wanted else None
        self.drop()
        return source.matte.copy() if made is None else made

    def drop(self) -> None:
        """Let the memory go."""
        self._wanted = self._made = None

    def _keep(self, source: Source, made: Floats) -> None:
        if source is self._wanted:
            self._made = made
