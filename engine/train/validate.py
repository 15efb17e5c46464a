"""How good a network is on people it never saw: figures and a sheet of pictures."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.model.decoded import Decoded
from engine.model.geometry.similarity import ssim_map
from engine.model.xinggan_pp import XingGANpp
from engine.runtime.device import Device
from engine.train.batch import Batch
from engine.train.losses import half_labels


def over_grey(rgb: Tensor, alpha: Tensor) -> Tensor:
    """Straight colours [B, 3, H, W] over mid-grey by alpha [B, 1, H, W]."""
    return rgb * alpha + 0.5 * (1 - alpha)


def run_batch(net: XingGANpp, batch: Batch, device: Device) -> Decoded:
    """Decode a batch without gradients."""
    with torch.no_grad(), device.autocast():
        _, out = net(
            batch.source, batch.source_joints, batch.source_present, batch.target_joints, batch.target_present
        )
    return out


def batch_figures(out: Decoded, batch: Batch) -> dict[str, float]:
    """SSIM, PSNR over the person, flow error of visible pixels (canonical px), alpha IoU, share of parts right."""
    alpha = batch.target[:, 3:]
    truth = over_grey((batch.target[:, :3] / alpha.clamp(min=0.05)).clamp(0, 1), alpha)
    made = over_grey(out.rgb.clamp(0, 1), out.coverage)
    person = ((alpha > 0.5) | (out.coverage > 0.5)).float() * batch.valid
    error = ((made - truth) ** 2).mean(1, keepdim=True)
    mse = (error * person).sum((1, 2, 3)) / person.sum((1, 2, 3)).clamp(min=1)
    visible = (batch.seen == 2).float()
    distance = (out.flows[:, 0] - batch.flow).norm(dim=1, keepdim=True)
    both = ((alpha > 0.5) & (out.coverage > 0.5)).float().sum((1, 2, 3))
    either = ((alpha > 0.5) | (out.coverage > 0.5)).float().sum((1, 2, 3)).clamp(min=1)
    return {
        "ssim": float((ssim_map(made, truth) * person).sum() / person.sum().clamp(min=1)),
        "psnr": float((-10 * torch.log10(mse.clamp(min=1e-6))).mean()),
        "flow": float((distance * visible).sum() / visible.sum().clamp(min=1)),
        "iou": float((both / either).mean()),
        "parts": _parts_right(out, batch),
    }


def _parts_right(out: Decoded, batch: Batch) -> float:
    """Share of the photo's person whose part the network names."""
    label = half_labels(batch.source_part)
    right = (out.photo_parts.argmax(1) + 1 == label) & (label > 0)
    return float(right.sum() / (label > 0).sum().clamp(min=1))


def validate(net: XingGANpp, batches: Sequence[Batch], device: Device) -> dict[str, float]:
    """Mean figures over batches."""
    rows = [batch_figures(run_batch(net, batch, device), batch) for batch in batches]
    return {key: float(np.mean([row[key] for row in rows])) for key in rows[0]}


def sheet(net: XingGANpp, batch: Batch, device: Device, *, rows: int = 8) -> NDArray[np.uint8]:
    """Source | truth | result | gathered | painted | share gathered | stillness, one row a pair; BGR."""
    out = run_batch(net, batch, device)
    grey = lambda x: x.expand(-1, 3, -1, -1)  # noqa: E731
    straight = lambda x: over_grey((x[:, :3] / x[:, 3:].clamp(min=0.05)).clamp(0, 1), x[:, 3:])  # noqa: E731
    warped = out.warped.shape[1]
    columns = [
        straight(batch.source),
        straight(batch.target),
        over_grey(out.rgb, out.coverage),
        straight(out.warped[:, 0]),
        straight(out.warped[:, warped - 1]),
        over_grey(out.synthesised[:, 0], out.alpha),
        grey(out.weights[:, :1]),
        grey(out.alpha),
    ]
    board = torch.cat([torch.cat(list(c[:rows].float()), 1) for c in columns], 2)
    picture = (board.permute(1, 2, 0).clamp(0, 1).cpu().numpy() * 255).astype(np.uint8)
    return cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
