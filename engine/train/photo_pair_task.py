"""Teaching `xinggan_pp` with pairs of photographs, of which neither flow nor parsing is known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.runtime.weights_version import NON_COMMERCIAL
from engine.source.finder import PersonFinder
from engine.system.shipped import WEIGHTS
from engine.train.batch import Batch
from engine.train.pair_task import Material, PairTask
from engine.train.shot_batches import FrameBatches
from engine.train.task import Draw, Moment
from engine.train.xinggan_task import licence_of, pairs_of, trained_on

_BATCH = 8  # pairs at a time in validation


class PhotoPairTask(PairTask):
    """The whole network from photographs; its recipe must leave out the terms that ask for what they do not tell."""

    def _open(self, material: Material) -> None:
        """The data set of the material, and its held-out pairs at the sizes of the recipe."""
        self.pairs = pairs_of(material)
        finder = PersonFinder(WEIGHTS, finish=lambda _, matte: matte)
        self._batches = FrameBatches(finder, self.device.name)
        count = min(len(self.pairs.test.pairs), material.held_out_people)
        drawn = [self.pairs.test.pair(index) for index in range(count if self._team.leads else 0)]
        groups = [drawn[first : first + _BATCH] for first in range(0, len(drawn), _BATCH)]
        sizes = (self._frames.coarse, self._frames.fine) if self._team.leads else ()
        self.held_out = {size: [self._batches.batch(group, size) for group in groups] for size in sizes}

    @property
    def drawn_ahead(self) -> int:
        """None: the networks that cut people out are used by one thread at a time."""
        return 0

    def draw(self, count: int, moment: Moment, rng: np.random.Generator) -> Draw[Batch]:
        """Random pairs, at the size of the moment."""
        chosen = rng.integers(len(self.pairs.train.pairs), size=count)
        drawn = [self.pairs.train.pair(index) for index in chosen.tolist()]
        batch = self._batches.batch(drawn, self._frames.size(moment))
        return Draw(batch, chosen[:, None], {"samples": count, "pairs": count})

    def refresh(self) -> None:
        """Nothing is added to a data set while it is learnt from."""

    def header(self, counts: Mapping[str, int]) -> dict[str, str]:
        """For a weights file."""
        pairs = self.pairs
        about = self._about() | {"licence": licence_of(pairs), "trained_on": trained_on(pairs, counts)}
        return about if pairs.free else about | {"use": NON_COMMERCIAL}
