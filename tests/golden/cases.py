"""The golden pictures: which photos of our own people are rendered in which poses, and how near they must stay."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Quality, RenderRequest, Source
from engine.photo.photo import load_photo
from engine.pose.fit import fit
from engine.pose.openpose import read_pose_file
from engine.pose.order_wishes import ARMS_BEHIND, LimbOrder
from engine.render.renderer import Renderer

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
_POSES = HERE.parents[1] / "resources" / "poses"
# Three people from the front, one from behind, and one whose legs the picture's edge cuts off.
PHOTOS = ("tee", "dress", "suit", "back", "half")
# What designers ask for most, and what goes wrong first: limbs apart, across the body, before and behind it.
POSES = (
    "arms-out",
    "hands-on-hips",
    "hand-to-chin",
    "leaning",
    "right-arm-raised",
    "walking",
    "wide-stance",
    "catalogue/arms-crossed",
    "catalogue/hands-behind-back",
    "catalogue/sitting",
)
_BEHIND = frozenset({"catalogue/hands-behind-back"})
# A quarter of a level lies between float32 and bfloat16 on average, and two levels are lost to JPEG at this quality.
JPEG_QUALITY = 92
FAR_LEVELS = 24


@dataclass(frozen=True)
class Case:
    """One golden picture: a photo of tests/golden/photos in a pose of the library, in one quality."""

    photo: str
    pose: str
    quality: Quality

    @property
    def name(self) -> str:
        """The picture's file name without an ending."""
        return f"{self.photo}-{Path(self.pose).name}-{self.quality.value}"


@dataclass(frozen=True)
class Difference:
    """How far a picture is from another of its size, over all pixels."""

    mean_levels: float
    far_share: float  # of pixels with a channel that is more than FAR_LEVELS off


def cases() -> list[Case]:
    """Every golden picture, photo by photo."""
    return [Case(*each) for each in itertools.product(PHOTOS, POSES, Quality)]


def prepared(renderer: Renderer, photo: str) -> Source:
    """A golden photo, its person found anew."""
    return renderer.prepare(load_photo(HERE / "photos" / f"{photo}.png"))


def rendered(renderer: Renderer, source: Source, case: Case) -> NDArray[np.uint8]:
    """The picture [H, W, 3] of a case."""
    wanted = read_pose_file(_POSES / f"{case.pose}.json").largest()
    pose = fit(wanted, to=source.pose, feet_on_ground=True)
    order = ARMS_BEHIND if case.pose in _BEHIND else LimbOrder()
    return renderer.render(RenderRequest(source, pose, case.quality, order=order)).pixels


def all_rendered(renderer: Renderer) -> Iterator[tuple[Case, NDArray[np.uint8]]]:
    """Every case with its picture; a photo is prepared once."""
    for photo, group in itertools.groupby(cases(), key=lambda case: case.photo):
        source = prepared(renderer, photo)
        for case in group:
            yield case, rendered(renderer, source, case)


def encoded(pixels: NDArray[np.uint8]) -> bytes:
    """A picture [H, W, 3] as it is kept: JPEG, all colours at full size."""
    settings = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, 0x111111]
    return bytes(cv2.imencode(".jpg", np.ascontiguousarray(pixels[..., ::-1]), settings)[1])


def kept(case: Case) -> NDArray[np.uint8]:
    """The golden picture [H, W, 3] of a case; raises FileNotFoundError."""
    data = np.frombuffer((PICTURES / f"{case.name}.jpg").read_bytes(), np.uint8)
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1], np.uint8)


def difference(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> Difference:
    """Between two pictures [H, W, 3] of one size."""
    levels = np.abs(one.astype(np.int16) - other)
    return Difference(float(levels.mean()), float((levels.max(-1) > FAR_LEVELS).mean()))
