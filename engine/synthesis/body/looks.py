"""A person's looks as values: skin, eyes, brows, hair and shoes, drawn at random or chosen by name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.synthesis.assets import AssetFolder
from engine.synthesis.body.textures import Colour, hair_colour, skin_tone
from engine.synthesis.habits import USUAL, Habit

_DARK_EYES = ("brown_eye", "brown_eye", "brownlight_eye")
_EYES = ("brown_eye", "brownlight_eye", "blue_eye", "bluegreen_eye", "green_eye", "grey_eye")


@dataclass(frozen=True)
class Look:
    """Names are those of pieces and textures in the asset folder; colours are sRGB 0..1.

    `shoes` "" is barefoot; `shoe_tint` multiplies the shoes' own colours.
    """

    skin: str
    tone: Colour
    shine: float
    eyes: str
    brows: str
    hair: str
    hair_colour: Colour
    shoes: str
    shoe_tint: Colour


def random_look(rng: np.random.Generator, assets: AssetFolder, *, gender: str, habit: Habit = USUAL) -> Look:
    """Any skin tone, most hair colours, all styles; gender chooses among the skins only."""
    darkness = float(rng.beta(1.1, 1.3))
    kind = "dark" if darkness > 0.6 and gender == "male" and rng.random() < 0.8 else "light"
    skins = [name for name in sorted(assets.texture_names) if f"{kind}skinned_{gender}_" in name]
    jitter = rng.uniform(0.95, 1.05, 3)
    r, g, b = (float(t * j) for t, j in zip(skin_tone(darkness), jitter, strict=True))
    grey = float(rng.choice([rng.uniform(0.25, 0.7), rng.uniform(0.7, 1.5)]))
    shoe = [float(grey * x) for x in rng.uniform(0.8, 1.15, 3)]
    if habit.bright_shoes and rng.random() < habit.bright_shoes:
        shoe = _bright(rng)
    return Look(
        skin=str(rng.choice(skins)),
        tone=(r, g, b),
        shine=float(rng.uniform(0.02, 0.1)),
        eyes=str(rng.choice(_DARK_EYES if darkness > 0.45 else _EYES)),
        brows=_any(rng, assets.names("eyebrows")),
        hair=_any(rng, assets.names("hair")),
        hair_colour=hair_colour(rng),
        shoes=_any(rng, assets.names("shoes")) if rng.random() < 0.93 else "",
        shoe_tint=(shoe[0], shoe[1], shoe[2]),
    )


def _bright(rng: np.random.Generator) -> list[float]:
    """A tint of any hue; shoes' own colours are dark, so a tint may be far above 1."""
    light, colourful = float(rng.uniform(0.8, 2.4)), float(rng.uniform(0.2, 0.85))
    return [light * (1 - colourful * float(rng.random())) for _ in range(3)]


def _any(rng: np.random.Generator, names: tuple[str, ...]) -> str:
    return names[int(rng.integers(len(names)))]
