"""A photo of the empty set, laid on the photo of the person: what stands behind them without being invented."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from engine.pose.pose import XY

Corners = tuple[XY, XY, XY, XY]


@dataclass(frozen=True, eq=False)
class CleanPlate:
    """Pixels of the empty set where the photo has them.

    data: a JPEG as large as the photo, its colours matched. corners: of what the set's photo shows, (x, y) in photo
    pixels, in turn; beyond them the background is invented as ever. name: the file it came from.
    """

    name: str
    data: bytes = field(repr=False)
    corners: Corners

    @cached_property
    def key(self) -> str:
        """The identity of the content."""
        content = hashlib.blake2b(self.data, digest_size=16)
        content.update(repr(self.corners).encode())
        return content.hexdigest()
