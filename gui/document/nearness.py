"""Which open photos are held decoded: the one on the canvas, and its neighbours as far as memory is meant to go.

Beside the photos this program takes a bit more than one GB, and its engine up to 220 MB for pictures: 40 photos of
24 megapixels are to be worked on within two.
"""

from __future__ import annotations

from engine.system.memory import physical_bytes
from gui.document.document import Document, PhotoEntry
from gui.document.session_state import SessionState

# Of a photo are held its pixels, its matte in floats, and its picture to draw with all halvings.
_BYTES_A_PIXEL = 3 + 4 + 4 * 4 / 3
_UNKNOWN_PIXELS = 24_000_000  # of a photo that was not looked at yet
_BUDGET_BYTES = 400_000_000
_SHARE = 1 / 20  # of the machine's memory, where that is less


def by_nearness(document: Document, arrival: str | None) -> tuple[PhotoEntry, ...]:
    """All photos, the one on the canvas first, then the one that comes there next, then by their distance from it."""
    at = document.current or 0
    order = sorted(
        range(len(document.photos)),
        key=lambda i: (i != document.current, document.photos[i].key != arrival, abs(i - at), i < at),
    )
    return tuple(document.photos[i] for i in order)


def within(photos: tuple[PhotoEntry, ...], session: SessionState) -> tuple[PhotoEntry, ...]:
    """The first of `photos` that fit into memory; the first always, and one that is to come onto the canvas."""
    memory = physical_bytes()
    left = float(_BUDGET_BYTES if memory is None else min(_BUDGET_BYTES, _SHARE * memory))
    near: list[PhotoEntry] = []
    for place, entry in enumerate(photos):
        left -= _BYTES_A_PIXEL * _pixels(entry, session)
        if left < 0 and place > 0 and entry.key != session.arrival:
            break
        near.append(entry)
    return tuple(near)


def _pixels(entry: PhotoEntry, session: SessionState) -> int:
    picture = session.photo_of(entry.key)
    if picture is None:
        return _UNKNOWN_PIXELS
    return picture.size[0] * picture.size[1]
