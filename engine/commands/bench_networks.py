"""`bench --networks`: parameters, multiply-adds, time and memory of the networks alone, in one run."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from rich.progress import track
from rich.table import Table
from torch.utils.flop_counter import FlopCounterMode

from engine.commands.machine import machine, memory_mb, peak_accelerator_mb, peak_memory_mb
from engine.commands.places import check_output, originals_among
from engine.commands.samples import Samples
from engine.imaging.frame import HEIGHT, WIDTH
from engine.model.config import XingGANppConfig
from engine.model.person_layers import PersonLayers
from engine.model.xinggan import JOINTS, SIZES, Variant, XingGAN
from engine.model.xinggan_pp import XingGANpp
from engine.runtime.device import Device, choose_device
from engine.runtime.weights import read_weights
from engine.runtime.weights_version import ARCHITECTURE, LAYERS_ARCHITECTURE
from engine.system.files import write_json_atomic
from engine.system.shipped import LAYERS_FILE, WEIGHTS_FILE

_POSE, _PHOTO = "each pose", "once a photo"
_FINE, _COARSE = (HEIGHT, WIDTH), (HEIGHT // 2, WIDTH // 2)
_PIPE_COLUMNS = 110
Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Case:
    """A network at one size, and how often that is run."""

    network: str
    when: str
    shape: tuple[int, int]  # (height, width)
    config: XingGANppConfig | None = None  # of xinggan_pp and what is built like it

    @property
    def label(self) -> str:
        """What the row is called."""
        return f"{self.network}, {self.shape[1]} x {self.shape[0]}, {self.when}"


@dataclass(frozen=True, slots=True)
class Row:
    """What one case costs. memory_mb: what it takes beyond the program itself, weights and all."""

    network: str
    when: str
    shape: tuple[int, int]
    parameters: int
    giga_macs: float
    median_ms: float
    p95_ms: float
    memory_mb: float | None


def bench_networks(rounds: int, *, report: Path | None, device: str, weights: Path | None) -> None:
    """Measure `rounds` times, print a table and write `report` (JSON); speed needs no trained numbers."""
    check_output(report, ending=".json", originals=originals_among(weights))
    place = choose_device(device)
    place.use()
    cases = _cases(weights or WEIGHTS_FILE)
    samples, runs = Samples(), [_made(case, place) for case in cases]
    for _, run in runs:
        run()
    for _ in track(range(rounds), "Measuring", console=Console(stderr=True), transient=True):
        for case, (_, run) in zip(cases, runs, strict=True):
            with samples.timed(case.label), torch.no_grad():
                run()
                _wait(place)
    times = samples.summary()
    rows = [
        Row(
            case.network,
            case.when,
            case.shape,
            parameters,
            round(_macs(run) / 1e9, 2),
            times[case.label].median_ms,
            times[case.label].p95_ms,
            _memory(case, place),
        )
        for case, (parameters, run) in zip(cases, runs, strict=True)
    ]
    if report:
        result = {"machine": machine(place), "rounds": rounds, "networks": [asdict(row) for row in rows]}
        write_json_atomic(report, result, originals=originals_among(weights))
    _tell(rows, place)


def _cases(weights: Path) -> list[Case]:
    """The network of 2020 as published, ours by its weights' own configuration, and what takes people apart."""
    ours, apart = read_weights(weights, ARCHITECTURE)[1], read_weights(LAYERS_FILE, LAYERS_ARCHITECTURE)[1]
    return [
        *(Case("xinggan", _POSE, SIZES[variant]) for variant in Variant),
        Case("xinggan_pp", _PHOTO, _FINE, ours),
        Case("xinggan_pp", _POSE, _FINE, ours),
        Case("xinggan_pp", _POSE, _COARSE, ours),
        Case("person_layers", _PHOTO, _FINE, apart),
    ]


def _made(case: Case, device: Device) -> tuple[int, Run]:
    """The parameters of a case, and what runs it once."""
    torch.manual_seed(0)
    net: torch.nn.Module
    if case.config is None:
        variant = next(variant for variant, size in SIZES.items() if size == case.shape)
        net = XingGAN(variant)
        inputs = [torch.rand(1, 3, *case.shape), torch.rand(1, 2 * JOINTS, *case.shape)]
    else:
        net = XingGANpp(case.config) if case.network == "xinggan_pp" else PersonLayers(case.config)
        joints = torch.rand(1, JOINTS, 2) * torch.tensor([WIDTH, HEIGHT])
        inputs = [torch.rand(1, 4, *case.shape), joints, torch.ones(1, JOINTS, dtype=torch.bool)]
    net.eval().requires_grad_(False).to(device.name)
    run = _run(net, case, [each.to(device.name) for each in inputs], device)
    return sum(each.numel() for each in net.parameters()), run


def _run(net: torch.nn.Module, case: Case, inputs: Sequence[torch.Tensor], device: Device) -> Run:
    if not isinstance(net, XingGANpp):
        call: Run = lambda: net(*inputs)  # noqa: E731
    else:
        rgba, joints, present = inputs
        if case.when == _PHOTO:
            call = lambda: net.encode(rgba, joints, present)  # noqa: E731
        else:
            with torch.no_grad(), device.autocast():
                features = net.encode(rgba, joints, present)
            call = lambda: net.decode(features, joints, present)  # noqa: E731

    def run() -> object:
        with torch.no_grad(), device.autocast():
            return call()

    return run


def _macs(run: Run) -> float:
    """Multiply-adds of convolutions, matrix products and attention; two operations each."""
    with FlopCounterMode(display=False) as counter:
        run()
    return float(counter.get_total_flops()) / 2


def _memory(case: Case, device: Device) -> float | None:
    """MB that a case takes, measured in a process of its own, so that no other one's are counted."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        found: float | None = pool.apply(_memory_here, (case, device))
    return found


def _memory_here(case: Case, device: Device) -> float | None:
    device.use()
    before = memory_mb()
    _made(case, device)[1]()
    if device.name == "cuda":
        return peak_accelerator_mb(device)
    peak = peak_memory_mb()
    return None if before is None or peak is None else round(peak - before, 1)


def _wait(device: Device) -> None:
    """Until an accelerator has done what it was given."""
    if device.name == "cuda":
        torch.cuda.synchronize()
    elif device.name == "mps":
        torch.mps.synchronize()


def _tell(rows: Sequence[Row], device: Device) -> None:
    about: dict[str, Any] = machine(device)
    console = Console() if sys.stdout.isatty() else Console(width=_PIPE_COLUMNS)
    console.print(
        f"{about['processor']}, {about['device']}, {about['precision']}, {about['threads']} threads, "
        f"load {about['load_average']}",
        highlight=False,
    )
    table = Table()
    for heading in ("network", "size", "run", "parameters", "GMAC", "median ms", "p95 ms", "MB"):
        table.add_column(heading, justify="left" if heading in ("network", "run") else "right")
    for row in rows:
        table.add_row(
            row.network, f"{row.shape[1]} x {row.shape[0]}", row.when, f"{row.parameters:,}",
            f"{row.giga_macs:.2f}", f"{row.median_ms:.1f}", f"{row.p95_ms:.1f}",
            "–" if row.memory_mb is None else f"{row.memory_mb:.0f}",
        )  # fmt: skip
    console.print(table)
