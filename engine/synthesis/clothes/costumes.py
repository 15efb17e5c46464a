"""Whole costumes for people in layers: what hangs, what is open, what is wide or short, each with its name."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.synthesis.body.kinds import Kind
from engine.synthesis.body.surfaces import Surface
from engine.synthesis.clothes.garments import VEIL_ABOVE_HEM_M, Fitter, Skirt, Top, Trousers
from engine.synthesis.clothes.outerwear import Outerwear, put_on, random_outerwear, under_cloth
from engine.synthesis.clothes.outfits import Stylist

_BELOW = {"trousers": 30, "wide trousers": 11, "cropped trousers": 11, "shorts": 12, "skirt": 22, "dress": 20}
_BELOW |= {"bodysuit": 4}
# Men in skirts are few, but a skirt is a skirt.
_MALE_HANGING = 0.3
_OUTERWEAR = 0.36
# How far a shirt goes on under a skirt's waist: much of it would come through the cloth.
_SEAM_M = 0.018


@dataclass(frozen=True)
class Costume:
    """Surfaces, inner ones first, and what they are called."""

    surfaces: list[Surface]
    tags: tuple[str, ...]


class Costumer:
    """Draws costumes for one body shape."""

    def __init__(self, fitter: Fitter, rng: np.random.Generator, *, pixels_per_metre: float) -> None:
        self._fitter, self._rng = fitter, rng
        self._stylist = Stylist(fitter, rng, pixels_per_metre=pixels_per_metre)

    def costume(self, gender: str) -> Costume:
        """A random costume; gender is "male" or "female"."""
        chances = {
            kind: weight * (_MALE_HANGING if gender == "male" and kind in ("skirt", "dress") else 1)
            for kind, weight in _BELOW.items()
        }
        weights = np.array(list(chances.values()))
        kind = str(self._rng.choice(list(chances), p=weights / weights.sum()))
        covered = kind != "bodysuit" and self._rng.random() < _OUTERWEAR
        top = self._stylist.random_top()
        if covered:
            top = replace(top, ease=min(top.ease, 0.008), sleeve_ease=min(top.sleeve_ease, 0.004))
        surfaces, tags = self._indoors(kind, top, most_ease=0.01 if covered else 0.05)
        if not covered:
            return Costume(surfaces, tags)
        coat = random_outerwear(self._rng, self._fitter)
        cloth = self._stylist.cloth(self._stylist.sheet(plain=0.75), trimmed=False)
        how = "open" if coat.opened else "closed"
        return Costume(
            put_on(self._fitter, coat, cloth, surfaces),
            (*tags, f"{how} coat" if coat.lower else f"{how} jacket"),
        )

    def _u(self, low: float, high: float) -> float:
        return float(self._rng.uniform(low, high))

    def _indoors(self, kind: str, top: Top, *, most_ease: float) -> tuple[list[Surface], tuple[str, ...]]:
        if kind == "bodysuit":
            return self._stylist.bodysuit(), (kind,)
        if kind == "dress":
            plan, length = self._skirt(self._fitter.skirt_top - self._u(0, 0.02))
            material = self._stylist.cloth(self._stylist.sheet(plain=0.4))
            surfaces = self._stylist.dress(top, plan, material, seam_m=_SEAM_M)
            return self._covered_by(plan, surfaces), (kind, f"{length} hem")
        if kind == "skirt":
            return self._top_and_skirt(top, least_ease=min(0.018, most_ease))
        trousers = self._trousers(kind)
        trousers = replace(trousers, ease=min(trousers.ease, most_ease))
        cloth = self._stylist.cloth(self._stylist.sheet(plain=0.75), trimmed=False)
        shirt = self._stylist.cloth(self._stylist.sheet(plain=0.55, printed=0.4))
        if self._rng.random() < 0.3:
            return self._stylist.tucked(top, trousers, shirt=shirt, cloth=cloth), (kind, "tucked")
        if self._rng.random() < 0.1:
            below = [
                s
                for s in self._stylist.untucked(top, trousers, shirt=shirt, cloth=cloth)
                if s.kind is not Kind.TOP
            ]
            return put_on(self._fitter, self._tunic(top), shirt, below), (kind, "long shirt")
        return self._stylist.untucked(top, trousers, shirt=shirt, cloth=cloth), (kind,)

    def _tunic(self, top: Top) -> Outerwear:
        """A shirt that hangs down to the thighs: below the waist it moves as a coat does."""
        waist, marks = self._fitter.skirt_top, self._fitter.marks
        hanging = Skirt(waist, marks.crotch - self._u(0.02, 0.25), self._u(0.0, 0.25))
        upper = replace(top, hem=waist - _SEAM_M, ease=min(top.ease, 0.008))
        return Outerwear(upper, hanging, -1.0, 0.0)

    def _trousers(self, kind: str) -> Trousers:
        marks = self._fitter.marks
        plan = self._stylist.random_trousers(short=kind == "shorts")
        if kind == "wide trousers":
            hem = marks.ankle + self._u(-0.02, 0.05)
            return replace(plan, hem=hem, ease=self._u(0.014, 0.03), flare=self._u(0.045, 0.09))
        if kind == "cropped trousers":
            hem = marks.ankle + self._u(0.09, 0.28)
            return replace(plan, hem=hem, flare=self._u(0.0, 0.07))
        return plan

    def _skirt(self, waist: float) -> tuple[Skirt, str]:
        """A pencil, straight, flared or full skirt, from mini to maxi, and the name of its length."""
        marks = self._fitter.marks
        length, low, high = (
            ("mini", 0.15, 0.7),
            ("knee", 0.7, 1.2),
            ("midi", 1.2, 1.65),
            ("maxi", 1.65, 1.95),
        )[int(self._rng.choice(4, p=[0.28, 0.32, 0.22, 0.18]))]
        hem = marks.crotch + (marks.knee - marks.crotch) * self._u(low, high)
        flare = float(self._rng.choice([self._u(0.0, 0.08), self._u(0.08, 0.35), self._u(0.35, 0.9)]))
        return Skirt(waist, max(hem, marks.ankle + 0.05), flare), length

    def _top_and_skirt(self, top: Top, *, least_ease: float) -> tuple[list[Surface], tuple[str, ...]]:
        waist = self._fitter.skirt_top - self._u(0, 0.04)
        tucked = self._rng.random() < 0.6
        if tucked:
            top = replace(top, hem=waist - _SEAM_M, ease=min(top.ease, 0.006))
        else:
            top = replace(top, ease=max(top.ease, least_ease))
            waist = min(waist, top.hem + 0.04)
        plan, length = self._skirt(waist)
        legs = self._stylist.legs(plan)
        shirt = self._fitter.top(top, self._stylist.cloth(self._stylist.sheet(plain=0.55, printed=0.4)))
        skirt = self._fitter.skirt(plan, self._stylist.cloth(self._stylist.sheet(plain=0.5)))
        surfaces = self._covered_by(plan, [*legs, shirt, skirt])
        return surfaces, ("skirt", f"{length} hem", *(("tucked",) if tucked else ()))

    def _covered_by(self, plan: Skirt, surfaces: list[Surface]) -> list[Surface]:
        """Under a skirt: shorts, and tights that do not end at its hem; both are veiled where it covers them."""
        marks = self._fitter.marks
        tights = [n for n, surface in enumerate(surfaces) if surface.kind is Kind.TROUSERS]
        if tights:
            whole = Trousers(marks.hip + 0.03, marks.ankle + 0.005, 0.0, 0.0)
            surfaces[tights[0]] = self._fitter.trousers(whole, surfaces[tights[0]].material)
        else:
            cloth = self._stylist.cloth(self._stylist.sheet(plain=1.0), trimmed=False)
            surfaces.insert(
                0, self._fitter.trousers(Trousers(marks.hip + 0.03, marks.crotch - 0.05, 0, 0), cloth)
            )
        low = plan.hem + VEIL_ABOVE_HEM_M
        return [under_cloth(s, low) if s.kind is Kind.TROUSERS else s for s in surfaces]
