"""From a training run to a weights file, with all that is known of it in the header."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.errors import WeightsError
from engine.model.config import config_from_dict
from engine.runtime.weights import save_weights
from engine.train.checkpoint import Progress, load_state

LICENCE = "Apache-2.0; trained only on people rendered from CC0 assets of MakeHuman"


def export_run(run: Path, out: Path, *, version: str) -> dict[str, Any]:
    """Write the averaged weights of a run; returns what the header says. Raises WeightsError without a run."""
    state = load_state(run)
    if state is None:
        raise WeightsError(f"There is no training run in {run}; train first.")
    progress = Progress(**state["progress"])
    latest = progress.history[-1] if progress.history else {}
    about = {
        "version": version,
        "licence": LICENCE,
        "trained_on": progress.trained_on,
        "metrics": json.dumps({key: round(value, 4) for key, value in latest.items()}),
    }
    save_weights(out, state["average"], config_from_dict(state["config"]), about=about)
    return about
