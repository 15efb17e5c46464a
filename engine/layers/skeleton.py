"""All 18 joints of a person, hidden ones too: layers are hung on complete skeletons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import at_scale
from engine.layers.regions import ARMS, CHAINS, LEGS, LIMBS, Region
from engine.pose.pose import Joint, Pose

Points = NDArray[np.float64]

# Lengths of bones nobody sees, in torso lengths.
_ARM_BONES, _LEG_BONES = (0.6, 0.55), (0.85, 0.85)
_SHOULDER_REACH, _HIP_REACH, _NECK_TO_NOSE = 0.33, 0.18, 0.42
_HALF_HAND = 0.12
_FRONTAL = 0.45  # shoulders this many torso lengths apart are seen from the front or the back
_SAME_SIZE = 0.04  # bodies this much alike in size are of one size: a dragged limb must not swell the others
# So many joints that rest say that nobody grew: about whatever middle a body grows, no more of its joints stay.
_RESTING, _RESTS_PX = 3, 0.2
_SIZED_BY = (
    (2, 8),
    (5, 11),
    (1, 8),
    (1, 11),
    (8, 9),
    (11, 12),
    (2, 5),
    (0, 1),
    (2, 3),
    (5, 6),
    (3, 4),
    (6, 7),
    (9, 10),
    (12, 13),
)


@dataclass(frozen=True, eq=False)
class Skeleton:
    """Joints [18, 2] in photo pixels, all placed; known: those that the photo shows; torso: neck to hips, px."""

    xy: Points
    known: NDArray[np.bool_]
    torso: float

    @property
    def pelvis(self) -> Points:
        """Midway between the hips."""
        return pelvis_of(self.xy)

    @property
    def is_frontal(self) -> bool:
        """Whether left and right mirror each other in the picture."""
        return bool(abs(self.xy[Joint.R_SHOULDER, 0] - self.xy[Joint.L_SHOULDER, 0]) > _FRONTAL * self.torso)

    def on(self, corner: tuple[int, int], factor: float) -> Skeleton:
        """The same on a grid of `factor` times the photo's pixels whose first one lies at `corner`, a photo pixel."""
        return Skeleton(at_scale(self.xy - corner, factor), self.known, self.torso * factor)

    def hand(self, arm: Region) -> Points:
        """The middle of a hand [2]: as far past the wrist as a hand is half long."""
        _, elbow, wrist = (self.xy[joint] for joint in CHAINS[arm])
        forearm = wrist - elbow
        middle: Points = wrist + forearm * (_HALF_HAND * self.torso / max(float(np.hypot(*forearm)), 1.0))
        return middle

    def has_limb(self, region: Region) -> bool:
        """Whether the photo shows enough of a limb's joints to say where it is; hips have legs, seen or not."""
        chain = CHAINS[region]
        return bool(self.known[list(chain if region in LEGS else chain[1:])].any())


def pelvis_of(xy: Points) -> Points:
    """Midway between the hips of joints [18, 2]."""
    middle: Points = (xy[Joint.R_HIP] + xy[Joint.L_HIP]) / 2
    return middle


def complete(pose: Pose) -> Skeleton:
    """The skeleton of a photo's pose with every missing joint where its neighbours make it likely.

    A joint between two known ones lies midway; others hang straight down.
    """
    xy, known = pose.xy().astype(np.float64), pose.present()
    torso = _torso_length(xy, known)
    down, across = np.array([0.0, torso]), np.array([torso, 0.0])
    facing = -1.0 if known[2] and known[5] and xy[2, 0] > xy[5, 0] else 1.0
    if not known[1]:
        shoulders = xy[[2, 5]][known[[2, 5]]]
        xy[1] = shoulders.mean(0) if len(shoulders) else xy[known].mean(0)
    for right, left, reach, centre in (
        (2, 5, _SHOULDER_REACH, xy[1]),
        (8, 11, _HIP_REACH, xy[1] + down),
    ):
        side = across * reach * facing
        for joint, other, step in ((right, left, -side), (left, right, side)):
            if not known[joint]:
                xy[joint] = xy[other] + 2 * step if known[other] else centre + step
    if not known[0]:
        xy[0] = xy[1] - down * _NECK_TO_NOSE
    for joint in range(14, 18):
        if not known[joint]:
            xy[joint] = xy[0]
    for region in LIMBS:
        _complete_limb(xy, known, region, down)
    return Skeleton(xy, known, torso)


def _complete_limb(xy: Points, known: NDArray[np.bool_], region: Region, down: Points) -> None:
    root, middle, end = CHAINS[region]
    upper, lower = _ARM_BONES if region in ARMS else _LEG_BONES
    if not known[middle]:
        xy[middle] = (xy[root] + xy[end]) / 2 if known[end] else xy[root] + down * upper
    if not known[end]:
        bone = xy[middle] - xy[root]
        xy[end] = xy[middle] + bone / max(float(np.hypot(*bone)), 1.0) * lower * float(down[1])


def _torso_length(xy: Points, known: NDArray[np.bool_]) -> float:
    hips = xy[[8, 11]][known[[8, 11]]]
    if known[1] and len(hips):
        length = float(np.hypot(*(xy[1] - hips.mean(0))))
    elif known[2] and known[5]:
        length = 1.45 * float(np.hypot(*(xy[2] - xy[5])))
    elif known[0] and known[1]:
        length = 2.2 * float(np.hypot(*(xy[0] - xy[1])))
    else:
        length = 0.35 * float(np.ptp(xy[known, 1])) if known.any() else 8.0
    return max(length, 8.0)


def body_scale(rest: Skeleton, xy: Points) -> float:
    """How many times its size in the photo a person has in joints [18, 2]: the median over bones, where these agree.

    Bones that turn towards the camera or away grow and shrink as well, but not all alike.
    """
    if int((np.linalg.norm(xy - rest.xy, axis=1)[rest.known] < _RESTS_PX).sum()) >= _RESTING:
        return 1.0
    ratios = []
    for a, b in _SIZED_BY:
        if rest.known[a] and rest.known[b]:
            before, after = (float(np.hypot(*(p[a] - p[b]))) for p in (rest.xy, xy))
            ratios.append(after / max(before, 1.0))
    if not ratios:
        return 1.0
    low, scale, high = (float(value) for value in np.percentile(ratios, (25, 50, 75)))
    unsure = max(_SAME_SIZE, (high - low) / 2)
    return 1.0 if abs(scale - 1) < unsure else float(np.clip(scale, 0.3, 3.0))
