"""Reports as tables for a terminal and as plain values for JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from rich import box
from rich.table import Table

_HEADINGS = {
    "psnr_db": "PSNR, dB",
    "ssim": "SSIM",
    "ssim_anew": "SSIM, all joints anew",
    "ssim_given": "SSIM, joints given",
    "ssim_padded": "SSIM, padded to a square",
    "mask_ssim": "mask-SSIM",
    "pckh": "PCKh",
    "either_side": "PCKh, either side",
    "miou": "mean IoU",
    "lost_error": "± of lost",
    "alike": "named alike",
    "lpips": "LPIPS",
    "fid": "FID",
    "flow_px": "flow error, px",
    "alpha_iou": "alpha IoU",
    "boundary_px": "outline error, px",
    "shown": "IoU shown",
    "edge": "edges right",
    "whole": "IoU whole",
    "hidden": "IoU hidden",
    "hidden_psnr_db": "hidden PSNR, dB",
    "moved": "moved joints found",
    "vouched": "called visible",
    "every": "all joints found",
    "told": "place told",
    "within_3px": "within 3 px",
    "in_motion": "moved",
    "shifted": "if shifted",
    "affine": "best affine",
    "median_px": "median, px",
    "before": "before EA",
    "after": "after EA",
    "background_exact": "background exact",
}
_DECIMALS = {"psnr_db": 2, "fid": 2, "hidden_psnr_db": 2, "flow_px": 2, "boundary_px": 2}


def tables(title: str, report: Any) -> list[Table]:
    """One table for each tuple of dataclasses in a report; empty ones are left out."""
    found = {field.name: getattr(report, field.name) for field in fields(report)}
    rows = {name: value for name, value in found.items() if isinstance(value, tuple) and value}
    return [
        _table(title if name == "rows" else f"{title}: {name}", value)
        for name, value in rows.items()
        if is_dataclass(value[0])
    ]


def _table(title: str, rows: Sequence[Any]) -> Table:
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1))
    names = [field.name for field in fields(rows[0])]
    for name in names:
        words = isinstance(getattr(rows[0], name), str)
        heading = _HEADINGS.get(name, name)
        # No heading may be cut within a word, however narrow the terminal.
        width = max(len(word) for word in heading.split())
        made.add_column(heading, justify="left" if words else "right", no_wrap=words, min_width=width)
    for row in rows:
        made.add_row(*(_shown(name, getattr(row, name)) for name in names))
    return made


def plain(value: Any) -> Any:
    """A report as dictionaries, lists and numbers; what JSON cannot hold (NaN, infinity) becomes None."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, float):
        return round(value, 5) if math.isfinite(value) else None
    return value


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "–"
    return f"{value:.{_DECIMALS.get(name, 3)}f}" if isinstance(value, float) else str(value)
