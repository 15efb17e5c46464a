"""Which layer a pixel's colour speaks for: each layer's own colours, as they are mixed nearby.

Source: C. Rother, V. Kolmogorov, A. Blake, "GrabCut", SIGGRAPH 2004, for a mixture of Gaussians as what a layer looks
like. Differs: mixed anew at every place from what surely shows around it, and it only weighs what was read; a shirt's
blue on an arm's rim is no arm's though the same blue is a sleeve's elsewhere.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.layers.regions import ARMS, LEGS, Region

# Head and neck are left out: skin in a neckline is the torso's, and looks like the face.
_TOLD_APART = (Region.TORSO, *ARMS, *LEGS, Region.THING)
_SURE_SHARE, _SURE_MATTE = 0.8, 0.9
_AROUND = 0.12  # torso lengths over which colours are mixed
_LEAST_NEAR = 0.01  # share of sure pixels nearby that a layer must have to be asked
_MODES, _TURNS, _SAMPLES = 4, 6, 2000
_LEVELS = 10.0  # standard deviation of a colour at least
_LEAST_PRIOR = 0.02  # that a layer which is near has at any rate
_OUTLIER = math.exp(-0.5 * 3**2) / _LEVELS**3  # density of any colour: farther off than that, none is more likely
_BELIEVED, _MOST = 0.9, 6.0  # how far a colour's log-likelihood counts, and the largest difference of it


def weighed_by_colour(shares: Floats, rgb: NDArray[np.uint8], matte: Floats, torso_px: float) -> Floats:
    """Shares [h, w, 7] of the layers with those near each other told apart by their colours; they sum to 1."""
    size = (max(shares.shape[1] // 2, 1), max(shares.shape[0] // 2, 1))
    picture = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    solid = cv2.resize(matte, size, interpolation=cv2.INTER_AREA) > _SURE_MATTE
    small = _resized(shares, size, cv2.INTER_AREA)
    blur = max(_AROUND * torso_px / 2, 1.0)
    near, told = (np.zeros((size[1], size[0], len(_TOLD_APART)), np.float32) for _ in range(2))
    for number, region in enumerate(_TOLD_APART):
        sure = solid & (small[..., region] > _SURE_SHARE)
        near[..., number], told[..., number] = _likelihood(picture, sure, blur)
    asked = near > _LEAST_NEAR
    best = np.where(asked, told, -np.inf).max(-1, keepdims=True)
    evidence = np.where(asked, np.exp(_BELIEVED * np.maximum(told - np.where(asked.any(-1, keepdims=True), best, 0), -_MOST)), 0)
    whole = (shares.shape[1], shares.shape[0])
    evidence, floor = (_resized(each, whole, cv2.INTER_LINEAR) for each in (evidence, asked * _LEAST_PRIOR))
    group = shares[..., list(_TOLD_APART)]
    known = evidence > 0
    before = group * known
    total = before.sum(-1, keepdims=True)
    after = np.maximum(before, floor * total) * evidence
    after *= total / np.maximum(after.sum(-1, keepdims=True), np.float32(1e-9))
    out = shares.copy()
    out[..., list(_TOLD_APART)] = np.where(known, after, group)
    return out / np.maximum(out.sum(-1, keepdims=True), np.float32(1e-9))


def alike(picture: NDArray[np.uint8], one: NDArray[np.bool_], other: NDArray[np.bool_]) -> Floats:
    """How far each pixel [h, w] of a picture looks like what lies at `one` rather than at `other`, 0..1."""
    if not one.any() or not other.any():
        return np.full(one.shape, 0.5, np.float32)
    colours = picture.astype(np.float32)
    first, second = (np.log(_density(colours, _mixture(colours[seen])) + _OUTLIER) for seen in (one, other))
    return (1 / (1 + np.exp((second - first).clip(-_MOST, _MOST)))).astype(np.float32)


_Mode = tuple[Floats, float, float]  # colour [3], variance, share


def _mixture(samples: Floats) -> list[_Mode]:
    samples = samples[:: max(1, len(samples) // _SAMPLES)]
    modes = _modes(samples)
    apart = ((samples[:, None] - modes) ** 2).sum(-1)
    own = apart.argmin(-1)
    return [
        (mode, max(float(apart[own == k, k].mean()) / 3, _LEVELS**2), float((own == k).mean()))
        for k, mode in enumerate(modes)
        if (own == k).any()
    ]


def _density(picture: Floats, mixture: list[_Mode]) -> Floats:
    out = np.zeros(picture.shape[:2], np.float32)
    for colour, variance, share in mixture:
        out += share * np.exp(-0.5 * ((picture - colour) ** 2).sum(-1) / variance) / variance**1.5
    return out


def _likelihood(picture: Floats, sure: NDArray[np.bool_], blur: float) -> tuple[Floats, Floats]:
    """How much of a layer surely shows around each pixel, and the log-likelihood of the pixel's colour in it, [h, w]."""
    near = cv2.GaussianBlur(sure.astype(np.float32), (0, 0), blur)
    if not sure.any():
        return near, np.zeros_like(near)
    samples = picture[sure]
    modes = _modes(samples[:: max(1, len(samples) // _SAMPLES)])
    apart = ((picture[..., None, :] - modes) ** 2).sum(-1)  # [h, w, modes]
    own = apart.argmin(-1)
    density = np.zeros_like(near)
    for mode in range(len(modes)):
        held = sure & (own == mode)
        if not held.any():
            continue
        variance = max(float(apart[held][:, mode].mean()) / 3, _LEVELS**2)
        mixed = cv2.GaussianBlur(held.astype(np.float32), (0, 0), blur) / np.maximum(near, 1e-6)
        density += mixed * np.exp(-0.5 * apart[..., mode] / variance) / variance**1.5
    return near, np.log(density + _OUTLIER)


def _resized(planes: Floats, size: tuple[int, int], how: int) -> Floats:
    """Planes [h, w, C], of which OpenCV resizes no more than four at once."""
    return np.dstack([cv2.resize(np.float32(plane), size, interpolation=how) for plane in np.moveaxis(planes, -1, 0)])


def _modes(samples: Floats) -> Floats:
    """Colours [k, 3] that samples [n, 3] gather around: the farthest ones, then k-means."""
    modes = [samples.mean(0)]
    while len(modes) < min(_MODES, len(samples)):
        far = np.min([((samples - mode) ** 2).sum(-1) for mode in modes], axis=0)
        modes.append(samples[far.argmax()])
    found = np.array(modes, np.float32)
    for _ in range(_TURNS):
        own = ((samples[:, None] - found) ** 2).sum(-1).argmin(-1)
        found = np.array(
            [samples[own == mode].mean(0) if (own == mode).any() else found[mode] for mode in range(len(found))],
            np.float32,
        )
    return found
