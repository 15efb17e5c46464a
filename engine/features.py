"""What is worth keeping of a photo: network features, clean colours, plate; in an LRU bounded in bytes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from engine.contract import Source
from engine.frame import Frame
from engine.hidden_foot import HiddenFoot
from engine.model.decoded import SourceFeatures


@dataclass(frozen=True, eq=False)
class Pictures:
    """A source at one output size, ready to gather from. All uint8."""

    photo: NDArray[np.uint8]  # [H, W, 3]
    cutout: NDArray[np.uint8]  # [H, W, 4] the person's own colours, spread past the rim, and the matte
    plate: NDArray[np.uint8]  # [H, W, 3] the background without the person
    scale: float  # output pixels per photo pixel
    # The cutout with bands of limbs below it, and for each band its box (x0, y0, x1, y1) in the picture and how many
    # rows below that it lies; see engine.bands.
    atlas: NDArray[np.uint8] | None = None
    bands: NDArray[np.int64] = field(default_factory=lambda: np.zeros((4, 5), np.int64))


@dataclass(frozen=True, eq=False)
class Reading:
    """What the network reads from a photo at one model frame, and what follows from its part map."""

    features: SourceFeatures
    beside: Tensor  # see engine.beside
    hidden_foot: HiddenFoot | None

    def bytes(self) -> int:
        """Memory held, in bytes."""
        hidden = 0 if self.hidden_foot is None else self.hidden_foot.shins.nbytes
        return _tensor_bytes(self.features) + self.beside.nbytes + hidden


@dataclass(eq=False)
class PhotoFeatures:
    """Everything cached for one source; what only one quality needs is added when that is first asked for."""

    source: Source
    frame: Frame
    full: Pictures
    small: Pictures | None = None
    readings: dict[tuple[int, int], Reading] = field(default_factory=dict)  # by model frame (width, height)

    def bytes(self) -> int:
        """Memory held, in bytes; the photo itself belongs to the source and is not counted."""
        kept = (self.full,) if self.small is None else (self.full, self.small)
        return sum((p.cutout if p.atlas is None else p.atlas).nbytes + p.plate.nbytes for p in kept) + sum(
            reading.bytes() for reading in self.readings.values()
        )


def _tensor_bytes(features: SourceFeatures) -> int:
    total = 0
    for each in fields(features):
        value = getattr(features, each.name)
        parts = [t for pair in value for t in pair] if isinstance(value, tuple) else [value]
        total += sum(t.numel() * t.element_size() for t in parts if isinstance(t, Tensor))
    return total


class FeatureCache:
    """Least recently used photos go first; the newest always stays, however large."""

    def __init__(self, limit_bytes: int = 1_500_000_000) -> None:
        self.limit_bytes = limit_bytes
        self._kept: OrderedDict[str, PhotoFeatures] = OrderedDict()

    def get(self, key: str) -> PhotoFeatures | None:
        """The features of the source with this key, now the most recently used."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, features: PhotoFeatures) -> None:
        """Keep features, and drop the oldest until the limit holds."""
        self._kept[features.source.key] = features
        self._kept.move_to_end(features.source.key)
        self.trim()

    def trim(self) -> None:
        """Drop the oldest until the limit holds, as after features have grown."""
        while len(self._kept) > 1 and self.bytes() > self.limit_bytes:
            self._kept.popitem(last=False)

    def bytes(self) -> int:
        """Memory held by all kept photos."""
        return sum(f.bytes() for f in self._kept.values())

    def clear(self) -> None:
        """Forget all, as before changing the device."""
        self._kept.clear()
