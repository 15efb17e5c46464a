"""The person inside a box that somebody drew: looked for there, as though nothing else were in the photo."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.pose.edits import translate
from engine.pose.pose import Box
from engine.source.detect import Detection, Detector
from engine.system.errors import NoPersonError

# A box is drawn close: hair and shoes may reach over it by this share of its size.
_AIR = 0.06
_LEAST_PX = 32


def detect_within(detector: Detector, rgb: NDArray[np.uint8], box: Box) -> Detection:
    """The most convincing person inside `box` of the photo `rgb` [H, W, 3], in pixels of the whole photo.

    Raises NoPersonError where there is none.
    """
    rows = _span(box.top, box.bottom, rgb.shape[0])
    columns = _span(box.left, box.right, rgb.shape[1])
    if min(rows.stop - rows.start, columns.stop - columns.start) < _LEAST_PX:
        raise NoPersonError("This box is too small to hold a person; draw it around the whole body.")
    try:
        found = detector.detect(np.ascontiguousarray(rgb[rows, columns]))
    except NoPersonError as error:
        raise NoPersonError(
            "No person was found in this box; draw it around the whole body, or place the joints by hand."
        ) from error
    mask = np.zeros(rgb.shape[:2], np.float32)
    mask[rows, columns] = found.mask
    left, top, right, bottom = found.box
    x, y = corner = columns.start, rows.start
    around = (left + x, top + y, right + x, bottom + y)
    face = None if found.face is None else found.face + corner
    feet, hands = (tuple(each + corner for each in shapes) for shapes in (found.feet, found.hands))
    return Detection(translate(found.pose, (x, y)), mask, found.score, around, feet, face, hands)


def _span(start: float, end: float, limit: int) -> slice:
    """The pixels from `start` to `end` with some air, as far as the photo goes."""
    air = _AIR * (end - start)
    return slice(min(max(0, round(start - air)), limit), min(max(0, round(end + air)), limit))
