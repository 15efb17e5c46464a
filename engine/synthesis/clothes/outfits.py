"""Whole outfits put together from own garments: what goes with what, which layer lies over which."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.synthesis.assets import Image
from engine.synthesis.body.surfaces import Material, Surface
from engine.synthesis.body.textures import cloth_colour
from engine.synthesis.clothes.cuts import Neckline
from engine.synthesis.clothes.garments import Fitter, Skirt, Top, Trousers
from engine.synthesis.clothes.prints import cloth_sheet
from engine.synthesis.habits import USUAL, Habit


class Stylist:
    """Draws outfits; `pixels_per_metre` is the detail of their cloth."""

    def __init__(
        self, fitter: Fitter, rng: np.random.Generator, *, pixels_per_metre: float, habit: Habit = USUAL
    ) -> None:
        self._fitter, self._rng, self._density, self._habit = fitter, rng, pixels_per_metre, habit

    def outfit(self, gender: str) -> list[Surface]:
        """A random outfit, inner layers first."""
        kinds = {"tee and trousers": 0.62, "dress": 0.03, "skirt": 0.03, "bodysuit": 0.06, "shorts": 0.26}
        if gender == "female":
            kinds = {"tee and trousers": 0.42, "dress": 0.2, "skirt": 0.2, "bodysuit": 0.06, "shorts": 0.12}
        kind = str(self._rng.choice(list(kinds), p=list(kinds.values())))
        if kind == "dress":
            return self._dress()
        if kind == "skirt":
            return self._top_and_skirt()
        if kind == "bodysuit":
            return self.bodysuit()
        return self._top_and_trousers(short=kind == "shorts")

    def cloth(self, texture: Image, *, trimmed: bool = True) -> Material:
        """A material of a sheet, with hems of a slightly or wholly other shade."""
        tint = (1.0, 1.0, 1.0)
        if trimmed and self._rng.random() < 0.55:
            shade = float(self._rng.uniform(0.75, 0.95))
            tint = (shade, shade, shade)
            if self._rng.random() < 0.25:
                r, g, b = (
                    float(x) for x in cloth_colour(self._rng) / np.maximum(texture[4, 4, :3] / 255, 0.15)
                )
                tint = (min(r, 4.0), min(g, 4.0), min(b, 4.0))
        return Material(
            texture,
            alpha_cut=0.0,
            two_sided=True,
            specular=float(self._rng.choice([0.0, 0.0, 0.03, 0.12])),
            trim_m=float(self._rng.uniform(0.008, 0.025)),
            trim_tint=tint,
        )

    def _u(self, low: float, high: float) -> float:
        return float(self._rng.uniform(low, high))

    def sheet(self, *, plain: float, printed: float = 0.0) -> Image:
        """Cloth for a garment; `plain` and `printed` are the chances of one colour and of a print on the chest."""
        return cloth_sheet(self._rng, self._density, plain=plain, printed=printed)

    def random_top(self) -> Top:
        """A plan for a shirt, its hem at the hips."""
        marks = self._fitter.marks
        sleeves = {
            "none": self._u(0.0, 0.04),
            "short": marks.elbow_at * self._u(0.45, 0.9),
            "long": marks.wrist_at - self._u(-0.01, 0.03),
            "half": marks.elbow_at * self._u(1.0, 1.35),
        }
        kind = str(self._rng.choice(list(sleeves), p=[0.14, 0.44, 0.32, 0.1]))
        if self._habit.long_sleeves and self._rng.random() < self._habit.long_sleeves:
            kind = "long"
        neck = Neckline(self._rng.choice([n.value for n in Neckline], p=[0.46, 0.16, 0.16, 0.08, 0.14]))
        width, depth = {
            Neckline.CREW: (self._u(0.065, 0.08), self._u(0.035, 0.065)),
            Neckline.VEE: (self._u(0.07, 0.09), self._u(0.1, 0.2)),
            Neckline.SCOOP: (self._u(0.08, 0.11), self._u(0.09, 0.14)),
            Neckline.BOAT: (self._u(0.11, 0.13), self._u(0.03, 0.05)),
            Neckline.HIGH: (0.0, self._u(-0.005, 0.05)),
        }[neck]
        ease = float(self._rng.choice([self._u(0.004, 0.01), self._u(0.01, 0.03), self._u(0.03, 0.05)]))
        hem = marks.hip - self._u(-0.04, 0.1)
        if self._rng.random() < 0.08:
            hem = marks.waist + self._u(-0.02, 0.06)
        return Top(hem, sleeves[kind], neck, width, depth, ease, ease * self._u(0.5, 0.9))

    def random_trousers(self, *, short: bool) -> Trousers:
        """A plan for trousers or shorts."""
        marks = self._fitter.marks
        waist = marks.waist - self._u(0.0, 0.06)
        if short:
            length = self._u(0.05, 1.0)
            hem = marks.crotch - 0.03 + (marks.knee - marks.crotch) * length
            return Trousers(waist, hem, self._u(0.006, 0.025), self._u(0.0, 0.03))
        hem = marks.ankle + float(
            self._rng.choice([self._u(-0.01, 0.04), self._u(0.03, 0.16)], p=[0.75, 0.25])
        )
        shapes = [
            (0.0, 0.0),
            (self._u(0.006, 0.016), 0.006),
            (0.016, self._u(0.01, 0.03)),
            (0.01, self._u(0.03, 0.06)),
        ]
        ease, flare = shapes[int(self._rng.choice(4, p=[0.22, 0.42, 0.22, 0.14]))]
        return Trousers(waist, hem, ease, flare)

    def _top_and_trousers(self, *, short: bool) -> list[Surface]:
        trousers, top = self.random_trousers(short=short), self.random_top()
        cloth = self.cloth(self.sheet(plain=0.75), trimmed=False)
        shirt = self.cloth(self.sheet(plain=0.55, printed=0.5))
        if self._rng.random() < 0.08:
            cloth = replace(cloth, texture=shirt.texture)
        if self._rng.random() < 0.25:
            return self.tucked(top, trousers, shirt=shirt, cloth=cloth)
        return self.untucked(top, trousers, shirt=shirt, cloth=cloth)

    def tucked(self, top: Top, trousers: Trousers, *, shirt: Material, cloth: Material) -> list[Surface]:
        """The shirt ends inside the trousers."""
        slim = replace(top, hem=trousers.waist - 0.025, ease=min(top.ease, 0.007))
        loose = replace(trousers, ease=max(trousers.ease, 0.012))
        return [*self._below(loose, cloth), self._fitter.top(slim, shirt)]

    def untucked(self, top: Top, trousers: Trousers, *, shirt: Material, cloth: Material) -> list[Surface]:
        """The shirt falls over the trousers."""
        over = replace(top, ease=max(top.ease, trousers.ease + 0.008))
        under = replace(trousers, waist=min(trousers.waist, top.hem + 0.05))
        if top.hem > trousers.waist:
            under = trousers
        return [*self._below(under, cloth), self._fitter.top(over, shirt)]

    def _below(self, trousers: Trousers, cloth: Material) -> list[Surface]:
        result = [self._fitter.trousers(trousers, cloth)]
        return self._with_socks(result, trousers.hem)

    def _with_socks(self, surfaces: list[Surface], hem: float) -> list[Surface]:
        marks = self._fitter.marks
        if hem > marks.ankle + 0.05 and self._rng.random() < 0.6:
            highest = min(hem - marks.ankle - 0.03, 0.22)
            socks = self.cloth(self.sheet(plain=0.85))
            surfaces.append(self._fitter.socks(self._u(0.03, max(highest, 0.04)), socks))
        return surfaces

    def legs(self, skirt: Skirt) -> list[Surface]:
        """Bare legs, socks or tights under a skirt."""
        marks = self._fitter.marks
        if self._rng.random() < 0.3:
            tights = Trousers(skirt.hem + 0.07, marks.ankle + 0.005, 0.0, 0.0)
            return [self._fitter.trousers(tights, self.cloth(self.sheet(plain=0.9), trimmed=False))]
        return self._with_socks([], min(marks.knee, skirt.hem))

    def random_skirt(self, waist: float) -> Skirt:
        """A plan for a skirt from a waist down, mini to ankle long."""
        marks = self._fitter.marks
        length = float(
            self._rng.choice([self._u(0.15, 0.6), self._u(0.5, 1.1), self._u(1.1, 1.85)], p=[0.4, 0.4, 0.2])
        )
        hem = max(marks.crotch + (marks.knee - marks.crotch) * length, marks.ankle + 0.05)
        return Skirt(waist, hem, self._u(0.0, 0.7))

    def _top_and_skirt(self) -> list[Surface]:
        waist = self._fitter.skirt_top - self._u(0, 0.04)
        top = self.random_top()
        if self._rng.random() < 0.6:
            top = replace(top, hem=waist - 0.05, ease=min(top.ease, 0.006))
        else:
            top = replace(top, ease=max(top.ease, 0.018))
            waist = min(waist, top.hem + 0.04)
        plan = self.random_skirt(waist)
        skirt = self._fitter.skirt(plan, self.cloth(self.sheet(plain=0.5)))
        shirt = self.cloth(self.sheet(plain=0.55, printed=0.4))
        return [*self.legs(plan), self._fitter.top(top, shirt), skirt]

    def _dress(self) -> list[Surface]:
        waist = self._fitter.skirt_top - self._u(0, 0.02)
        material = self.cloth(self.sheet(plain=0.4))
        return self.dress(self.random_top(), self.random_skirt(waist), material)

    def dress(self, top: Top, skirt: Skirt, material: Material, *, seam_m: float = 0.05) -> list[Surface]:
        """A shirt and a skirt of one cloth, joined at the waist, where they overlap by a seam."""
        slim = replace(top, hem=skirt.waist - seam_m, ease=min(top.ease, 0.006))
        flowing = self._fitter.skirt(skirt, replace(material, trim_tint=(1.0, 1.0, 1.0)))
        return [*self.legs(skirt), self._fitter.top(slim, material), flowing]

    def bodysuit(self) -> list[Surface]:
        """One tight piece of cloth, with or without legs."""
        marks = self._fitter.marks
        cloth = self.cloth(self.sheet(plain=0.6, printed=0.2))
        top = replace(self.random_top(), hem=marks.hip, ease=0.001, sleeve_ease=0.0)
        hem = float(self._rng.choice([marks.ankle, marks.knee, marks.crotch - 0.02]))
        legs = Trousers(marks.hip + 0.03, hem, 0.0, 0.0)
        return [self._fitter.trousers(legs, cloth), self._fitter.top(top, replace(cloth, trim_m=0.0))]
