"""Where in the photo the pixels of a picture come from, as far as people want to be told."""

from __future__ import annotations

import numpy as np

from engine.contract import Origins
from engine.frame import HEIGHT, Frame
from engine.model.decoded import Decoded

_MOST = 0.5


def origins_of(out: Decoded, frame: Frame) -> Origins:
    """The places of a decoded batch of one in photo pixels; nowhere for the background and for what is painted."""
    flow = out.flows[0, 0].float().cpu().numpy().transpose(1, 2, 0)
    points = frame.to_photo(flow)
    shown = (out.coverage[0, 0] > _MOST) & (out.weights[0, 0] > _MOST)
    points[~shown.cpu().numpy()] = np.nan
    return Origins(points, corner=(frame.x, frame.y), cell=HEIGHT / (points.shape[0] * frame.scale))
