"""Teaching `xinggan_pp` with rendered people: pairs for the whole network, single views for its part head."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import Field
from torch import Tensor, nn

from engine.model.config import XingGANppConfig, config_to_dict
from engine.model.decoded import Decoded
from engine.model.geometry.correspondence import heat_maps
from engine.model.xinggan_pp import XingGANpp
from engine.runtime.device import Device
from engine.runtime.weights_config import ConfigError, parse_config
from engine.runtime.weights_version import ARCHITECTURE
from engine.source.datasets.pair_set import PairSet
from engine.system.errors import RecipeError
from engine.train.adversary import Adversary, AdversaryTable, Judged
from engine.train.batch import Batch
from engine.train.checkpoint import told
from engine.train.dice import Dice
from engine.train.losses import LossTable, part_error, reconstruction_losses
from engine.train.pairs import DataTable, choose_pairs, choose_views, draw
from engine.train.people import People
from engine.train.recipe import Recipe, Table
from engine.train.samples import held_out_batches
from engine.train.task import Draw, Moment
from engine.train.team import Team
from engine.train.validate import sheet, validate

LICENCE = "Apache-2.0; trained only on people rendered from CC0 assets of MakeHuman"


class FrameTable(Table):
    """Sizes (height, width) of the model frame in training."""

    coarse: tuple[int, int] = (128, 96)
    fine: tuple[int, int] = (256, 192)
    fine_from: float = Field(default=0.3, ge=0, description="share of the run after which fine frames join")
    # Previews run on coarse frames, so those stay in.
    fine_share: float = Field(default=0.25, ge=0, le=1, description="of the steps from then on")

    def check(self, config: XingGANppConfig) -> None:
        """Raise RecipeError where the network cannot read frames of these sizes."""
        for size in (self.coarse, self.fine):
            if size[0] * 3 != size[1] * 4 or size[1] % 16 or size[1] // 8 < max(config.pools):
                raise RecipeError(
                    f"Frames of {size[0]}x{size[1]} do not fit: height to width is 4 to 3, the width a multiple of "
                    f"16, and no less than eight times the largest of pools."
                )

    def size(self, moment: Moment) -> tuple[int, int]:
        """That of a step, the same in all processes."""
        fine = moment.share >= self.fine_from and moment.common().random() < self.fine_share
        return self.fine if fine else self.coarse


class LearnTable(Table):
    """What of the network learns."""

    only: tuple[str, ...] = Field(default=(), description="names of its modules; empty means all")
    frozen: tuple[str, ...] = Field(default=(), description="names of modules that stay as they are")


@dataclass(frozen=True)
class Material:
    """Where a task learns and is measured, and on what."""

    data: Path
    held_out: Path
    device: Device
    team: Team = field(default_factory=Team)
    held_out_people: int = 32
    pairs: PairSet | None = None  # in place of rendered people


class PairTask:
    """The whole network from pairs; see `engine.train.task.Task`."""

    best_by = "ssim"

    def __init__(self, recipe: Recipe, material: Material, *, seed: int = 0) -> None:
        recipe.only("network", "learn", "losses", "data", "frames", "adversary")
        self.config = network_of(recipe)
        self._losses, self._mix = recipe.table("losses", LossTable), recipe.table("data", DataTable)
        self._frames, self._learn = recipe.table("frames", FrameTable), recipe.table("learn", LearnTable)
        self._frames.check(self.config)
        self.device, self._team = material.device, material.team
        torch.manual_seed(seed)
        self.net = XingGANpp(self.config).to(self.device.name)
        _freeze(self.net, self._learn)
        self.adversary = Adversary(recipe.table("adversary", AdversaryTable), self.device, self._team)
        self._open(material)

    def _open(self, material: Material) -> None:
        """Take in what is learnt from and measured on."""
        self.people = People(
            material.data, device=self.device.name, rank=self._team.rank, size=self._team.size
        )
        sizes = (self._frames.coarse, self._frames.fine) if self._team.leads else ()
        self.held_out = {
            size: held_out_batches(
                material.held_out, size, people=material.held_out_people, device=self.device.name
            )
            for size in sizes
        }

    @property
    def drawn_ahead(self) -> int:
        """One where threads are to spare; accelerators draw by themselves, in their own queue."""
        return int(self.device.name == "cpu" and self.device.threads > 1)

    def trained(self) -> list[nn.Parameter]:
        """The parameters that learn."""
        return [parameter for parameter in self.net.parameters() if parameter.requires_grad]

    def draw(self, count: int, moment: Moment, rng: np.random.Generator) -> Draw[Batch]:
        """Pairs, at the size of the moment."""
        held = self.people.held()
        what = choose_pairs(held.index, count, rng, self._mix)
        batch = draw(held, what, self._frames.size(moment), Dice(rng, count, self.device.name), self._mix)
        return Draw(batch, what.ids, {"samples": count, "pairs": int((~what.same).sum())})

    def losses(self, batch: Batch, moment: Moment) -> dict[str, Tensor]:
        """Reconstruction, and what the discriminators say once they have begun."""
        with self.device.autocast():
            source, out = self.net(
                batch.source,
                batch.source_joints,
                batch.source_present,
                batch.target_joints,
                batch.target_present,
            )
        looked_at = lambda: _judged(out, batch)  # noqa: E731
        judged = self.adversary.losses(looked_at, step=moment.step, share=moment.share)
        return reconstruction_losses(source, out, batch, self._losses) | judged

    def on(self, device: Device) -> PairTask:
        """The losses of a copy on another device, without discriminators."""
        other = copy.copy(self)
        other.device, other.net = device, copy.deepcopy(self.net).to(device.name)
        other.adversary = Adversary(AdversaryTable(), device, self._team)
        return other

    def validate(self, net: nn.Module) -> dict[str, float]:
        """Means over both sizes, and each by itself as "ssim@256"."""
        assert isinstance(net, XingGANpp)
        found = {size[0]: validate(net, batches, self.device) for size, batches in self.held_out.items()}
        names = next(iter(found.values()))
        means = {name: float(np.mean([figures[name] for figures in found.values()])) for name in names}
        return means | {f"{name}@{size}": figures[name] for size, figures in found.items() for name in names}

    def sheet(self, net: nn.Module) -> NDArray[np.uint8] | None:
        """Rows of held-out pairs in the fine frame."""
        assert isinstance(net, XingGANpp)
        return sheet(net, self.held_out[self._frames.fine][0], self.device)

    def refresh(self) -> None:
        """Take in people rendered since."""
        self.people.refresh()

    def header(self, counts: Mapping[str, int]) -> dict[str, str]:
        """For a weights file. Weights that exist have mostly seen the same people: those do not count twice."""
        people = max(counts.get("people", 0), self.people.total)
        return self._about() | {"licence": LICENCE, "trained_on": told({**counts, "people": people})}

    def _about(self) -> dict[str, str]:
        return {"architecture": ARCHITECTURE, "config": json.dumps(config_to_dict(self.config))}

    def state(self) -> dict[str, Any]:
        """The discriminators."""
        return self.adversary.state()

    def load(self, state: dict[str, Any]) -> None:
        """The discriminators."""
        self.adversary.load(state)


class PartTask(PairTask):
    """The part head alone, from single views at a third of a pair's cost: what a photo shows depends on it alone."""

    best_by = "parts"

    def __init__(self, recipe: Recipe, material: Material, *, seed: int = 0) -> None:
        super().__init__(recipe, material, seed=seed)
        _freeze(self.net, LearnTable(only=("part_head",)))

    def draw(self, count: int, moment: Moment, rng: np.random.Generator) -> Draw[Batch]:
        """Single views, each with itself."""
        held = self.people.held()
        what = choose_views(held.index, count, rng, self._mix)
        batch = draw(held, what, self._frames.size(moment), Dice(rng, count, self.device.name), self._mix)
        return Draw(batch, what.ids, {"views": count})

    def losses(self, batch: Batch, moment: Moment) -> dict[str, Tensor]:  # noqa: ARG002 - as the pairs'
        """The error of the parsing."""
        with self.device.autocast():
            logits = self.net.part_logits(batch.source, batch.source_joints, batch.source_present)
        return {"parts": part_error(logits, batch)}


