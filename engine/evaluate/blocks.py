"""What the blocks of the shipped network for layers do: each switched off while it reads held-out people.

Nothing is trained anew: the rest was learnt beside the block that is missing, and leans on it. So this says what the
shipped weights lose without a block, not what a network that was trained without it would reach.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from engine.contract.messages import Source
from engine.evaluate.rendered import source_of, straight
from engine.imaging.frame import HEIGHT, WIDTH, Frame, choose_frame
from engine.model.attention import MultiScaleCrossAttention
from engine.model.person_layers import PersonLayers
from engine.pose.layer_classes import BACKGROUND, CLASSES, N_CLASSES
from engine.render.learned_classes import PARSING_SIZE, ClassMaps, LearnedClasses
from engine.synthesis.layered_shards import LayeredPerson, read_layered
from engine.system.errors import PhotoError

Pixels = NDArray[np.uint8]
Number = TypeVar("Number", np.uint8, np.int32)
Counts = NDArray[np.int64]
Switch = Callable[[PersonLayers], None]
NOTHING: Final = "nothing"
_LIKELY = 0.5


@dataclass(frozen=True)
class BlockRow:
    """The network without one block, over all views.

    miou: mean IoU over the classes that the truth has; lost: how much of it is lost, and its standard error, over
    people. hidden: IoU of what is hidden, all classes together. alike: of the person's pixels, the share that is
    named as by the whole network.
    """

    without: str
    miou: float
    lost: float
    lost_error: float
    hidden: float
    alike: float


@dataclass(frozen=True)
class BlockReport:
    """All rows, and what they were measured on. classes: the IoU of each class, by what the network lacks."""

    people: int
    views: int
    rows: tuple[BlockRow, ...]
    classes: Mapping[str, Mapping[str, float]]


def _attentions(net: nn.Module) -> list[MultiScaleCrossAttention]:
    return [module for module in net.modules() if isinstance(module, MultiScaleCrossAttention)]


def _one_scale(net: PersonLayers) -> None:
    """Keys and values of the finest of a block's scales alone."""
    for attention in _attentions(net):
        attention.pools = attention.pools[:1]


def _plain_attention(net: PersonLayers) -> None:
    """The correlation as it is, without attention inside it."""
    for attention in _attentions(net):
        attention.enhance = None


def _last_stage(net: PersonLayers) -> None:
    """A fusion that hears the last stage alone, as in XingGAN (2020)."""
    stages, width = net.config.stages, net.config.width
    heard = torch.zeros(2, stages, width)
    heard[:, -1] = 1
    with torch.no_grad():
        net.fusion.join.weight *= heard.flatten()[None, :, None, None]


def _no_skeleton(net: PersonLayers) -> None:
    """Neither the axes of the parts nor a prior of the classes."""
    net.config = replace(net.config, skeleton_prior=False)


def _no_attention(net: PersonLayers) -> None:
    """Stages in which neither code asks the other: what is left are their residual blocks."""
    for attention in _attentions(net):
        nn.init.zeros_(attention.out.weight)
        if attention.out.bias is not None:
            nn.init.zeros_(attention.out.bias)


def _no_stages(net: PersonLayers) -> None:
    """The photo's features go to the head as they are."""
    nn.init.zeros_(net.fused.weight)
    if net.fused.bias is not None:
        nn.init.zeros_(net.fused.bias)


SWITCHES: Final[dict[str, Switch]] = {
    "multi scale": _one_scale,
    "enhanced attention": _plain_attention,
    "dense fusion": _last_stage,
    "cross-attention": _no_attention,
    "stages and fusion": _no_stages,
    "skeleton prior": _no_skeleton,
}


def without(network: LearnedClasses, block: str) -> LearnedClasses:
    """The same network with one of `SWITCHES` off; the one given stays as it is."""
    other = copy.deepcopy(network)
    SWITCHES[block](other.net)
    return other


@dataclass(frozen=True, eq=False)
class _View:
    """A held-out view as the program would read it, and the truth over the model frame.

    label: uint8 [H, W] the class that shows. whole: int32 [H, W], bit c where class c goes on, seen or not.
    """

    source: Source
    cutout: Pixels
    frame: Frame
    label: Pixels
    whole: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class _Counted:
    """Of one person: how often each class [22, 22] was read (column) where another is (row), hidden pixels that were
    found and that either has [2], and pixels of the person named as by the whole network, of all [2].
    """

    confusion: Counts
    hidden: Counts
    alike: Counts

    def __add__(self, other: _Counted) -> _Counted:
        return _Counted(
            self.confusion + other.confusion, self.hidden + other.hidden, self.alike + other.alike
        )


