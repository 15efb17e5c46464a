"""Garments of our own: shirts, trousers, leggings, socks, skirts and dresses, cut from the body's shells."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.model.geometry.part_transforms import PARTS
from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.body.kinds import Kind
from engine.synthesis.body.surfaces import Material, Surface
from engine.synthesis.clothes import cuts
from engine.synthesis.clothes.cuts import Landmarks, Neckline, Suit
from engine.synthesis.clothes.shells import (
    TRUNK_WIDTH,
    Sheet,
    Shell,
    cut_out,
    make_shell,
    point_normals,
    relaxed,
)

Floats = NDArray[np.float32]
# So far above a hanging hem what lies under the cloth is veiled.
VEIL_ABOVE_HEM_M = 0.05


@dataclass(frozen=True)
class Top:
    """A shirt: hem height and sleeve length in metres, neckline, and how far the cloth stands off the body.

    `over` is room everywhere for what is worn under it, in metres.
    """

    hem: float
    sleeve: float
    neck: Neckline
    neck_width: float
    neck_depth: float
    ease: float
    sleeve_ease: float
    over: float = 0.0


@dataclass(frozen=True)
class Trousers:
    """Trousers, shorts or leggings between two heights; `ease` at the thigh, `flare` at the hem, in
    metres.
    """

    waist: float
    hem: float
    ease: float
    flare: float


@dataclass(frozen=True)
class Skirt:
    """A skirt between two heights; `flare` widens it towards the hem: 0 as wide as the legs need, 1 a
    full circle.
    """

    waist: float
    hem: float
    flare: float


class Tailor:
    """Cuts garments for one body shape after another."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._suit_shell = make_shell(body, "helper-tights")
        self._skirt_shell = make_shell(body, "helper-skirt")
        self._under = _nearest(body, self._suit_shell)

    def fit(self, shape: BodyShape, rng: np.random.Generator) -> Fitter:
        """Start cutting for a shape."""
        return Fitter(
            self._body, shape, rng, suit=self._suit_shell, skirt=self._skirt_shell, under=self._under
        )


def _nearest(body: Body, shell: Shell) -> NDArray[np.int64]:
    """For every body vertex the shell vertex over it, or -1 (head, hands, helpers)."""
    shape = body.shape(
        {"gender": 0.5, "age": 0.67, "muscle": 0.5, "weight": 0.5, "height": 0.5, "proportions": 0.5}
    )
    cloth = shell.rest(shape)
    result = np.full(len(shape.rest), -1, np.int64)
    own = np.unique(body.base.group("body").faces)
    own = own[body.bone_parts[body.skin[own].argmax(1)] != PARTS.index("head")]
    for chunk in np.array_split(own, 40):
        squared = ((shape.rest[chunk][:, None] - cloth[None]) ** 2).sum(-1)
        found = squared.argmin(1)
        result[chunk] = np.where(squared.min(1) < 0.045**2, found, -1)
    return result


