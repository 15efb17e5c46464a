"""The network of slides from its file, as plain numbers: it answers without torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.layers.slides import Slides, fits
from engine.runtime.weights import read_tensors
from engine.runtime.weights_version import SLIDES_ARCHITECTURE, check_weights
from engine.system.errors import WeightsError
from engine.system.shipped import SLIDES_FILE


def load_slides(path: Path = SLIDES_FILE) -> Slides:
    """What a file holds; raises WeightsError for anything that is not ours and whole."""
    check_weights(path, SLIDES_ARCHITECTURE)
    tensors = {name: tensor.float().numpy() for name, tensor in read_tensors(path)[1].items()}
    if not fits(tensors) or not all(np.isfinite(each).all() for each in tensors.values()):
        raise WeightsError(f"{path.name} does not fit its own description; fetch the file again.")
    return Slides(tensors)
