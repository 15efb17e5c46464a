"""Sources that a window has at hand, so that a batch shows the person exactly as the window does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from engine.batch.plan import PhotoItem
from engine.contract.messages import Posed, Source
from engine.pose.plain import joints_of
from engine.pose.pose import Pose
from engine.system.errors import PlanError


@dataclass(frozen=True, slots=True)
class PutAside:
    """A source that is made when its photo's turn comes, as a window does not hold all of them.

    pose: of the person. make: reads and decodes the photo, on any thread; None where the file is another by now.
    Raises EngineError.
    """

    photo_key: str
    pose: Pose
    make: Callable[[], Source | None]


Beside: TypeAlias = "tuple[tuple[Posed, ...], tuple[Posed, ...]]"  # each from back to front


class SourcesAtHand:
    """Knows the sources of a plan's photos by what the plan says of them; without any, all comes from files."""

    def __init__(
        self,
        sources: Iterable[tuple[PhotoItem, Source | PutAside]] = (),
        *,
        beside: Mapping[str, Beside] = MappingProxyType({}),
    ) -> None:
        """beside: the others of photos whose people all have poses, by the keys that their rows were prepared under."""
        self._by_key: Mapping[str | Path, Source | PutAside] = {
            _key(item): source for item, source in sources
        }
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
        """The source of a photo if it is at hand; one that was put aside is made."""
        source = self._by_key.get(_key(item))
        if source is None:
            return None
        if isinstance(source, PutAside):
            return source.make() if self._fits(source, item) else None
        if item.prepared is None:
            return source if joints_of(source.pose) == item.pose else None
        return source if item.prepared == source.key or item.prepared in self._beside else None

    def photo_key(self, item: PhotoItem) -> str | None:
        """The key of a photo's content if its source is at hand, without making that."""
        source = self._by_key.get(_key(item))
        if isinstance(source, PutAside):
            return source.photo_key if self._fits(source, item) else None
        found = self.find(item)
        return None if found is None else found.photo.key

    @staticmethod
    def _fits(source: PutAside, item: PhotoItem) -> bool:
        """Whether it is the person whom a plan means; what it was prepared under tells them from all others."""
        return item.prepared is not None or joints_of(source.pose) == item.pose

    def beside(self, item: PhotoItem) -> Beside:
        """The others of a photo who have poses, behind its person and in front of them."""
        return self._beside.get(item.prepared or "", ((), ()))


def _key(item: PhotoItem) -> str | Path:
    return item.prepared or item.path
