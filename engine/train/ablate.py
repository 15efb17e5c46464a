"""What each block is worth: short equal runs with one switch off each, compared on held-out people."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import torch
import typer

from engine.console.run import run_alone
from engine.disk.originals import Originals
from engine.errors import EngineError
from engine.files import write_atomic, write_json_atomic
from engine.model.config import XingGANppConfig, config_from_dict, config_to_dict
from engine.train.trainer import Schedule, Trainer
from engine.train.validate import validate

SWITCHES = ("multi_scale", "enhanced_attention", "dense_fusion", "skeleton_prior")
EVERYTHING = "everything"
_NEVER = 2.0  # a share of the schedule that is not reached
_BATCH = 8  # in a short run more steps tell more than smoother ones


@dataclass(frozen=True)
class AblationRow:
    """A run without one block (or with everything): held-out figures at the coarse frame."""

    without: str
    parameters: int
    samples: int
    ssim: float
    psnr_db: float
    flow_px: float
    alpha_iou: float


def ablate(
    out: Path,
    *,
    data: Path,
    held_out: Path,
    samples: int,
    config: XingGANppConfig | None = None,
    switches: Sequence[str] = SWITCHES,
    seed: int = 0,
) -> tuple[AblationRow, ...]:
    """Train from scratch with everything and without each block, the same samples in the same order.

    Only the coarse frame and no adversary: differences show early there. Each run has a folder under out and
    goes on where it stopped; ablation.json and ablation.md are rewritten after each.
    """
    for folder in (data, held_out):
        if not next(folder.glob("**/p*.npz"), None):
            raise EngineError(
                f"There are no rendered people in {folder}. Render some with engine.train.people."
            )
    whole = config or XingGANppConfig()
    out.mkdir(parents=True, exist_ok=True)
    rows: list[AblationRow] = []
    for name in (EVERYTHING, *switches):
        switched = {} if name == EVERYTHING else {name: False}
        part = config_from_dict(config_to_dict(whole) | switched)
        rows.append(_run(out / name, name, part, data=data, held_out=held_out, samples=samples, seed=seed))
        write_json_atomic(out / "ablation.json", [asdict(row) for row in rows], originals=Originals())
        write_atomic(out / "ablation.md", markdown(rows).encode(), originals=Originals())
    return tuple(rows)


def markdown(rows: Sequence[AblationRow]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| without | parameters | SSIM | PSNR, dB | flow error, px | alpha IoU |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        name = "nothing" if row.without == EVERYTHING else row.without.replace("_", " ")
        figures = f"{row.ssim:.4f} | {row.psnr_db:.2f} | {row.flow_px:.2f} | {row.alpha_iou:.3f}"
        lines.append(f"| {name} | {row.parameters:,} | {figures} |")
    return "\n".join(lines) + "\n"


def _run(
    folder: Path, name: str, config: XingGANppConfig, *, data: Path, held_out: Path, samples: int, seed: int
) -> AblationRow:
    schedule = Schedule(
        samples=samples,
        batch=_BATCH,
        fine_from=_NEVER,
        adversary_from=_NEVER,
        validate_every=samples + 10**6,
    )
    trainer = Trainer(folder, data=data, held_out=held_out, config=config, schedule=schedule, seed=seed)
    trainer.train()
    net = trainer.averaged_net()
    figures = validate(net, trainer.held_out[schedule.coarse], autocast=trainer.autocast)
    return AblationRow(
        name,
        sum(p.numel() for p in net.parameters()),
        trainer.progress.samples,
        figures["ssim"],
        figures["psnr"],
        figures["flow"],
        figures["iou"],
    )


def main(
    out: Path,
    data: Annotated[Path, typer.Option(help="Folder of rendered people to train on.")],
    held_out: Annotated[Path, typer.Option(help="Folder of rendered people to measure on.")],
    samples: Annotated[int, typer.Option(help="Length of each run.")] = 20_000,
    threads: int = 1,
) -> None:
    """Measure what each block is worth, into the folder OUT."""
    torch.set_num_threads(threads)
    typer.echo(markdown(ablate(out, data=data, held_out=held_out, samples=samples)), nl=False)


if __name__ == "__main__":
    sys.exit(run_alone(main))
