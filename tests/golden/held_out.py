"""Twelve rendered people whom the network never saw, kept small: pairs of views with the true picture of each."""

from __future__ import annotations

import json
from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.evaluate.held_out import kind_of
from engine.synthesis.samples import Sample, unsure_joints
from tests.golden.cases import HERE

_FOLDER = HERE / "people"


def samples() -> Iterator[tuple[str, Sample]]:
    """Each pair with its kind (an edit, or a new pose at the same turn), joints as uncertain as a detector's."""
    people = json.loads((_FOLDER / "people.json").read_text())["people"]
    for number, person in enumerate(people):
        for source, target in person["pairs"]:
            sample = _pair(number, person["joints"], source, target)
            yield kind_of(source, target), unsure_joints(sample, np.random.default_rng([number, target]))


def _pair(number: int, joints: dict[str, list[list[float]]], source: int, target: int) -> Sample:
    before, after = _view(number, source), _view(number, target)
    everywhere, size = np.ones(18, bool), before.shape[:2]
    unknown = np.zeros(size, np.uint8)
    return Sample(
        source=before,
        target=after,
        source_joints=np.array(joints[str(source)], np.float32),
        target_joints=np.array(joints[str(target)], np.float32),
        source_present=everywhere,
        target_present=everywhere,
        flow=np.zeros((*size, 2), np.float32),
        seen=unknown,
        source_part=unknown,
        target_part=unknown,
    )


def _view(number: int, view: int) -> NDArray[np.uint8]:
    """A view, premultiplied [256, 192, 4]."""
    image = cv2.imread(str(_FOLDER / f"{number:02}-{view}.png"), cv2.IMREAD_UNCHANGED)
    return np.ascontiguousarray(image[..., [2, 1, 0, 3]])
