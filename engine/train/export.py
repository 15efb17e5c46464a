"""From a training run to a weights file, with all that is known of it in the header."""

from __future__ import annotations

import json
from pathlib import Path

import torch

from engine.runtime.weights import write_weights
from engine.system.errors import WeightsError
from engine.train.checkpoint import Progress, load_state


def export_run(run: Path, out: Path, *, version: str, dtype: torch.dtype = torch.float32) -> dict[str, str]:
    """Write the best averaged weights of a run, or the last where none were measured; returns what its header says.

    It holds the recipe and the figures of what is written. Raises WeightsError without a run.
    """
    state = load_state(run)
    if state is None:
        raise WeightsError(f"There is no training run in {run}; train first.")
    progress = Progress(**state["progress"])
    figures = progress.history[progress.best_at] if progress.history else {}
    header = {
        **state["header"],
        "version": version,
        "metrics": json.dumps({key: round(value, 4) for key, value in figures.items()}),
    }
    kept = state.get("kept") or state["best"] or state["average"]  # a run of an earlier version has no "kept"
    write_weights(out, kept, header, dtype=dtype)
    return header
