"""What crosses between a window or the command line and the engine: requests in, events out, all values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import InitVar, dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.contract.judgement import Judgement
from engine.imaging import tiles
from engine.imaging.extension import UNEXTENDED, Extension
from engine.imaging.origins import Origins
from engine.imaging.tiles import Tile
from engine.photo.bags import Bag
from engine.photo.mending.layer_map import LayerMap
from engine.photo.mending.mending import NOTHING, Mending
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Box, Pose
from engine.system.equipment import SHIPPED, DeviceRefused, OwnWeights

if TYPE_CHECKING:  # a window needs the name only, not the decoders behind it
    from engine.photo.photo import Photo


class Quality(Enum):
    """How much care a render takes: PREVIEW keeps up with a drag, FINAL is what gets saved."""

    PREVIEW = "preview"
    FINAL = "final"


@dataclass(frozen=True, eq=False)
class Source:
    """A photo, what was found in it and what a person said of it; two are equal when all of that is.

    pose: in photo pixels. matte: float32 [H, W] in 0..1 at the photo's size, 1 on the person; it is read-only
    here and shared, not copied, so do not change it afterwards.
    digests: those of the matte by tiles, see `engine.imaging.tiles`; `known` are those of this very matte, if any.
    mending: what a person said of its layers and of what lies behind. bags: those that were found with the person, in
    photo pixels; None where that is not known.
    key: the content key behind equality. ground: the same without what was said of the layers alone, which is all
    that depends on it. Raises ValueError for an unfit matte.
    """

    photo: Photo
    pose: Pose
    matte: NDArray[np.float32] = field(repr=False)
    digests: Mapping[Tile, bytes] = field(init=False, repr=False)
    key: str = field(init=False)
    ground: str = field(init=False)
    known: InitVar[Mapping[Tile, bytes] | None] = None
    mending: Mending = NOTHING
    bags: tuple[Bag, ...] | None = field(default=None, repr=False)

    def __post_init__(self, known: Mapping[Tile, bytes] | None) -> None:
        width, height = self.photo.size
        if self.matte.dtype != np.float32 or self.matte.shape != (height, width):
            raise ValueError(
                f"matte must be float32 {(height, width)}, not {self.matte.dtype} {self.matte.shape}"
            )
        matte = np.ascontiguousarray(self.matte).view()
        matte.flags.writeable = False
        object.__setattr__(self, "matte", matte)
        digests = known or tiles.digests(matte)
        object.__setattr__(self, "digests", digests)
        ground = tiles.content_key(self.photo.key + repr(self.pose), digests, self.mending.plate_key)
        object.__setattr__(self, "ground", ground)
        said = self.mending.layers_key
        object.__setattr__(self, "key", tiles.content_key(ground + said, {}) if said else ground)

    def touched_up(self, matte: NDArray[np.float32], *, changed: Collection[Tile]) -> Source:
        """The same person with a `matte` that differs in the tiles `changed` alone, which is what takes time."""
        known = tiles.digests(matte, earlier=self.digests, changed=changed)
        return Source(self.photo, self.pose, matte, known, self.mending, self.bags)

    def standing_as(self, pose: Pose) -> Source:
        """The same person of whom it is known better where their joints are; takes no time, as the matte stays."""
        return Source(self.photo, pose, self.matte, self.digests, self.mending, self.bags)

    def in_photo(self, photo: Photo) -> Source:
        """The same person in another photo of the same size that shows them as this one does."""
        return Source(photo, self.pose, self.matte, self.digests, self.mending, self.bags)

    def mended(self, mending: Mending) -> Source:
        """The same person of whom something else is said; raises ValueError for paint of another photo's size."""
        if mending.painted is not None and mending.painted.size != self.photo.size:
            raise ValueError(f"painted for {mending.painted.size}, not {self.photo.size}")
        return Source(self.photo, self.pose, self.matte, self.digests, mending, self.bags)

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, Source) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class Posed:
    """A person in a pose of their own, in photo pixels, beside the one whom a request is about."""

    source: Source
    pose: Pose
    order: LimbOrder = LimbOrder()

    @property
    def rests(self) -> bool:
        """Whether they stand as in the photo."""
        return self.pose == self.source.pose


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """A picture that is wanted; requests compare by value, so they need no numbers.

    pose: the pose asked for, in photo pixels. transparent: leave the background out and return RGBA.
    size: the picture's longer edge, px; None for the photo's own. order: limbs over or behind others; own weights.
    farther, nearer: others of the same photo who have poses, each from back to front, behind this person and in front.
    extension: room around the photo that the picture has as well, its background going on. Raises ValueError for others
    of another photo.
    """

    source: Source
    pose: Pose
    quality: Quality
    transparent: bool = False
    size: int | None = None
    order: LimbOrder = LimbOrder()
    weights: OwnWeights = SHIPPED
    farther: tuple[Posed, ...] = ()
    nearer: tuple[Posed, ...] = ()
    extension: Extension = UNEXTENDED

    def __post_init__(self) -> None:
        if any(other.source.photo.key != self.source.photo.key for other in self.others):
            raise ValueError("people of one picture must be of one photo")

    @property
    def others(self) -> tuple[Posed, ...]:
        """Everyone else who has a pose, from back to front."""
        return (*self.farther, *self.nearer)

    @property
    def whole_size(self) -> tuple[int, int]:
        """(width, height) of the photo with what is added around it, px."""
        return self.extension.size(self.source.photo.size)


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A photo file that is on no disk, such as one from the clipboard: its name and its bytes."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The person at one place of a photo that shows several; at: (x, y) in photo pixels."""

    photo: Photo = field(repr=False)
    at: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Within:
    """The person inside a box of a photo, whoever else is in it; box: in photo pixels."""

    photo: Photo = field(repr=False)
    box: Box


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """The person of a photo whose joints somebody placed; pose: in photo pixels. Their matte is found."""

    photo: Photo = field(repr=False)
    pose: Pose


