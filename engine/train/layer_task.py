"""Teaching the network that takes photos apart, from single views of rendered people in layers."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import Field
from torch import Tensor, nn

from engine.model.config import config_to_dict
from engine.model.person_layers import PersonLayers, started_from
from engine.pose.layer_classes import BACKGROUND, CLASSES, N_CLASSES
from engine.runtime.device import Device
from engine.runtime.weights import load_weights
from engine.runtime.weights_version import LAYERS_ARCHITECTURE
from engine.train.checkpoint import told
from engine.train.layer_data import LayerBatch, LayeredPeople
from engine.train.layer_losses import layer_losses
from engine.train.pair_task import LICENCE, FrameTable, Material, network_of
from engine.train.recipe import Recipe, Table
from engine.train.task import Draw, Moment

_BATCH = 8  # views at a time in validation
_SHEET_VIEWS = 6
_DRAWN_AHEAD = 4  # batches; 0.7 GB each at 128 views of 384x288


class BeginTable(Table):
    """What the network knows before it learns."""

    from_shipped: bool = Field(default=True, description="the photo side of the shipped xinggan_pp weights")


class LayerTask:
    """Parsing and whole extents from single views; see `engine.train.task.Task`."""

    best_by = "miou"

    def __init__(self, recipe: Recipe, material: Material, *, seed: int = 0) -> None:
        recipe.only("network", "frames", "begin")
        self.config = network_of(recipe)
        self._frames = recipe.table("frames", FrameTable)
        self._frames.check(self.config)
        self.device = material.device
        torch.manual_seed(seed)
        self.net = PersonLayers(self.config)
        if recipe.table("begin", BeginTable).from_shipped:
            started_from(self.net, load_weights().net.state_dict())
        self.net.to(self.device.name)
        self.people = LayeredPeople(material.data, device=self.device.name)
        leads = material.team.leads
        self._held_out = _held_out(material) if leads else None

    @property
    def drawn_ahead(self) -> int:
        """As many as there are threads beside the step's: views are unpacked on the CPU when first drawn."""
        return min(self.device.threads - 1, 1 if self.device.name == "cpu" else _DRAWN_AHEAD)

    def trained(self) -> list[nn.Parameter]:
        """All parameters."""
        return list(self.net.parameters())

    def draw(self, count: int, moment: Moment, rng: np.random.Generator) -> Draw[LayerBatch]:
        """Views made hard, at the size of the moment."""
        batch, ids = self.people.draw(count, self._frames.size(moment), rng)
        return Draw(batch, ids, {"samples": count, "views": count})

    def losses(self, batch: LayerBatch, moment: Moment) -> dict[str, Tensor]:  # noqa: ARG002 - as other tasks'
        """Cross-entropy of the classes and of their extents."""
        with self.device.autocast():
            out = self.net(batch.rgba, batch.joints, batch.present)
        return layer_losses(out, batch)

    def on(self, device: Device) -> LayerTask:
        """The losses of a copy on another device."""
        other = copy.copy(self)
        other.device, other.net = device, copy.deepcopy(self.net).to(device.name)
        return other

    def validate(self, net: nn.Module) -> dict[str, float]:
        """Mean IoU over the classes, each class's, and the IoU of what is hidden of all of them together."""
        assert self._held_out is not None
        confusion = torch.zeros(N_CLASSES, N_CLASSES, dtype=torch.long)
        hidden = torch.zeros(2, dtype=torch.long)
        for batch in self._held_out.plain(self._frames.fine, _BATCH):
            with torch.no_grad(), self.device.autocast():
                out = net(batch.rgba, batch.joints, batch.present)
            pairs = batch.label * N_CLASSES + out.parsing.argmax(1)
            counts = torch.bincount(pairs.flatten(), minlength=N_CLASSES**2)
            confusion += counts.view(N_CLASSES, N_CLASSES).cpu()
            hidden += _hidden(out.whole, batch).cpu()
        both = confusion.diag().double()
        iou = both / (confusion.sum(0) + confusion.sum(1) - both).clamp(min=1)
        there = [c for c in range(N_CLASSES) if c != BACKGROUND and confusion[c].sum() > 0]
        figures = {"miou": float(iou[there].mean()), "hidden iou": float(hidden[0] / hidden[1].clamp(min=1))}
        return figures | {f"iou {CLASSES[c]}": float(iou[c]) for c in there}

    def sheet(self, net: nn.Module) -> NDArray[np.uint8] | None:
        """Held-out views, BGR: the cut-out, the truth, the parsing, and how sure hidden extents are."""
        assert self._held_out is not None
        batch = next(self._held_out.plain(self._frames.fine, _SHEET_VIEWS))
        with torch.no_grad(), self.device.autocast():
            out = net(batch.rgba, batch.joints, batch.present)
        found = out.parsing.argmax(1)
        beneath = (out.whole.sigmoid() * (1 - nn.functional.one_hot(found, N_CLASSES).movedim(-1, 1)))[:, 1:]
        rows = [
            np.concatenate(
                [
                    (batch.rgba[i, :3].permute(1, 2, 0).cpu().numpy() * 255).astype(np.uint8)[..., ::-1],
                    coloured(batch.label[i].cpu().numpy()),
                    coloured(found[i].cpu().numpy()),
                    cv2.cvtColor(
                        (beneath[i].amax(0).cpu().numpy() * 255).astype(np.uint8), cv2.COLOR_GRAY2BGR
                    ),
                ],
                1,
            )
            for i in range(len(found))
        ]
        return np.concatenate(rows, 0)

    def refresh(self) -> None:
        """Take in people rendered since."""
        self.people.refresh()

    def header(self, counts: Mapping[str, int]) -> dict[str, str]:
        """For a weights file."""
        return {
            "architecture": LAYERS_ARCHITECTURE,
            "config": json.dumps(config_to_dict(self.config)),
            "licence": LICENCE,
            "trained_on": told({**counts, "people": max(counts.get("people", 0), len(self.people))}),
        }

    def state(self) -> dict[str, Any]:
        """Nothing beside the network."""
        return {}

    def load(self, state: dict[str, Any]) -> None:
        """Nothing beside the network."""


def coloured(labels: NDArray[np.integer[Any]]) -> NDArray[np.uint8]:
    """Classes [H, W] as colours [H, W, 3], the background black."""
    hues = np.arange(N_CLASSES) * 67 % 180
    hsv = np.stack([hues, np.full(N_CLASSES, 200), np.full(N_CLASSES, 235)], -1).astype(np.uint8)
    palette = cv2.cvtColor(hsv[None], cv2.COLOR_HSV2BGR)[0]
    palette[BACKGROUND] = 0
    return np.asarray(palette[np.minimum(labels, N_CLASSES - 1)], np.uint8)


def _hidden(logits: Tensor, batch: LayerBatch) -> Tensor:
    """[2]: pixels where a class goes on unseen and is said to, and where either is so."""
    unseen = nn.functional.one_hot(batch.label, N_CLASSES).movedim(-1, 1) == 0
    truth, said = batch.whole & unseen, (logits > 0) & unseen
    truth[:, BACKGROUND] = said[:, BACKGROUND] = False
    return torch.stack([(truth & said).sum(), (truth | said).sum()])


def _held_out(material: Material) -> LayeredPeople:
    return LayeredPeople(material.held_out, device=material.device.name, most=material.held_out_people)
