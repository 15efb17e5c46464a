"""Source and pose in, picture out: the one pipeline, for the engine thread, commands, evaluation and tests."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.contract.judgement import Judgement
from engine.contract.messages import Posed, Quality, Rendered, RenderRequest, Source
from engine.imaging.bands import with_bands
from engine.imaging.origins import Origins
from engine.imaging.pictures import Pictures, shrunk
from engine.layers.layer import Person
from engine.photo.mending.layer_map import LayerMap
from engine.photo.photo import Photo
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Box, Pose
from engine.render.company import Company, company_of
from engine.render.compose import compose, invented_of
from engine.render.features import CACHE_BYTES, GroupFeatures, PhotoFeatures
from engine.render.flat import ALONE, Beside
from engine.render.judging import judged
from engine.render.layered import LayeredPictures, draw_layers, layered_pictures, posed_beside
from engine.render.method import FINAL_SIZE, Answer, Method, frame_size
from engine.render.network import Network
from engine.render.origins import origins_of
from engine.render.parsers import Parser
from engine.render.part_order import part_order
from engine.render.photo_work import PhotoWork, group_name
from engine.render.way import Way
from engine.rules.hand_made import ALL, Rules
from engine.runtime.device import Device, choose_device
from engine.runtime.stopwatch import Stopwatch
from engine.runtime.weights import LoadedWeights
from engine.source.finder import PersonFinder
from engine.system.giving_way import for_threads, give_way, giving_way

# Previews are pictures of at most this longer edge.
PREVIEW_EDGE_PX = 720
_ONE_ALONE = "These weights pose one person at a time; the others stay as the photo shows them."


@dataclass(frozen=True, eq=False)
class _Drawn:
    """What the two ways have in common: pixels, the map of invented ones and their share; the rest if known."""

    pixels: NDArray[np.uint8]
    invented: NDArray[np.uint8]
    share: float
    origins: Origins | None = None
    notes: tuple[str, ...] = ()
    layers: LayerMap | None = None
    judgement: Judgement | None = None


class Renderer:
    """Prepares photos and renders poses.

    Several threads may render, and one at a time prepare photos or look for people, beside those that render.

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
        self._work = PhotoWork(method, parser, cache_bytes=cache_bytes)

    @property
    def steps(self) -> Stopwatch:
        """How long the steps of what was asked last took."""
        return self._work.steps

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
        self._work.begin()
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
        with self._work.networks():
            self.method.use(device)
            if self.parser is not None:
                self.parser.use(device)
            self._work.cache.clear()

    def forget(self) -> None:
        """Drop all cached features."""
        self._work.cache.clear()

    def render(self, request: RenderRequest, *, is_stale: Callable[[], bool] | None = None) -> Rendered:
        """The picture of a request; raises WeightsError where the network fails to answer with numbers.

        Raises GivenUpError between two steps or tiles where `is_stale` says that nobody waits for it any more.
        """
        self._work.begin()
        with giving_way(is_stale):
            drawn = self._from_layers(request) if self._way is Way.LAYERS else self._drawn(request)
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
            judgement=drawn.judgement,
        )

    def answer(self, source: Source, pose: Pose) -> Answer:
        """What a final picture of a pose is drawn from, for evaluation."""
        return self._answer(self.features(source), pose, LimbOrder(), FINAL_SIZE)

    def taken_apart(self, source: Source) -> Person:
        """A source's person as layers at the photo's size, made on first use."""
        return self._work.person(source)

    def features(self, source: Source) -> PhotoFeatures:
        """What is cached for a source and serves every quality, computed on first use."""
        return self._work.features(source)

    def _drawn(self, request: RenderRequest) -> _Drawn:
        """Drawn pixel by pixel from the method's answer, which knows one person."""
        photo, alone = self._work.features(request.source), replace(request, farther=(), nearer=())
        answer = self._answer(photo, request.pose, request.order, frame_size(request.quality))
        give_way()
        with self.steps.step("compose"):
            pictures = self._pictures(photo, request)
            give_way()
            frame = photo.frame.scaled(pictures.scale)
            steps = company_of(alone).steps(pictures.scale)
            done = compose(
                answer.maps,
                pictures,
                frame,
                steps=steps,
                transparent=request.transparent,
                check=for_threads(),
            )
        notes = tuple(note for note in (answer.note, _ONE_ALONE if request.others else "") if note)
        invented, share = invented_of(done)
        drawn = replace(pictures, photo=done.pixels)
        pixels, invented = self._work.whole(photo, drawn, invented, request.extension)
        return _Drawn(pixels, invented, share, origins_of(answer, photo.frame), notes)

    def _from_layers(self, request: RenderRequest) -> _Drawn:
        """The person's layers, bent and laid over each other."""
        sharp, company = request.quality is not Quality.PREVIEW, company_of(request)
        if not company.is_alone:
            company = company.of(self._work.shared_out(company.sources))
        pictures = self._layered(company, request)
        give_way()
        company = company.as_seen([person.skeleton for person in pictures.everyone])
        beside = self._beside(pictures, company, request)
        give_way()
        with self.steps.step("compose"):
            posed, steps = company.person, company.steps(pictures.full.scale)
            done = draw_layers(pictures, posed.pose, posed.order, steps=steps, sharp=sharp, beside=beside)
        person, made_up = pictures.person, done.invented
        told = judged(person, posed.pose, made_up, done.origins)
        return _Drawn(done.pixels, made_up, done.share, done.origins, layers=person.shown, judgement=told)

    def _layered(self, company: Company, request: RenderRequest) -> LayeredPictures:
        """Everyone who is drawn as layers at a request's size, and what lies behind them all."""
        edge, work, source = _edge(request), self._work, company.person.source

        def people(posed: tuple[Posed, ...]) -> list[Person]:
            return [work.person(each.source, edge) for each in posed]

        def made(of: PhotoFeatures | GroupFeatures, pictures: Pictures) -> LayeredPictures:
            return layered_pictures(
                work.person(source, edge), work.extended(of, pictures, request.extension),
                transparent=request.transparent, farther=people(company.farther), nearer=people(company.nearer),
                extension=request.extension.scaled(pictures.scale),
            )  # fmt: skip

        size = edge, request.transparent
        if company.is_alone:
            work.cache.hold(work.grounds(source))
            photo = work.features(source, edge)
            return work.cache.derived(
                photo, "layers", size, lambda: made(work.behind(source, edge), work.at(source, edge)),
                state=request.extension,
            )  # fmt: skip
        everyone = [ground for each in company.sources for ground in work.grounds(each)]
        work.cache.hold([*everyone, *(group_name(company.sources, size) for size in (edge, None))])
        group = work.group(company.sources, edge)
        keys = tuple(each.source.key for each in company.everyone)
        state = keys, len(company.farther), request.extension
        return work.cache.derived(
            group,
            "layers",
            size,
            lambda: made(group, work.group_at(company.sources, edge)),
            state=state,
        )

    def _beside(self, pictures: LayeredPictures, company: Company, request: RenderRequest) -> Beside:
        """The others in their poses, drawn anew only where one of them moved."""
        if company.is_alone:
            return ALONE
        sharp = request.quality is not Quality.PREVIEW
        farther, nearer = (
            [(each.pose, each.order) for each in others] for others in (company.farther, company.nearer)
        )
        return self._work.cache.derived(
            self._work.group(company.sources, _edge(request)), "beside", (_edge(request), request.transparent, sharp),
            lambda: posed_beside(pictures, farther, nearer, sharp=sharp),
            state=(company.farther, company.nearer, request.source.key, request.extension),
        )  # fmt: skip

    def _answer(self, photo: PhotoFeatures, pose: Pose, order: LimbOrder, size: tuple[int, int]) -> Answer:
        reading = self._work.reading(photo, size)
        order = self._rules.order(order, before=photo.source.pose, after=pose)
        with self.steps.step("decode"), self._work.networks():
            return self.method.answer(photo, reading, pose, part_order(order))

    def _pictures(self, photo: PhotoFeatures, request: RenderRequest) -> Pictures:
        """What a request is drawn from, at its size, with limbs cut out of what they lie on."""
        edge, preview = _edge(request), request.quality is Quality.PREVIEW

        def cut_apart() -> Pictures:
            full = self._work.full(photo)
            pictures = full if edge is None else shrunk(full, edge)
            reading = self._work.reading(photo, frame_size(request.quality))
            frame = photo.frame.scaled(pictures.scale)
            with self._work.networks():
                bands = self.method.bands(reading, pictures, frame)
            return with_bands(pictures, bands)

        return self._work.cache.derived(photo, "pictures", (edge, preview), cut_apart)


def _edge(request: RenderRequest) -> int | None:
    """The longer edge that the photo in a picture is drawn at, px; None for its own."""
    edge = request.size or (PREVIEW_EDGE_PX if request.quality is Quality.PREVIEW else None)
    if edge is None or not request.extension:
        return edge
    return max(1, round(edge * max(request.source.photo.size) / max(request.whole_size)))
