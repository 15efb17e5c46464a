"""Sources that a window has at hand, so that a batch shows the person exactly as the window does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from engine.batch.plan import PhotoItem
from engine.contract.messages import Posed, Source
from engine.pose.plain import joints_of
from engine.system.errors import PlanError

Beside: TypeAlias = "tuple[tuple[Posed, ...], tuple[Posed, ...]]"  # each from back to front


class SourcesAtHand:
    """Knows the sources of a plan's photos by what the plan says of them; without any, all comes from files."""

    def __init__(
        self,
        sources: Iterable[tuple[PhotoItem, Source]] = (),
        *,
        beside: Mapping[str, Beside] = MappingProxyType({}),
    ) -> None:
        """beside: the others of photos whose people all have poses, by the keys that their rows were prepared under."""
        self._by_key: Mapping[str | Path, Source] = {_key(item): source for item, source in sources}
        self._beside = beside

    def joined(self, others: SourcesAtHand) -> SourcesAtHand:
        """These and `others`, which take the place of those of the same photo."""
        joined = SourcesAtHand()
        joined._by_key = {**self._by_key, **others._by_key}
        joined._beside = {**self._beside, **others._beside}
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
        if item.prepared is None:
            return source if joints_of(source.pose) == item.pose else None
        return source if item.prepared == source.key or item.prepared in self._beside else None

    def beside(self, item: PhotoItem) -> Beside:
        """The others of a photo who have poses, behind its person and in front of them."""
        return self._beside.get(item.prepared or "", ((), ()))


def _key(item: PhotoItem) -> str | Path:
    return item.prepared or item.path
