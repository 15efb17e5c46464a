"""Renders the demo pictures that the application ships: three people who do not exist, in a studio of our
own.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import cv2
import numpy as np
import typer
from numpy.typing import NDArray

from engine.synthesis.assets import AssetFolder, Image
from engine.synthesis.bodies import open_body
from engine.synthesis.body.body import BodyShape
from engine.synthesis.body.looks import Look
from engine.synthesis.body.surfaces import Material, Surface
from engine.synthesis.clothes.cuts import Neckline
from engine.synthesis.clothes.garments import Fitter, Skirt, Top, Trousers
from engine.synthesis.clothes.outfits import Stylist
from engine.synthesis.clothes.prints import finished, paint_mask
from engine.synthesis.clothes.shells import SHEET, TRUNK_WIDTH
from engine.synthesis.posing.limbs import LimbPose, turn
from engine.synthesis.posing.poser import Poser
from engine.synthesis.posing.poses import ArmPose, BodyPose, HandPose, LegPose, TrunkPose
from engine.synthesis.studio.backdrop import placed, studio_wall
from engine.synthesis.studio.camera import Crop, Framing
from engine.synthesis.studio.lights import studio_light
from engine.synthesis.studio.stage import Person, View
from engine.synthesis.studio.studio import Studio
from engine.system.console import run_alone
from engine.system.files import make_folder, write_atomic
from engine.system.originals import Originals

Floats = NDArray[np.float32]
SIZE = (1152, 1440)
# Raised arms need their room above: the person stands this share of the picture's height below its middle.
LOWER = 0.08
_DENSITY = 1500.0
_X, _Y, _Z = np.eye(3)
Outfit = Callable[[Studio, BodyShape, Fitter, np.random.Generator], list[Surface]]


@dataclass(frozen=True)
class Sitter:
    """Who is in a picture: body sliders, look, pose, how to make the outfit, and where they stand in it.

    room: the picture's height over the person's, so that arms have room above and beside. aside: how far the hips
    are to the right of the outline's middle, as a share of the picture's height.
    """

    phenotype: dict[str, float]
    look: Look
    pose: BodyPose
    outfit: Outfit
    wall: tuple[float, float, float]
    yaw_deg: float
    room: float
    aside: float


def _arm(*, abduct: float, flex: float, bend: float, inward: float = 0.3) -> ArmPose:
    direction = turn(_Y, -abduct) @ turn(_X, -flex) @ -_Z
    limb = LimbPose(direction, np.array([-inward, -1, 0.1]), bend)
    return ArmPose(limb, HandPose(0.3, 0, -40, (0, 0)), 0.0)


def _leg(*, abduct: float, flex: float, bend: float, foot: float = 0.0, outward: float = 6) -> LegPose:
    leg = turn(_Y, -abduct) @ turn(_X, -flex)
    return LegPose(LimbPose(leg @ -_Z, turn(_Z, -outward) @ leg @ _Y, bend), foot)


def _plain(rng: np.random.Generator, colour: tuple[float, float, float], *, creases: float) -> Floats:
    cloth = np.empty((int(SHEET[1] * _DENSITY), int(SHEET[0] * _DENSITY), 3), np.float32)
    cloth[:] = colour
    weave = rng.normal(0, creases, (*cloth.shape[:2], 1)).astype(np.float32)
    return np.asarray(cloth * (1 + cv2.GaussianBlur(weave, (0, 0), 0.8)[..., None]), np.float32)


def _sunrise(extent: int) -> Floats:
    """The print of the demo shirt: a striped sun over waves; a mask [H, W]."""
    canvas = np.zeros((512, 512), np.uint8)
    cv2.circle(canvas, (256, 215), 165, 255, -1, cv2.LINE_AA)
    for line in range(7):
        top = 205 + line * 27
        cv2.rectangle(canvas, (0, top), (512, top + 4 + line * 2), 0, -1)
    canvas[392:] = 0
    for wave in range(2):
        x = np.arange(60, 453)
        y = 420 + wave * 38 + 9 * np.sin(x / 26 + wave)
        cv2.polylines(canvas, [np.stack([x, y], 1).astype(np.int32)], False, 255, 9, cv2.LINE_AA)
    return cv2.resize(canvas, (extent, extent), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def _printed_tee(
    _studio: Studio, _shape: BodyShape, fitter: Fitter, rng: np.random.Generator
) -> list[Surface]:
    stylist, marks = Stylist(fitter, rng, pixels_per_metre=_DENSITY), fitter.marks
    cloth = _plain(rng, (0.90, 0.89, 0.86), creases=0.012)
    at = (TRUNK_WIDTH / 2 * _DENSITY, (0.06 + 0.24) * _DENSITY)
    paint_mask(cloth, _sunrise(int(0.2 * _DENSITY)), np.array([0.80, 0.33, 0.22], np.float32), centre=at)
    shirt = replace(_cloth(finished(rng, cloth, strength=0.012)), trim_m=0.014, trim_tint=(0.93, 0.93, 0.93))
    denim = _cloth(finished(rng, _plain(rng, (0.25, 0.31, 0.40), creases=0.03), strength=0.03))
    top = Top(marks.hip - 0.03, marks.elbow_at * 0.66, Neckline.CREW, 0.072, 0.05, 0.016, 0.012)
    legs = Trousers(marks.waist - 0.03, marks.ankle + 0.01, 0.007, 0.003)
    return stylist.untucked(top, legs, shirt=shirt, cloth=denim)


def _cloth(texture: Image) -> Material:
    return Material(texture, alpha_cut=0.0, two_sided=True)


def _summer_dress(
    _studio: Studio, _shape: BodyShape, fitter: Fitter, rng: np.random.Generator
) -> list[Surface]:
    cloth = _plain(rng, (0.16, 0.34, 0.36), creases=0.012)
    extent = int(0.022 * _DENSITY)
    yy, xx = np.mgrid[:extent, :extent].astype(np.float32) / extent - 0.5
    petals = (np.hypot(xx, yy) < 0.28 + 0.14 * np.cos(5 * np.arctan2(yy, xx))).astype(np.float32)
    for row, column in itertools.product(range(17), range(26)):
        at = ((0.04 + column * 0.075 + (row % 2) * 0.037) * _DENSITY, (0.04 + row * 0.07) * _DENSITY)
        paint_mask(cloth, petals, np.array([0.93, 0.86, 0.72], np.float32), centre=at)
    material = _cloth(finished(rng, cloth, strength=0.01))
    skirt = Skirt(fitter.skirt_top - 0.005, fitter.marks.knee - 0.02, 0.35)
    top = Top(skirt.waist - 0.05, 0.07, Neckline.SCOOP, 0.085, 0.1, 0.004, 0.004)
    return [fitter.top(top, material), fitter.skirt(skirt, material)]


def _suit(studio: Studio, shape: BodyShape, fitter: Fitter, rng: np.random.Generator) -> list[Surface]:
    return studio.wardrobe.bought(shape, fitter, rng, name="male_elegantsuit01", recolour=False)


_EASY = TrunkPose((0, 1, 0), (1, 0, 3))
_BODY = {"age": 0.52, "muscle": 0.5, "weight": 0.35, "height": 0.55, "proportions": 0.95}
_SKIN = "young_lightskinned"


def _standing() -> tuple[LegPose, LegPose]:
    return _leg(abduct=-1, flex=0, bend=3), _leg(abduct=2, flex=3, bend=8, foot=2, outward=8)


def _in_tee() -> Sitter:
    look = Look(
        skin=f"{_SKIN}_female_diffuse2",
        tone=(0.80, 0.60, 0.49),
        shine=0.04,
        eyes="brown_eye",
        brows="eyebrow001",
        hair="ponytail01",
        hair_colour=(0.24, 0.155, 0.10),
        shoes="shoes05",
        shoe_tint=(0.95, 0.95, 0.95),
    )
    arms = (_arm(abduct=20, flex=2, bend=14), _arm(abduct=22, flex=0, bend=18))
    pose = BodyPose(arms, _standing(), _EASY)
    wall = (0.80, 0.80, 0.78)
    body = _BODY | {"gender": 1.0}
    return Sitter(body, look, pose, _printed_tee, wall, yaw_deg=-4, room=1.31, aside=0.01)


def _in_dress() -> Sitter:
    look = Look(
        skin=f"{_SKIN}_female_diffuse2",
        tone=(0.52, 0.35, 0.26),
        shine=0.05,
        eyes="brown_eye",
        brows="eyebrow001",
        hair="ponytail01",
        hair_colour=(0.07, 0.055, 0.05),
        shoes="shoes05",
        shoe_tint=(0.6, 0.62, 0.66),
    )
    arms = (_arm(abduct=17, flex=4, bend=20), _arm(abduct=26, flex=4, bend=30))
    pose = BodyPose(arms, _standing(), _EASY)
    wall = (0.83, 0.79, 0.75)
    body = _BODY | {"gender": 1.0, "age": 0.6}
    return Sitter(body, look, pose, _summer_dress, wall, yaw_deg=10, room=1.32, aside=0.005)


def _in_suit() -> Sitter:
    look = Look(
        skin=f"{_SKIN}_male_diffuse3",
        tone=(0.83, 0.64, 0.53),
        shine=0.04,
        eyes="brown_eye",
        brows="eyebrow009",
        hair="short04",
        hair_colour=(0.22, 0.15, 0.10),
        shoes="shoes01",
        shoe_tint=(1.0, 1.0, 1.0),
    )
    arms = (_arm(abduct=14, flex=2, bend=16), _arm(abduct=16, flex=2, bend=14))
    leg = _standing()[0]
    pose = BodyPose(arms, (leg, leg), _EASY)
    wall = (0.74, 0.77, 0.80)
    body = _BODY | {"gender": 0.0, "age": 0.62, "muscle": 0.55, "height": 0.62}
    return Sitter(body, look, pose, _suit, wall, yaw_deg=-16, room=1.37, aside=0.024)


_SITTERS: dict[str, Callable[[], Sitter]] = {
    "demo": _in_tee,
    "demo_dress": _in_dress,
    "demo_suit": _in_suit,
}


def sitters() -> dict[str, Sitter]:
    """Those of the demo pictures, by their names."""
    return {name: sitter() for name, sitter in _SITTERS.items()}


def render_demo(studio: Studio, name: str) -> Image:
    """One of the demo pictures (demo, demo_dress, demo_suit) as RGB."""
    sitter, rng = _SITTERS[name](), np.random.default_rng(7)
    shape = studio.body.shape(sitter.phenotype)
    fitter = studio.wardrobe.fitter(shape, rng)
    outfit = sitter.outfit(studio, shape, fitter, rng)
    mesh = studio.wardrobe.dress(shape, outfit, fitter=fitter, look=sitter.look)
    person = Person(shape, mesh, Poser(studio.body, shape, rng))
    framing = Framing(Crop.FULL, margin=sitter.room, shift=(sitter.aside, LOWER), fov_deg=24, pitch_deg=2.5)
    view = View(sitter.pose, sitter.yaw_deg, framing)
    shot = studio.shoot(person, [view], studio_light(), contact_shade=0.3)
    return placed(shot.rgba[0], studio_wall(rng, SIZE, wall=sitter.wall, horizon=0.86))


def main(out: Path, assets: Annotated[Path, typer.Option(help="Folder of MakeHuman assets.")]) -> None:
    """Write demo.png, demo_dress.png and demo_suit.png into the folder OUT, which is made when it is missing."""
    folder = AssetFolder(assets, texture_size=1024)  # looked at first: what is wrong with it can be told
    studio = Studio(open_body(), folder, size=SIZE)
    make_folder(out)
    for name in _SITTERS:
        picture = render_demo(studio, name)
        png = cv2.imencode(".png", picture[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 9])[1]
        write_atomic(out / f"{name}.png", png.tobytes(), originals=Originals())
        typer.echo(f"{name}.png")


if __name__ == "__main__":
    sys.exit(run_alone(main))
