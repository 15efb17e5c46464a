"""Trains one side of a network whose weights exist: the part head, or what comes after the photo's features.

What a photo shows is learnt from single views at a third of a pair's cost; what a pose makes of it learns to use it.
"""

from __future__ import annotations

import torch
from torch import nn

from engine.train.dataset import Batch
from engine.train.losses import part_error
from engine.train.trainer import Schedule, Trainer

# Read by the part head; changed below it, they would have to be learnt there anew.
_PHOTO_SIDE = ("source_half", "source_quarter", "source_eighth", "source_place", "part_head")


def part_schedule(views: int) -> Schedule:
    """Coarse frames first, then mostly fine ones; no adversary, as nothing is painted."""
    return Schedule(samples=views, rate=1e-3, fine_from=0.15, fine_share=0.7, adversary_from=2.0, decay=0.999)


def pose_schedule(samples: int) -> Schedule:
    """A short run at a low rate on top of weights that exist; samples count from the beginning of those."""
    return Schedule(samples=samples, rate=2e-4, fine_from=0.0, adversary_from=2.0)


class _SideTrainer(Trainer):
    """Goes on with people whom the weights have mostly seen: they do not count twice."""

    def _people_seen(self) -> int:
        return max(self.progress.people_before, len(self.people.shards))


class PartTrainer(_SideTrainer):
    """The part head alone: the schedule counts views, and everything else stays as the weights have it."""

    @property
    def done(self) -> int:
        """Views since the beginning of this run."""
        return self.progress.views - self.progress.views_before

    @property
    def begun(self) -> int:
        """None: whatever the weights had seen, this head begins here."""
        return 0

    def _trained(self) -> list[nn.Parameter]:
        self.net.requires_grad_(False)
        self.net.part_head.requires_grad_(True)
        return list(self.net.part_head.parameters())

    def _draw(self, count: int) -> Batch:
        return self.people.draw_views(count, self._size(), self.rng)

    def _losses(self, batch: Batch) -> dict[str, torch.Tensor]:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.autocast):
            logits = self.net.part_logits(batch.source, batch.source_joints, batch.source_present)
        return {"parts": part_error(logits, batch)}

    def _count(self, batch: Batch) -> None:
        self.progress.views += len(batch.source) * self.team.size
        self.progress.people = self._people_seen()


class PoseTrainer(_SideTrainer):
    """All but the photo's side, which keeps its features and its part map."""

    def _trained(self) -> list[nn.Parameter]:
        for name in _PHOTO_SIDE:
            self.net.get_submodule(name).requires_grad_(False)
        return [p for p in self.net.parameters() if p.requires_grad]

    @property
    def share(self) -> float:
        """How much of this run alone is behind, 0..1."""
        return (self.done - self.begun) / max(1, self.schedule.samples - self.begun)
