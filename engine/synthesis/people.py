"""Renders people who do not exist in several poses, with joints, body parts and exact correspondence."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer

from engine.synthesis.assets import AssetFolder
from engine.synthesis.bodies import open_body
from engine.synthesis.habits import FEET_TOGETHER, FOLDED, USUAL, Habit
from engine.synthesis.posing.poser import Poser
from engine.synthesis.shards import HELD_OUT_SEED, PersonShard, shard_name, write_person
from engine.synthesis.sizes import parsed_size
from engine.synthesis.studio.camera import Crop, random_crop, random_framing
from engine.synthesis.studio.lights import random_light, studio_light
from engine.synthesis.studio.stage import View
from engine.synthesis.studio.studio import Studio
from engine.synthesis.workers import share
from engine.system.console import run_alone
from engine.system.files import make_folder


def random_yaw(rng: np.random.Generator) -> float:
    """70 % near the front, the rest from the back, the side, or any turn."""
    kind = rng.choice(["front", "back", "side", "any"], p=[0.7, 0.1, 0.1, 0.1])
    if kind == "any":
        return float(rng.uniform(-180, 180))
    middle = {"front": 0, "back": 180, "side": float(rng.choice([-90, 90]))}[str(kind)]
    return float(rng.normal(middle, 15))


def random_views(rng: np.random.Generator, poser: Poser, *, habit: Habit = USUAL) -> list[View]:
    """Six views: base; one limb changed; some limbs changed; new poses turned by up to 15, 60 and 180
    degrees.
    """
    base, yaw = poser.pose(), random_yaw(rng)
    framing = random_framing(rng, _crop(rng, habit))
    own = [random_framing(rng, _crop(rng, habit)) for _ in range(2)]
    # In a crop that ends at the legs a crouching person would sink out of the shared frame.
    floor = None if framing.crop is Crop.FULL else 0
    some = poser.change(base, poser.random_limbs(int(rng.integers(2, 5))), trunk=bool(rng.random() < 0.3))
    return [
        View(base, yaw, framing),
        View(poser.change(base, poser.random_limbs(1)), yaw, 0, lift_of=0),
        View(some, yaw, 0, lift_of=0),
        View(poser.pose(), yaw + float(rng.uniform(-15, 15)), 0, lift_of=floor),
        _half_shared(rng, View(poser.pose(), yaw + float(rng.uniform(-60, 60)), own[0]), floor),
        View(poser.pose(), yaw + float(rng.uniform(-180, 180)), own[1]),
    ]


def _crop(rng: np.random.Generator, habit: Habit) -> Crop:
    """A crop; some habits are rather looked at from near, where arms are large, or wholly, where feet show."""
    crop = random_crop(rng)
    if habit.feet_together and rng.random() < habit.feet_together:
        return Crop.FULL
    if habit.closer and crop is Crop.FULL and rng.random() < habit.closer:
        return Crop.THREE_QUARTER
    return crop


def _half_shared(rng: np.random.Generator, view: View, floor: int | None) -> View:
    """A view that in half of the cases takes the first view's frame."""
    return replace(view, frame_of=0, lift_of=floor) if rng.random() < 0.5 else view


def render_person(
    studio: Studio, seed: int, *, index: int = 0, soft: bool = False, habit: Habit = USUAL
) -> PersonShard:
    """The person of a seed, an index and a habit, the same every time; seeds from HELD_OUT_SEED are kept for
    evaluation.

    `soft` takes all views in studio light.
    """
    rng = np.random.default_rng([seed, index])
    person = studio.random_person(rng, habit=habit)
    views = random_views(rng, person.poser, habit=habit)
    light = random_light(rng)
    shade = float(rng.uniform(0, 0.5))
    return studio.shoot(
        person, views, studio_light() if soft else light, contact_shade=0.4 if soft else shade
    )


def habit_of(seed: int, index: int) -> Habit:
    """Of four people to train on one folds the arms, of eight one has the feet together; those for evaluation
    are all drawn as people come.
    """
    if seed >= HELD_OUT_SEED:
        return USUAL
    return FOLDED if index % 4 == 3 else FEET_TOGETHER if index % 8 == 1 else USUAL


@dataclass(frozen=True)
class Rendering:
    """Where people go, what they are made of, and at which size (width, height)."""

    out: Path
    assets: Path
    bodies: Path | None
    size: tuple[int, int]
    seed: int

    def __call__(self, indices: list[int]) -> None:
        """Render the people of some indices, on one core; those that are there are skipped."""
        torch.set_num_threads(1)
        wanted = [index for index in indices if not (self.out / shard_name(self.seed, index)).exists()]
        if not wanted:
            return
        assets = AssetFolder(self.assets, texture_size=512 if self.size[1] < 500 else 1024)
        studio = Studio(open_body(self.bodies), assets, size=self.size)
        begun = time.perf_counter()
        for made, index in enumerate(wanted, start=1):
            habit = habit_of(self.seed, index)
            person = render_person(studio, self.seed, index=index, habit=habit)
            write_person(self.out / shard_name(self.seed, index), person)
            if made % 50 == 0 or made == 1:
                typer.echo(f"person {index}: {(time.perf_counter() - begun) / made:.2f} s per person")


def main(
    out: Path,
    assets: Annotated[Path, typer.Option(help="Folder of MakeHuman assets.")],
    count: int = 1000,
    seed: int = 1,
    size: Annotated[str, typer.Option(help="HEIGHTxWIDTH in pixels.")] = "256x192",
    workers: Annotated[int, typer.Option(min=1, help="Processes, one core each.")] = 1,
    bodies: Annotated[Path | None, typer.Option(help="Kept body shapes, in the place of anny.")] = None,
) -> None:
    """Render training people into the folder OUT; people who are there already are skipped."""
    rendering = Rendering(out, assets, bodies, parsed_size(size), seed)
    AssetFolder(assets)
    make_folder(out)
    share(rendering, count, workers)


if __name__ == "__main__":
    sys.exit(run_alone(main))
