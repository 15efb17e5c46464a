"""What the session holds and how it is read: signals, fields and properties, but no change of any."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.contract.messages import Quality, RenderRequest
from engine.imaging.extension import UNEXTENDED, Extension
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Pose
from engine.system.equipment import SHIPPED, OwnWeights
from gui.document import choosing
from gui.document.document import Document, PhotoEntry
from gui.document.history import History
from gui.document.kept_changes import KeptChanges

if TYPE_CHECKING:
    from engine.contract.messages import Rendered, Source
    from gui.document.found import Found
    from gui.document.others import Variant
    from gui.link.pictures import Picture


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be done with a photo; is_lasting: whether trying it again would fail again."""

    sentence: str
    is_lasting: bool = False


class SessionState(QObject):
    """The readable side of `gui.document.session.Session`, which alone changes it."""

    document_changed = Signal()  # photos came, went or changed in any way, but not at each step of a gesture
    photo_changed = Signal()  # another photo is on the canvas, or its pixels arrived
    pose_changed = Signal(object)  # Pose | None: of the photo on the canvas, at every step of a gesture
    gesture_ended = Signal()
    variants_changed = Signal()
    locks_changed = Signal()
    order_changed = Signal()  # which limbs of the photo on the canvas lie in front or behind
    extension_changed = Signal()  # what pictures of the photo on the canvas show beyond its edges
    people_changed = Signal()  # how the others of the photo on the canvas stand, or who is nearer
    selection_changed = Signal()
    source_ready = Signal(str)  # the entry's key
    picture_changed = Signal()  # a re-rendered picture of the photo on the canvas came or went
    fault_changed = Signal()  # what is wrong with a photo, or no longer, or another photo is on the canvas
    photo_seen = Signal(str)  # the key of a photo of which a small picture came
    photo_let_go = Signal(str)  # the key of a photo whose pixels and person are wanted again when it is near
    weights_changed = Signal()  # whose numbers pictures are made with
    export_changed = Signal()  # the plan of an export that the document keeps
    photos_added = Signal(object)  # tuple[PhotoEntry, ...] whose persons are to be found
    photos_reopened = Signal(object)  # tuple[PhotoEntry, ...] whose persons are known, and pixels wanted

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = History(lambda: None if self.entry is None else self.entry.key, self)
        self._document = Document()
        self._before_gesture: PhotoEntry | None = None
        self._named: tuple[Pose, str] | None = None  # the pose that was applied last under a name
        self._selection: frozenset[Joint] = frozenset()
        self._photos: dict[str, Picture] = {}
        self._glimpses: dict[str, Picture] = {}
        self._found: dict[tuple[str, int], Source] = {}  # by entry and person
        self._asides: dict[str, Found] = {}
        # Photos whose history holds edits of what was found in them, also undone ones, which can be done again.
        self._source_edits: set[str] = set()
        self._kept_changes = KeptChanges()
        self._transplants: dict[
            tuple[str, str], Source
        ] = {}  # by the keys of the person's and the place's source
        self._faults: dict[str, Fault] = {}
        self._brought: frozenset[str] = frozenset()  # keys of photos that came with the document
        self._arrivals: tuple[str, ...] = ()  # photos opened last, the first good one of which is to be shown
        self._rendered: Rendered | None = None
        self._picture: Picture | None = None
        self.weights_folder: Path | None = None  # of a person's own
        self._merges = itertools.count()
        self._merge_ids: dict[str, int] = {}

    # -- reading

    @property
    def document(self) -> Document:
        """All that is open."""
        return self._document

    @property
    def weights(self) -> OwnWeights:
        """Those of a person's own that the document's pictures are made with, as far as they are there."""
        folder = self.weights_folder
        return SHIPPED if folder is None else self._document.weights.in_folder(folder)

    @property
    def entry(self) -> PhotoEntry | None:
        """The photo on the canvas."""
        return self._document.entry

    @property
    def has_lost_steps(self) -> bool:
        """Whether the photo on the canvas came with a document, which keeps its edits but not the way there."""
        return self.entry is not None and self.entry.key in self._brought

    @property
    def pose(self) -> Pose | None:
        """The pose being edited."""
        entry = self.entry
        return entry.pose if entry else None

    @property
    def source(self) -> Source | None:
        """The photo on the canvas with the person who is drawn in it: the one found there, or another photo's."""
        entry = self.entry
        return self.source_for(entry) if entry else None

    @property
    def body(self) -> Pose | None:
        """How the person who is drawn stands in their photo."""
        return None if self.source is None else self.source.pose

    def source_for(self, entry: PhotoEntry) -> Source | None:
        """What to render for an entry; None until its persons are found and, where need be, put in place."""
        place, donor = entry.source, self._document.find(entry.drawn) if entry.drawn else None
        if donor is None or place is None:
            return place
        return None if donor.source is None else self._transplants.get((donor.source.key, place.key))

    def request(self, quality: Quality, *, size: int | None = None) -> RenderRequest | None:
        """The picture of everyone as the canvas is to show it; None until the person is found.

        size: the picture's longer edge, px; None for the photo's own.
        """
        return None if self.entry is None else self.request_for(self.entry, quality, size=size)

    def request_of(
        self, variant: Variant, quality: Quality, *, size: int | None = None
    ) -> RenderRequest | None:
        """The picture of a kept pose of the photo on the canvas; as `request`."""
        entry = self.entry
        if entry is None:
            return None
        return self.request_for(choosing.as_kept(entry, variant), quality, size=size)

    def request_for(
        self, entry: PhotoEntry, quality: Quality, *, size: int | None = None
    ) -> RenderRequest | None:
        """The picture of everyone in an entry; as `request`."""
        source = self.source_for(entry)
        if source is None or entry.pose is None:
            return None
        farther, nearer = choosing.beside(entry, source.photo)
        return RenderRequest(
            source, entry.pose, quality, size=size, order=entry.order, weights=self.weights, farther=farther,
            nearer=nearer, extension=entry.extension.within(source.photo.size),
        )  # fmt: skip

    @property
    def extension(self) -> Extension:
        """What pictures of the photo on the canvas show beyond its edges, in pixels of the photo."""
        entry, source = self.entry, self.source
        return UNEXTENDED if entry is None or source is None else entry.extension.within(source.photo.size)

    @property
    def order(self) -> LimbOrder:
        """Which limbs of the pose lie in front and behind."""
        entry = self.entry
        return entry.order if entry else LimbOrder()

    @property
    def locked(self) -> frozenset[Joint]:
        """Joints that no edit moves."""
        entry = self.entry
        return entry.locked if entry else frozenset()

    @property
    def selection(self) -> frozenset[Joint]:
        """The joints that nudges, turns and hiding are about."""
        return self._selection

    @property
    def photo_picture(self) -> Picture | None:
        """The photo on the canvas as it was opened, small until it has been read; None before it was glimpsed."""
        entry = self.entry
        return self.photo_of(entry.key) if entry else None

    @property
    def fault(self) -> str | None:
        """The sentence on what is wrong with the photo on the canvas."""
        fault = self.fault_of(self.entry.key) if self.entry else None
        return None if fault is None else fault.sentence

    def fault_of(self, key: str) -> Fault | None:
        """What is wrong with a photo."""
        return self._faults.get(key)

    @property
    def rendered(self) -> Rendered | None:
        """The last answer of the engine for the photo on the canvas; of an earlier matte until the next one comes."""
        return self._rendered

    @property
    def picture(self) -> Picture | None:
        """The pixels of `rendered`, ready to draw."""
        return self._picture

    @property
    def in_gesture(self) -> bool:
        """Whether a drag is under way."""
        return self._before_gesture is not None

    def found_of(self, key: str) -> Source | None:
        """The person of an entry as the engine found them, before any touch-up; None where that was not asked."""
        entry = self._document.find(key)
        return None if entry is None else self._found.get((key, entry.person))

    def _is_corrected(self, entry: PhotoEntry, source: Source) -> bool:
        """Whether `source` differs from what was found in the entry's photo, or that is not known any more."""
        return self.found_of(entry.key) != source

    def photo_of(self, key: str) -> Picture | None:
        """The photo of an entry as it was opened, small until it has been read; None before it was glimpsed."""
        return self._photos.get(key) or self._glimpses.get(key)

    @property
    def asides(self) -> Mapping[str, Found]:
        """By entry key, what was found in photos that are not held, or corrected there, until they are read again."""
        return self._asides

    @property
    def arrival(self) -> str | None:
        """The key of the photo that comes onto the canvas once it was read, if any."""
        return next((key for key in self._arrivals if key in self._photos or key not in self._faults), None)

    def can_let_go(self, key: str) -> bool:
        """Whether a photo is held in memory, and can be read again at any time with all that was done to it.

        Poses stay with the entry and what was found is kept small, but not what the history needs pixels for.
        """
        entry = self._document.find(key)
        if entry is None or key in self._source_edits or self.has_to_stay(entry):
            return False
        if entry.path is None and entry.embedded is None:
            return False
        if key not in self._photos and entry.source is None:
            return False
        # What somebody worked on has to be there again when they come back to it.
        return not self.is_edited(key) or entry.embedded is not None or _is_file(entry.path)

    def has_to_stay(self, entry: PhotoEntry) -> bool:
        """Whether its pictures are made of more than its own photo and person."""
        return bool(entry.others or entry.drawn) or any(
            each.drawn == entry.key for each in self._document.photos
        )

    def is_edited(self, key: str) -> bool:
        """Whether a photo is otherwise than it was found: what was undone is no edit, what a project brought is."""
        entry = self._document.find(key)
        return entry is not None and (entry.corrected or self._is_worked_on(entry))

    def _is_worked_on(self, entry: PhotoEntry) -> bool:
        """Whether anything but what was found in its photo is otherwise than it was."""
        if entry.variants or entry.others or entry.locked or entry.drawn or entry.extension:
            return True
        is_posed = entry.stands is not None and entry.stands != entry.pose
        return is_posed or entry.order != LimbOrder()


def _is_file(path: Path | None) -> bool:
    try:
        return path is not None and path.is_file()
    except ValueError:  # for some names that no file can have
        return False
