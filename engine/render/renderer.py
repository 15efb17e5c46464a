"""Source and pose in, picture out: the one pipeline, for the engine thread, commands, evaluation and tests."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.contract import Quality, Rendered, RenderRequest, Source
from engine.imaging.bands import with_bands
from engine.imaging.frame import choose_frame
from engine.imaging.origins import Origins
from engine.imaging.pictures import Pictures, shrunk
from engine.imaging.shadows import FootStep, foot_steps
from engine.layers.facing import as_seen
from engine.layers.layer import Person
from engine.layers.parsing import together, with_whole_things
from engine.layers.reading import Reading
from engine.layers.skeleton import complete
from engine.layers.take_apart import take_apart
from engine.photo.mending.layer_map import LayerMap
from engine.photo.photo import Photo
from engine.plate.plate import make_plate
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Box, Joint, Pose
from engine.render.compose import compose, invented_of, scaled
from engine.render.features import CACHE_BYTES, FeatureCache, PhotoFeatures, Sized
from engine.render.layered import LayeredPictures, draw_layers, layered_pictures
from engine.render.method import FINAL_SIZE, PREVIEW_SIZE, Answer, Method
from engine.render.network import Network
from engine.render.origins import origins_of
from engine.render.parsers import Parser
from engine.render.part_order import part_order
from engine.render.way import Way
from engine.rules.hand_made import ALL, Rules
from engine.runtime.device import Device, choose_device
from engine.runtime.stopwatch import Stopwatch
from engine.runtime.weights import LoadedWeights
from engine.source.finder import PersonFinder
from engine.source.matte import clean_colours
from engine.system.errors import GivenUpError

# Previews are pictures of at most this longer edge.
PREVIEW_EDGE_PX = 720


@dataclass(frozen=True, eq=False)
class _Drawn:
    """What the two ways have in common: pixels, the map of invented ones and their share; the rest if known."""

    pixels: NDArray[np.uint8]
    invented: NDArray[np.uint8]
    share: float
    origins: Origins | None = None
    notes: tuple[str, ...] = ()
    layers: LayerMap | None = None


class Renderer:
    """Prepares photos and renders poses; used by one thread at a time.

    weights and device: of the network. rules: the hand-made corrections. method: what is drawn by instead of the
    network, which then needs no weights. way: whether pixels are asked of the method, or layers are bent. parser: a
    second reading of what each pixel shows, for layers.
    """

    def __init__(
        self,
        weights: LoadedWeights | None,
        *,
        models: Path,
        device: Device,
        rules: Rules = ALL,
        method: Method[Any] | None = None,
        way: Way = Way.NETWORK,
        parser: Parser | None = None,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        if method is None:
            if weights is None:
                raise ValueError("a renderer needs weights or a method")
            method = Network(weights, device=device, rules=rules)
        self.method: Method[Any] = method
        self._rules, self._way = rules, way
        self.parser = parser
        self._finder = PersonFinder(models, finish=rules.matte)
        self._cache = FeatureCache(cache_bytes)
        self.steps = Stopwatch()

    @property
    def device(self) -> Device:
        """Where the method runs."""
        return self.method.device

    @property
    def version(self) -> str:
        """Of the method's weights."""
        return self.method.version

    def prepare(
        self,
        photo: Photo,
        *,
        at: tuple[float, float] | None = None,
        within: Box | None = None,
        given: Pose | None = None,
    ) -> Source:
        """Find the person: joints, unless the photo comes with them, and matte.

        at: the one at a photo pixel (x, y). within: the one inside a box. given: their joints, where those are known.
        Raises NoPersonError, and PoseError for given joints of which none is there.
        """
        self.steps = Stopwatch()
        return self._finder.find(photo, at=at, within=within, given=given, step=self.steps.step)

    def people(self, photo: Photo) -> Generator[None, None, tuple[Pose, ...]]:
        """The poses of everyone in a photo, from left to right; a step takes one look of the detector."""
        return (yield from self._finder.people(photo))

    def joints_in(self, rgb: NDArray[np.uint8]) -> Pose:
        """The joints found anew in a picture [H, W, 3], for evaluation; raises NoPersonError."""
        return self._finder.joints_in(rgb)

    def fall_back_to_cpu(self) -> None:
        """Go on without the accelerator."""
        self.use(choose_device("cpu"))

    def use(self, device: Device) -> None:
        """Go on with another device."""
        self.method.use(device)
        if self.parser is not None:
            self.parser.use(device)
        self._cache.clear()

    def forget(self) -> None:
        """Drop all cached features."""
        self._cache.clear()

    def render(self, request: RenderRequest, *, is_stale: Callable[[], bool] | None = None) -> Rendered:
        """The picture of a request; raises WeightsError where the network fails to answer with numbers.

        Raises GivenUpError between two steps or tiles where `is_stale` says that nobody waits for it any more.
        """
        check = partial(_give_up, is_stale)
        self.steps = Stopwatch()
        photo = self.features(request.source)
        check()
        draw = self._from_layers if self._way is Way.LAYERS else self._drawn
        drawn = draw(photo, request, check=check)
        return Rendered(
            request=request,
            pixels=drawn.pixels,
            invented=drawn.share,
            invented_map=drawn.invented,
            milliseconds=dict(self.steps.milliseconds),
            device=self.device.name,
            weights=self.version,
            origins=drawn.origins,
            licence=self.method.licence,
            notes=drawn.notes,
            layers=drawn.layers,
        )

    def answer(self, source: Source, pose: Pose) -> Answer:
        """What a final picture of a pose is drawn from, for evaluation."""
        return self._answer(self.features(source), pose, LimbOrder(), FINAL_SIZE)

    def taken_apart(self, source: Source) -> Person:
        """A source's person as layers at the photo's size, made on first use."""
        return self._person(self.features(source))

    def features(self, source: Source) -> PhotoFeatures:
        """What is cached for a source and serves every quality, computed on first use."""
        kept = self._cache.of(source)
        if kept is None:
            kept = self._compute(source)
            self._cache.put(kept)
        return kept

    def _drawn(self, photo: PhotoFeatures, request: RenderRequest, *, check: Callable[[], object]) -> _Drawn:
        """Drawn pixel by pixel from the method's answer."""
        answer = self._answer(photo, request.pose, request.order, _frame_size(request.quality))
        check()
        with self.steps.step("compose"):
            pictures = self._pictures(photo, request)
            check()
            frame = scaled(photo.frame, pictures.scale)
            steps = _steps(request, pictures.scale)
            done = compose(
                answer.maps, pictures, frame, steps=steps, transparent=request.transparent, check=check
            )
        notes = (answer.note,) if answer.note else ()
        return _Drawn(done.pixels, *invented_of(done), origins_of(answer, photo.frame), notes)

    def _from_layers(
        self, photo: PhotoFeatures, request: RenderRequest, *, check: Callable[[], object]
    ) -> _Drawn:
        """The person's layers, bent and laid over each other."""
        preview = request.quality is Quality.PREVIEW
        edge = request.size or (PREVIEW_EDGE_PX if preview else None)

        def made() -> LayeredPictures:
            pictures = photo.full if edge is None else shrunk(photo.full, edge)
            return layered_pictures(self._person(photo), pictures, transparent=request.transparent)

        pictures = self._cache.derived(photo, "layers", (edge, request.transparent), made)
        check()
        with self.steps.step("compose"):
            pose, order = as_seen(pictures.person.skeleton, request.pose, request.order)
            request = replace(request, pose=pose, order=order)
            steps = _steps(request, pictures.full.scale)
            done = draw_layers(pictures, request.pose, request.order, steps=steps, sharp=not preview)
        return _Drawn(done.pixels, done.invented, done.share, done.origins, layers=pictures.person.shown)

    def _person(self, photo: PhotoFeatures) -> Person:
        """The photo's person taken apart, on first use."""

        def made() -> Person:
            reading = self._cache.derived(photo, "told", None, lambda: self._told(photo))
            skeleton = complete(photo.source.pose)
            with self.steps.step("layers"):
                return take_apart(photo.full.cutout, skeleton, photo.frame, reading, photo.source.mending)

        return self._cache.derived(photo, "person", None, made)

    def _told(self, photo: PhotoFeatures) -> Reading:
        """What each pixel of the photo shows by the method's parts and by the parser, and what only that one tells."""
        parts = self.method.classes(photo, self._reading(photo, FINAL_SIZE))
        if self.parser is None:
            return Reading(parts)
        with self.steps.step("parsing"):
            maps = self.parser.classes(photo)
            shown = together(parts, with_whole_things(maps.shown, maps.whole))
            return Reading(shown, maps.whole, self.parser.hands(photo))

    def _answer(self, photo: PhotoFeatures, pose: Pose, order: LimbOrder, size: tuple[int, int]) -> Answer:
        reading = self._reading(photo, size)
        order = self._rules.order(order, before=photo.source.pose, after=pose)
        with self.steps.step("decode"):
            return self.method.answer(photo, reading, pose, part_order(order))

    def _compute(self, source: Source) -> PhotoFeatures:
        frame = choose_frame(source.pose, source.matte)
        with self.steps.step("colours"):
            colours = clean_colours(source.photo.rgb, source.matte)
            matte = (source.matte * 255 + 0.5).astype(np.uint8)
            cutout = np.dstack([colours, matte])
        with self.steps.step("plate"):
            plate = make_plate(source.photo.rgb, source.matte, pose=source.pose, empty=source.mending.plate)
        bare = plate.bare if plate.shadows else None
        full = Pictures(source.photo.rgb, cutout, plate.rgb, 1.0, bare=bare, shadows=plate.shadows)
        return PhotoFeatures(source, frame, full)

    def _reading(self, photo: PhotoFeatures, size: tuple[int, int]) -> Sized:
        """What the method reads at a model frame, on first use: a batch needs none for previews."""

        def made() -> Sized:
            finest = lambda: self._reading(photo, FINAL_SIZE)  # noqa: E731
            with self.steps.step("features"):
                reading: Sized = self.method.read(photo, size, finest)
            return reading

        return self._cache.derived(photo, "reading", size, made)

    def _pictures(self, photo: PhotoFeatures, request: RenderRequest) -> Pictures:
        """What a request is drawn from, at its size, with limbs cut out of what they lie on."""
        preview = request.quality is Quality.PREVIEW
        edge = request.size or (PREVIEW_EDGE_PX if preview else None)

        def cut_apart() -> Pictures:
            pictures = photo.full if edge is None else shrunk(photo.full, edge)
            reading = self._reading(photo, _frame_size(request.quality))
            return with_bands(
                pictures, self.method.bands(reading, pictures, scaled(photo.frame, pictures.scale))
            )

        return self._cache.derived(photo, "pictures", (edge, preview), cut_apart)


def _steps(request: RenderRequest, scale: float) -> dict[Joint, FootStep]:
    """How far feet moved, in pixels of a picture that is `scale` times the photo."""
    steps = foot_steps(request.source.pose, request.pose)
    return {foot: step.scaled(scale) for foot, step in steps.items()}


def _frame_size(quality: Quality) -> tuple[int, int]:
    return PREVIEW_SIZE if quality is Quality.PREVIEW else FINAL_SIZE


def _give_up(is_stale: Callable[[], bool] | None) -> None:
    if is_stale is not None and is_stale():
        raise GivenUpError("Another picture is wanted by now.")
