"""Long hair found by its colours: what hangs from a head over shirt and sleeve, and was read as either.

Where the hair's colours are hardly to be told from what is worn, what was read of it stands.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.grab_cut import thing_in
from engine.imaging.pixels import Floats, disc
from engine.layers.colour_models import told_by
from engine.layers.colours import Mask
from engine.layers.regions import Region
from engine.layers.skeleton import Skeleton
from engine.pose.pose import Joint

_WORN = (Region.TORSO, Region.RIGHT_ARM, Region.LEFT_ARM)
# Shares of hair from which some surely is, from which it stays so, and under which it was read as something else.
_SEED, _KEPT, _HARDLY = 0.3, 0.4, 0.08
_SURE, _FACE = 0.6, 0.8  # shares of what is worn, and of face and hands
_BESIDE, _BELOW = 0.5, 0.75  # torso lengths from the neck within which hair hangs
# Torso lengths below the neck to which, and from which away from hair, cloth is asked.
_CLOTH_TO, _FAR_FROM = 1.3, 0.3
_LIKE = 0.25  # the share of cloth away from hair that may look like it
_LEAST = 60  # pixels that teach what something looks like
_MOST, _READ = 4.0, 1.0  # the most that a colour says, in log-likelihoods, and what was read
# The share of hair from which it was read as that and no more, and the least that counts.
_WHOLLY, _FAINT = 0.5, 0.02
_NONE, _VETO = 3.0, 1.0  # by which it is none for certain, and by which it cannot be any
_MIDDLE, _MIDDLE_WIDTH = 3.0, 0.12  # how unlikely it lies before a throat, within so many torso lengths
_HIGHEST = 0.15  # torso lengths above the neck: hair that lies higher was read as that
_THROAT = 0.05  # torso lengths above the neck where that begins
_SOFT_PX, _SPECK_PX = 1.5, 2
_STEPS = 1  # more of them, and colours drift from hair to shadows
_SURELY = 0.95


def tell_hair(
    shares: Floats, hair: Floats, flesh: Floats, rgb: NDArray[np.uint8], matte: Floats, skeleton: Skeleton
) -> None:
    """Give hair that hangs from a head to the head, in place.

    shares: [h, w, 7] of the layers; hair and flesh [h, w], what was read of hair, and of face and hands; rgb [h, w, 3]
    and matte [h, w] on the grid that the skeleton is on.
    """
    neck, torso = skeleton.xy[Joint.NECK], skeleton.torso
    y, x = np.mgrid[: matte.shape[0], : matte.shape[1]].astype(np.float32)
    reach = np.hypot((x - neck[0]) / (_BESIDE * torso), np.maximum(y - neck[1], 0) / (_BELOW * torso))
    person = matte > 0.5
    within = person & (reach < 1) & (flesh < _SURE)
    seed = (hair > _SEED) & person & (reach < 1)
    worn = shares[..., list(_WORN)].sum(-1) > _SURE
    cloth = person & worn & (hair < _HARDLY) & (flesh < _SURE) & (y < neck[1] + _CLOTH_TO * torso)
    away = (reach > 1) & (y > neck[1] + _FAR_FROM * torso)
    told = _told(rgb.astype(np.float32), seed, cloth, person & (flesh > _FACE), hangs=reach < 1, away=away)
    if told is None:
        return
    read = np.log((hair + _FAINT) / (_WHOLLY - hair).clip(_FAINT))
    told = told.clip(-_MOST, _MOST) + read.clip(-_READ, _READ)
    if skeleton.known[[Joint.R_EAR, Joint.L_EAR]].all():
        before = y > neck[1] - _THROAT * torso
        told -= _MIDDLE * np.exp(-(((x - neck[0]) / (_MIDDLE_WIDTH * torso)) ** 2)) * before
    told = cv2.GaussianBlur(np.where(person, told, 0).astype(np.float32), (0, 0), _SOFT_PX)
    marks = np.full(matte.shape, cv2.GC_BGD, np.uint8)
    marks[within] = np.where(told[within] > 0, cv2.GC_PR_FGD, cv2.GC_PR_BGD)
    marks[within & (told < -_NONE)] = cv2.GC_BGD
    marks[seed & within & (hair > _KEPT)] = cv2.GC_FGD
    found = thing_in(rgb, marks, heard=person & (seed | within | cloth), steps=_STEPS)
    if found is None:
        return
    # What lies higher is arms over a head.
    mask = _hanging(found & within & (told > -_VETO) & (y > neck[1] - _HIGHEST * torso), seed)
    shares[mask] *= 1 - _SURELY
    shares[mask, Region.HEAD] += _SURELY


def _told(picture: Floats, seed: Mask, cloth: Mask, face: Mask, *, hangs: Mask, away: Mask) -> Floats | None:
    """By how much each colour [h, w] is likelier hair's than cloth's or skin's; None where they are hardly told apart.

    hangs, away: where hair may hang, and where none does.
    """
    if min(seed.sum(), cloth.sum()) < _LEAST:
        return None
    own, other = told_by(picture[seed], picture), told_by(picture[cloth], picture)
    # What looks like hair and lies where hair may hang teaches nothing of cloth.
    plain = cloth & ~((own > other) & hangs)
    if plain.sum() >= _LEAST:
        cloth, other = plain, told_by(picture[plain], picture)
    away = cloth & away
    if away.sum() >= _LEAST and (own > other)[away].mean() > _LIKE:
        return None
    if face.sum() >= _LEAST:
        other = np.maximum(other, told_by(picture[face], picture))
    return np.asarray(own - other, np.float32)


def _hanging(mask: Mask, seed: Mask) -> Mask:
    """What of a mask [h, w] hangs from what surely is hair, straight down or at a slant."""
    opened = cv2.morphologyEx((mask | seed).astype(np.uint8), cv2.MORPH_OPEN, disc(_SPECK_PX))
    _, pieces = cv2.connectedComponents(opened)
    kept = np.isin(pieces, np.setdiff1d(pieces[seed], 0)).astype(np.uint8)
    allowed = (cv2.dilate(kept, disc(_SPECK_PX)) > 0) & mask
    out = seed.copy()
    row = np.zeros((1, mask.shape[1]), np.uint8)
    for y in range(len(mask)):
        row = (((cv2.dilate(row, np.ones((1, 3), np.uint8)) > 0) & allowed[y]) | seed[y]).astype(np.uint8)
        out[y] = row[0] > 0
    return out & mask
