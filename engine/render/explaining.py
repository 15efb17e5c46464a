"""Why a picture is what it is: for each pixel layer and place in the photo, how sure that is, and where was looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Rendered, Source
from engine.imaging.origins import NO_LAYER, Origins
from engine.imaging.pixels import Floats
from engine.model.looking import Look
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Pose
from engine.render.features import PhotoFeatures
from engine.render.method import FINAL_SIZE, Method
from engine.render.network import Network
from engine.render.parsers import LearnedParser
from engine.render.placed import sources
from engine.render.renderer import Renderer
from engine.render.way import Way


@dataclass(frozen=True, eq=False)
class Explained:
    """A picture's pixels explained; arrays [H, W] over the photo's own size.

    places: float32 [H, W, 2], the place (x, y) in the photo, pixel corners whole; NaN for the background and for what
    has none. layers: uint8, by `engine.layers.regions.Region`, NO_LAYER elsewhere. invented: uint8, 255 where the photo
    does not show it. confidence: float32 0..1, how sure the parsing is of the class at that place; NaN as for places.
    """

    places: Floats
    layers: NDArray[np.uint8]
    invented: NDArray[np.uint8]
    confidence: Floats


def explained(renderer: Renderer, rendered: Rendered, *, way: Way) -> Explained:
    """Explain a final picture of the photo's own size that `renderer` made in this way."""
    request, invented = rendered.request, rendered.invented_map
    source, shape = request.source, rendered.pixels.shape[:2]
    origins = rendered.origins
    if way is Way.LAYERS:
        origins = sources(renderer.taken_apart(source), request.pose, request.order)
    if origins is None or invented is None:
        raise ValueError("the picture does not tell where its pixels come from")
    places, layers = _pixelwise(origins, shape)
    return Explained(places, layers, invented, _sampled(_sureness(renderer, source), places))


def places_by_layers(renderer: Renderer, source: Source, pose: Pose) -> Floats:
    """Where in the photo each pixel of a picture of its size comes from, as in `Explained`; nothing is drawn."""
    width, height = source.photo.size
    return _pixelwise(sources(renderer.taken_apart(source), pose, LimbOrder()), (height, width))[0]


def looked(renderer: Renderer, source: Source, pose: Pose) -> list[Look]:
    """Where cross-attention looked: of the parser in the photo, or of the network in the photo for a pose."""
    photo, method = renderer.features(source), renderer.method
    if isinstance(renderer.parser, LearnedParser):
        return renderer.parser.looked(photo)
    return method.looked(photo, _read(method, photo), pose) if isinstance(method, Network) else []


def _sureness(renderer: Renderer, source: Source) -> Floats:
    """How sure the parsing is of what each pixel of the photo shows, [H, W] in 0..1."""
    photo = renderer.features(source)
    if renderer.parser is not None:
        shown = renderer.parser.classes(photo).shown
    else:
        shown = renderer.method.classes(photo, _read(renderer.method, photo))
    width, height = source.photo.size
    sure = shown.max(0)
    matrix = photo.frame.window_of((0, 0, width, height), (sure.shape[0], sure.shape[1]))
    flags, edge = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, cv2.BORDER_REPLICATE
    return cv2.warpAffine(sure, matrix, (width, height), flags=flags, borderMode=edge).astype(np.float32)


def _read(method: Method[Any], photo: PhotoFeatures) -> Any:
    """What a method reads of a photo at its finest model frame."""
    return method.read(photo, FINAL_SIZE, lambda: _read(method, photo))


def _sampled(plane: Floats, places: Floats) -> Floats:
    known = ~np.isnan(places[..., 0])
    at = np.where(known[..., None], places - 0.5, -1).astype(np.float32)
    found = cv2.remap(plane, at, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.where(known, found, np.nan).astype(np.float32)


def _pixelwise(origins: Origins, shape: tuple[int, ...]) -> tuple[Floats, NDArray[np.uint8]]:
    """Places and layers for every pixel of a picture; within a coarser cell a pixel is as far off as its place."""
    height, width = shape[:2]
    rows, columns = (
        np.floor((np.arange(n) + 0.5 - start) / origins.cell).astype(int)
        for n, start in ((height, origins.corner[1]), (width, origins.corner[0]))
    )
    inside = [
        (at >= 0) & (at < size) for at, size in zip((rows, columns), origins.points.shape[:2], strict=True)
    ]
    row, column = (
        at.clip(0, size - 1) for at, size in zip((rows, columns), origins.points.shape[:2], strict=True)
    )
    points = origins.points[row][:, column]
    off = [
        np.arange(n) + 0.5 - start - (at + 0.5) * origins.cell
        for n, start, at in ((width, origins.corner[0], column), (height, origins.corner[1], row))
    ]
    places = points + np.dstack(np.meshgrid(*off)).astype(np.float32)
    out = ~(inside[0][:, None] & inside[1][None])
    places[out] = np.nan
    layers = np.full((height, width), NO_LAYER, np.uint8)
    if origins.layers is not None:
        layers = np.where(out, NO_LAYER, origins.layers[row][:, column]).astype(np.uint8)
    return places.astype(np.float32), layers
