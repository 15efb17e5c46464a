"""What `bench --networks` counts is what can be counted by hand, and what it measures is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from torch import nn

from engine.commands import bench_networks
from engine.commands.bench_networks import Case
from engine.model.xinggan import SIZES, Variant, XingGAN
from main import main


def counted_by_hand(variant: Variant) -> float:
    """Multiply-adds of all convolutions, by their shapes, and of both attentions of nine blocks."""
    total = 0
    height, width = SIZES[variant]

    def add(module: nn.Module, inputs: tuple[torch.Tensor, ...], output: torch.Tensor) -> None:
        nonlocal total
        if isinstance(module, nn.Conv2d):
            total += output[0].numel() * module.in_channels * module.kernel_size[0] * module.kernel_size[1]
        elif isinstance(module, nn.ConvTranspose2d):
            kernel = module.kernel_size[0] * module.kernel_size[1]
            total += inputs[0][0].numel() * module.out_channels * kernel

    with torch.device("meta"):
        net = XingGAN(variant)
        for module in net.modules():
            module.register_forward_hook(add)
        net(torch.empty(1, 3, height, width), torch.empty(1, 36, height, width))
    tokens = height * width // 16
    return total + 9 * 2 * tokens**2 * (32 + 256)


def test_it_counts_as_one_does_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    market = Case("xinggan", "each pose", SIZES[Variant.MARKET])
    monkeypatch.setattr(bench_networks, "_cases", lambda _: [market])
    report = tmp_path / "nets.json"
    assert main(["bench", "--networks", "--rounds", "1", "--device", "cpu", "--json", str(report)]) == 0
    (row,) = json.loads(report.read_text("utf-8"))["networks"]
    assert row["parameters"] == 44_853_189
    assert row["giga_macs"] == pytest.approx(counted_by_hand(Variant.MARKET) / 1e9, rel=2e-3)
    assert row["median_ms"] > 0
    assert row["memory_mb"] is None or row["memory_mb"] > 4 * row["parameters"] / 1e6, (
        "no less than its weights"
    )
    assert "44,853,189" in capsys.readouterr().out
