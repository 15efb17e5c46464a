"""Contact shadows as layers: how much darker the floor is around each foot, and how that goes along with the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, ramp
from engine.pose.footing import lifted
from engine.pose.pose import Joint, Pose

_GONE = 0.4  # of a shin: lifted so far a foot throws no contact shadow
_LEAVES = 0.04, 0.12  # of a shin, over which a sole leaves the floor
Foot: TypeAlias = "Joint | tuple[int, Joint]"  # one of several people's comes with their number
_FEET = {Joint.R_ANKLE: Joint.R_KNEE, Joint.L_ANKLE: Joint.L_KNEE}


@dataclass(frozen=True, eq=False)
class Shadow:
    """How a foot darkens the floor by `ratio` [h, w], 0..1, 1 at its edges; and its corner in the picture."""

    foot: Foot
    ratio: NDArray[np.float32]
    left: int
    top: int

    def scaled(self, factor: float) -> Shadow:
        """The same in a picture that is `factor` times as large."""
        height, width = self.ratio.shape
        x0, y0 = round(self.left * factor), round(self.top * factor)
        x1, y1 = round((self.left + width) * factor), round((self.top + height) * factor)
        size = (max(x1 - x0, 1), max(y1 - y0, 1))
        return Shadow(
            self.foot,
            cv2.resize(self.ratio, size, interpolation=cv2.INTER_AREA).astype(np.float32, copy=False),
            x0,
            y0,
        )

    def of_person(self, number: int) -> Shadow:
        """The same as that of one of several people."""
        return self if isinstance(self.foot, tuple) else replace(self, foot=(number, self.foot))


@dataclass(frozen=True)
class FootStep:
    """Where a foot's shadow goes, in pixels, how much of it is left, and how far its sole stands on the floor, 0..1."""

    x: float = 0.0
    y: float = 0.0
    strength: float = 1.0
    stands: float = 1.0

    def scaled(self, factor: float) -> FootStep:
        """The same in a picture that is `factor` times as large."""
        return replace(self, x=self.x * factor, y=self.y * factor)


def foot_steps(before: Pose, after: Pose) -> dict[Foot, FootStep]:
    """The step of each foot that is not where it was; a lifted foot leaves its shadow on the floor, and it fades."""
    above = lifted(
        *({joint: np.array(pose.at(joint)) for joint in Joint if pose.has(joint)} for pose in (before, after))
    )
    steps: dict[Foot, FootStep] = {}
    for ankle, knee in _FEET.items():
        if ankle not in above or before[ankle] == after[ankle]:
            continue
        across, down = after[ankle].x - before[ankle].x, after[ankle].y - before[ankle].y
        shin = 100.0
        if before.has(knee):
            shin = max(
                1.0, float(np.hypot(before[ankle].x - before[knee].x, before[ankle].y - before[knee].y))
            )
        far = above[ankle] / shin
        stands = 1 - float(ramp(np.array(far, np.float32), *_LEAVES))
        steps[ankle] = FootStep(across, down + above[ankle], max(0.0, 1 - far / _GONE), stands)
    return steps


def shading(
    shadows: Sequence[Shadow], size: tuple[int, int], steps: Mapping[Foot, FootStep] | None = None
) -> Floats:
    """How dark all shadows together make a picture of `size` (width, height): [H, W] in 0..1, 1 without any."""
    dark = np.ones((size[1], size[0]), np.float32)
    for shadow in shadows:
        step = (steps or {}).get(shadow.foot, FootStep())
        if step.strength > 0:
            _darken(dark, shadow, step)
    return dark


def reached(
    shadows: Sequence[Shadow], size: tuple[int, int], steps: Mapping[Foot, FootStep]
) -> tuple[int, int, int, int]:
    """The box (x0, y0, x1, y1) of a picture of `size` (width, height) that the shadows lie in before and after."""
    edges = []
    for shadow in shadows:
        height, width = shadow.ratio.shape
        step = steps.get(shadow.foot, FootStep())
        for x, y in ((0.0, 0.0), (step.x, step.y)):
            left, top = shadow.left + x - 2, shadow.top + y - 2
            edges.append((left, top, left + width + 4, top + height + 4))
    low, high = np.floor(np.min(edges, axis=0)), np.ceil(np.max(edges, axis=0))
    x0, x1 = (int(np.clip(x, 0, size[0])) for x in (low[0], high[2]))
    y0, y1 = (int(np.clip(y, 0, size[1])) for y in (low[1], high[3]))
    return x0, y0, x1, y1


def _darken(dark: Floats, shadow: Shadow, step: FootStep) -> None:
    height, width = dark.shape
    ratio, left, top = shadow.ratio, shadow.left, shadow.top
    if (step.x, step.y) != (0, 0):
        ratio = np.pad(ratio, 1, constant_values=1.0)
        left, top = left - 1, top - 1
        whole_x, whole_y = int(np.floor(step.x)), int(np.floor(step.y))
        matrix = np.array([[1, 0, step.x - whole_x], [0, 1, step.y - whole_y]], np.float32)
        size = (ratio.shape[1] + 1, ratio.shape[0] + 1)
        ratio = cv2.warpAffine(ratio, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        left, top = left + whole_x, top + whole_y
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + ratio.shape[1], width), min(top + ratio.shape[0], height)
    if x0 < x1 and y0 < y1:
        part = ratio[y0 - top : y1 - top, x0 - left : x1 - left]
        dark[y0:y1, x0:x1] *= 1 - step.strength * (1 - part)
