"""Foretells from a drawn picture's own figures whether a picture editor would send it back, and because of which limb.

The formula was fitted to blind verdicts on 200 pictures of photos that nothing had learnt from, see docs/quality.md;
`python -m tools.judgement fit` fits it anew.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.judgement import DOUBTFUL, SOUND, Doubt, Figures, Judgement, Reason
from engine.imaging.origins import Origins
from engine.layers.following import followed
from engine.layers.layer import Person
from engine.layers.regions import CHAINS, LIMBS, Region
from engine.pose.pose import Pose

MOVED = 0.05  # torso lengths that a joint must go for its limb to have moved
# What is added up: figures by their roots, for a little of one is much worse than none.
OFFSET, WEIGHTS = -2.63, Figures(unsure=7.6, made_up=3.2, things=4.2)
USUAL = Figures(unsure=0.247, made_up=0.115, things=0.029)  # the roots of those of a picture that passes
_SPEAKS = 0.5  # added by a figure beyond its usual size, from which it is a reason
_MOST = 3


def judged(person: Person, pose: Pose, invented: NDArray[np.uint8], origins: Origins) -> Judgement:
    """The judgement of a picture of a person in a pose, photo pixels.

    invented: uint8 [H, W] over the picture, 255 where painted. origins: of the same picture.
    """
    return judgement_of(limb_figures(person, pose, invented, origins))


def judgement_of(limbs: dict[Region, Figures]) -> Judgement:
    """The judgement from the figures of each limb."""
    if not limbs:
        return SOUND
    worst = Figures(*(max(column) for column in zip(*limbs.values(), strict=True)))
    total = OFFSET + sum(w * math.sqrt(f) for w, f in zip(WEIGHTS, worst, strict=True))
    broken = 1 / (1 + math.exp(-total))
    if broken < DOUBTFUL:
        return Judgement(broken, (), worst)
    spoken = sorted(
        (
            (w * (math.sqrt(f) - u), limb, reason)
            for limb, figures in limbs.items()
            for w, f, u, reason in zip(WEIGHTS, figures, USUAL, Reason, strict=True)
        ),
        reverse=True,
        key=lambda each: each[0],
    )
    kept = [each for each in spoken if each[0] > _SPEAKS][:_MOST] or spoken[:1]
    doubts = tuple(Doubt(reason, limb.name.lower().replace("_", " ")) for _, limb, reason in kept)
    return Judgement(broken, doubts, worst)


def limb_figures(
    person: Person, pose: Pose, invented: NDArray[np.uint8], origins: Origins
) -> dict[Region, Figures]:
    """Of each limb; arguments as of `judged`."""
    rest, torso = person.skeleton, person.skeleton.torso
    xy = followed(rest, pose)
    painted = _painted(invented, origins, torso * person.scale)
    found = {}
    for limb in LIMBS:
        joints = list(CHAINS[limb])
        moved = float(np.linalg.norm(xy[joints] - rest.xy[joints], axis=1).max()) > MOVED * torso
        risk = person.risks.get(limb) if moved else None
        unsure, things = (0.0, 0.0) if risk is None else risk
        found[limb] = Figures(unsure, painted[limb], things)
    return found


def _painted(invented: NDArray[np.uint8], origins: Origins, torso_px: float) -> dict[Region, float]:
    """Painted pixels of each limb in squared torso lengths, of which a picture has `torso_px`."""
    if origins.layers is None:
        return dict.fromkeys(LIMBS, 0.0)
    height, width = origins.layers.shape
    share = cv2.resize(invented, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    cell = invented.size / share.size / torso_px**2
    return {limb: float(share[origins.layers == limb].sum()) * cell for limb in LIMBS}
