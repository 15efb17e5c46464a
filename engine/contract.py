"""What crosses between a window or the command line and the engine: requests in, events out, all values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.imaging import tiles
from engine.imaging.origins import Origins
from engine.imaging.tiles import Tile
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
    mending: what a person said of its layers and of what lies behind.
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
        return Source(self.photo, self.pose, matte, known, self.mending)

    def standing_as(self, pose: Pose) -> Source:
        """The same person of whom it is known better where their joints are; takes no time, as the matte stays."""
        return Source(self.photo, pose, self.matte, self.digests, self.mending)

    def mended(self, mending: Mending) -> Source:
        """The same person of whom something else is said; raises ValueError for paint of another photo's size."""
        if mending.painted is not None and mending.painted.size != self.photo.size:
            raise ValueError(f"painted for {mending.painted.size}, not {self.photo.size}")
        return Source(self.photo, self.pose, self.matte, self.digests, mending)

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, Source) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """A picture that is wanted; requests compare by value, so they need no numbers.

    pose: the pose asked for, in photo pixels. transparent: leave the background out and return RGBA.
    size: the picture's longer edge, px; None for the photo's own. order: limbs over or behind others; own weights.
    """

    source: Source
    pose: Pose
    quality: Quality
    transparent: bool = False
    size: int | None = None
    order: LimbOrder = LimbOrder()
    weights: OwnWeights = SHIPPED


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

    pixels: uint8 [H, W, 3] sRGB, or [H, W, 4] with straight alpha. invented: share 0..1 of the person's
    pixels that were painted because the photo does not show them; invented_map: uint8 [H, W], 255 where
    painted. milliseconds: how long each step took, by its name. device: "cpu", "cuda" or "mps". weights: their
    version. origins: where in the photo pixels come from. licence: of the weights, where the picture is bound by it,
    else empty. notes: sentences for people on what the picture is. layers: how the person was taken apart.
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
Listener: TypeAlias = Callable[[Event], None]


class Engine(Protocol):
    """Takes wishes from any thread without waiting, and answers them one at a time.

    Answers go to the listener given at construction. It is called on the engine's own threads, so it must return soon
    and hand over to its own thread (a window: one queued signal). After `close` nothing is taken.
    """

    def submit(self, request: RenderRequest) -> None:
        """Ask for a picture at once, in place of one that has not begun or is FINAL; the last is answered."""

    def submit_batch(self, requests: Sequence[RenderRequest]) -> None:
        """Ask for pictures in order, each answered, whenever nothing else is waiting."""

    def submit_leisure(self, requests: Sequence[RenderRequest]) -> None:
        """Ask for pictures in place of those before, when nothing waits; answered by RenderedAtLeisure, if ever."""

    def prepare(self, subject: Subject) -> None:
        """Ask for a photo to be taken in; answered by Prepared or Failed, for a file by PhotoLoaded before."""

    def read(self, file: Path | PhotoFile) -> None:
        """Ask for a file to be read and no more; answered by PhotoLoaded or Failed."""

    def glimpse(self, files: Sequence[Path | PhotoFile]) -> None:
        """Ask for small pictures of files; answered by Glimpsed or Failed, or by PhotoLoaded where that was sooner."""

    def prefer(self, subject: Subject) -> None:
        """Do what is asked of `subject` before what is asked of other photos, from now on."""

    def withdraw(self, subject: Subject) -> None:
        """Take back that `subject` was to be read or taken in; what has begun is answered all the same."""

    def find_people(self, photo: Photo) -> None:
        """Ask who else is in a photo, whenever nothing at all is waiting; answered by PeopleFound, if ever."""

    def use(self, device: str) -> None:
        """Go on with another device ("auto", "cpu", "cuda" or "mps"), or tell DeviceRefused."""

    def close(self, timeout: float = 1.0) -> bool:
        """Drop what waits and stop; True when the engine stopped within `timeout` seconds."""