class Fitter:
    """Cuts garments for one body shape and remembers which skin they hide."""

    def __init__(
        self,
        body: Body,
        shape: BodyShape,
        rng: np.random.Generator,
        *,
        suit: Shell,
        skirt: Shell,
        under: NDArray[np.int64],
    ) -> None:
        self._rng, self._shell, self._skirt_shell, self._under = rng, suit, skirt, under
        self._points = suit.rest(shape)
        self._normals = point_normals(self._points, suit.faces)
        self._suit: Suit = cuts.measure_suit(body, shape, self._points, suit.skin)
        self._skirt_points = skirt.rest(shape)
        self._sheet = _suit_sheet(suit, self._suit, self._normals)
        self.hidden = np.zeros(len(shape.rest), bool)
        # Under hanging cloth: left out of pictures, but part of the body's own layers.
        self.veiled = np.zeros(len(shape.rest), bool)

    @property
    def marks(self) -> Landmarks:
        """The shape's heights."""
        return self._suit.landmarks

    @property
    def under_sleeves(self) -> NDArray[np.bool_]:
        """Body vertices [N] of the arms as far as cloth can cover them."""
        return np.asarray((self._under >= 0) & (self._suit.arm[self._under] > 0.5))

    @property
    def skirt_top(self) -> float:
        """The highest waist that a skirt can have."""
        return float(self._skirt_points[:, 2].max()) - 0.012

    def top(self, plan: Top, material: Material) -> Surface:
        """A shirt."""
        opening = cuts.neckline(self._suit, plan.neck, width=plan.neck_width, depth=plan.neck_depth)
        cut = np.minimum(cuts.above(self._suit, plan.hem), cuts.sleeve(self._suit, plan.sleeve))
        cut = np.minimum(cut, opening)
        marks, z = self.marks, self._points[:, 2]
        fall = np.clip((marks.chest + 0.06 - z) / 0.25, 0, 1)
        trunk = 0.007 + plan.ease * (0.12 + 0.88 * fall)
        reach = np.clip(self._suit.along / 0.25, 0, 1)
        arm = 0.006 + plan.sleeve_ease * (0.25 + 0.75 * reach)
        blend = np.clip(self._suit.arm * 1.5, 0, 1)
        stand = trunk * (1 - blend) + arm * blend + plan.over
        points = self._off(stand, drape=plan.ease, least=0.006 + plan.over)
        return self._finish(points, cut, material, Kind.TOP)

    def trousers(self, plan: Trousers, material: Material) -> Surface:
        """Trousers, shorts or leggings."""
        cut = np.minimum(cuts.below(self._suit, plan.waist), cuts.above(self._suit, plan.hem))
        marks, z = self.marks, self._points[:, 2]
        leg = np.clip((marks.crotch + 0.03 - z) / 0.2, 0, 1)
        down = np.clip((marks.crotch - z) / max(marks.crotch - plan.hem, 0.1), 0, 1)
        inward = np.clip(-self._normals[:, 0] * np.sign(self._points[:, 0]), 0, 1)
        spare = 1 - 0.75 * inward * np.clip(1 - (marks.crotch - z) / 0.22, 0, 1)
        waist = np.clip((plan.waist - z) / 0.15, 0.15, 1)
        stand = 0.005 + plan.ease * waist * (0.6 + 0.4 * leg) + plan.flare * down
        return self._finish(self._off(stand * spare, drape=plan.ease), cut, material, Kind.TROUSERS)

    def socks(self, height: float, material: Material) -> Surface:
        """Socks up to a height above the ankle."""
        cut = cuts.below(self._suit, self.marks.ankle + height)
        return self._finish(self._off(np.full(len(cut), 0.003), drape=0), cut, material, Kind.SOCKS)

    def skirt(self, plan: Skirt, material: Material) -> Surface:
        """A skirt; it hangs free and counts as pelvis."""
        points = self._skirt_points.copy()
        z = points[:, 2]
        down = np.clip((plan.waist - z) / 0.5, 0, 2)
        middle = np.array([0, float(np.median(points[:, 1]))])
        widen = 1 + 0.03 * np.minimum(down * 4, 1) + plan.flare * down * 0.5
        pleats = self._pleats(points, middle) * down * (0.3 + plan.flare)
        outward = points[:, :2] - middle
        # A little more than the shirt needs that ends inside.
        spare = 0.008 / np.maximum(np.linalg.norm(outward, axis=1), 1e-3)
        points[:, :2] = middle + outward * (widen + pleats + spare)[:, None]
        angle = np.arctan2(points[:, 0], -(points[:, 1] - middle[1]))
        cut = np.minimum(plan.waist - z, z - plan.hem).astype(np.float32)
        sheet = _skirt_sheet(self._skirt_shell, angle, plan.waist - z)
        surface = cut_out(
            self._skirt_shell, points, sheet, cut=cut, material=material, part=PARTS.index("pelvis")
        )
        # Legs stay hidden well above the hem, or they would come through the cloth in a wide step.
        under = cuts.above(self._suit, plan.hem + VEIL_ABOVE_HEM_M)
        self.veiled |= self._covered(np.minimum(cuts.below(self._suit, plan.waist), under))
        return replace(surface, kind=Kind.SKIRT)

    def _pleats(self, points: Floats, middle: NDArray[np.float64]) -> Floats:
        angle = np.arctan2(points[:, 0], -(points[:, 1] - middle[1]))
        count, phase = int(self._rng.integers(4, 11)), float(self._rng.uniform(0, 6))
        return np.asarray(0.06 * np.sin(count * angle + phase), np.float32)

    def _off(self, stand: Floats, *, drape: float, least: float = 0.006) -> Floats:
        """Points that stand off the body, at least by `least`; `drape` smooths hollows and adds bulges; metres."""
        bulge = self._bulges(self._points) * min(drape, 0.03) * 0.45
        points = self._points + self._normals * (stand + bulge)[:, None]
        rounds = int(np.clip(drape * 400, 1, 12))
        points = relaxed(self._shell, points, rounds=rounds)
        # Smoothing may sink cloth into the body, and would slide it along; only its way outwards is kept.
        gap = ((points - self._points) * self._normals).sum(1)
        out = np.maximum(gap, np.minimum(stand, least))
        return (self._points + self._normals * out[:, None]).astype(np.float32)

    def _bulges(self, points: Floats) -> Floats:
        """Low folds, about -1..1: a few waves in random directions, mostly running down the cloth."""
        total = np.zeros(len(points), np.float32)
        for _ in range(5):
            direction = self._rng.normal(0, 1, 3) * np.array([1, 1, 0.6])
            wave = float(self._rng.uniform(0.05, 0.16))
            unit = direction / np.linalg.norm(direction)
            total += np.sin(points @ unit * (2 * math.pi / wave) + self._rng.uniform(0, 6.3)).astype(
                np.float32
            )
        return total / 2.5

    def _finish(self, points: Floats, cut: Floats, material: Material, kind: Kind) -> Surface:
        self.hidden |= self._covered(cut)
        surface = cut_out(self._shell, points, self._sheet, cut=cut.astype(np.float32), material=material)
        return replace(surface, kind=kind)

    def _covered(self, cut: Floats, margin: float = 0.022) -> NDArray[np.bool_]:
        """Body vertices that lie well under a garment."""
        return np.asarray((self._under >= 0) & (cut[self._under] > margin))


