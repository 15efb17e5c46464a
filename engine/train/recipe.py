"""A training run as a value: schedule, guards and a task's own tables, read from TOML and kept with what they made."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.system.errors import RecipeError
from engine.system.shipped import RECIPES

TableT = TypeVar("TableT", bound=BaseModel)


class Table(BaseModel):
    """A table of a recipe: unknown keys and wrong types are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Schedule(Table):
    """Length and pace of a run; samples are those of this run, whatever its first weights had seen."""

    samples: int = Field(default=400_000, gt=0)
    batch: int = Field(default=16, gt=0, description="samples a step, over all processes")
    rate: float = Field(default=6e-4, gt=0)
    last_rate: float = Field(
        default=0.03, ge=0, le=1, description="share of the rate left at the end of its fall"
    )
    steady: float = Field(
        default=0.0, ge=0, lt=1, description="share of the run before the rate begins to fall"
    )
    fall: Literal["cosine", "linear"] = "cosine"
    warm_steps: int = Field(default=200, ge=0, description="steps over which the rate rises")
    betas: tuple[float, float] = (0.9, 0.98)
    weight_decay: float = Field(default=1e-4, ge=0)
    average: float = Field(
        default=0.998, ge=0, lt=1, description="decay of the moving average of weights, a step"
    )
    begun: float = Field(
        default=0.0,
        ge=0,
        lt=1,
        description="share that the weights begun with have in those that are measured and kept",
    )
    validate_every: int = Field(default=20_000, gt=0, description="samples")
    save_every_s: float = Field(default=120.0, ge=0)
    read_every: int = Field(default=10, gt=0, description="steps between two looks at the losses")


class GuardTable(Table):
    """What a step may do to the weights; see engine/train/guard.py."""

    clip: float = Field(default=1.0, gt=0, description="greatest norm of a step's gradient")
    sample_limit: float = Field(
        default=4.0, gt=1, description="greatest loss of a sample, in medians of its batch"
    )
    skip_beyond: float = Field(default=10.0, gt=1, description="in running medians of the gradient's norm")
    window: int = Field(default=101, gt=1, description="steps the median is of")
    settle: int = Field(
        default=20, ge=1, description="steps at the beginning of which none is skipped for its norm"
    )
    patience: int = Field(default=3, ge=1, description="validations in a row below the best that end a run")
    tolerance: float = Field(default=0.003, ge=0, description="how far below the best a figure is noise")


class Recipe(Table):
    """The whole of it; `tables` belong to the task and are checked by it."""

    task: str
    schedule: Schedule = Schedule()
    guard: GuardTable = GuardTable()
    tables: dict[str, dict[str, Any]] = {}

    def table(self, name: str, kind: type[TableT]) -> TableT:
        """The task's table `name` as a value; what is left out is as usual. Raises RecipeError."""
        return _checked(kind, self.tables.get(name, {}), f"table [{name}]")

    def only(self, *names: str) -> None:
        """Raise RecipeError where the recipe has a table that the task does not know."""
        unknown = sorted(self.tables.keys() - set(names))
        if unknown:
            raise RecipeError(
                f"The task {self.task} knows no table [{unknown[0]}]; it has {', '.join(names)}."
            )

    def with_changes(self, changes: dict[str, Any]) -> Recipe:
        """The recipe with values replaced, given by "table.key"."""
        tables = _tables(self)
        for path, value in changes.items():
            table, _, key = path.partition(".")
            if not key:
                raise RecipeError(f"{path} names no value of a recipe; write table.key, as schedule.rate.")
            tables.setdefault(table, {})[key] = value
        return _from_tables(tables, "the recipe")


def find_recipe(name: str) -> Recipe:
    """The recipe of a file, or a shipped one by its name; raises RecipeError."""
    shipped = {path.stem: path for path in sorted(RECIPES.glob("*.toml"))}
    path = shipped.get(name, Path(name))
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeError(
            f"There is no recipe {name}; name a TOML file, or one of {', '.join(shipped)}."
        ) from error
    return read_recipe(text, name)


def read_recipe(text: str, name: str = "the recipe") -> Recipe:
    """A recipe from TOML; raises RecipeError."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"{name} is not TOML: {error}.") from error
    return _from_tables(tables, name)


def write_recipe(recipe: Recipe) -> str:
    """The recipe as TOML, with every value of schedule and guard told; `read_recipe` reads it back."""
    lines = [f"task = {json.dumps(recipe.task)}"]
    for name, table in _tables(recipe).items():
        if name != "task":
            lines += ["", f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _tables(recipe: Recipe) -> dict[str, Any]:
    own = {"schedule": recipe.schedule.model_dump(), "guard": recipe.guard.model_dump()}
    return {"task": recipe.task, **own, **{name: dict(table) for name, table in recipe.tables.items()}}


def _from_tables(tables: dict[str, Any], name: str) -> Recipe:
    rest = {key: value for key, value in tables.items() if key not in ("task", "schedule", "guard")}
    own = {key: tables[key] for key in ("task", "schedule", "guard") if key in tables}
    return _checked(Recipe, own | {"tables": rest}, name)


def _checked(kind: type[TableT], values: object, where: str) -> TableT:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "it"
        raise RecipeError(f"In {where}: {place}: {first['msg']}.") from error
