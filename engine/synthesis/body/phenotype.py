"""Random body sliders."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np


def random_phenotype(rng: np.random.Generator, gender: str) -> Mapping[str, float]:
    """Body sliders of an adult."""
    u = rng.uniform
    return {
        "gender": float(u(0, 0.15) if gender == "male" else u(0.85, 1)),
        "age": float(u(0.5, 0.85)),
        "muscle": float(u(0.3, 0.75)),
        "weight": float(u(0.25, 0.7)),
        "height": float(u(0.35, 0.7)),
        "proportions": float(u(0.4, 0.95)),
    }
