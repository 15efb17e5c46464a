"""Which layer a pixel's colour speaks for: each layer's own colours, as they are mixed nearby.

Source: C. Rother, V. Kolmogorov, A. Blake, "GrabCut", SIGGRAPH 2004, for a mixture of Gaussians as what a layer looks
like. Differs: mixed anew at every place from what surely shows around it, and it only weighs what was read; a shirt's
blue on an arm's rim is no arm's though the same blue is a sleeve's elsewhere.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, square_norm
from engine.layers.colours import Mask
from engine.layers.regions import ARMS, LEGS, Region

# Head and neck are left out: skin in a neckline is the torso's, and looks like the face.
_TOLD_APART = (Region.TORSO, *ARMS, *LEGS, Region.THING)
_SURE_SHARE, _SURE_MATTE = 0.8, 0.9
_AROUND = 0.12  # torso lengths over which colours are mixed
_LEAST_NEAR = 0.01  # share of sure pixels nearby that a layer must have to be asked
_MODES, _TURNS, _SAMPLES = 4, 6, 2000
_LEVELS = 10.0  # standard deviation of a colour at least
_LEAST_PRIOR = 0.02  # that a layer which is near has at any rate
# Density of any colour: farther off than that, none is more likely.
_OUTLIER = math.exp(-0.5 * 3**2) / _LEVELS**3
_BELIEVED, _MOST = 0.9, 6.0  # how far a colour's log-likelihood counts, and the largest difference of it


class _Mode(NamedTuple):
    """A colour [3] that others gather around, their variance, and the share of them; over a picture, a plane [h, w]."""

    colour: Floats
    variance: float
    share: float | Floats


def weighed_by_colour(shares: Floats, rgb: NDArray[np.uint8], matte: Floats, torso_px: float) -> Floats:
    """Shares [h, w, 7] of the layers with those near each other told apart by their colours; they sum to 1."""
    whole = (shares.shape[1], shares.shape[0])
    size = (max(whole[0] // 2, 1), max(whole[1] // 2, 1))
    picture = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    solid = cv2.resize(matte, size, interpolation=cv2.INTER_AREA) > _SURE_MATTE
    small = _resized(shares[..., list(_TOLD_APART)], size, cv2.INTER_AREA)
    blur = max(_AROUND * torso_px / 2, 1.0)
    found = [nearby(picture, solid & (plane > _SURE_SHARE), blur) for plane in np.moveaxis(small, -1, 0)]
    near, told = (np.dstack(planes) for planes in zip(*found, strict=True))
    asked = near > _LEAST_NEAR
    best = np.where(asked, told, -np.inf).max(-1, keepdims=True)
    behind = np.where(asked, told - np.where(np.isfinite(best), best, 0), 0).clip(-_MOST, 0)
    evidence = np.where(asked, np.exp(_BELIEVED * behind), 0)
    evidence, floor = (_resized(each, whole, cv2.INTER_LINEAR) for each in (evidence, asked * _LEAST_PRIOR))
    out = shares.copy()
    out[..., list(_TOLD_APART)] = _weighed(shares[..., list(_TOLD_APART)], evidence, floor)
    return out / np.maximum(out.sum(-1, keepdims=True), np.float32(1e-9))


def _weighed(shares: Floats, evidence: Floats, floor: Floats) -> Floats:
    """Shares [h, w, n] of at least `floor` times the evidence for each, where there is any; their sum stays."""
    known = evidence > 0
    before = shares * known
    total = before.sum(-1, keepdims=True)
    after = np.maximum(before, floor * total) * evidence
    after *= total / np.maximum(after.sum(-1, keepdims=True), np.float32(1e-9))
    return np.where(known, after, shares)


def alike(picture: NDArray[np.uint8], one: Mask, other: Mask) -> Floats:
    """How far each pixel [h, w] of a picture looks like what lies at `one` rather than at `other`, 0..1."""
    if not one.any() or not other.any():
        return np.full(one.shape, 0.5, np.float32)
    colours = picture.astype(np.float32)
    first, second = (mixed_in(colours, seen) for seen in (one, other))
    return (1 / (1 + np.exp((second - first).clip(-_MOST, _MOST)))).astype(np.float32)


def mixed_in(picture: Floats, seen: Mask) -> Floats:
    """The log-likelihood [h, w] of each colour of a picture [h, w, 3] among those of what lies at `seen`, anywhere."""
    return told_by(picture[seen], picture)


def told_by(samples: Floats, picture: Floats) -> Floats:
    """The same [h, w] among samples [n, 3]."""
    return _logarithm(_density(picture, _modes(samples)))


def nearby(picture: Floats, sure: Mask, blur: float) -> tuple[Floats, Floats]:
    """How much of a layer surely shows around each pixel, and the log-likelihood of the pixel's colour in it, [h, w].

    blur: standard deviation, in pixels, of the place over which the layer's colours are mixed.
    """
    near = cv2.GaussianBlur(sure.astype(np.float32), (0, 0), blur)
    if not sure.any():
        return near, np.zeros_like(near)
    modes = _modes(picture[sure])
    own = np.where(sure, _apart(picture, modes).argmin(-1), -1)
    mixed = [cv2.GaussianBlur((own == mode).astype(np.float32), (0, 0), blur) for mode in range(len(modes))]
    shares = [plane / np.maximum(near, 1e-6) for plane in mixed]
    density = _density(
        picture, [mode._replace(share=share) for mode, share in zip(modes, shares, strict=True)]
    )
    return near, _logarithm(density)


def _logarithm(density: Floats) -> Floats:
    return np.log(density + np.float32(_OUTLIER))


def _density(picture: Floats, modes: list[_Mode]) -> Floats:
    """Of the colours [h, w, 3] in a mixture, up to a factor."""
    out = np.zeros(picture.shape[:2], np.float32)
    for apart, mode in zip(np.moveaxis(_apart(picture, modes), -1, 0), modes, strict=True):
        out += mode.share * np.exp(-0.5 * apart / mode.variance) / mode.variance**1.5
    return out


def _apart(picture: Floats, modes: list[_Mode]) -> Floats:
    """Squared distances of colours [..., 3] from each mode, [..., n]."""
    return np.stack([square_norm(picture - mode.colour) for mode in modes], -1)


def _modes(samples: Floats) -> list[_Mode]:
    """What samples [n, 3] gather around, by k-means from the colours that lie farthest apart."""
    samples = samples[:: max(1, len(samples) // _SAMPLES)]
    found = [samples.mean(0)]
    while len(found) < min(_MODES, len(samples)):
        far = np.min([square_norm(samples - colour) for colour in found], axis=0)
        found.append(samples[far.argmax()])
    for _ in range(_TURNS):
        apart = np.stack([square_norm(samples - colour) for colour in found], -1)
        own = apart.argmin(-1)
        found = [samples[own == k].mean(0) if (own == k).any() else found[k] for k in range(len(found))]
    held = [own == k for k in range(len(found))]
    return [
        _Mode(colour, max(float(apart[of, k].mean()) / 3, _LEVELS**2), float(of.mean()))
        for k, (colour, of) in enumerate(zip(found, held, strict=True))
        if of.any()
    ]


def _resized(planes: Floats, size: tuple[int, int], how: int) -> Floats:
    """Planes [h, w, C], of which OpenCV resizes no more than four at once."""
    each = [cv2.resize(np.float32(plane), size, interpolation=how) for plane in np.moveaxis(planes, -1, 0)]
    return np.dstack(each)
