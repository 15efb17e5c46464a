"""What a choice is worth: equal trainings of variants of one recipe over several seeds, compared on held-out people."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.system.errors import RecipeError
from engine.system.files import write_atomic, write_json_atomic
from engine.system.originals import Originals
from engine.system.shipped import RECIPES
from engine.train.pair_task import Material
from engine.train.recipe import Recipe
from engine.train.tasks import make_task
from engine.train.trainer import Trainer

BASE = "nothing"
# In a short run more steps tell more than smoother ones, differences show early at the coarse frame, and what is not
# measured before the end is not stopped early.
SHORT = {"schedule.batch": 8, "frames.fine_from": 2.0, "adversary.begin": 2.0, "guard.patience": 10**6}

Variants = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class AblationRow:
    """One variant: what its last figures are, mean and standard deviation over seeds."""

    variant: str  # what is changed
    parameters: int
    samples: int
    means: dict[str, float]
    spreads: dict[str, float]  # 0 where there was one seed


def read_variants(name: str) -> dict[str, dict[str, Any]]:
    """A TOML file, or a shipped one by its name: one table a variant, of values by "table.key". Raises RecipeError."""
    shipped = {path.stem: path for path in sorted((RECIPES / "variants").glob("*.toml"))}
    try:
        tables = tomllib.loads(shipped.get(name, Path(name)).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RecipeError(
            f"{name} is no file of variants in TOML; name one, or one of {', '.join(shipped)}."
        ) from error
    if not all(isinstance(table, dict) for table in tables.values()):
        raise RecipeError(f"{name} must hold one table a variant, with values by table.key.")
    return tables


def ablate(
    out: Path, recipe: Recipe, variants: Variants, *, material: Material, seeds: Sequence[int] = (0,)
) -> tuple[AblationRow, ...]:
    """Train the recipe and each variant of it from scratch, every seed on the same samples in the same order.

    Each run has a folder under out and goes on where it stopped; ablation.json and ablation.md are rewritten after
    each variant. Raises PhotoError where there are no people, RecipeError for changes that do not exist.
    """
    recipes = {name: recipe.with_changes(dict(changes)) for name, changes in {BASE: {}, **variants}.items()}
    rows: list[AblationRow] = []
    for name, changed in recipes.items():
        runs = [_run(out / name.replace(" ", "_") / str(seed), changed, material, seed) for seed in seeds]
        rows.append(_row(name, changed, runs))
        write_json_atomic(out / "ablation.json", [asdict(row) for row in rows], originals=Originals())
        write_atomic(out / "ablation.md", markdown(rows).encode(), originals=Originals())
    return tuple(rows)


def markdown(rows: Sequence[AblationRow]) -> str:
    """The rows as a Markdown table of the figures that are not of one frame size."""
    names = [name for name in rows[0].means if "@" not in name]
    lines = [f"| changed | parameters | {' | '.join(names)} |", f"|---|--:|{'--:|' * len(names)}"]
    for row in rows:
        figures = [f"{row.means[name]:.4g} ± {row.spreads[name]:.2g}" for name in names]
        lines.append(f"| {row.variant} | {row.parameters:,} | {' | '.join(figures)} |")
    return "\n".join(lines) + "\n"


def _run(folder: Path, recipe: Recipe, material: Material, seed: int) -> tuple[int, dict[str, float]]:
    """Number of parameters, and figures of the averaged weights at the end."""
    task = make_task(recipe, material, seed=seed)
    trainer = Trainer(folder, task, recipe, device=material.device, seed=seed)
    trainer.train()
    figures = {key: value for key, value in trainer.progress.history[-1].items() if key != "samples"}
    return sum(parameter.numel() for parameter in task.net.parameters()), figures


def _row(name: str, recipe: Recipe, runs: Sequence[tuple[int, dict[str, float]]]) -> AblationRow:
    by_figure = {key: [figures[key] for _, figures in runs] for key in runs[0][1]}
    return AblationRow(
        name,
        runs[0][0],
        recipe.schedule.samples,
        {key: float(np.mean(values)) for key, values in by_figure.items()},
        {key: float(np.std(values, ddof=1)) if len(runs) > 1 else 0.0 for key, values in by_figure.items()},
    )
