"""What is worth keeping of a photo: its frame and pictures, and what is derived of them; an LRU bounded in bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar, cast

from engine.contract import Source
from engine.imaging.frame import Frame
from engine.imaging.pictures import Pictures

CACHE_BYTES = 1_500_000_000
_LAYERED = ("person", "layers")  # kinds that depend on what was said of layers


class Sized(Protocol):
    """What knows how much memory it holds."""

    def bytes(self) -> int:
        """Memory held, in bytes."""


Derived = TypeVar("Derived", bound=Sized)


@dataclass(frozen=True, eq=False)
class PhotoFeatures:
    """What every size and every method makes use of: where the model looks, and the pictures at the photo's size."""

    source: Source
    frame: Frame
    full: Pictures

    def bytes(self) -> int:
        """Memory held, in bytes; the photo itself belongs to the source and is not counted."""
        return self.full.bytes()


class FeatureCache:
    """Photos with all that was derived from each; the least recently used go first, the newest always stays."""

    def __init__(self, limit_bytes: int = CACHE_BYTES) -> None:
        self.limit_bytes = limit_bytes
        self._kept: OrderedDict[str, PhotoFeatures] = OrderedDict()
        self._derived: dict[str, dict[tuple[str, Hashable], Sized]] = {}

    def get(self, key: str) -> PhotoFeatures | None:
        """The features of the sources with this `ground`, now the most recently used."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def of(self, source: Source) -> PhotoFeatures | None:
        """The features of a source; where only its layers were mended, all but those of an earlier one."""
        kept = self.get(source.ground)
        if kept is None or kept.source == source:
            return kept
        known = self._derived.get(source.ground, {})
        self._derived[source.ground] = {key: made for key, made in known.items() if key[0] not in _LAYERED}
        kept = replace(kept, source=source)
        self.put(kept)
        return kept

    def put(self, features: PhotoFeatures) -> None:
        """Keep features, and drop the oldest until the limit holds."""
        self._kept[features.source.ground] = features
        self._kept.move_to_end(features.source.ground)
        self._trim()

    def derived(
        self, photo: PhotoFeatures, kind: str, size: Hashable, make: Callable[[], Derived]
    ) -> Derived:
        """What `make` makes of a photo, kept under its kind and size as long as the photo is."""
        known = self._derived.setdefault(photo.source.ground, {})
        if (kind, size) not in known:
            known[kind, size] = make()
            self._trim()
        return cast("Derived", known[kind, size])

    def bytes(self) -> int:
        """Memory held by all kept photos and what was derived from them."""
        derived = sum(each.bytes() for known in self._derived.values() for each in known.values())
        return derived + sum(photo.bytes() for photo in self._kept.values())

    def clear(self) -> None:
        """Forget all, as before changing the device."""
        self._kept.clear()
        self._derived.clear()

    def _trim(self) -> None:
        while len(self._kept) > 1 and self.bytes() > self.limit_bytes:
            key, _ = self._kept.popitem(last=False)
            self._derived.pop(key, None)
