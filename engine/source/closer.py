"""A second, closer look at both ends of a person: the network's matte at nearly twice its resolution.

Of a whole person the network sees a third of the pixels of its picture; hair, brims, heels and what shows between limbs
are a few of them. What a closer look says is believed along the outline that the first one found: parts of a body
without the rest are no salient object, so that a look at half of a person may leave whole limbs out.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from engine.imaging.pixels import Floats, disc, ramp
from engine.source.square import SIDE, Square
from engine.system.giving_way import give_way

Ask = Callable[[Square], Floats]
"""The network's answer for a square, [320, 320] in 0..1."""

FINE = 2 * SIDE  # pixels of the first look's square as closer looks tell it
_SHARE = 0.58  # of the person's longer side, seen at once
_LEAST = 0.75  # of it, from where a second look is hardly closer than the first
_AIR = 0.04  # of it, left beyond head and feet
_BAND = 6  # network pixels of the first look on both sides of its outline, where closer ones are believed
_RIM = 4  # network pixels at a closer look's rim that say nothing
_FADE = 30  # and over which it gains its voice
_BODY = 0.1, 0.4  # the pose network's mask, between which the first look keeps what a closer one leaves out
_SURE = 0.92, 0.99  # the first look's own matte, the same
_SEEN = 0.2, 0.5  # the pose network's mask, between which it takes up what a closer one adds
_GUESSED = 0.1, 0.35  # the first look's own matte, the same


def closer_looks(box: tuple[float, float, float, float]) -> tuple[Square, ...]:
    """The squares at both ends of a person's box (x0, y0, x1, y1), photo pixels.

    None for a person as wide as tall, nor where the photo has no more pixels than the network: there a closer look sees
    nothing else than the first one, larger.
    """
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    long, short = max(width, height), min(width, height)
    side = round(max(_SHARE * long, short))
    if side > _LEAST * long or side < SIDE:
        return ()
    middle = (x0 + x1 - side) / 2, (y0 + y1 - side) / 2
    ends = (-_AIR * long, (1 + _AIR) * long - side)
    if height >= width:
        return tuple(Square(round(middle[0]), round(y0 + end), side) for end in ends)
    return tuple(Square(round(x0 + end), round(middle[1]), side) for end in ends)


def looked_closer(
    person: Floats, mask: Floats, square: Square, looks: tuple[Square, ...], ask: Ask
) -> Floats:
    """The matte `person` [320, 320] of a square, in [640, 640], its outline where closer looks see it.

    mask: the pose network's, [640, 640] in 0..1 of the same square.
    """
    first = cv2.resize(person, (FINE, FINE), interpolation=cv2.INTER_CUBIC).clip(0, 1)
    voice, said, heard = _voice(), np.zeros_like(first), np.zeros_like(first)
    for look in looks:
        give_way()
        said += _within(ask(look) * voice, look, square)
        heard += _within(voice, look, square)
    give_way()
    fine = said / np.maximum(heard, 1e-3)
    kept = first * np.maximum(ramp(mask, *_BODY), ramp(first, *_SURE))
    taken_up = np.maximum(ramp(mask, *_SEEN), ramp(first, *_GUESSED))
    fine = np.where(fine < first, np.maximum(fine, kept), first + taken_up * (fine - first))
    near = _near(person) * heard.clip(0, 1)
    return (first + near * (fine - first)).astype(np.float32)


def _voice() -> Floats:
    """How much a closer look's pixels [320, 320] count: less at its rim, where it cuts through the person."""
    far = np.minimum(np.arange(SIDE), np.arange(SIDE)[::-1]).astype(np.float32)
    along = ramp(far, _RIM, _RIM + _FADE)
    return np.outer(along, along).astype(np.float32)


def _within(small: Floats, look: Square, square: Square) -> Floats:
    """What a closer look [320, 320] says of the first look's square, [640, 640]; 0 outside it."""
    scale, step = look.side / SIDE, square.side / FINE
    shift = [
        (look.left - square.left + scale / 2) / step - 0.5,
        (look.top - square.top + scale / 2) / step - 0.5,
    ]
    matrix = np.array([[scale / step, 0, shift[0]], [0, scale / step, shift[1]]])
    return cv2.warpAffine(small, matrix, (FINE, FINE), flags=cv2.INTER_LINEAR).astype(np.float32, copy=False)


def _near(person: Floats) -> Floats:
    """How near the outline of a matte [320, 320] each pixel [640, 640] lies, 0..1."""
    inside = (person > 0.5).astype(np.uint8)
    band = cv2.dilate(inside, disc(_BAND)) - cv2.erode(inside, disc(_BAND))
    return cv2.blur(cv2.resize(band.astype(np.float32), (FINE, FINE)), (5, 5))
