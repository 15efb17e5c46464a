"""What becomes of a person's layers in one pose: pieces that come off, layers that shrink, limbs that go missing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import cv2
import numpy as np

from engine.evaluate.laid import OPAQUE, Laid, Mask, Piece, laid_on_canvas, pieces
from engine.layers.facing import as_seen
from engine.layers.following import followed
from engine.layers.layer import Person
from engine.layers.regions import CHAINS, LEGS, LIMBS, Region
from engine.layers.skeleton import Points, body_scale, pelvis_of
from engine.pose.order_wishes import LimbOrder
from engine.pose.outside import End, ends
from engine.pose.pose import Joint, Pose
from engine.render.placed import placed_in

# Squared torso lengths: smaller pieces are seen by nobody; a hand has about 0.04.
LEAST_PIECE = 0.004
# Of what its bones leave of a layer's area, and of a bone's length: less is a layer lost, a limb gone.
LEAST_AREA, LEAST_BONE = 0.5, 0.5
LEAST_END = 0.25  # of the disc of a head, hand or foot: less is a stub
_END_OF = {
    "head": Region.HEAD,
    "left hand": Region.LEFT_ARM,
    "right hand": Region.RIGHT_ARM,
    "left foot": Region.LEFT_LEG,
    "right foot": Region.RIGHT_LEG,
}
_ALONG = np.linspace(0.1, 0.95, 24)  # of a bone: its ends lie under the neighbours' cloth


class Kind(StrEnum):
    """What may go wrong with a limb."""

    DETACHED = "detached"
    SHRUNK = "shrunk"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of a person that is not there in a pose, or not where it belongs.

    size: of a piece in squared torso lengths; else the share that is left, 0..1. excuse: why that is no fault; empty
    for a fault.
    """

    kind: Kind
    region: Region
    size: float
    excuse: str = ""


@dataclass(frozen=True)
class _Part:
    """A bone or an end: the layer that it belongs to, its name, and the least share of it that must be drawn."""

    region: Region
    name: str
    least: float


class Watched:
    """A person whose poses are looked at; what the photo itself has torn is worked out once."""

    def __init__(self, person: Person, pose: Pose) -> None:
        """pose: the photo's own, in its pixels."""
        self.person, self._pose = person, pose

    @cached_property
    def _at_rest(self) -> Laid:
        return self._laid(self.person.skeleton.xy, LimbOrder())

    @cached_property
    def torn_at_rest(self) -> tuple[Piece, ...]:
        """The pieces that already the photo shows apart from the rest."""
        return tuple(pieces(self._at_rest, None))

    @cached_property
    def bare_at_rest(self) -> dict[_Part, float]:
        """How much of each bone and end the photo's own pose has."""
        return self._shares(self._at_rest, self.person.skeleton.xy, self._pose)

    def losses(self, pose: Pose, order: LimbOrder) -> Iterator[Loss]:
        """What is lost in a pose, photo pixels."""
        skeleton = self.person.skeleton
        pose, order = as_seen(skeleton, pose, order)
        xy = followed(skeleton, pose)
        laid = self._laid(xy, order)
        yield from self._detached(laid, xy)
        yield from self._shrunk(laid, xy)
        yield from self._missing(laid, xy, pose)

    def _laid(self, xy: Points, order: LimbOrder) -> Laid:
        return laid_on_canvas(self.person, placed_in(self.person, xy, order))

    def _detached(self, laid: Laid, xy: Points) -> Iterator[Loss]:
        torso = self.person.skeleton.torso * self.person.scale * body_scale(self.person.skeleton, xy)
        for piece in pieces(laid, self.person.size):
            size = piece.area / torso**2
            if size >= LEAST_PIECE:
                yield Loss(Kind.DETACHED, piece.region, size, self._excuse(piece))

    def _excuse(self, piece: Piece) -> str:
        if piece.stays:
            return "a thing that stays"
        torn = sum(each.area for each in self.torn_at_rest if each.region is piece.region)
        return "apart in the photo" if piece.area <= 1.5 * torn else ""

    def _shrunk(self, laid: Laid, xy: Points) -> Iterator[Loss]:
        skeleton = self.person.skeleton
        scale = body_scale(skeleton, xy)
        for layer, mask in laid.alone:
            before = int((layer.texture[..., 3] > OPAQUE).sum())
            if before < LEAST_PIECE * (skeleton.torso * self.person.scale) ** 2:
                continue
            stretch = _foreshortened(skeleton.xy * scale, xy, layer.follows)
            share = float(mask.sum()) / (before * scale**2 * stretch)
            if share < LEAST_AREA:
                yield Loss(Kind.SHRUNK, layer.region, share)

    def _missing(self, laid: Laid, xy: Points, pose: Pose) -> Iterator[Loss]:
        for part, share in self._shares(laid, xy, pose).items():
            if share < part.least:
                excuse = "missing in the photo" if self.bare_at_rest.get(part, 1.0) < part.least else ""
                yield Loss(Kind.MISSING, part.region, share, excuse)

    def _shares(self, laid: Laid, xy: Points, pose: Pose) -> dict[_Part, float]:
        """Of each bone of a limb and each end that a pose has, the share that is drawn."""
        found: dict[_Part, float] = {}
        for limb in LIMBS:
            root, middle, end = CHAINS[limb]
            # A thigh may lie under a skirt, which is cloth of the torso.
            own = laid.of((limb, Region.TORSO) if limb in LEGS else (limb,))
            for a, b in ((root, middle), (middle, end)):
                if pose.has(a, b):
                    part = _Part(limb, b.name, LEAST_BONE)
                    found[part] = self._covered(own, laid.corner, xy[[a, b]])
        for tip in ends(pose):
            region = _END_OF[tip.name]
            found[_Part(region, tip.name, LEAST_END)] = self._filled(laid.of((region,)), laid.corner, tip)
        return found

    def _covered(self, own: Mask, corner: tuple[int, int], bone: Points) -> float:
        """The share of a bone [2, 2], photo pixels, that lies on a mask."""
        places = bone[0] + _ALONG[:, None] * (bone[1] - bone[0])
        at = np.rint(places * self.person.scale - corner).astype(int)
        inside = ((at >= 0) & (at < own.shape[::-1])).all(1)
        x, y = at[inside].T
        return float(own[y, x].sum()) / len(at)

    def _filled(self, own: Mask, corner: tuple[int, int], end: End) -> float:
        """The share of an end's disc, photo pixels, that lies on a mask."""
        disc, at = np.zeros(own.shape, np.uint8), end.middle * self.person.scale - complex(*corner)
        radius = max(2, round(end.radius * self.person.scale))
        cv2.circle(disc, (round(at.real), round(at.imag)), radius, 1, cv2.FILLED)
        return float((own & (disc > 0)).sum()) / (math.pi * radius**2)


def _foreshortened(before: Points, after: Points, follows: Region | None) -> float:
    """How long the bones that bend a layer are in a pose over their length before, at most 1."""
    if follows in CHAINS:
        root, middle, end = CHAINS[follows]
        lengths = [np.hypot(*(xy[[root, middle]] - xy[[middle, end]]).T).sum() for xy in (before, after)]
    elif follows is Region.TORSO:
        lengths = [np.hypot(*(xy[Joint.NECK] - pelvis_of(xy))) for xy in (before, after)]
    else:
        return 1.0
    return float(min(1.0, lengths[1] / max(lengths[0], 1.0)))
