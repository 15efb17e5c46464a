"""Teaching the network of 2020 with pairs of photographs, by the losses of its paper."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import Field
from torch import Tensor, nn

from engine.model.geometry.similarity import ssim_map
from engine.model.xinggan import SIZES, Variant, XingGAN
from engine.runtime.device import Device
from engine.runtime.weights_version import NON_COMMERCIAL, XINGGAN_ARCHITECTURE
from engine.source.datasets.pair_set import PairSet
from engine.system.errors import RecipeError
from engine.train.adversary import Adversary, AdversaryTable, Judged
from engine.train.pair_task import Material
from engine.train.perceptual import load_perceptual
from engine.train.recipe import Recipe, Table
from engine.train.shot_batches import ShotBatch, shot_batch
from engine.train.task import Draw, Moment

_BATCH = 8  # pairs at a time in validation
_SHEET_PAIRS = 6


class XingTable(Table):
    """The network: which published training it follows; narrower and shorter ones are for trials alone."""

    variant: Variant = Variant.DEEPFASHION
    width: int = Field(default=64, ge=8, le=64, multiple_of=8)
    blocks: int = Field(default=9, ge=1, le=9)


class XingLossTable(Table):
    """Weights of the terms; those of the discriminators are in [adversary]."""

    l1: float = Field(default=50.0, ge=0)
    perceptual: float = Field(default=1.0, ge=0)
    vgg19: str = Field(
        default="", description="file of torchvision's VGG19; without it there is no perceptual term"
    )


class XingGANTask:
    """All of `xinggan` from pairs; see `engine.train.task.Task`."""

    best_by = "ssim"

    def __init__(self, recipe: Recipe, material: Material, *, seed: int = 0) -> None:
        recipe.only("network", "losses", "adversary")
        self._table = recipe.table("network", XingTable)
        self._losses = recipe.table("losses", XingLossTable)
        self.pairs = pairs_of(material)
        if self.pairs.size != SIZES[self._table.variant]:
            raise RecipeError(
                f"Pictures of {self.pairs.name} are {self.pairs.size[0]}x{self.pairs.size[1]}, which is not what "
                f"{self._table.variant.label}'s network learns from; choose another recipe."
            )
        self.device, self._team, self._seed = material.device, material.team, seed
        torch.manual_seed(seed)
        self.net = XingGAN(self._table.variant, width=self._table.width, blocks=self._table.blocks)
        self.net.to(self.device.name)
        self.adversary = Adversary(recipe.table("adversary", AdversaryTable), self.device, self._team)
        vgg = self._losses.vgg19
        self.perceptual = load_perceptual(Path(vgg)).to(self.device.name) if vgg else None
        self._held_out = material.held_out_people

    @property
    def drawn_ahead(self) -> int:
        """A few where threads are to spare: pictures are read from files."""
        return min(self.device.threads - 1, 4)

    def trained(self) -> list[nn.Parameter]:
        """All parameters."""
        return list(self.net.parameters())

    def draw(self, count: int, moment: Moment, rng: np.random.Generator) -> Draw[ShotBatch]:  # noqa: ARG002
        """Random pairs."""
        chosen = rng.integers(len(self.pairs.train.pairs), size=count)
        drawn = [self.pairs.train.pair(index) for index in chosen.tolist()]
        batch = shot_batch(drawn, self._table.variant, self.device.name)
        return Draw(batch, chosen[:, None], {"samples": count, "pairs": count})

    def losses(self, batch: ShotBatch, moment: Moment) -> dict[str, Tensor]:
        """L1, perceptual and adversarial terms."""
        # What is dropped hangs on the step alone, so that a resumed run drops the same.
        torch.manual_seed((self._seed * 1_000_003 + moment.step) * 64 + self._team.rank)
        with self.device.autocast():
            made = self.net(batch.source, torch.cat([batch.source_maps, batch.target_maps], 1))
        made = made.float()
        terms = {"l1": (made - batch.target).abs().flatten(1).mean(1) * self._losses.l1}
        if self.perceptual is not None:
            terms["perceptual"] = self.perceptual(made, batch.target) * self._losses.perceptual
        judged = lambda: Judged(made, batch.target, batch.source, batch.target_maps)  # noqa: E731
        return terms | self.adversary.losses(judged, step=moment.step, share=moment.share)

    def on(self, device: Device) -> XingGANTask:
        """The losses of a copy on another device, without discriminators, and with nothing dropped."""
        other = copy.copy(self)
        other.device, other.net = device, _without_chance(copy.deepcopy(self.net)).to(device.name)
        other.perceptual = copy.deepcopy(self.perceptual)
        if other.perceptual is not None:
            other.perceptual.to(device.name)
        other.adversary = Adversary(AdversaryTable(), device, self._team)
        return other

    def validate(self, net: nn.Module) -> dict[str, float]:
        """Mean likeness of whole pictures over held-out pairs."""
        found: list[tuple[float, float]] = []
        for batch, made in self._answers(net):
            truth, picture = (batch.target + 1) / 2, (made.clamp(-1, 1) + 1) / 2
            error = (picture - truth).square().flatten(1).mean(1).clamp(min=1e-10)
            likeness = ssim_map(picture, truth).flatten(1).mean(1)
            found += zip(likeness.tolist(), (-10 * error.log10()).tolist(), strict=True)
        ssim, psnr = np.mean(found, axis=0).tolist()
        return {"ssim": ssim, "psnr": psnr}

    def sheet(self, net: nn.Module) -> NDArray[np.uint8] | None:
        """Held-out pairs, BGR: source, truth, answer."""
        batch, made = next(iter(self._answers(net)))
        columns = [torch.cat(list(each[:_SHEET_PAIRS]), 1) for each in (batch.source, batch.target, made)]
        board = (torch.cat(columns, 2).permute(1, 2, 0).clamp(-1, 1).cpu().numpy() + 1) * 127.5
        return np.asarray(cv2.cvtColor(board.astype(np.uint8), cv2.COLOR_RGB2BGR), np.uint8)

    def _answers(self, net: nn.Module) -> list[tuple[ShotBatch, Tensor]]:
        """Batches of held-out pairs with a network's pictures of them."""
        count = min(len(self.pairs.test.pairs), self._held_out)
        answers = []
        for first in range(0, count, _BATCH):
            drawn = [self.pairs.test.pair(index) for index in range(first, min(first + _BATCH, count))]
            batch = shot_batch(drawn, self._table.variant, self.device.name)
            with torch.no_grad(), self.device.autocast():
                made = net(batch.source, torch.cat([batch.source_maps, batch.target_maps], 1))
            answers.append((batch, made.float()))
        return answers

    def refresh(self) -> None:
        """Nothing is added to a data set while it is learnt from."""

    def header(self, counts: Mapping[str, int]) -> dict[str, str]:
        """For a weights file."""
        about = {
            "architecture": XINGGAN_ARCHITECTURE,
            "variant": self._table.variant.value,
            "config": json.dumps({"width": self._table.width, "blocks": self._table.blocks}),
            "licence": licence_of(self.pairs),
            "trained_on": trained_on(self.pairs, counts),
        }
        return about if self.pairs.free else about | {"use": NON_COMMERCIAL}

    def state(self) -> dict[str, Any]:
        """The discriminators."""
        return self.adversary.state()

    def load(self, state: dict[str, Any]) -> None:
        """The discriminators."""
        self.adversary.load(state)


