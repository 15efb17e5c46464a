"""What is worth keeping of photos and their people, and what is derived of that; an LRU bounded in bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.imaging.frame import Frame
from engine.imaging.pictures import Pictures

CACHE_BYTES = 1_500_000_000
_LAYERED = ("person", "layers")  # kinds that depend on what was said of layers
_DRAWN_FROM = ("layers", "pictures")  # kinds of which there is one for each size of picture
_SIZES_KEPT = 2  # of those, while memory is short: that of a drag, and that of the picture after it


class Sized(Protocol):
    """What knows how much memory it holds."""

    def bytes(self) -> int:
        """Memory held, in bytes."""


Features: TypeAlias = "PhotoFeatures | GroupFeatures"
Derived = TypeVar("Derived", bound=Sized)


@dataclass(frozen=True, eq=False)
class PhotoFeatures:
    """What every size and every method makes use of: where the model looks, and the person cut out.

    source: the photo at its own size, or for views of a large one smaller by `scale`; frame: over that one's pixels.
    cutout: uint8 [H, W, 4], the person's own colours, spread past the rim, and the matte. of: for a smaller one, the
    ground and the key of the source that it was made of.
    """

    source: Source
    frame: Frame
    cutout: NDArray[np.uint8]
    scale: float = 1.0
    of: tuple[str, str] | None = None

    @property
    def ground(self) -> str:
        """What they are kept under."""
        return self.source.ground if self.of is None else smaller_name(self.of[0])

    @property
    def key(self) -> str:
        """Of the source that they were made of."""
        return self.source.key if self.of is None else self.of[1]

    def bytes(self) -> int:
        """Memory held, in bytes, with the photo's: a window may have let that go."""
        return self.cutout.nbytes + self.source.photo.rgb.nbytes + self.source.matte.nbytes


def smaller_name(ground: str) -> str:
    """What the features of a large photo for its views are kept under."""
    return f"{ground} smaller"


@dataclass(frozen=True, eq=False)
class GroupFeatures:
    """Several people of one photo: the photo without any of them; `ground` names them all."""

    ground: str
    full: Pictures

    def bytes(self) -> int:
        """Memory held, in bytes."""
        return self.full.bytes()


class FeatureCache:
    """Photos with all that was derived from each; the least recently used go first, the newest always stays.

    Of photos that stay it is the pictures' sizes used longest ago that go. Used by several threads: what one makes
    keeps no other waiting, so that two may make the same; what is kept then serves both.
    """

    def __init__(self, limit_bytes: int = CACHE_BYTES) -> None:
        self.limit_bytes = limit_bytes
        self._kept: OrderedDict[str, Features] = OrderedDict()
        self._derived: dict[str, OrderedDict[tuple[str, Hashable], tuple[Hashable, Sized]]] = {}
        self._in_hand: dict[int, frozenset[str]] = {}  # by thread
        self._guard = threading.RLock()

    def hold(self, grounds: Iterable[str]) -> None:
        """Let none of these go while this thread makes a picture from them all, and those of its picture before."""
        with self._guard:
            self._in_hand[threading.get_ident()] = frozenset(grounds)

    def get(self, key: str) -> Features | None:
        """The features kept under a `ground`, now the most recently used."""
        with self._guard:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def photo(
        self, ground: str, key: str, remade: Callable[[PhotoFeatures], PhotoFeatures]
    ) -> PhotoFeatures | None:
        """The features kept under a `ground`; where only layers were mended, so that a source has another key, remade
        without what was derived from those.
        """
        with self._guard:
            kept = self.get(ground)
            if not isinstance(kept, PhotoFeatures):
                return None
            if kept.key != key:
                known = self._derived.get(ground, OrderedDict())
                fit = ((name, made) for name, made in known.items() if name[0] not in _LAYERED)
                self._derived[ground] = OrderedDict(fit)
                kept = remade(kept)
                self.put(kept)
            return kept

    def put(self, features: Features) -> None:
        """Keep features, and drop the oldest until the limit holds."""
        with self._guard:
            self._kept[features.ground] = features
            self._kept.move_to_end(features.ground)
            self._trim()

    def derived(
        self, of: Features, kind: str, size: Hashable, make: Callable[[], Derived], *, state: Hashable = None
    ) -> Derived:
        """What `make` makes of features, kept under its kind and size as long as they are.

        state: what it depends on beside; of another one it is made anew in place of what there was.
        """
        with self._guard:
            known = self._derived.setdefault(of.ground, OrderedDict())
            kept = known.get((kind, size))
            if kept is not None and kept[0] == state:
                known.move_to_end((kind, size))
                return cast("Derived", kept[1])
            known.pop((kind, size), None)
        made = make()
        with self._guard:
            self._derived.setdefault(of.ground, known)[kind, size] = state, made
            self._trim()
        return made

    def bytes(self) -> int:
        """Memory held by all kept photos and what was derived from them."""
        with self._guard:
            derived = sum(each.bytes() for known in self._derived.values() for _, each in known.values())
            return derived + sum(photo.bytes() for photo in self._kept.values())

    def clear(self) -> None:
        """Forget all, as before changing the device."""
        with self._guard:
            self._kept.clear()
            self._derived.clear()

    def _trim(self) -> None:
        newest = next(reversed(self._kept), None)
        in_hand = frozenset().union(*self._in_hand.values())
        for key in [each for each in self._kept if each != newest and each not in in_hand]:
            if self.bytes() <= self.limit_bytes:
                return
            del self._kept[key]
            self._derived.pop(key, None)
        for known in self._derived.values():
            for name in [each for each in known if each[0] in _DRAWN_FROM][:-_SIZES_KEPT]:
                if self.bytes() <= self.limit_bytes:
                    return
                del known[name]
