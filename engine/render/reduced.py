"""A large photo as its views are made from it: smaller, with all that was found in it and said of it."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from engine.contract.messages import Source
from engine.imaging.pixels import at_scale
from engine.photo.mending.mending import Attachment, Mending
from engine.photo.photo import Photo

VIEW_EDGE_PX = 2000  # the longer edge of what views are made from
_SEEN = 1.1  # of that, up to which a view asks for no more: that of a screen 2,160 px high does not
_LARGE = 1.25  # of that, from which a photo is large


def is_large(source: Source) -> bool:
    """Whether views of a photo show a fraction of its pixels.

    Not where something was painted on it, which is told in its own pixels.
    """
    return max(source.photo.size) > _LARGE * VIEW_EDGE_PX and source.mending.painted is None


def is_view(edge: int | None) -> bool:
    """Whether a picture of a longer edge of so many px, None for the photo's own, is one for views."""
    return edge is not None and edge <= _SEEN * VIEW_EDGE_PX


def scale_of(source: Source) -> float:
    """Pixels of the smaller photo a pixel of the large one."""
    return _size(source)[1] / source.photo.size[1]


def reduced(source: Source) -> Source:
    """A source at the size for views; what was given of the empty set stays with the large one."""
    size, scale = _size(source), scale_of(source)
    rgb = cv2.resize(source.photo.rgb, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    matte = cv2.resize(source.matte, size, interpolation=cv2.INTER_AREA).astype(np.float32, copy=False)
    photo = Photo(rgb, source.photo.name, key=f"{source.photo.key} at {size[0]}")
    pose = source.pose.replaced(at_scale(source.pose.xy(), scale))
    bags = None if source.bags is None else tuple(bag.scaled(scale) for bag in source.bags)
    return Source(photo, pose, matte, mending=reduced_mending(source), bags=bags)


def reduced_mending(source: Source) -> Mending:
    """What was said of a photo, in pixels of the smaller one."""
    scale = scale_of(source)

    def moved(thing: Attachment) -> Attachment:
        x, y = at_scale(np.array(thing.at, np.float64), scale)
        return replace(thing, at=(float(x), float(y)))

    mending = source.mending
    return replace(mending, painted=None, plate=None, things=tuple(map(moved, mending.things)))


def _size(source: Source) -> tuple[int, int]:
    scale = VIEW_EDGE_PX / max(source.photo.size)
    width, height = (max(round(side * scale), 1) for side in source.photo.size)
    return width, height
