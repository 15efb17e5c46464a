"""Pixels that the mattes of several people of a photo claim go to one of them: to whom they hang together with."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.imaging.pixels import Floats
from engine.imaging.tiles import tiles_within
from engine.pose.standing import back_to_front

_FAINT, _SURE = 0.02, 0.5  # matte values up to the first claim nothing, from the second on surely something
_AROUND = 40  # of the photo's longer side: how far around what is claimed twice is looked
_SLIVER_PX, _SOFT_PX = 5, 3
_NOBODY, _BACK, _FRONT = 3, 1, 2  # labels

_Part = tuple[slice, slice]


def shared_out(sources: Sequence[Source]) -> tuple[Source, ...]:
    """The same people, in their order, none of whose mattes holds a pixel that is somebody else's.

    Matting cuts out one person at a time and easily takes along a hand that reaches into another. What only one person
    claims is theirs; from there a watershed (Meyer's, over the photo's gradients) decides what several do. Those of
    whom nobody claims anything come back as they are.
    """
    shared = list(sources)
    order = back_to_front([source.pose for source in sources])
    for number, back in enumerate(order):
        for front in order[number + 1 :]:
            shared[back], shared[front] = _parted(shared[back], shared[front])
    return tuple(shared)


def _parted(back: Source, front: Source) -> tuple[Source, Source]:
    """Two people of whom the second stands nearer."""
    contested = np.minimum(back.matte, front.matte) > _FAINT
    x, y, w, h = cv2.boundingRect(contested.astype(np.uint8))
    if not w:
        return back, front
    room = max(contested.shape) // _AROUND
    height, width = contested.shape
    part = (
        slice(max(y - room, 0), min(y + h + room, height)),
        slice(max(x - room, 0), min(x + w + room, width)),
    )
    share = _front_share(back, front, contested[part], part)
    return (
        _kept(back, part, np.where(contested[part], 1 - share, 1)),
        _kept(front, part, np.where(contested[part], share, 1)),
    )


def _front_share(back: Source, front: Source, contested: NDArray[np.bool_], part: _Part) -> Floats:
    """How far each pixel of a part of the photo is the nearer person's, 0..1."""
    ours, theirs = back.matte[part], front.matte[part]
    labels = np.zeros(contested.shape, np.int32)
    labels[~contested & (ours > _SURE)] = _BACK
    labels[~contested & (theirs > _SURE)] = _FRONT
    labels[np.maximum(ours, theirs) <= _FAINT] = _NOBODY
    labels = cv2.watershed(np.ascontiguousarray(back.photo.rgb[part]), labels)
    # Where the flood of neither arrived, whose matte is the stronger.
    is_front = (labels == _FRONT) | ((labels != _BACK) & (theirs >= ours))
    solid = cv2.medianBlur(is_front.astype(np.uint8), _SLIVER_PX)  # floods leave lines between them
    return cv2.blur(solid.astype(np.float32), (_SOFT_PX, _SOFT_PX))


def _kept(source: Source, part: _Part, share: Floats) -> Source:
    """A person with this share, 0..1, of a part of their matte."""
    matte = source.matte.copy()
    matte[part] *= share
    return source.touched_up(matte, changed=tiles_within(part))
