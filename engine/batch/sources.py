"""Sources that a window has at hand, so that a batch shows the person exactly as the window does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from engine.batch.plan import PhotoItem
from engine.contract import Source
from engine.pose.plain import joints_of
from engine.system.errors import PlanError


class SourcesAtHand:
    """Knows the sources of a plan's photos by what the plan says of them; without any, all comes from files."""

    def __init__(self, sources: Iterable[tuple[PhotoItem, Source]] = ()) -> None:
        self._by_key: Mapping[str | Path, Source] = {_key(item): source for item, source in sources}

    def joined(self, others: SourcesAtHand) -> SourcesAtHand:
        """These and `others`, which take the place of those of the same photo."""
        joined = SourcesAtHand()
        joined._by_key = {**self._by_key, **others._by_key}
        return joined

    def of(self, item: PhotoItem) -> Source | None:
        """The source of a photo; None where it is to be made from the photo's file.

        Raises PlanError where the file does not give it and it is not at hand.
        """
        source = self.find(item)
        if source is None and item.prepared is not None:
            raise PlanError(
                f"The person of {item.name} was changed in a window. Open the project there and export again."
            )
        return source

    def find(self, item: PhotoItem) -> Source | None:
        """The source of a photo if it is at hand."""
        source = self._by_key.get(_key(item))
        if source is None:
            return None
        is_it = joints_of(source.pose) == item.pose if item.prepared is None else source.key == item.prepared
        return source if is_it else None


def _key(item: PhotoItem) -> str | Path:
    return item.prepared or item.path
