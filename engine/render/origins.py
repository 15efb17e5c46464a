"""Where in the photo the pixels of a picture come from, as far as people want to be told."""

from __future__ import annotations

import numpy as np

from engine.imaging.frame import HEIGHT, Frame
from engine.imaging.origins import Origins
from engine.render.method import Answer


def origins_of(answer: Answer, frame: Frame) -> Origins:
    """The places of an answer in photo pixels; nowhere for the background and for what is synthesised."""
    points = frame.to_photo(answer.flow)
    points[~answer.shown] = np.nan
    return Origins(points, corner=(frame.x, frame.y), cell=HEIGHT / (points.shape[0] * frame.scale))
