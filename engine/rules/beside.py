"""What is painted has the colours of the photo beside it: cloth behind arms, an arm's own skin along its rim.

Ours: the network paints what a moved arm uncovers from what it sees, and in the photo that is the arm; and the side of
an arm that hung before the body it paints like the body. As maps over the model frame this is soft, as everything
painted is, but of the right colour.
"""

from __future__ import annotations

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from engine.imaging.pixels import Floats, mean_around, nearest
from engine.model.decoded import Decoded, SourceFeatures
from engine.model.geometry.correspondence import blend_maps, upsample, warp
from engine.model.geometry.part_transforms import ARMS, CLOTHED
from engine.model.geometry.tensors import hwc

# Parts that are coloured alike as far as one can be continued into another: what is dressed, and each arm.
_GROUPS = (CLOTHED, ARMS[:2], ARMS[2:])
# Shares of other parts from which a pixel is not taken for the group's: the rim of an arm is shaded.
_OTHER = 0.25
_BESIDE = (5, 1)  # pixels of the model frame, across and down, that a colour is averaged over
_INSIDE = (3, 3)  # the same for arms
_ASIDE = 4  # how much farther aside than above or below a colour may be to be nearer
_SOFT = 2.0  # pixels that what is so found is blurred by
_ENOUGH = 0.3  # of what the middle row shows, a row must show to be continued
_AROUND = np.ones((3, 3), np.uint8)


def colours_beside(features: SourceFeatures) -> Tensor:
    """Colours and how far they count, [3, 4, H, W] in 0..1 over the model frame, of what is dressed and of each arm."""
    rgba, parts = hwc(features.rgba[0]), hwc(features.limbs[0])
    matte = cv2.erode(rgba[..., 3], _AROUND)
    straight = np.divide(rgba[..., :3], np.maximum(rgba[..., 3:], np.float32(0.05)), dtype=np.float32)
    beside = []
    for group, continued in zip(_GROUPS, (_across, _around, _around), strict=True):
        other = cv2.dilate(1 - parts[..., group].sum(-1), _AROUND)
        other = cv2.resize(other, (rgba.shape[1], rgba.shape[0]), interpolation=cv2.INTER_LINEAR)
        known = (matte * np.clip(1 - other / _OTHER, 0, 1)).astype(np.float32)
        beside.append(continued(straight, known))
    return torch.from_numpy(np.stack(beside).transpose(0, 3, 1, 2).copy())


def _across(colours: Floats, known: Floats) -> Floats:
    """colours [h, w, 3] where they are known (0..1, [h, w]), continued to the sides elsewhere; with how far they count.

    Clothes change from the head down, at a hem or a belt, and seldom across: what an arm hung before looks like what
    is beside it.
    """
    sure = known > 0.5
    done = np.zeros((*known.shape, 4), np.float32)
    if not sure.any():
        return done
    smooth = mean_around(colours, known, _BESIDE)
    rows, everywhere = np.flatnonzero(_telling(sure)), np.arange(sure.shape[1])
    for row in rows:
        there = np.flatnonzero(sure[row])
        for channel in range(3):
            done[row, :, channel] = np.interp(everywhere, there, smooth[row, there, channel])
    done[..., 3] = 1
    # Rows that tell too little, as hems between two hands do, take what is nearest, sooner aside than above or below.
    untold = np.setdiff1d(np.arange(len(sure)), rows)
    if len(untold):
        narrow = (-(-sure.shape[1] // _ASIDE), len(sure))
        share = cv2.resize(known, narrow, interpolation=cv2.INTER_AREA)
        held = cv2.resize(colours * known[..., None], narrow, interpolation=cv2.INTER_AREA)
        near = _around(held / np.maximum(share, 1e-3)[..., None], (share > 0.2).astype(np.float32))
        soft = cv2.GaussianBlur(near, (0, 0), _SOFT)
        done[untold] = cv2.resize(soft, sure.shape[::-1], interpolation=cv2.INTER_LINEAR)[untold]
    return done


def _around(colours: Floats, known: Floats) -> Floats:
    """colours [h, w, 3] where they are known (0..1, [h, w]), elsewhere those nearest; with how far they count.

    An arm lies in any direction, and hand and sleeve follow one another along it: its rim is like what is inside.
    """
    sure = known > 0.5
    done = np.zeros((*known.shape, 4), np.float32)
    if not sure.any():
        return done
    done[..., :3], _ = nearest(mean_around(colours, known, _INSIDE), sure)
    done[..., 3] = 1
    return done


def _telling(sure: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The rows [h] of pixels [h, w] that show enough to go by: what is left of one between two hands is their shade."""
    count = sure.sum(1)
    return np.asarray((count > 0) & (count >= _ENOUGH * np.median(count[count > 0])))


def painted_alike(synthesised: Tensor, share: Tensor, *, out: Decoded, beside: Tensor) -> Tensor:
    """Painted colours [3, H, W] with those of `colours_beside` where a decoded batch of one draws their parts.

    share [H, W]: of what is painted because the network says so. Elsewhere only gaps are filled.
    """
    weights = out.part_logits.softmax(1)[0]
    shares = torch.stack([weights[group].sum(0) for group in _GROUPS])[None]
    shares = _cloth_nearby(shares, F.max_pool2d(share[None, None], 2))
    shares = upsample(shares)[0, :, None]
    # Each group is read where its own parts lead: between two groups a mix of their maps leads anywhere.
    flows = torch.cat(
        [blend_maps(out.part_logits[:, group].softmax(1), out.affine[:, group]) for group in _GROUPS]
    )
    found = warp(beside.to(synthesised.device), upsample(flows))
    return synthesised + ((found[:, :3] - synthesised) * shares * found[:, 3:]).sum(0)


def _cloth_nearby(shares: Tensor, synthesised: Tensor) -> Tensor:
    """Shares of the groups [1, 3, h, w] with the rim of arms before cloth given to the cloth, but not where an arm is
    painted [1, 1, h, w].

    The part map is coarse there: where an arm's own outline leaves a gap, there was no arm.
    """
    near = F.max_pool2d(shares[:, :1], 3, 1, 1) * (1 - F.max_pool2d(synthesised, 3, 1, 1))
    arms = shares[:, 1:]
    return torch.cat([shares[:, :1] + (arms * near).sum(1, keepdim=True), arms * (1 - near)], 1)
