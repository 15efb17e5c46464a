"""Renders the hand that stands in where a photo hides both: its shading, to be had in any skin's colour."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import cv2
import numpy as np
import typer
from numpy.typing import NDArray

from engine.pose.layer_classes import RIGHT_FOREARM, RIGHT_HAND
from engine.pose.pose import Joint
from engine.synthesis.assets import AssetFolder
from engine.synthesis.bodies import open_body
from engine.synthesis.demo import LOWER, sitters
from engine.synthesis.posing.poser import Poser
from engine.synthesis.posing.poses import HandPose
from engine.synthesis.studio.camera import Crop, Framing
from engine.synthesis.studio.layered_studio import LayeredStudio, Shot
from engine.synthesis.studio.lights import studio_light
from engine.synthesis.studio.stage import Person, View
from engine.synthesis.studio.studio import Studio
from engine.system.console import run_alone
from engine.system.files import make_folder, write_atomic
from engine.system.originals import Originals

_SIZE = (2304, 2880)
# The picture in hand lengths: from above the wrist to below the finger tips, and to either side; and its pixels each.
FROM, TO, ASIDE, PX = -0.2, 1.0, 0.4, 320
_LENGTH_BONE = 0.76  # of a forearm, a hand's length
_GREY = 128  # what the skin's own colour is in it
# Slack, its back to the camera: seen from its edge the thumb is a stub that stands on the palm.
_SLACK = HandPose(curl=0.4, spread_deg=-5, twist_deg=97, wrist_deg=(0, 0))
_SOFT = np.ones((5, 5), np.uint8)  # the arm's soft edge lies outside of its label


def hand_picture(assets: Path) -> NDArray[np.uint8]:
    """The back of a slack right hand, RGBA: colours relative to the skin's, fingers down, its thumb to the right."""
    studio = Studio(open_body(), AssetFolder(assets, texture_size=1024), size=_SIZE)
    rng = np.random.default_rng(7)
    sitter = replace(sitters()["demo_suit"], outfit=sitters()["demo"].outfit)
    shape = studio.body.shape(sitter.phenotype)
    fitter = studio.wardrobe.fitter(shape, rng)
    mesh = studio.wardrobe.dress(
        shape, sitter.outfit(studio, shape, fitter, rng), fitter=fitter, look=sitter.look
    )
    person = Person(shape, mesh, Poser(studio.body, shape, rng))
    framing = Framing(Crop.FULL, margin=sitter.room, shift=(sitter.aside, LOWER), fov_deg=24, pitch_deg=2.5)
    left, right = (replace(arm, hand=_SLACK) for arm in sitter.pose.arms)
    pose = replace(sitter.pose, arms=(left, right))
    shot = Shot(View(pose, sitter.yaw_deg, framing), studio_light(), 0.0)
    (view,) = LayeredStudio(studio.body, size=_SIZE).shoot(person, [shot])
    arm = np.isin(view.label, (RIGHT_FOREARM, RIGHT_HAND)).astype(np.float32)
    whole = view.rgba * cv2.dilate(arm, _SOFT)[..., None]
    return _upright(whole, view.joints[Joint.R_ELBOW], view.joints[Joint.R_WRIST])


def _upright(
    hand: NDArray[np.float32], elbow: NDArray[np.float32], wrist: NDArray[np.float32]
) -> NDArray[np.uint8]:
    bone = (wrist - elbow).astype(np.float64)
    step = bone * _LENGTH_BONE / PX
    across = np.array([step[1], -step[0]])
    start = wrist + step * FROM * PX - across * ASIDE * PX
    matrix = np.stack([across, step, start], 1)
    size = (round(2 * ASIDE * PX), round((TO - FROM) * PX))
    cut = cv2.warpAffine(hand, matrix, size, flags=cv2.INTER_AREA | cv2.WARP_INVERSE_MAP)
    alpha = cut[..., 3:]
    straight = cut[..., :3] * 255 / np.maximum(alpha, 1)
    skin = np.median(straight[alpha[..., 0] > 250], axis=0)
    relative = (straight / skin * _GREY).clip(0, 255)
    return np.dstack([np.where(alpha > 0, relative, _GREY), alpha]).round().astype(np.uint8)


def main(out: Path, assets: Annotated[Path, typer.Option(help="Folder of MakeHuman assets.")]) -> None:
    """Write hand.png into the folder OUT, which is made when it is missing."""
    make_folder(out)
    picture = hand_picture(assets)
    png = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGBA2BGRA), [cv2.IMWRITE_PNG_COMPRESSION, 9])[
        1
    ]
    write_atomic(out / "hand.png", png.tobytes(), originals=Originals())
    typer.echo("hand.png")


if __name__ == "__main__":
    sys.exit(run_alone(main))
