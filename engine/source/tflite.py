"""Reads networks of the weights folder for OpenCV's dnn, with a clear word where a file is missing or damaged."""

from __future__ import annotations

from pathlib import Path

import cv2

from engine.runtime.checksums import check_sum
from engine.system.errors import WeightsError


def read_tflite(model: Path, what: str) -> cv2.dnn.Net:
    """The network of a .tflite file; `what` names it in words, as "pose network". Raises WeightsError."""
    if not model.is_file():
        raise WeightsError(f"The {what} {model.name} is missing; put it back into the weights folder.")
    check_sum(model)
    # OpenCV 5's new engine cannot run these files; 4.x has no choice of engines.
    engine = getattr(cv2.dnn, "ENGINE_CLASSIC", None)
    try:
        return cv2.dnn.readNetFromTFLite(str(model), **({} if engine is None else {"engine": engine}))
    except cv2.error as error:
        raise WeightsError(f"The {what} {model.name} is damaged; put a fresh copy into weights.") from error