@dataclass(frozen=True, slots=True, eq=False)
class Transplant:
    """The person of one source where the person of another stands, on that one's background and at that size."""

    person: Source
    place: Source


# What can be asked to be taken in: a file still to be read and decoded, a photo, one of several people in it, the one
# in a box, one whose joints are known, or one person in another's place.
Subject: TypeAlias = "Path | PhotoFile | Photo | Chosen | Within | Placed | Transplant"


@dataclass(frozen=True, slots=True, eq=False)
class PhotoLoaded:
    """A file that was asked to be prepared was decoded; the person in it is looked for next."""

    subject: Path | PhotoFile
    photo: Photo


@dataclass(frozen=True, slots=True, eq=False)
class Glimpsed:
    """A file as a small picture; pixels: uint8 [h, w, 3] sRGB. size: (width, height) of the photo itself."""

    subject: Path | PhotoFile
    pixels: NDArray[np.uint8] = field(repr=False)
    size: tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A photo was taken in: its joints and matte are known and poses can be asked for.

    subject: what was asked to be prepared, as it was given.
    """

    source: Source
    subject: Subject


@dataclass(frozen=True, slots=True, eq=False)
class PeopleFound:
    """How many people a photo shows; poses: of each, in photo pixels, from left to right."""

    photo: Photo
    poses: tuple[Pose, ...]


# Steps that are made anew for each picture.
_EACH_PICTURE = ("decode", "compose")


@dataclass(frozen=True, slots=True, eq=False)
class Rendered:
    """A picture that was asked for.

    pixels: uint8 [H, W, 3] sRGB, or [H, W, 4] with straight alpha, of the photo with its extension. invented: share
    0..1 of the person's pixels that were painted because the photo does not show them; invented_map: uint8 [H, W], 255
    where painted. milliseconds: how long each step took, by its name. device: "cpu", "cuda" or "mps". weights: their
    version. origins: where in the photo pixels come from. licence: of the weights, where the picture is bound by it,
    else empty. notes: sentences for people on what the picture is. layers: how the person was taken apart. judgement:
    whether it should be looked at; None where the picture was not made of layers, of which nobody can tell.
    """

    request: RenderRequest
    pixels: NDArray[np.uint8] = field(repr=False)
    invented: float
    invented_map: NDArray[np.uint8] | None = field(repr=False)
    milliseconds: Mapping[str, float]
    device: str
    weights: str = ""
    origins: Origins | None = field(default=None, repr=False)
    licence: str = ""
    notes: tuple[str, ...] = ()
    layers: LayerMap | None = field(default=None, repr=False)
    judgement: Judgement | None = None

    @property
    def own_milliseconds(self) -> float:
        """What this picture took by itself, beside what is computed once for a photo."""
        return sum(self.milliseconds.get(step, 0.0) for step in _EACH_PICTURE)


@dataclass(frozen=True, slots=True, eq=False)
class RenderedAtLeisure:
    """A picture that was asked for at leisure; nobody waits for it, and it is not for the canvas."""

    rendered: Rendered


@dataclass(frozen=True, slots=True)
class Failed:
    """A request, or a photo to prepare, could not be answered; `sentence` says why and what to do.

    is_lasting: whether asking for the same again would fail again.
    """

    request: RenderRequest | Subject
    sentence: str
    is_lasting: bool = False


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """What the engine does now, for a status line; `text` is a short phrase. Previews are too short for one."""

    busy: bool
    device: str
    text: str


Event: TypeAlias = (
    Glimpsed | PhotoLoaded | Prepared | PeopleFound | Rendered | RenderedAtLeisure | Failed | DeviceRefused
    | StatusChanged
)  # fmt: skip
