"""Arms that the photo's edge cuts: while they go but little, their cut end stays at the edge and the arm stretches.

A hand of which the photo shows half is that person's own; a made one takes its place only where the cut would show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats, at_scale
from engine.layers.limb import LimbField
from engine.layers.limb_order import moved_by
from engine.layers.regions import ARMS, CHAINS, LEGS, Region
from engine.layers.skeleton import Points, Skeleton
from engine.layers.turning import angle_between, turn

# Torso lengths, of a hand against the body: it leaves its pocket when it goes somewhere, not when its owner leans.
_LEAVES = 0.075
_MOST = 0.11  # torso lengths by which an arm stretches: a tenth of its own
_LEAST_TORSO = 0.02  # torso lengths of an edge that an arm must meet to be cut by it
_PAST_ELBOW = 0.3  # along the forearm: cut nearer to the elbow, an arm does not hang into the photo
_TURNS = 2  # a stretched arm turns a little, which moves its end once more


@dataclass(frozen=True, eq=False)
class Cut:
    """Where the photo's edge cuts an arm: the ends of that line [2, 2], and the direction out of the photo [2]."""

    line: Points
    outward: Points

    def scaled(self, factor: float) -> Cut:
        """The same in a photo `factor` times as large."""
        return replace(self, line=at_scale(self.line, factor))


def cut_of(
    field: LimbField, visible: Floats, box: Box, size: tuple[int, int], skeleton: Skeleton
) -> Cut | None:
    """Where the edge of a photo of a size (width, height) cuts an arm, None where it does not.

    visible: what shows of the arm, [h, w] over a photo box, as its field.
    """
    shown = (visible > 0.5) & (field.bone == 1) & (field.along > _PAST_ELBOW)
    x0, y0, x1, y1 = box
    sides = (
        (y1 == size[1], shown[-1], (0.0, 1.0), y1 - 1),
        (x0 == 0, shown[:, 0], (-1.0, 0.0), x0),
        (x1 == size[0], shown[:, -1], (1.0, 0.0), x1 - 1),
        (y0 == 0, shown[0], (0.0, -1.0), y0),
    )
    at_edge, met, outward, place = max(sides, key=lambda side: int(side[1].sum()) if side[0] else 0)
    along = np.flatnonzero(met)
    if not at_edge or len(along) < max(3, _LEAST_TORSO * skeleton.torso):
        return None
    ends = np.array([along[0], along[-1]], np.float64)
    level = np.full(2, float(place))
    line = np.stack([ends + x0, level] if outward[1] else [level, ends + y0], 1)
    return Cut(line, np.array(outward))


def kept_at_edge(rest: Skeleton, cuts: Mapping[Region, Cut], xy: Points) -> tuple[Points, frozenset[Region]]:
    """The joints [18, 2] of a pose with arms stretched so that their cut ends stay out of sight; and the limbs whose
    ends have left their places.

    Arms whose cut would show all the same have, and are stretched the less the farther they go.
    """
    left = {arm for arm in ARMS if moved_by(rest, xy, arm) >= _LEAVES}
    ankles = np.linalg.norm(xy - rest.xy, axis=1) >= _LEAVES * rest.torso
    left |= {leg for leg in LEGS if ankles[CHAINS[leg].end]}
    if left & set(LEGS):
        left |= set(LEGS)  # a foot uncovers the other one
    out, most = xy, _MOST * rest.torso
    for arm, cut in cuts.items():
        far = _inward(rest, cut, arm, xy)
        (left.add if far > most else left.discard)(arm)
        share = min(1.0, max(2 * most / max(far, 1e-6) - 1, 0.0))
        for _ in range(_TURNS if far > 0 and share > 0 else 0):
            out = _stretched(rest, cut, arm, out, share)
    return out, frozenset(left)


def _inward(rest: Skeleton, cut: Cut, arm: Region, xy: Points) -> float:
    """How far inside the photo a cut comes to lie, px."""
    _, elbow, wrist = CHAINS[arm]
    by = angle_between(rest.xy[wrist] - rest.xy[elbow], xy[wrist] - xy[elbow])
    moved = turn(cut.line, rest.xy[wrist], by) + (xy[wrist] - rest.xy[wrist])
    return max(float(((cut.line - moved) @ cut.outward).max()), 0.0)


def _stretched(rest: Skeleton, cut: Cut, arm: Region, xy: Points, share: float) -> Points:
    out = xy.copy()
    out[CHAINS[arm].end] += cut.outward * _inward(rest, cut, arm, xy) * share
    return out
