"""Source and pose in, picture out: the studio that the engine thread, the command line and the tests share."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.arm_bands import arm_bands
from engine.bands import with_bands
from engine.beside import colours_beside, painted_alike
from engine.compose import Composite, compose, scaled
from engine.contract import Quality, Rendered, RenderRequest, Source
from engine.detect import Detector
from engine.device import Device
from engine.features import FeatureCache, PhotoFeatures, Pictures, Reading
from engine.finite import check_finite
from engine.foot_bands import foot_bands
from engine.frame import HEIGHT, WIDTH, Frame, choose_frame
from engine.hidden_foot import HiddenFoot, feet_touch, find_hidden_foot
from engine.known_pose import detect_or_take
from engine.limb_order import natural_order, part_order
from engine.maps import EDGE_PX, hwc, to_maps
from engine.matte import Matting, clean_colours
from engine.model.carried import shown_arms
from engine.model.decoded import Decoded, SourceFeatures
from engine.model.feet import shown_shins, with_whole_feet
from engine.model.order import PartOrder
from engine.model.xinggan_pp import XingGANpp
from engine.origins import origins_of
from engine.photo import Photo
from engine.pixels import premultiplied
from engine.plate import make_plate
from engine.pose import Pose
from engine.shins import LEG_JOINTS
from engine.weights import LoadedWeights

# Previews run on half the model frame and a picture of at most this longer edge.
PREVIEW_EDGE_PX = 720
PREVIEW_SIZE = (WIDTH // 2, HEIGHT // 2)
FINAL_SIZE = (WIDTH, HEIGHT)


class Stopwatch:
    """Milliseconds by step."""

    def __init__(self) -> None:
        self.milliseconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a block under a name."""
        begun = time.perf_counter()
        yield
        self.milliseconds[name] = self.milliseconds.get(name, 0.0) + (time.perf_counter() - begun) * 1e3


class Renderer:
    """Prepares photos and renders poses; used by one thread at a time."""

    def __init__(
        self, weights: LoadedWeights, *, models: Path, device: Device, cache_bytes: int = 1_500_000_000
    ) -> None:
        self.device = device
        self.version = weights.version
        self._net: XingGANpp = weights.net.to(device.name).eval()
        self._detector = Detector(models / "pose_landmark_full.tflite")
        self._matting = Matting(models / "u2netp.onnx")
        self._cache = FeatureCache(cache_bytes)
        self.steps = Stopwatch()

    def prepare(self, photo: Photo, *, at: tuple[float, float] | None = None) -> Source:
        """Find the person, or the one at a photo pixel (x, y): joints, unless the photo comes with them, and matte.

        Raises NoPersonError.
        """
        self.steps = Stopwatch()
        with self.steps.step("detect"):
            if at is None:
                detection = detect_or_take(self._detector, photo, given=photo.pose)
            else:
                detection = self._detector.detect(photo.rgb, near=at)
        with self.steps.step("matte"):
            matte = self._matting.matte(photo.rgb, detection)
        return Source(photo, detection.pose, matte)

    def people(self, photo: Photo) -> Generator[None, None, tuple[Pose, ...]]:
        """The poses of everyone in a photo, from left to right; a step takes one look of the detector."""
        return (yield from self._detector.search(photo.rgb))

    def fall_back_to_cpu(self) -> None:
        """Go on without the accelerator."""
        from engine.device import choose_device

        self.device = choose_device("cpu")
        self._net = self._net.to("cpu")
        self._cache.clear()

    def features(self, source: Source) -> PhotoFeatures:
        """What is cached for a source and serves every quality, computed on first use."""
        kept = self._cache.get(source.key)
        if kept is None:
            kept = self._compute(source)
            self._cache.put(kept)
        return kept

    def forget(self) -> None:
        """Drop all cached features."""
        self._cache.clear()

    def render(self, request: RenderRequest) -> Rendered:
        """The picture of a request; raises WeightsError where the network fails to answer with numbers."""
        self.steps = Stopwatch()
        kept = self.features(request.source)
        size = PREVIEW_SIZE if request.quality is Quality.PREVIEW else FINAL_SIZE
        reading = self._reading(kept, size)
        order = natural_order(request.order, before=request.source.pose, after=request.pose)
        with self.steps.step("decode"), _same_everywhere(size):
            out = self._run(reading.features, kept.frame, request.pose, order=part_order(order))
            paint = partial(painted_alike, out=out, beside=reading.beside)
            inside = kept.frame.covers(size[::-1], request.source.photo.size, edge=EDGE_PX)
            maps = to_maps(out, gathered=self._net.config.gathered, paint=paint, inside=inside)
            origins = origins_of(out, kept.frame)
        with self.steps.step("compose"):
            pictures = _pictures(kept, request, reading)
            frame = scaled(kept.frame, pictures.scale)
            done = compose(maps, pictures, frame, transparent=request.transparent)
        invented, share = _invented(done)
        return Rendered(
            request=request,
            pixels=done.pixels,
            invented=share,
            invented_map=invented,
            milliseconds=dict(self.steps.milliseconds),
            device=self.device.name,
            weights=self.version,
            origins=origins,
        )

    def decode(self, source: Source, pose: Pose) -> Decoded:
        """The network's own answer at the final frame, for evaluation."""
        kept = self.features(source)
        with _same_everywhere(FINAL_SIZE):
            return self._run(self._reading(kept, FINAL_SIZE).features, kept.frame, pose)

    def _compute(self, source: Source) -> PhotoFeatures:
        frame = choose_frame(source.pose, source.matte)
        with self.steps.step("colours"):
            colours = clean_colours(source.photo.rgb, source.matte)
            matte = (source.matte * 255 + 0.5).astype(np.uint8)
            cutout = np.dstack([colours, matte])
        with self.steps.step("plate"):
            plate = make_plate(source.photo.rgb, source.matte)
        return PhotoFeatures(source, frame, Pictures(source.photo.rgb, cutout, plate, 1.0))

    def _reading(self, kept: PhotoFeatures, size: tuple[int, int]) -> Reading:
        """What the network reads at a model frame, on first use: a batch needs none for previews."""
        if size not in kept.readings:
            with self.steps.step("features"):
                features = self._encode(kept.source, kept.full.cutout, kept.frame, size)
                hidden = self._hidden_foot(kept, features, size)
                if hidden is not None:
                    to_other, shins = (
                        torch.from_numpy(each).float().to(self.device.name)
                        for each in (hidden.to_other, hidden.shins)
                    )
                    features = with_whole_feet(features, hidden.side, to_other, shins.permute(2, 0, 1)[None])
                kept.readings[size] = Reading(features, colours_beside(features), hidden)
            self._cache.trim()
        return kept.readings[size]

    def _hidden_foot(
        self, kept: PhotoFeatures, features: SourceFeatures, size: tuple[int, int]
    ) -> HiddenFoot | None:
        """The foot that is hidden by the other; all qualities go by the finest part map, or it would come and go."""
        if not kept.source.pose.has(*LEG_JOINTS):
            return None
        shins, joints = hwc(shown_shins(features)[0]), features.joints[0].cpu().numpy()
        if size == FINAL_SIZE:
            return find_hidden_foot(kept.full.cutout, kept.frame, shins, joints)
        return self._reading(kept, FINAL_SIZE).hidden_foot if feet_touch(shins, joints) else None

    def _encode(
        self, source: Source, cutout: NDArray[np.uint8], frame: Frame, size: tuple[int, int]
    ) -> SourceFeatures:
        view = frame.cut(premultiplied(cutout), size)
        rgba = torch.from_numpy(view).permute(2, 0, 1)[None].float().to(self.device.name) / 255
        joints, present = self._joints(frame, source.pose)
        with _same_everywhere(size), torch.no_grad(), self.device.autocast():
            features = self._net.encode(rgba, joints, present)
        check_finite((features.part_logits,))
        return features

    def _joints(self, frame: Frame, pose: Pose) -> tuple[Tensor, Tensor]:
        joints = torch.from_numpy(frame.to_canonical(pose.xy()))[None].to(self.device.name)
        return joints, torch.from_numpy(pose.present())[None].to(self.device.name)

    def _run(
        self, features: SourceFeatures, frame: Frame, pose: Pose, *, order: PartOrder | None = None
    ) -> Decoded:
        joints, present = self._joints(frame, pose)
        with torch.no_grad(), self.device.autocast():
            return self._net.decode(features, joints, present, order)


