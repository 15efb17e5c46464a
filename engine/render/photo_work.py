"""What depends on photos and what was said of them, not on a pose: made on first use, and kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.imaging.extension import Extension
from engine.imaging.frame import choose_frame
from engine.imaging.pictures import Pictures, extended, shrunk
from engine.layers.layer import Person
from engine.layers.parsing import together
from engine.layers.reading import Reading
from engine.layers.skeleton import complete
from engine.layers.smaller import in_photo, reading_at
from engine.layers.take_apart import take_apart
from engine.plate.continued import bordered, continued
from engine.plate.plate import Plate, make_plate
from engine.render.features import FeatureCache, GroupFeatures, PhotoFeatures, Sized, smaller_name
from engine.render.method import FINAL_SIZE, Method
from engine.render.parsers import Parser
from engine.render.reduced import is_large, is_view, reduced, reduced_mending, scale_of
from engine.runtime.stopwatch import Stopwatch
from engine.source.matte import clean_colours
from engine.source.sharing import shared_out
from engine.system.giving_way import give_way, pausing


@dataclass(frozen=True, eq=False)
class Beyond:
    """The background without people and shadows, uint8 [H, W, 3], of a photo and what is added around it."""

    rgb: NDArray[np.uint8]

    def bytes(self) -> int:
        """Memory held, in bytes."""
        return self.rgb.nbytes


class _OwnSteps(threading.local):
    """A thread's stopwatch, of the picture that it has in hand."""

    def __init__(self) -> None:
        self.watch = Stopwatch()


