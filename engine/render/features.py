"""What is worth keeping of photos and their people, and what is derived of that; an LRU bounded in bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.imaging.frame import Frame
from engine.imaging.pictures import Pictures

CACHE_BYTES = 1_500_000_000
_LAYERED = ("person", "layers")  # kinds that depend on what was said of layers


class Sized(Protocol):
    """What knows how much memory it holds."""

    def bytes(self) -> int:
        """Memory held, in bytes."""


Features: TypeAlias = "PhotoFeatures | GroupFeatures"
Derived = TypeVar("Derived", bound=Sized)


@dataclass(frozen=True, eq=False)
class PhotoFeatures:
    """What every size and every method makes use of: where the model looks, and the person cut out.

    cutout: uint8 [H, W, 4], the person's own colours, spread past the rim, and the matte.
    """

    source: Source
    frame: Frame
    cutout: NDArray[np.uint8]

    @property
    def ground(self) -> str:
        """What they are kept under."""
        return self.source.ground

    def bytes(self) -> int:
        """Memory held, in bytes; the photo itself belongs to the source and is not counted."""
        return self.cutout.nbytes


@dataclass(frozen=True, eq=False)
class GroupFeatures:
    """Several people of one photo: the photo without any of them; `ground` names them all."""

    ground: str
    full: Pictures

    def bytes(self) -> int:
        """Memory held, in bytes."""
        return self.full.bytes()


class FeatureCache:
    """Photos with all that was derived from each; the least recently used go first, the newest always stays."""

    def __init__(self, limit_bytes: int = CACHE_BYTES) -> None:
        self.limit_bytes = limit_bytes
        self._kept: OrderedDict[str, Features] = OrderedDict()
        self._derived: dict[str, dict[tuple[str, Hashable], tuple[Hashable, Sized]]] = {}
        self._in_hand: frozenset[str] = frozenset()

    def hold(self, grounds: Iterable[str]) -> None:
        """Let none of these go while a picture is made from them all, and those of the picture before."""
        self._in_hand = frozenset(grounds)

    def get(self, key: str) -> Features | None:
        """The features kept under a `ground`, now the most recently used."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def of(self, source: Source) -> PhotoFeatures | None:
        """The features of a source; where only its layers were mended, all but those of an earlier one."""
        kept = self.get(source.ground)
        if not isinstance(kept, PhotoFeatures) or kept.source == source:
            return kept if isinstance(kept, PhotoFeatures) else None
        known = self._derived.get(source.ground, {})
        self._derived[source.ground] = {key: made for key, made in known.items() if key[0] not in _LAYERED}
        kept = replace(kept, source=source)
        self.put(kept)
        return kept

    def put(self, features: Features) -> None:
        """Keep features, and drop the oldest until the limit holds."""
        self._kept[features.ground] = features
        self._kept.move_to_end(features.ground)
        self._trim()

    def derived(
        self, of: Features, kind: str, size: Hashable, make: Callable[[], Derived], *, state: Hashable = None
    ) -> Derived:
        """What `make` makes of features, kept under its kind and size as long as they are.

        state: what it depends on beside; of another one it is made anew in place of what there was.
        """
        known = self._derived.setdefault(of.ground, {})
        kept = known.get((kind, size))
        if kept is None or kept[0] != state:
            known.pop((kind, size), None)
            known[kind, size] = state, make()
            self._trim()
        return cast("Derived", known[kind, size][1])

    def bytes(self) -> int:
        """Memory held by all kept photos and what was derived from them."""
        derived = sum(each.bytes() for known in self._derived.values() for _, each in known.values())
        return derived + sum(photo.bytes() for photo in self._kept.values())

    def clear(self) -> None:
        """Forget all, as before changing the device."""
        self._kept.clear()
        self._derived.clear()

    def _trim(self) -> None:
        newest = next(reversed(self._kept), None)
        for key in [each for each in self._kept if each != newest and each not in self._in_hand]:
            if self.bytes() <= self.limit_bytes:
                break
            del self._kept[key]
            self._derived.pop(key, None)
