"""What depends on photos and what was said of them, not on a pose: made on first use, and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.imaging.extension import Extension
from engine.imaging.frame import choose_frame
from engine.imaging.pictures import Pictures, extended, shrunk
from engine.imaging.pixels import at_scale
from engine.layers.layer import Person
from engine.layers.parsing import together, with_whole_things
from engine.layers.reading import Reading
from engine.layers.skeleton import complete
from engine.layers.smaller import take_apart_smaller
from engine.layers.take_apart import take_apart
from engine.plate.continued import bordered, continued
from engine.plate.plate import Plate, make_plate
from engine.render.features import FeatureCache, GroupFeatures, PhotoFeatures, Sized
from engine.render.method import FINAL_SIZE, Method
from engine.render.parsers import Parser
from engine.runtime.stopwatch import Stopwatch
from engine.source.matte import clean_colours
from engine.source.sharing import shared_out

VIEW_EDGE_PX = 2000  # the longer edge at which layers are made for views of large photos
_LARGE = 1.25  # of that, from which a photo is large


@dataclass(frozen=True, eq=False)
class Beyond:
    """The background without people and shadows, uint8 [H, W, 3], of a photo and what is added around it."""

    rgb: NDArray[np.uint8]

    def bytes(self) -> int:
        """Memory held, in bytes."""
        return self.rgb.nbytes


class PhotoWork:
    """Used by one thread at a time. method, parser: as the renderer has them."""

    def __init__(self, method: Method[Any], parser: Parser | None, *, cache_bytes: int) -> None:
        self._method, self._parser = method, parser
        self.cache = FeatureCache(cache_bytes)
        self.steps = Stopwatch()  # of the picture in hand
        self._shared: tuple[tuple[Source, ...], tuple[Source, ...]] = (), ()

    def features(self, source: Source) -> PhotoFeatures:
        """What serves every quality."""
        kept = self.cache.of(source)
        if kept is None:
            kept = self._compute(source)
            self.cache.put(kept)
        return kept

    def at(self, photo: PhotoFeatures, edge: int | None) -> Pictures:
        """Photo, cut-out person and plate at a longer edge of at most `edge` px, None for the photo's own."""
        if edge is None:
            return self.full(photo)
        source = photo.source
        if source.mending.plate is not None or not _for_view(source, edge):
            return shrunk(self.full(photo), edge)
        small = shrunk(self.cache.derived(photo, "view", None, lambda: self._view(photo)), edge)
        size = (small.photo.shape[1], small.photo.shape[0])
        # What rests is the photo itself, averaged once.
        return replace(small, photo=cv2.resize(source.photo.rgb, size, interpolation=cv2.INTER_AREA))

    def full(self, photo: PhotoFeatures) -> Pictures:
        """Photo, cut-out person and plate at the photo's size."""
        source = photo.source
        plate = self.cache.derived(photo, "plate", None, lambda: self._plate([source]))
        return _pictures(source.photo.rgb, photo.cutout, plate)

    def extended(
        self, of: PhotoFeatures | GroupFeatures, pictures: Pictures, extension: Extension, *, edge: int | None
    ) -> Pictures:
        """Pictures of a photo at the longer edge `edge` px with an extension, which is in photo pixels, around them.

        What lies beyond is found once, as large as plates are, and is the same at every size.
        """
        if not extension:
            return pictures
        if isinstance(of, GroupFeatures):
            large, view = of.full, None
        else:
            is_view = of.source.mending.plate is None and _for_view(of.source, edge)
            view = VIEW_EDGE_PX if is_view else None
            large = self.at(of, view)

        def made() -> Beyond:
            with self.steps.step("plate"):
                bare = large.plate if large.bare is None else large.bare
                return Beyond(continued(bare, extension.scaled(large.scale)))

        rgb = self.cache.derived(of, "beyond", view, made, state=extension).rgb
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
        *,
        edge: int | None,
    ) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """What was drawn as `drawn.photo`, [H, W, 3 | 4], and what of it is invented, with their extension."""
        if not extension:
            return drawn.photo, invented
        around = extension.scaled(drawn.scale)
        if drawn.photo.shape[2] == 4:
            return bordered(drawn.photo, around), bordered(invented, around)
        return self.extended(of, drawn, extension, edge=edge).photo, bordered(invented, around)

    def shared_out(self, sources: Sequence[Source]) -> tuple[Source, ...]:
        """The same people, none of whose mattes holds what is another's; see `engine.source.sharing`."""
        if tuple(sources) != self._shared[0]:
            self._shared = tuple(sources), shared_out(sources)
        return self._shared[1]

    def group(self, sources: Sequence[Source]) -> GroupFeatures:
        """Several people of one photo, and the photo without them; their shadows are numbered as `sources` are."""
        ground = group_name(sources)
        kept = self.cache.get(ground)
        if not isinstance(kept, GroupFeatures):
            cutout = self.features(sources[0]).cutout
            for source in sources[1:]:
                cutout = _in_front(self.features(source).cutout, of=cutout)
            kept = GroupFeatures(ground, _pictures(sources[0].photo.rgb, cutout, self._plate(sources)))
            self.cache.put(kept)
        return kept

    def person(self, photo: PhotoFeatures, edge: int | None = None) -> Person:
        """The photo's person taken apart, for pictures whose longer edge is `edge`, None for the photo's own size.

        Of a large photo a view shows a fraction of the pixels: its layers are made that much smaller, unless something
        was painted, which is told in photo pixels.
        """
        source = photo.source
        smaller = VIEW_EDGE_PX if source.mending.painted is None and _for_view(source, edge) else None

        def made() -> Person:
            reading = self.cache.derived(photo, "told", None, lambda: self._told(photo))
            apart = photo.cutout, complete(source.pose), photo.frame, reading, source.mending
            with self.steps.step("layers"):
                return take_apart(*apart) if smaller is None else take_apart_smaller(*apart, edge=smaller)

        return self.cache.derived(photo, "person", smaller, made)

    def reading(self, photo: PhotoFeatures, size: tuple[int, int]) -> Sized:
        """What the method reads at a model frame; a batch needs none for previews."""

        def made() -> Sized:
            finest = lambda: self.reading(photo, FINAL_SIZE)  # noqa: E731
            with self.steps.step("features"):
                reading: Sized = self._method.read(photo, size, finest)
            return reading

        return self.cache.derived(photo, "reading", size, made)

    def _told(self, photo: PhotoFeatures) -> Reading:
        """What each pixel of the photo shows by the method's parts and by the parser, and what only that one tells."""
        parts = self._method.classes(photo, self.reading(photo, FINAL_SIZE))
        if self._parser is None:
            return Reading(parts)
        with self.steps.step("parsing"):
            maps = self._parser.classes(photo)
            shown = together(parts, with_whole_things(maps.shown, maps.whole))
            return Reading(shown, maps.whole, self._parser.hands(photo), self._parser.bags(photo))

    def _compute(self, source: Source) -> PhotoFeatures:
        frame = choose_frame(source.pose, source.matte)
        with self.steps.step("colours"):
            colours = clean_colours(source.photo.rgb, source.matte)
            matte = (source.matte * 255 + 0.5).astype(np.uint8)
            return PhotoFeatures(source, frame, np.dstack([colours, matte]))

    def _view(self, photo: PhotoFeatures) -> Pictures:
        """A large photo as views show it."""
        source = photo.source
        scale = VIEW_EDGE_PX / max(source.photo.size)
        width, height = (max(round(side * scale), 1) for side in source.photo.size)
        scale = height / source.photo.size[1]
        rgb, cutout, matte = (
            cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
            for image in (source.photo.rgb, photo.cutout, source.matte)
        )
        pose = source.pose.replaced(at_scale(source.pose.xy(), scale))
        with self.steps.step("plate"):
            plate = make_plate(rgb, matte.astype(np.float32, copy=False), poses=[pose])
        return _pictures(rgb, cutout, plate, scale=scale)

    def _plate(self, sources: Sequence[Source]) -> Plate:
        """The photo without these people."""
        matte = sources[0].matte
        for source in sources[1:]:
            matte = cv2.max(matte, source.matte).astype(np.float32, copy=False)
        empty = next((source.mending.plate for source in sources if source.mending.plate is not None), None)
        with self.steps.step("plate"):
            return make_plate(
                sources[0].photo.rgb, matte, poses=[source.pose for source in sources], empty=empty
            )


def _for_view(source: Source, edge: int | None) -> bool:
    """Whether a picture of a longer edge of so many px shows a fraction of a large photo."""
    return edge is not None and edge <= VIEW_EDGE_PX and max(source.photo.size) > _LARGE * VIEW_EDGE_PX


def group_name(sources: Sequence[Source]) -> str:
    """What a group of people is kept under."""
    return " ".join(source.ground for source in sources)


def _pictures(
    rgb: NDArray[np.uint8], cutout: NDArray[np.uint8], plate: Plate, *, scale: float = 1.0
) -> Pictures:
    bare = plate.bare if plate.shadows else None
    return Pictures(rgb, cutout, plate.rgb, scale, bare=bare, shadows=plate.shadows)


def _in_front(cutout: NDArray[np.uint8], *, of: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two people cut out of one photo, straight alpha: each pixel is the one's to whom it belongs more."""
    return np.where(cutout[..., 3:] > of[..., 3:], cutout, of)