def _suit_sheet(shell: Shell, suit: Suit, normals: Floats) -> Sheet:
    x, y, z = suit.rest.T
    face_arm = suit.arm[shell.faces].mean(1) > 0.5
    left = suit.rest[shell.faces][..., 0].mean(1) > 0
    back = normals[shell.faces][..., 1].sum(1) > 0
    column = np.where(face_arm, 2 + 2 * (~left) + back, back)
    # At the sides of the trunk cloth runs in depth, so depth behind the front (or the back) counts as width.
    front, rear = _profile(suit)
    depth = np.where(y < (front + rear) / 2, y - front, rear - y)
    trunk = np.clip((z - suit.landmarks.crotch) / 0.1, 0, 1)
    # A print on the chest stays flat; only from there on depth is added.
    beside = np.clip((np.abs(x) - 0.06) / 0.06, 0, 1) * np.sign(x)
    across = x + trunk * beside * np.clip(depth - 0.035, 0, 0.12)
    across = np.clip(across, -TRUNK_WIDTH / 2, TRUNK_WIDTH / 2)
    slope = np.where(x > 0, 1, -1)
    sleeve_across = np.clip(
        (np.abs(x) + z - (np.abs(x) + z)[suit.arm > 0.5].mean()) * 0.7 * slope, -0.11, 0.11
    )
    return Sheet(
        column.astype(np.int64),
        np.asarray(across, np.float32),
        np.maximum(suit.landmarks.neck + 0.06 - z, 0).astype(np.float32),
        np.asarray(sleeve_across, np.float32),
        np.maximum(suit.along + 0.1, 0).astype(np.float32),
    )


def _profile(suit: Suit) -> tuple[Floats, Floats]:
    """y of the trunk's front and back at the height of every point, [N] each."""
    middle = suit.rest[(np.abs(suit.rest[:, 0]) < 0.12) & (suit.arm < 0.3)]
    heights = np.linspace(middle[:, 2].min(), middle[:, 2].max(), 40)
    near = [middle[np.abs(middle[:, 2] - height) < 0.03, 1] for height in heights]
    known = [k for k, ys in enumerate(near) if len(ys)]
    front = np.interp(suit.rest[:, 2], heights[known], [float(near[k].min()) for k in known])
    rear = np.interp(suit.rest[:, 2], heights[known], [float(near[k].max()) for k in known])
    return front.astype(np.float32), rear.astype(np.float32)


def _skirt_sheet(shell: Shell, angle: Floats, down: Floats) -> Sheet:
    back = np.abs(angle[shell.faces]).mean(1) > math.pi / 2
    folded = np.where(np.abs(angle) > math.pi / 2, np.sign(angle) * math.pi - angle, angle)
    across = np.asarray(folded * (TRUNK_WIDTH / math.pi), np.float32)
    # A dress's skirt goes on where its top ends, about half a metre down the sheet.
    lower = np.maximum(down + 0.42, 0)
    return Sheet(back.astype(np.int64), across, lower, across, lower)