def _judged(out: Decoded, batch: Batch) -> Judged:
    """Result and truth over the same black; pixels nobody knows are left out of both."""
    made = out.rgb.float() * out.coverage * batch.valid
    real = batch.target[:, :3] * batch.valid
    size = (made.shape[-2], made.shape[-1])
    return Judged(
        made * 2 - 1,
        nn.functional.hardtanh(real * 2 - 1),
        batch.source[:, :3] * 2 - 1,
        heat_maps(batch.target_joints, batch.target_present, size),
    )


def network_of(recipe: Recipe) -> XingGANppConfig:
    """What a recipe says of its network; raises RecipeError where that cannot be trained."""
    try:
        return parse_config(json.dumps(recipe.tables.get("network", {})))
    except ConfigError as error:
        raise RecipeError(f"Table [network] describes no network that can be trained: {error}.") from error


def _freeze(net: XingGANpp, learn: LearnTable) -> None:
    unknown = sorted({*learn.only, *learn.frozen} - {name for name, _ in net.named_modules()})
    if unknown:
        raise RecipeError(f"The network has no module {unknown[0]} that could learn or be frozen.")
    if learn.only:
        net.requires_grad_(False)
    for name in learn.only:
        net.get_submodule(name).requires_grad_(True)
    for name in learn.frozen:
        net.get_submodule(name).requires_grad_(False)