class _SteadyNorm(nn.BatchNorm2d):
    """Batch norm that goes by its running statistics in training, too."""

    def train(self, mode: bool = True) -> _SteadyNorm:  # noqa: ARG002
        super().train(mode=False)
        return self


def _without_chance(net: XingGAN) -> XingGAN:
    """A network whose gradients can be compared: nothing is dropped, and no statistics are taken of a few samples.

    Those of two samples magnify rounding to a percent.
    """
    for module in list(net.modules()):
        if isinstance(module, nn.Dropout):
            module.p = 0.0
        for name, child in module.named_children():
            if isinstance(child, nn.BatchNorm2d):
                steady = _SteadyNorm(child.num_features)
                steady.load_state_dict(child.state_dict())
                setattr(module, name, steady)
    return net


def pairs_of(material: Material) -> PairSet:
    """The data set of a material; raises RecipeError where it has rendered people instead."""
    if material.pairs is None:
        raise RecipeError("This recipe learns from photographs; name a data set, as --data deepfashion:DIR.")
    return material.pairs


def licence_of(pairs: PairSet) -> str:
    """What weights that learnt from a data set say of their use."""
    return f"Trained on {pairs.name}. {pairs.terms}"


def trained_on(pairs: PairSet, counts: Mapping[str, int]) -> str:
    """What weights say they have seen."""
    return f"{pairs.name}: {len(pairs.train.pairs)} pairs, {counts.get('samples', 0)} samples"
