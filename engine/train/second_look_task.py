"""Teaching the second look at a photo's classes, from pixels of rendered people that the shipped networks have seen."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from pydantic import Field
from torch import Tensor, nn

from engine.model.person_layers import PersonLayers
from engine.model.second_look import GRID, LEAST_LOG, TOLD, Evidence, SecondLook
from engine.pose.layer_classes import BACKGROUND, CLASSES, N_CLASSES
from engine.runtime.device import Device, choose_device
from engine.runtime.weights import filled, read_weights
from engine.runtime.weights_version import LAYERS_ARCHITECTURE, SECOND_LOOK_ARCHITECTURE
from engine.source.photo_maps import VIEW_SIZE, PhotoMapReader
from engine.system.shipped import LAYERS_FILE
from engine.train.checkpoint import told
from engine.train.layer_data import LayerBatch, LayeredPeople
from engine.train.pair_task import LICENCE, Material
from engine.train.recipe import Recipe, Table
from engine.train.task import Draw, Moment

_READ_SIZE = (256, 192)  # (height, width) at which the shipped network reads photos
_BATCH = 8
_THERE = 0.3  # least alpha of a pixel that is looked at


class LookTable(Table):
    """What of a view is learnt from, and how much of that is left out."""

    pixels: int = Field(default=160, gt=0, description="of a view, wherever the person is")
    counted: int = Field(default=64, gt=0, description="views whose maps say what is usual in them")
    dropout: float = Field(default=0.5, ge=0, lt=1, description="of the maps")


@dataclass(frozen=True)
class PixelBatch:
    """Pixels of views, on the device."""

    evidence: Tensor  # [B, P, TOLD + SEEN]
    label: Tensor  # [B, P] int64; the background where a view shows nobody


class SecondLookTask:
    """One dense network over pixels; see `engine.train.task.Task`."""

    best_by = "miou"
    drawn_ahead = 1

    def __init__(self, recipe: Recipe, material: Material, *, seed: int = 0) -> None:
        recipe.only("look")
        self._table = recipe.table("look", LookTable)
        self.device = material.device
        torch.manual_seed(seed)
        self.net = SecondLook(dropout=self._table.dropout)
        _, config, tensors = read_weights(LAYERS_FILE, LAYERS_ARCHITECTURE)
        self._parser = filled(LAYERS_FILE, PersonLayers(config), tensors).eval()
        self._processor = choose_device("cpu")
        self._maps = PhotoMapReader(keep=True)
        self.people = LayeredPeople(material.data)
        self._held_out = LayeredPeople(material.held_out, most=material.held_out_people)
        self._count(seed)
        self.net.to(self.device.name)

    def trained(self) -> list[nn.Parameter]:
        """All parameters."""
        return list(self.net.parameters())

    def draw(self, count: int, moment: Moment, rng: np.random.Generator) -> Draw[PixelBatch]:  # noqa: ARG002
        """Pixels of views made hard."""
        size = (VIEW_SIZE[1], VIEW_SIZE[0])
        views, ids = self.people.draw(count, size, rng)
        chosen = [self._pixels(known, label, rng) for known, label in self._labelled(views)]
        evidence, label = (torch.stack(each).to(self.device.name) for each in zip(*chosen, strict=True))
        return Draw(PixelBatch(evidence, label), ids, {"samples": count, "views": count})

    def losses(self, batch: PixelBatch, moment: Moment) -> dict[str, Tensor]:  # noqa: ARG002 - as other tasks'
        """Cross-entropy of the classes of the person; what is background, the matte says."""
        before = batch.evidence[..., :N_CLASSES] * 3
        logits = before + self.net(batch.evidence.flatten(0, 1)).view_as(before)
        each = F.cross_entropy(
            logits[..., 1:].movedim(-1, 1), batch.label - 1, reduction="none", ignore_index=BACKGROUND - 1
        )
        return {"classes": each.mean(1)}

    def on(self, device: Device) -> SecondLookTask:
        """The losses of a copy on another device."""
        other = copy.copy(self)
        other.device, other.net = device, copy.deepcopy(self.net).to(device.name)
        return other

    def validate(self, net: nn.Module) -> dict[str, float]:
        """IoU of the classes over the pixels of held-out people, and their mean."""
        look = copy.deepcopy(net).cpu().eval()
        assert isinstance(look, SecondLook)
        confusion = torch.zeros(N_CLASSES, N_CLASSES, dtype=torch.long)
        for views in self._held_out.plain((VIEW_SIZE[1], VIEW_SIZE[0]), _BATCH):
            for known, label in self._labelled(views):
                with torch.no_grad():
                    found = look.mended(known.shown.softmax(0), known).argmax(0)
                pairs = (label * N_CLASSES + found)[label != BACKGROUND]
                confusion += torch.bincount(pairs, minlength=N_CLASSES**2).view(N_CLASSES, N_CLASSES)
        both = confusion.diag().double()
        iou = both / (confusion.sum(0) + confusion.sum(1) - both).clamp(min=1)
        there = [c for c in range(1, N_CLASSES) if confusion[c].sum() > 0]
        return {"miou": float(iou[there].mean())} | {f"iou {CLASSES[c]}": float(iou[c]) for c in there}

    def sheet(self, net: nn.Module) -> NDArray[np.uint8] | None:  # noqa: ARG002 - as other tasks'
        """None: there are no pictures of it yet."""
        return None

    def refresh(self) -> None:
        """Take in people rendered since."""
        self.people.refresh()

    def header(self, counts: Mapping[str, int]) -> dict[str, str]:
        """For a weights file."""
        return {
            "architecture": SECOND_LOOK_ARCHITECTURE,
            "licence": LICENCE,
            "trained_on": told({**counts, "people": max(counts.get("people", 0), len(self.people))}),
        }

    def state(self) -> dict[str, Any]:
        """Nothing beside the network."""
        return {}

    def load(self, state: dict[str, Any]) -> None:
        """Nothing beside the network."""

    def _labelled(self, views: LayerBatch) -> Iterator[tuple[Evidence, Tensor]]:
        """What is known of each of some views of `VIEW_SIZE`, and the classes at the middles of GRID's pixels."""
        return zip(self._known(views), views.label[:, 1::3, 1::3], strict=True)

    def _known(self, views: LayerBatch) -> list[Evidence]:
        """What the shipped networks say of views of `VIEW_SIZE`, on the CPU."""
        small = F.interpolate(
            views.rgba, size=_READ_SIZE, mode="bilinear", antialias=True, align_corners=False
        )
        with torch.no_grad(), self._processor.autocast():
            out = self._parser(small, views.joints, views.present)
        shown = out.parsing.log_softmax(1)
        seen = [
            self._maps.read((view * 255).round().clamp(0, 255).byte().permute(1, 2, 0).numpy())
            for view in views.rgba
        ]
        return [
            Evidence.of(
                shown[i].clamp(min=LEAST_LOG),
                views.rgba[i],
                joints=views.joints[i],
                present=views.present[i],
                maps=[torch.from_numpy(each) for each in maps.maps],
                square=torch.from_numpy(maps.square),
            )
            for i, maps in enumerate(seen)
        ]

    def _pixels(self, known: Evidence, label: Tensor, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        """Evidence [P, ..] and classes [P] of pixels of a view, each class as often as it shows.

        With a third of the pixels shared out evenly over the classes, real photos were named less well.
        """
        label = label.flatten().long()
        there = torch.nonzero((known.rgba[3].flatten() > _THERE) & (label != BACKGROUND))[:, 0].numpy()
        if not len(there):  # the photo's edge has cut off the person altogether: nothing to learn
            there, label = np.array([0]), torch.zeros_like(label)
        places = torch.from_numpy(rng.choice(there, self._table.pixels))
        return known.at(places // GRID[1], places % GRID[1]), label[places]

    def _count(self, seed: int) -> None:
        """Write down what is usual in the maps of rendered people, by which the network measures what it sees."""
        rng = np.random.default_rng(seed)
        views = self.people.draw(self._table.counted, (VIEW_SIZE[1], VIEW_SIZE[0]), rng)[0]
        pixels = [self._pixels(known, label, rng)[0][:, TOLD:] for known, label in self._labelled(views)]
        seen = torch.cat(pixels)
        self.net.mean.copy_(seen.mean(0))
        self.net.spread.copy_(seen.std(0) + 0.02)
