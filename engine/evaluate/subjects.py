"""What is put to the test on photos: ways to re-pose a prepared photo, and photos to try them on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from engine.contract.messages import Quality, RenderRequest, Source
from engine.evaluate.affine_warp import AffineWarp, part_weights
from engine.imaging.frame import HEIGHT, WIDTH, choose_frame
from engine.model.geometry.part_transforms import PARTS, part_transforms
from engine.photo.formats import PHOTO_ENDINGS
from engine.photo.photo import Photo, load_photo
from engine.pose.pose import Pose
from engine.render.opening import open_renderer, paints_whole
from engine.render.parsers import LearnedParser
from engine.render.renderer import Renderer
from engine.render.way import Way
from engine.rules.hand_made import EVERY, Rules
from engine.runtime.device import Device
from engine.runtime.slides import load_slides
from engine.runtime.weights import load_weights
from engine.system.errors import EngineError, PhotoError

# Pixels nearer to the outline than this tell how sharp the cut is, not the cloth.
_RIM_PX = 4
_LEAST_PIXELS = 400
# The word for two ways, or two sets of rules, beside each other.
BOTH = "both"

Pixels = NDArray[np.uint8]
Repose = Callable[[Source, Pose], Pixels]


@dataclass(frozen=True)
class Tools:
    """What one evaluation works with: how to prepare a photo, find joints and re-pose, by method."""

    prepare: Callable[[Photo], Source]
    find: Callable[[Pixels], Pose]
    methods: Mapping[str, Repose]


@dataclass(frozen=True)
class Skipped:
    """A photo that could not take part, and why."""

    photo: str
    reason: str


def rules_named(word: str) -> list[Rules]:
    """Hand-made corrections by the name of a set, or of both sets; raises EngineError."""
    if word not in (*EVERY, BOTH):
        raise EngineError(f"There are no rules called {word}; choose {', '.join(EVERY)} or {BOTH}.")
    return list(EVERY.values()) if word == BOTH else [EVERY[word]]


def open_methods(
    device: Device,
    weights: Path | None,
    *,
    models: Path,
    rules: Sequence[Rules],
    ways: Sequence[Way] = (Way.NETWORK,),
) -> dict[str, Renderer]:
    """The network and the baseline by name, each with these rules: the same pipeline with another method in it.

    ways: layers stand beside or in place of the network where they are named.
    """
    if paints_whole(weights):
        return _painted(device, weights, models=models, rules=rules)
    found: dict[str, Renderer] = {}
    loaded = load_weights(weights)
    if Way.LAYERS in ways:
        found[Way.LAYERS.value] = Renderer(
            loaded,
            models=models,
            device=device,
            way=Way.LAYERS,
            parser=LearnedParser(device),
            slides=load_slides(),
        )
    for each in rules if Way.NETWORK in ways else ():
        suffix = "" if len(rules) == 1 else f", rules: {each.name}"
        for method in (None, AffineWarp(device, each)):
            renderer = Renderer(loaded, models=models, device=device, rules=each, method=method)
            found[renderer.method.name + suffix] = renderer
    return found


def _painted(device: Device, weights: Path, *, models: Path, rules: Sequence[Rules]) -> dict[str, Renderer]:
    """The network that paints whole pictures, which takes no rules, and the baseline."""
    warp = AffineWarp(device, rules[0])
    found = [open_renderer(device, weights), Renderer(None, models=models, device=device, method=warp)]
    return {each.method.name: each for each in found}


def open_tools(renderers: Mapping[str, Renderer]) -> Tools:
    """Ways to re-pose photos, by method, that share one preparation."""
    first = next(iter(renderers.values()))
    return Tools(
        first.prepare,
        first.joints_in,
        {name: partial(final_pixels, renderer) for name, renderer in renderers.items()},
    )


def final_pixels(renderer: Renderer, source: Source, pose: Pose, *, transparent: bool = False) -> Pixels:
    """The final picture, [H, W, 3], or [H, W, 4] without the background."""
    return renderer.render(RenderRequest(source, pose, Quality.FINAL, transparent=transparent)).pixels


def photo_files(folder: Path, limit: int | None = None) -> list[Path]:
    """The photos of a folder by name; raises PhotoError when there are none."""
    if not folder.is_dir():
        raise PhotoError(f"The folder {folder} does not exist. Choose a folder of photos.")
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in PHOTO_ENDINGS)[:limit]
    if not files:
        raise PhotoError(f"{folder} holds no photos. Choose a folder of JPEG or PNG files.")
    return files


def prepared(
    files: list[Path], prepare: Callable[[Photo], Source]
) -> tuple[tuple[Source, ...], tuple[Skipped, ...]]:
    """The photos that could be read and show a person, and those that could not or do not."""
    sources, skipped = [], []
    for file in files:
        try:
            source = prepare(load_photo(file))
            source.pose.head_size()
        except EngineError as error:
            skipped.append(Skipped(file.name, str(error)))
        else:
            sources.append(source)
    return tuple(sources), tuple(skipped)


def part_regions(source: Source) -> dict[str, NDArray[np.bool_]]:
    """Where a photo shows each part well inside the person, [H, W] by part; small ones are left out."""
    frame = choose_frame(source.pose, source.matte)
    joints = torch.from_numpy(frame.to_canonical(source.pose.xy()))[None]
    present = torch.from_numpy(source.pose.present())[None]
    logits = part_weights(part_transforms(joints, present, joints, present), (HEIGHT, WIDTH))
    nearest = logits[0].argmax(0).numpy().astype(np.uint8)
    height, width = source.matte.shape
    matrix = frame.window_of((0, 0, width, height), (HEIGHT, WIDTH))
    flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    part = cv2.warpAffine(nearest, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    disc = np.ones((2 * _RIM_PX + 1, 2 * _RIM_PX + 1), np.uint8)
    inner = cv2.erode((source.matte > 0.9).astype(np.uint8), disc) > 0
    regions = {name: inner & (part == index) for index, name in enumerate(PARTS)}
    return {name: region for name, region in regions.items() if region.sum() >= _LEAST_PIXELS}
