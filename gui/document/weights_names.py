"""Which weights of one's own a project's pictures are made with: names of files in the folder for them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from engine.system.equipment import OwnWeights

# Plain names: what a project from a stranger says must not lead to any other folder.
_Name = Annotated[str, Field(max_length=255, pattern=r"^[^/\\\x00-\x1f:]+\.safetensors$")]


class WeightsNames(BaseModel):
    """network, layers: as in `engine.system.equipment.OwnWeights`; None for those that came with the program."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    network: _Name | None = None
    layers: _Name | None = None

    def in_folder(self, folder: Path) -> OwnWeights:
        """The files; those that are not there give way to the shipped ones."""
        return OwnWeights(_there(folder, self.network), _there(folder, self.layers))

    def missing(self, folder: Path) -> tuple[str, ...]:
        """The names of files that are not there."""
        named = (name for name in (self.network, self.layers) if name is not None)
        return tuple(name for name in named if _there(folder, name) is None)


SHIPPED_NAMES = WeightsNames()


def _there(folder: Path, name: str | None) -> Path | None:
    return folder / name if name is not None and (folder / name).is_file() else None
