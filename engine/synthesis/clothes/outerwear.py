"""Coats, jackets and cardigans, open or closed, to the hip or far below it, worn over an outfit."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.synthesis.body.kinds import Kind
from engine.synthesis.body.surfaces import Material, Surface
from engine.synthesis.clothes.cuts import Neckline
from engine.synthesis.clothes.garments import VEIL_ABOVE_HEM_M, Fitter, Skirt, Top

_SEAM_M = 0.05
# Room for a shirt and a waistband under it.
_OVER_M = 0.018


@dataclass(frozen=True)
class Outerwear:
    """A plan: `upper` as of a shirt, `lower` from its hem down or None, and how it is open in front.

    gap_m is half of the opening at the neck, below 0 for closed; `spread` widens it by so much on each metre down.
    """

    upper: Top
    lower: Skirt | None
    gap_m: float
    spread: float

    @property
    def opened(self) -> bool:
        """Whether what lies under it shows in front."""
        return self.gap_m >= 0


def random_outerwear(rng: np.random.Generator, fitter: Fitter) -> Outerwear:
    """Half reach below the hip, three of four are open."""
    marks, waist = fitter.marks, fitter.skirt_top
    ease = float(rng.uniform(0.022, 0.042))
    long = rng.random() < 0.55
    sleeve = marks.wrist_at - float(rng.uniform(-0.01, 0.04))
    if rng.random() < 0.12:
        sleeve = marks.elbow_at * float(rng.uniform(0.7, 1.3))
    neck = (Neckline.VEE, Neckline.VEE, Neckline.HIGH, Neckline.SCOOP)[int(rng.integers(4))]
    width, depth = float(rng.uniform(0.075, 0.1)), float(rng.uniform(0.1, 0.28))
    if neck is Neckline.HIGH:
        width, depth = 0.0, float(rng.uniform(0.0, 0.04))
    hem = waist - _SEAM_M if long else marks.hip - float(rng.uniform(-0.1, 0.09))
    gap, spread = (
        (float(rng.uniform(0.0, 0.09)), float(rng.uniform(0, 0.22))) if rng.random() < 0.75 else (-1.0, 0.0)
    )
    lower = None
    if long:
        length = float(rng.uniform(0.15, 1.8))
        low = max(marks.crotch + (marks.knee - marks.crotch) * length, marks.ankle + 0.08)
        lower = Skirt(waist, low, float(rng.uniform(0.1, 0.45)))
    return Outerwear(Top(hem, sleeve, neck, width, depth, ease, ease * 0.6, _OVER_M), lower, gap, spread)


def put_on(fitter: Fitter, plan: Outerwear, material: Material, under: list[Surface]) -> list[Surface]:
    """The outfit `under` with a coat over it; what a closed coat covers below the waist is veiled."""
    hidden, veiled = fitter.hidden.copy(), fitter.veiled.copy()
    upper = replace(_open(fitter.top(plan.upper, material), plan, fitter), kind=Kind.OUTER)
    # An open coat shows the skin under it, but not that in its sleeves.
    fitter.hidden[:] = hidden | (fitter.hidden & fitter.under_sleeves)
    if plan.lower is None:
        return [*under, upper]
    hanging = _widened(fitter.skirt(plan.lower, material), plan.upper.ease + _OVER_M)
    lower = replace(_open(hanging, plan, fitter), kind=Kind.OUTER)
    if plan.opened:
        fitter.veiled[:] = veiled
    low = plan.lower.hem + VEIL_ABOVE_HEM_M
    legs = [under_cloth(s, low, behind=plan.opened) if s.kind is Kind.TROUSERS else s for s in under]
    return [*legs, upper, lower]


def under_cloth(surface: Surface, low: float, *, behind: bool = False) -> Surface:
    """The surface, veiled from a height up to where hanging cloth covers it; `behind`: only its back."""
    at = surface.rest[surface.faces]
    covered = at[..., 2].min(1) > low
    if behind:
        covered &= at[..., 1].mean(1) > float(np.median(surface.rest[:, 1]))
    veiled = covered if surface.veiled is None else covered | surface.veiled
    return replace(surface, veiled=np.asarray(veiled))


def _open(surface: Surface, plan: Outerwear, fitter: Fitter) -> Surface:
    """The surface cut open in front."""
    if not plan.opened:
        return surface
    x, y, z = surface.rest.T
    gap = plan.gap_m + plan.spread * np.clip(fitter.marks.neck - z, 0, 1.3)
    front = np.where(y < np.median(y) + 0.02, np.abs(x) - gap, 1.0)
    cut = front if surface.cut is None else np.minimum(surface.cut, front)
    return replace(surface, cut=cut.astype(np.float32))


def _widened(surface: Surface, ease: float) -> Surface:
    """Hanging cloth as far off the body as the coat above it."""
    points = surface.rest.copy()
    middle = np.array([0, np.median(points[:, 1])], np.float32)
    out = points[:, :2] - middle
    points[:, :2] += out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-3) * (ease * 0.9)
    return replace(surface, rest=points)
