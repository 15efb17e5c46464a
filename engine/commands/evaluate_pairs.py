"""What `evaluate --data` measures: a data set of photographs, and the networks that judge pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.evaluate.pair_scores import Judges, ScoreReport, answers, open_judges, score_pairs
from engine.render.finding import person_finder
from engine.render.renderer import Renderer
from engine.source.datasets.named import KINDS, open_set, split_words
from engine.source.datasets.pair_set import PairSet
from engine.system.errors import DataError
from engine.system.say import say


@dataclass(frozen=True)
class PairsToScore:
    """A data set that was looked through, and who judges."""

    pairs: PairSet
    judges: Judges

    def measured(self, methods: Mapping[str, Renderer], *, limit: int | None) -> ScoreReport:
        """The figures of methods on the first pairs."""
        find = next(iter(methods.values())).joints_in
        return score_pairs(self.pairs, answers(methods, self.pairs), self.judges, find=find, limit=limit)


def opened_pairs(words: str | None, lpips: Sequence[Path], inception: Path | None) -> PairsToScore | None:
    """What `--data` names; None without it. Raises DataError and WeightsError before anything is measured."""
    if words is None:
        if lpips or inception is not None:
            raise DataError("LPIPS and FID are measured on pairs of photographs; name them with --data.")
        return None
    named = split_words(words)
    if named is None:
        kinds = ", ".join(f"{kind}:DIR" for kind in KINDS)
        raise DataError(f"{words} names no data set; write one of {kinds}.")
    pairs = open_set(*named, person_finder())
    say(pairs.terms)
    return PairsToScore(pairs, open_judges(lpips, inception))