class PhotoWork:
    """Used by several threads, of which one at a time asks the networks. method, parser: as the renderer has them."""

    def __init__(self, method: Method[Any], parser: Parser | None, *, cache_bytes: int) -> None:
        self._method, self._parser = method, parser
        self.cache = FeatureCache(cache_bytes)
        self._steps = _OwnSteps()
        self._networks = threading.RLock()
        self._shared: tuple[tuple[Source, ...], tuple[Source, ...]] = (), ()

    @property
    def steps(self) -> Stopwatch:
        """Of the picture that this thread has in hand."""
        return self._steps.watch

    def begin(self) -> None:
        """Time the steps of another picture."""
        self._steps.watch = Stopwatch()

    @contextmanager
    def networks(self) -> Iterator[None]:
        """Within, no other thread asks the method or the parser; nothing pauses, as another may wait for them."""
        with self._networks, pausing(None):
            yield

    def features(self, source: Source, edge: int | None = None) -> PhotoFeatures:
        """What serves pictures whose longer edge is `edge` px, None for the photo's own size, in every quality."""
        if is_large(source) and is_view(edge):
            return self._smaller(source)
        kept = self.cache.photo(source.ground, source.key, lambda kept: replace(kept, source=source))
        if kept is None or kept.source is not source:  # else a photo that was read again would be held twice
            kept = self._compute(source) if kept is None else replace(kept, source=source)
            self.cache.put(kept)
        return kept

    def grounds(self, source: Source) -> tuple[str, ...]:
        """What is kept of a source in the cache."""
        return source.ground, smaller_name(source.ground)

    def at(self, source: Source, edge: int | None) -> Pictures:
        """Photo, cut-out person and plate at a longer edge of at most `edge` px, None for the photo's own."""
        return _sized(self.full(self.behind(source, edge)), source, edge)

    def group_at(self, sources: Sequence[Source], edge: int | None) -> Pictures:
        """The same of several people."""
        return _sized(self.group(sources, edge).full, sources[0], edge)

    def full(self, photo: PhotoFeatures) -> Pictures:
        """Photo, cut-out person and plate at the size of features."""
        source = photo.source
        plate = self.cache.derived(photo, "plate", None, lambda: self._plate([source]))
        return _pictures(source.photo.rgb, photo.cutout, plate, scale=photo.scale)

    def behind(self, source: Source, edge: int | None) -> PhotoFeatures:
        """What the background of pictures of this size is made from; an empty set has the photo's own pixels."""
        return self.features(source, _smallest([source], edge))

    def extended(
        self, of: PhotoFeatures | GroupFeatures, pictures: Pictures, extension: Extension
    ) -> Pictures:
        """Pictures of a photo with an extension, which is in photo pixels, around them; of: as `behind` or `group`.

        What lies beyond is found once, as large as plates are, and is the same at every size.
        """
        if not extension:
            return pictures
        large = of.full if isinstance(of, GroupFeatures) else self.full(of)

        def made() -> Beyond:
            with self.steps.step("plate"):
                bare = large.plate if large.bare is None else large.bare
                return Beyond(continued(bare, extension.scaled(large.scale)))

        rgb = self.cache.derived(of, "beyond", None, made, state=extension).rgb
        size = extension.scaled(pictures.scale).size((pictures.photo.shape[1], pictures.photo.shape[0]))
        if (rgb.shape[1], rgb.shape[0]) != size:
            rgb = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        return extended(pictures, extension.scaled(pictures.scale), beyond=rgb)

    def whole(
        self,
        of: PhotoFeatures,
        drawn: Pictures,
        invented: NDArray[np.uint8],
        extension: Extension,
    ) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """What was drawn as `drawn.photo`, [H, W, 3 | 4], and what of it is invented, with their extension."""
        if not extension:
            return drawn.photo, invented
        around = extension.scaled(drawn.scale)
        if drawn.photo.shape[2] == 4:
            return bordered(drawn.photo, around), bordered(invented, around)
        return self.extended(of, drawn, extension).photo, bordered(invented, around)

    def shared_out(self, sources: Sequence[Source]) -> tuple[Source, ...]:
        """The same people, none of whose mattes holds what is another's; see `engine.source.sharing`."""
        known = self._shared
        if tuple(sources) != known[0]:
            self._shared = known = tuple(sources), shared_out(sources)
        return known[1]

    def group(self, sources: Sequence[Source], edge: int | None = None) -> GroupFeatures:
        """Several people of one photo, and the photo without them; their shadows are numbered as `sources` are.

        edge: as `features`.
        """
        edge = _smallest(sources, edge)
        everyone = [self.features(source, edge) for source in sources]
        first = everyone[0]
        ground = " ".join(each.ground for each in everyone)
        kept = self.cache.get(ground)
        if not isinstance(kept, GroupFeatures):
            cutout = first.cutout
            for each in everyone[1:]:
                cutout = _in_front(each.cutout, of=cutout)
            plate = self._plate([each.source for each in everyone])
            kept = GroupFeatures(ground, _pictures(first.source.photo.rgb, cutout, plate, scale=first.scale))
            self.cache.put(kept)
        return kept

    def person(self, source: Source, edge: int | None = None) -> Person:
        """The photo's person taken apart, for pictures whose longer edge is `edge`, None for the photo's own size."""
        photo = self.features(source, edge)

        def made() -> Person:
            reading, own = self._told_of(source, photo), photo.source
            give_way()
            with self.steps.step("layers"):
                person = take_apart(photo.cutout, complete(own.pose), photo.frame, reading, own.mending)
            if photo.scale == 1:
                return person
            return in_photo(person, complete(source.pose), source.photo.size, photo.scale)

        return self.cache.derived(photo, "person", None, made)

    def reading(self, photo: PhotoFeatures, size: tuple[int, int]) -> Sized:
        """What the method reads at a model frame; a batch needs none for previews."""

        def made() -> Sized:
            finest = lambda: self.reading(photo, FINAL_SIZE)  # noqa: E731
            with self.steps.step("features"), self.networks():
                reading: Sized = self._method.read(photo, size, finest)
            return reading

        return self.cache.derived(photo, "reading", size, made)

    def _told_of(self, source: Source, photo: PhotoFeatures) -> Reading:
        """What is read off a photo; off a large one at the size for views, which loses nothing that networks see."""
        if photo.scale != 1 or not is_large(source):
            return self.cache.derived(photo, "told", None, lambda: self._told(photo))
        small = self._smaller(source)
        told = self.cache.derived(small, "told", None, lambda: self._told(small))
        return reading_at(told, 1 / small.scale)

    def _told(self, photo: PhotoFeatures) -> Reading:
        """What each pixel of the photo shows by the method's parts and by the parser, and what only that one tells."""
        reading = self.reading(photo, FINAL_SIZE)
        with self.networks():
            parts = self._method.classes(photo, reading)
        if self._parser is None:
            return Reading(parts)
        with self.steps.step("parsing"), self.networks():
            maps = self._parser.classes(photo)
            shown = together(parts, maps.shown)
            hands, feet = self._parser.hands(photo), self._parser.feet(photo)
            return Reading(shown, maps.whole, hands, self._parser.bags(photo), feet)

    def _smaller(self, source: Source) -> PhotoFeatures:
        """What serves the views of a large photo."""

        def mended(kept: PhotoFeatures) -> PhotoFeatures:
            told = kept.source.mended(reduced_mending(source))
            return replace(kept, source=told, of=(source.ground, source.key))

        kept = self.cache.photo(smaller_name(source.ground), source.key, mended)
        if kept is None:
            small = self._compute(reduced(source))
            kept = replace(small, scale=scale_of(source), of=(source.ground, source.key))
            self.cache.put(kept)
        return kept

    def _compute(self, source: Source) -> PhotoFeatures:
        if is_large(source):  # what was read off the smaller photo lies in its frame
            small = self._smaller(source)
            frame = small.frame.scaled(1 / small.scale)
        else:
            frame = choose_frame(source.pose, source.matte)
        give_way()
        with self.steps.step("colours"):
            colours = clean_colours(source.photo.rgb, source.matte)
            matte = (source.matte * 255 + 0.5).astype(np.uint8)
            return PhotoFeatures(source, frame, np.dstack([colours, matte]))

    def _plate(self, sources: Sequence[Source]) -> Plate:
        """The photo without these people."""
        matte = sources[0].matte
        for source in sources[1:]:
            matte = cv2.max(matte, source.matte).astype(np.float32, copy=False)
        empty = next((source.mending.plate for source in sources if source.mending.plate is not None), None)
        give_way()
        with self.steps.step("plate"):
            return make_plate(
                sources[0].photo.rgb, matte, poses=[source.pose for source in sources], empty=empty
            )


