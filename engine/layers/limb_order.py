"""Who lies in front of whom: in the photo by votes of the pixels where limbs cross, in a pose by what moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats
from engine.layers.limb import limb_field
from engine.layers.regions import ARMS, CHAINS, HALF_WIDTHS, LEGS, LIMBS, Region
from engine.layers.said import REGION_OF
from engine.layers.skeleton import Points, Skeleton, pelvis_of
from engine.photo.mending.mending import OrderWish
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint

_CORE = 0.6  # of the usual half width: there a limb shows unless something lies over it
_HAND_END = 1.3  # along the forearm: hands lie over other arms
_LOST = 0.45  # the share of an arm's core that must be torso or head before the arm lies behind
# Torso lengths by which a lower ankle counts as much as all votes of pixels for its leg: it stands nearer. Of 51
# rendered people whose legs lie over each other .84 have their order right then; by votes alone it were .67.
_ANKLE_VOTE = 0.05
_MOVED_TORSO = 0.08  # torso lengths a wrist moves, in the torso's frame, before it counts as moved


@dataclass(frozen=True, slots=True)
class Piece:
    """What is drawn at once: a layer, or of an arm the upper part (bone 0) or what lies below (bone 1) alone."""

    region: Region
    bone: int | None = None


def rest_order(shares: Floats, matte: Floats, skeleton: Skeleton, box: Box) -> tuple[Region, ...]:
    """The layers from back to front as the photo has them; arms that the torso hides come first."""
    cores = {region: _core(skeleton, region, matte, box) for region in LIMBS}
    over = cores[Region.RIGHT_LEG] & cores[Region.LEFT_LEG]
    votes = (shares[Region.RIGHT_LEG] - shares[Region.LEFT_LEG])[over]
    right = float(votes.mean()) if votes.size else 0.0
    if skeleton.known[[Joint.R_ANKLE, Joint.L_ANKLE]].any() or not votes.size:
        lower = float(skeleton.xy[Joint.R_ANKLE, 1] - skeleton.xy[Joint.L_ANKLE, 1])
        right += lower / (_ANKLE_VOTE * skeleton.torso)
    legs = (Region.LEFT_LEG, Region.RIGHT_LEG) if right > 0 else LEGS
    hidden = []
    for region in ARMS:
        core = cores[region]
        lost = (shares[Region.TORSO] + shares[Region.HEAD])[core].mean() if core.any() else 1.0
        if lost > _LOST:
            hidden.append(region)
    front = [region for region in ARMS if region not in hidden]
    front.sort(key=lambda region: _wins(region, cores, shares))
    return (
        *hidden,
        *legs,
        Region.TORSO,
        Region.HEAD,
        *front,
        Region.THING,
        Region.RIGHT_RIM,
        Region.LEFT_RIM,
    )


def wished(order: tuple[Region, ...], wishes: Iterable[OrderWish]) -> tuple[Region, ...]:
    """The layers from back to front with those moved that a person said lie elsewhere in the photo."""
    moved = list(order)
    for wish in wishes:
        layer, other = REGION_OF[wish.layer], REGION_OF[wish.of]
        if (moved.index(layer) > moved.index(other)) is not wish.in_front:
            moved.remove(layer)
            moved.insert(moved.index(other) + wish.in_front, layer)
    return tuple(moved)


def _wins(arm: Region, cores: dict[Region, np.ndarray], shares: Floats) -> float:
    """How far an arm shows where both arms' cores lie."""
    both = cores[Region.RIGHT_ARM] & cores[Region.LEFT_ARM]
    return float(shares[arm][both].sum())


def _core(skeleton: Skeleton, region: Region, matte: Floats, box: Box) -> np.ndarray:
    field = limb_field(skeleton.xy[list(CHAINS[region])], box)
    upper, lower = (width * skeleton.torso * _CORE for width in HALF_WIDTHS[region])
    near = np.abs(field.across) < np.where(field.bone == 0, upper, lower)
    # Shoulder and hip are under the torso's cloth in any case.
    return (
        near
        & (field.along > 0.05)
        & (field.along < (_HAND_END if region in ARMS else 0.95))
        & (field.whole > 0.35)
        & (matte > 0.5)
    )


def posed_order(
    rest: tuple[Region, ...], skeleton: Skeleton, xy: Points, wanted: LimbOrder
) -> tuple[Piece, ...]:
    """What is drawn, from back to front, in a pose xy [18, 2]: as in the photo, but forearms that moved come forward.

    wanted: limbs that a person put in front or behind; they win.
    """
    hidden = rest[: rest.index(Region.TORSO)]
    pieces: list[Piece] = []
    forward: list[Piece] = []
    for region in rest:
        if region in ARMS and moved_by(skeleton, xy, region) > _MOVED_TORSO:
            if region in hidden:
                pieces.append(Piece(region, 0))
                forward.append(Piece(region, 1))
            else:
                forward.append(Piece(region))
        else:
            pieces.append(Piece(region))
    thing = pieces.index(Piece(Region.THING))
    pieces[thing:thing] = forward
    for joint in wanted.behind[::-1]:
        pieces = _put(pieces, joint, front=False)
    for joint in wanted.in_front:
        pieces = _put(pieces, joint, front=True)
    return tuple(pieces)


def _put(pieces: list[Piece], joint: Joint, *, front: bool) -> list[Piece]:
    """The limb bone that ends in a joint brought before or behind all others; its other bone stays where it was."""
    for region, chain in CHAINS.items():
        if joint not in chain[1:]:
            continue
        bone = chain.index(joint) - 1
        split = []
        for piece in pieces:
            if piece == Piece(region):
                split += [Piece(region, 0), Piece(region, 1)]
            else:
                split.append(piece)
        moved = Piece(region, bone)
        split.remove(moved)
        return [*split, moved] if front else [moved, *split]
    return pieces


def moved_by(skeleton: Skeleton, xy: Points, region: Region) -> float:
    """How far a wrist moves against the torso, however that leans, in torso lengths."""
    end = CHAINS[region].end
    before = complex(*(skeleton.xy[end] - skeleton.xy[Joint.NECK]))
    after = complex(*(xy[end] - xy[Joint.NECK]))
    old = complex(*(skeleton.xy[Joint.NECK] - skeleton.pelvis))
    new = complex(*(xy[Joint.NECK] - pelvis_of(xy)))
    turn = new / old if abs(old) > 1 else 1.0
    return abs(after - before * turn) / skeleton.torso
