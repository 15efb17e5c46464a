"""Room added to a photo at its sides, so that a pose may reach beyond the photo's edge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.pose.pose import Box

MAX_SHARE = 0.5  # of a photo's width or height, that may be added at one side
_ON_PERSON, _TOUCHED = (
    0.5,
    0.01,
)  # matte from which on an edge's pixel is the person's, and how many touch the edge


@dataclass(frozen=True, slots=True)
class Extension:
    """Pixels of the photo added at each side, 0 or more; places in the picture stay those of the photo."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    def __post_init__(self) -> None:
        if min(self.sides) < 0:
            raise ValueError(f"an extension adds, and takes nothing away: {self.sides}")

    def __bool__(self) -> bool:
        """Whether anything is added."""
        return any(self.sides)

    @property
    def sides(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom."""
        return self.left, self.top, self.right, self.bottom

    def size(self, photo: tuple[int, int]) -> tuple[int, int]:
        """(width, height) of the picture of a photo of this size."""
        return photo[0] + self.left + self.right, photo[1] + self.top + self.bottom

    def frame(self, photo: tuple[int, int]) -> Box:
        """What the picture shows, in pixels of a photo of this size: left and top are 0 or less."""
        return Box(-self.left, -self.top, photo[0] + self.right, photo[1] + self.bottom)

    def scaled(self, scale: float) -> Extension:
        """The same in whole pixels of a picture of `scale` times the photo's size."""
        return Extension(*(round(side * scale) for side in self.sides))

    def within(self, photo: tuple[int, int]) -> Extension:
        """As much of it as may be added to a photo of this size."""
        most = [int(MAX_SHARE * side) for side in photo]
        return Extension(*(min(side, most[k % 2]) for k, side in enumerate(self.sides)))

    def joined(self, other: Extension) -> Extension:
        """What holds both."""
        return Extension(*(max(pair) for pair in zip(self.sides, other.sides, strict=True)))


UNEXTENDED = Extension()


def with_free_sides(extension: Extension, matte: NDArray[np.float32]) -> Extension:
    """Without the sides at which a photo cuts its person off, whose `matte` [H, W] tells: there is more of them there.

    A background that goes on where a body does not would show where it was cut.
    """
    edges = (matte[:, 0], matte[0], matte[:, -1], matte[-1])
    return Extension(
        *(
            0 if np.count_nonzero(edge > _ON_PERSON) > _TOUCHED * len(edge) else side
            for side, edge in zip(extension.sides, edges, strict=True)
        )
    )
