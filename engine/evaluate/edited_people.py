"""Renders people before and after the edits that designers make: limbs turned in the picture's plane, truth exact.

Every view is that of one camera. A detector would find the joints of the second picture where the truth has them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer

from engine.evaluate.edits import six_edits
from engine.evaluate.rendered import pose_of
from engine.synthesis.assets import AssetFolder
from engine.synthesis.bodies import open_body
from engine.synthesis.people import random_yaw
from engine.synthesis.posing.in_plane import plane_turns
from engine.synthesis.shards import HELD_OUT_SEED, PersonShard, edited_name, write_person
from engine.synthesis.studio.camera import random_crop, random_framing
from engine.synthesis.studio.lights import random_light
from engine.synthesis.studio.stage import View
from engine.synthesis.studio.studio import Studio
from engine.synthesis.workers import share
from engine.system.console import run_alone
from engine.system.files import make_folder

SIZE = (192, 256)  # (width, height)


def edited_person(studio: Studio, seed: int, index: int) -> PersonShard:
    """The person of a seed and an index, the same every time: view 0, and in the others an edit of it each."""
    rng = np.random.default_rng([seed, index, 1])
    person = studio.random_person(rng)
    base = View(person.poser.pose(), random_yaw(rng), random_framing(rng, random_crop(rng)))
    joints = studio.joints(person, base)
    edits = six_edits(pose_of(joints, SIZE[::-1]), SIZE)
    views = [
        View(base.pose, base.yaw_deg, 0, lift_of=0, turns=plane_turns(joints, edit.pose.xy()))
        for edit in edits
    ]
    light, shade = random_light(rng), float(rng.uniform(0, 0.5))
    return studio.shoot(person, [base, *views], light, contact_shade=shade)


@dataclass(frozen=True)
class Rendering:
    """Where people go and what they are made of."""

    out: Path
    assets: Path
    bodies: Path | None
    seed: int

    def __call__(self, indices: list[int]) -> None:
        """Render the people of some indices, on one core; those that are there are skipped."""
        torch.set_num_threads(1)
        studio = Studio(open_body(self.bodies), AssetFolder(self.assets, texture_size=512), size=SIZE)
        for index in indices:
            file = self.out / edited_name(self.seed, index)
            if not file.exists():
                write_person(file, edited_person(studio, self.seed, index))


def main(
    out: Path,
    assets: Annotated[Path, typer.Option(help="Folder of MakeHuman assets.")],
    count: Annotated[int, typer.Option(min=1)] = 16,
    seed: int = HELD_OUT_SEED,
    workers: Annotated[int, typer.Option(min=1, help="Processes, one core each.")] = 1,
    bodies: Annotated[Path | None, typer.Option(help="Kept body shapes, in the place of anny.")] = None,
) -> None:
    """Render people with edits into the folder OUT; people who are there already are skipped."""
    AssetFolder(assets)
    make_folder(out)
    share(Rendering(out, assets, bodies, seed), count, workers)


if __name__ == "__main__":
    sys.exit(run_alone(main))