def evaluate_blocks(folder: Path, network: LearnedClasses, *, people: int | None = None) -> BlockReport:
    """Read people in layers, given their true matte and joints, with each block switched off.

    Raises PhotoError where there are none.
    """
    files = sorted(folder.glob("l*.npz"))[:people]
    if not files:
        raise PhotoError(f"{folder} holds no people in layers (l*.npz); render some first.")
    networks = {NOTHING: network} | {name: without(network, name) for name in SWITCHES}
    counted: dict[str, list[_Counted]] = {name: [] for name in networks}
    views = 0
    for file in files:
        own = list(_views(read_layered(file)))
        views += len(own)
        # The whole network comes first: the others are compared with what it names.
        read = {name: [_named(each, view) for view in own] for name, each in networks.items()}
        for name, maps in read.items():
            pairs = zip(own, maps, read[NOTHING], strict=True)
            counted[name].append(_sum([_counted(view, found, whole) for view, found, whole in pairs]))
    each = {name: _ious(_sum(people_counted).confusion) for name, people_counted in counted.items()}
    rows = tuple(_row(name, counted) for name in networks)
    return BlockReport(len(files), views, rows, each)


def _views(person: LayeredPerson) -> Iterator[_View]:
    for number in range(len(person)):
        picture = person.picture(number)
        source = source_of(picture, person.joints[number])
        frame = choose_frame(source.pose, source.matte)
        label, whole = _through(frame, person.label(number)), _through(frame, person.extents(number))
        yield _View(source, straight(picture), frame, label, whole)


def _through(frame: Frame, plane: NDArray[Number]) -> NDArray[Number]:
    """What of a photo's plane [H, W] lies at the pixels of the model frame, 0 outside the photo."""
    width, height = PARSING_SIZE
    x, y = np.meshgrid((np.arange(width) + 0.5) * WIDTH / width, (np.arange(height) + 0.5) * HEIGHT / height)
    at = np.floor(frame.to_photo(np.stack([x, y], 2).astype(np.float32))).astype(int)
    inside = ((at >= 0) & (at < plane.shape[::-1])).all(2)
    out = np.zeros((height, width), plane.dtype)
    out[inside] = plane[at[inside][:, 1], at[inside][:, 0]]
    return out


def _named(network: LearnedClasses, view: _View) -> ClassMaps:
    return network.read(view.cutout, view.frame, view.source.pose)


def _counted(view: _View, found: ClassMaps, by_whole: ClassMaps) -> _Counted:
    named, usual = found.shown.argmax(0), by_whole.shown.argmax(0)
    pairs = view.label.astype(np.int64) * N_CLASSES + named
    confusion = np.bincount(pairs.ravel(), minlength=N_CLASSES**2).reshape(N_CLASSES, N_CLASSES)
    kinds = np.arange(1, N_CLASSES)[:, None, None]
    unseen = view.label != kinds
    truth, said = (view.whole >> kinds & 1 > 0) & unseen, (found.whole[1:] > _LIKELY) & unseen
    person = view.label != BACKGROUND
    return _Counted(
        confusion,
        np.array([(truth & said).sum(), (truth | said).sum()]),
        np.array([(named == usual)[person].sum(), person.sum()]),
    )


def _sum(counted: list[_Counted]) -> _Counted:
    return sum(counted[1:], counted[0])


def _ious(confusion: Counts) -> dict[str, float]:
    """Of the classes that the truth has, but for the background."""
    both = confusion.diagonal()
    either = confusion.sum(0) + confusion.sum(1) - both
    there = [kind for kind in range(1, N_CLASSES) if confusion[kind].sum()]
    return {CLASSES[kind]: float(both[kind] / either[kind]) for kind in there}


def _miou(counted: _Counted) -> float:
    return float(np.mean(list(_ious(counted.confusion).values())))


def _row(name: str, counted: Mapping[str, list[_Counted]]) -> BlockRow:
    own, whole = counted[name], counted[NOTHING]
    lost = [_miou(a) - _miou(b) for a, b in zip(whole, own, strict=True)]
    error = float(np.std(lost, ddof=1) / np.sqrt(len(lost))) if len(lost) > 1 else float("nan")
    together = _sum(own)
    return BlockRow(
        name,
        _miou(together),
        _miou(_sum(whole)) - _miou(together),
        error,
        float(together.hidden[0] / max(together.hidden[1], 1)),
        float(together.alike[0] / max(together.alike[1], 1)),
    )