def group_name(sources: Sequence[Source], edge: int | None) -> str:
    """What a group of people is kept under; edge: as `PhotoWork.group`."""
    is_smaller = is_view(_smallest(sources, edge))
    return " ".join(smaller_name(each.ground) if is_smaller else each.ground for each in sources)


def _smallest(sources: Sequence[Source], edge: int | None) -> int | None:
    """`edge` where what lies behind these people may be made for views, else None: for the photo's own size."""
    may = all(is_large(each) and each.mending.plate is None for each in sources)
    return edge if may and is_view(edge) else None


def _sized(full: Pictures, source: Source, edge: int | None) -> Pictures:
    """Pictures of a source, or of a smaller photo, at a longer edge of at most `edge` px."""
    if edge is None:
        return full
    small = shrunk(full, edge)
    if full.scale == 1:
        return small
    size = (small.photo.shape[1], small.photo.shape[0])
    # What rests is the photo itself, averaged once.
    return replace(small, photo=cv2.resize(source.photo.rgb, size, interpolation=cv2.INTER_AREA))


def _pictures(
    rgb: NDArray[np.uint8], cutout: NDArray[np.uint8], plate: Plate, *, scale: float = 1.0
) -> Pictures:
    bare = plate.bare if plate.shadows else None
    return Pictures(rgb, cutout, plate.rgb, scale, bare=bare, shadows=plate.shadows)


def _in_front(cutout: NDArray[np.uint8], *, of: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two people cut out of one photo, straight alpha: each pixel is the one's to whom it belongs more."""
    return np.where(cutout[..., 3:] > of[..., 3:], cutout, of)