def _pictures(kept: PhotoFeatures, request: RenderRequest, reading: Reading) -> Pictures:
    """What a request is drawn from; reading: that of its quality, which tells where the limbs are."""
    if request.size is not None:
        return _cut_apart(_shrunk(kept.full, request.size), reading, kept.frame)
    if request.quality is not Quality.PREVIEW:
        kept.full = _cut_apart(kept.full, reading, kept.frame)
        return kept.full
    if kept.small is None:
        kept.small = _cut_apart(_shrunk(kept.full, PREVIEW_EDGE_PX), reading, kept.frame)
    return kept.small


def _cut_apart(pictures: Pictures, reading: Reading, frame: Frame) -> Pictures:
    """The same with limbs cut out of what they lie on, if they are not yet; frame: in photo pixels."""
    if pictures.atlas is not None:
        return pictures
    frame = scaled(frame, pictures.scale)
    bands = arm_bands(pictures, hwc(shown_arms(reading.features)[0]), frame)
    if reading.hidden_foot is not None:
        joints = reading.features.joints[0].cpu().numpy()
        bands |= foot_bands(pictures, reading.hidden_foot, joints, frame)
    return with_bands(pictures, bands)


@contextmanager
def _same_everywhere(size: tuple[int, int]) -> Iterator[None]:
    """Run the network of final pictures on one thread: with more, sums are cut otherwise and come out a little else.

    A window leaves a core to itself and a command does not, but what they export is the same to the bit. A second
    thread would gain a tenth; previews take it.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1 if size == FINAL_SIZE else threads)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _shrunk(pictures: Pictures, edge: int) -> Pictures:
    """The same at a longer edge of at most edge pixels, without bands; never enlarged."""
    height, width = pictures.photo.shape[:2]
    factor = edge / max(height, width)
    if factor >= 1:
        return Pictures(pictures.photo, pictures.cutout, pictures.plate, pictures.scale)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    small = lambda image: cv2.resize(image, size, interpolation=cv2.INTER_AREA)  # noqa: E731
    return Pictures(
        small(pictures.photo), small(pictures.cutout), small(pictures.plate), factor * pictures.scale
    )


def _invented(done: Composite) -> tuple[NDArray[np.uint8], float]:
    """The map of painted pixels, and their share of the person where it was worked on."""
    amount = done.painted * done.coverage
    person = float(done.coverage.sum())
    return (amount * 255 + 0.5).astype(np.uint8), float(amount.sum()) / person if person > 0 else 0.0
