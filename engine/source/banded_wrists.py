"""Wrists that a watch or bracelet parts in a matte: what lies between a forearm and its hand is the person's.

A band has the colours of anything, also of what lies behind the person, and a matting network then ends the arm there.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.layers.regions import ARMS, CHAINS
from engine.layers.skeleton import Points, complete
from engine.layers.straightened import is_folded
from engine.pose.pose import Pose

# Torso lengths: half of what is looked at across a forearm, how far before and past the wrist, how long a band may be
# along it, half of the middle of the arm, which has to be parted, and how far from the wrist that may be.
_ACROSS, _BEFORE, _PAST, _LONG, _MIDDLE, _WORN = 0.06, 0.25, 0.16, 0.16, 0.015, 0.1
_SOFT_PX = 2  # beyond what is parted
_PARTED = 0.15  # of the matte, which is lacking in the middle where a band parts it
_MOST = 0.5  # of what lies there of the arm, that is parted
_SOLID = 0.7  # of twice the middle of a forearm, in the matte: else its joints do not lie in it


def with_banded_wrists(matte: Floats, pose: Pose) -> Floats:
    """A matte [H, W] of a person whose arms go on across what is worn at their wrists."""
    skeleton, out = complete(pose), matte
    for arm in ARMS:
        chain = list(CHAINS[arm])
        # What lies beside a folded arm lies between its bones too.
        if not skeleton.known[chain].all() or is_folded(skeleton, arm):
            continue
        band, matrix = _band(matte, skeleton.torso, *skeleton.xy[chain[1:]])
        if band.any():
            size = (matte.shape[1], matte.shape[0])
            laid = cv2.warpAffine(band, matrix, size, flags=cv2.INTER_LINEAR)
            out = np.maximum(out, laid)
    return out


def _band(matte: Floats, torso: float, elbow: Points, wrist: Points) -> tuple[Floats, NDArray[np.float64]]:
    """What lies between forearm and hand and a matte lacks, [h, w] with rows along the forearm, and where that is."""
    way = wrist - elbow
    length = max(float(np.hypot(*way)), 1.0)
    c, s = way / length
    half, start = max(round(_ACROSS * torso), 2), max(length - _BEFORE * torso, 0.0)
    matrix = np.array(
        [[c, -s, elbow[0] + start * c + half * s], [s, c, elbow[1] + start * s - half * c]], np.float64
    )
    size = (max(round(length + _PAST * torso - start), 2), 2 * half + 1)
    strip = cv2.warpAffine(matte, matrix, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    long = 2 * max(round(_LONG * torso / 2), 1) + 1
    # Beyond its ends a strip closes nothing: there is no hand, or no forearm.
    room = cv2.copyMakeBorder(strip, 0, 0, long, long, cv2.BORDER_CONSTANT, value=0.0)
    whole = cv2.morphologyEx(room, cv2.MORPH_CLOSE, np.ones((1, long), np.uint8))[:, long:-long]
    lacks = (whole - strip).astype(np.float32)
    middle = max(round(_MIDDLE * torso), 1)
    core, from_wrist = np.s_[half - middle : half + middle + 1], np.arange(size[0]) + start - length
    across = (lacks > _PARTED).sum(0) > _MOST * (whole > _SOLID).sum(0)  # not a hollow beside the wrist
    parted = across & (lacks[core].mean(0) > _PARTED) & (np.abs(from_wrist) < _WORN * torso)
    wider = strip[half - 2 * middle : half + 2 * middle + 1, from_wrist < -_WORN * torso]
    if not wider.size or wider.mean(1).min() < _SOLID:
        parted[:] = False
    # Its softened ends are the band's too.
    there = cv2.dilate(parted.astype(np.float32)[None], np.ones((1, 2 * _SOFT_PX + 1), np.float32))
    there = there * (cv2.dilate(lacks, np.ones((3, 3), np.float32)) > _PARTED)
    return (whole * there).astype(np.float32), matrix
