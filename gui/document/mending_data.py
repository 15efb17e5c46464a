"""What was said of a photo's layers as plain data for projects and the journal, checked on the way in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field

from engine.photo.mending.clean_plate import CleanPlate
from engine.photo.mending.mending import NOTHING, Attachment, Mending, OrderWish
from engine.photo.mending.painted import Painted
from engine.photo.mending.targets import ORDERED, Follows
from gui.document.project_error import ProjectError

_MOST_TILES, _MOST_THINGS = 8_192, 200
_Place = Annotated[float, Field(ge=-1e7, le=1e7, allow_inf_nan=False)]
_XY = tuple[_Place, _Place]
_Row = Annotated[int, Field(ge=0, le=10_000)]
_Word = Annotated[str, Field(max_length=40)]
_LAYERS = {target.name: target for target in ORDERED}
_FOLLOWS = {follows.value: follows for follows in Follows}


class _Model(BaseModel):
    """Fields of newer versions are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class MendingData(_Model):
    """See `engine.photo.mending.mending`.

    painted: row, column and bytes of tiles; things: a photo pixel and what the thing there follows; order: a layer,
    whether it lies in front, and of which. plate_name, plate_corners: of the empty set, whose bytes lie elsewhere.
    """

    painted: Annotated[tuple[tuple[_Row, _Row, Base64Bytes], ...], Field(max_length=_MOST_TILES)] = ()
    things: Annotated[tuple[tuple[_XY, _Word], ...], Field(max_length=_MOST_THINGS)] = ()
    order: Annotated[tuple[tuple[_Word, bool, _Word], ...], Field(max_length=_MOST_THINGS)] = ()
    plate_name: Annotated[str, Field(max_length=500)] = ""
    plate_corners: tuple[_XY, _XY, _XY, _XY] | None = None


def mending_data(mending: Mending) -> MendingData | None:
    """As it is written; None where nothing was said. The empty set's bytes are up to the caller."""
    if mending == NOTHING:
        return None
    painted, plate = mending.painted, mending.plate
    return MendingData.model_construct(  # nothing to check: base64 is for bytes from files
        painted=() if painted is None else painted.packed(),
        things=tuple((each.at, each.follows.value) for each in mending.things),
        order=tuple((each.layer.name, each.in_front, each.of.name) for each in mending.order),
        plate_name="" if plate is None else plate.name,
        plate_corners=None if plate is None else plate.corners,
    )


def mending_of(data: MendingData, *, size: tuple[int, int], plate: bytes | None) -> Mending:
    """What was said of a photo of `size` (width, height); words of a newer Repose are passed over.

    plate: the bytes of the empty set, if they are there. Raises ProjectError for what was painted and is damaged.
    """
    try:
        painted = Painted.unpacked(size, data.painted) if data.painted else None
    except ValueError as error:
        raise ProjectError.damaged_matte() from error
    corners = data.plate_corners
    empty = None if plate is None or corners is None else CleanPlate(data.plate_name, plate, corners)
    things = (Attachment(at, _FOLLOWS[word]) for at, word in data.things if word in _FOLLOWS)
    order = (
        OrderWish(_LAYERS[layer], in_front, _LAYERS[of])
        for layer, in_front, of in data.order
        if layer in _LAYERS and of in _LAYERS and layer != of
    )
    return Mending(painted, tuple(things), tuple(order), empty)
