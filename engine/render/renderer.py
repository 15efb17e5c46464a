"""Source and pose in, picture out: the one pipeline, for the engine thread, commands, evaluation and tests."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.contract import LimbOrder, Quality, Rendered, RenderRequest, Source
from engine.imaging.bands import with_bands
from engine.imaging.frame import choose_frame
from engine.imaging.pictures import Pictures, shrunk
from engine.imaging.shadows import foot_steps
from engine.photo.photo import Photo
from engine.plate.plate import make_plate
from engine.pose.pose import Pose
from engine.render.compose import Composite, compose, scaled
from engine.render.features import FeatureCache, PhotoFeatures, Sized
from engine.render.method import FINAL_SIZE, PREVIEW_SIZE, Answer, Method
from engine.render.network import Network
from engine.render.origins import origins_of
from engine.render.part_order import part_order
from engine.rules.hand_made import ALL, Rules
from engine.runtime.device import Device, choose_device
from engine.runtime.stopwatch import Stopwatch
from engine.runtime.weights import LoadedWeights
from engine.source.finder import PersonFinder
from engine.source.matte import clean_colours

# Previews are pictures of at most this longer edge.
PREVIEW_EDGE_PX = 720


class Renderer:
    """Prepares photos and renders poses; used by one thread at a time.

    weights and device: of the network. rules: the hand-made corrections. method: what is drawn by instead of the
    network, for comparison.
    """

    def __init__(
        self,
        weights: LoadedWeights,
        *,
        models: Path,
        device: Device,
        rules: Rules = ALL,
        method: Method[Any] | None = None,
        cache_bytes: int = 1_500_000_000,
    ) -> None:
        self.method: Method[Any] = method or Network(weights, device=device, rules=rules)
        self._rules = rules
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

    def prepare(self, photo: Photo, *, at: tuple[float, float] | None = None) -> Source:
        """Find the person, or the one at a photo pixel (x, y): joints, unless the photo comes with them, and matte.

        Raises NoPersonError.
        """
        self.steps = Stopwatch()
        return self._finder.find(photo, at=at, step=self.steps.step)

    def people(self, photo: Photo) -> Generator[None, None, tuple[Pose, ...]]:
        """The poses of everyone in a photo, from left to right; a step takes one look of the detector."""
        return (yield from self._finder.people(photo))

    def fall_back_to_cpu(self) -> None:
        """Go on without the accelerator."""
        self.method.use(choose_device("cpu"))
        self._cache.clear()

    def forget(self) -> None:
        """Drop all cached features."""
        self._cache.clear()

    def render(self, request: RenderRequest) -> Rendered:
        """The picture of a request; raises WeightsError where the network fails to answer with numbers."""
        self.steps = Stopwatch()
        photo = self.features(request.source)
        answer = self._answer(photo, request.pose, request.order, _frame_size(request.quality))
        with self.steps.step("compose"):
            pictures = self._pictures(photo, request)
            frame = scaled(photo.frame, pictures.scale)
            steps = foot_steps(request.source.pose, request.pose)
            steps = {foot: step.scaled(pictures.scale) for foot, step in steps.items()}
            done = compose(answer.maps, pictures, frame, steps=steps, transparent=request.transparent)
        invented, share = _invented(done)
        return Rendered(
            request=request,
            pixels=done.pixels,
            invented=share,
            invented_map=invented,
            milliseconds=dict(self.steps.milliseconds),
            device=self.device.name,
            weights=self.version,
            origins=origins_of(answer, photo.frame),
        )

    def answer(self, source: Source, pose: Pose) -> Answer:
        """What a final picture of a pose is drawn from, for evaluation."""
        return self._answer(self.features(source), pose, LimbOrder(), FINAL_SIZE)

    def features(self, source: Source) -> PhotoFeatures:
        """What is cached for a source and serves every quality, computed on first use."""
        kept = self._cache.get(source.key)
        if kept is None:
            kept = self._compute(source)
            self._cache.put(kept)
        return kept

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
            plate = make_plate(source.photo.rgb, source.matte, pose=source.pose)
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


def _frame_size(quality: Quality) -> tuple[int, int]:
    return PREVIEW_SIZE if quality is Quality.PREVIEW else FINAL_SIZE


def _invented(done: Composite) -> tuple[NDArray[np.uint8], float]:
    """The map of synthesised pixels, and their share of the person where it was worked on."""
    amount = done.synthesised * done.coverage
    person = float(done.coverage.sum())
    return (amount * 255 + 0.5).astype(np.uint8), float(amount.sum()) / person if person > 0 else 0.0
