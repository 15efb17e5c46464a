"""The two ways to a picture: every pixel asked of the network, or whole layers bent and laid over each other."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Way(StrEnum):
    """How a picture is made of a photo and a pose; see docs/architecture.md."""

    NETWORK = "network"
    LAYERS = "layers"


# How pictures are made unless somebody asks for the other way.
DEFAULT: Final = Way.LAYERS
