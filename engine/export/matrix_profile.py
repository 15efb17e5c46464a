"""ICC profiles of three primaries and three curves, which Pillow converts to only at 8 bits, at 16 bits."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
# sRGB's primaries as seen from D50, columns R, G, B (ICC's own figures).
_SRGB = np.array(
    [[0.4360747, 0.3850649, 0.1430804], [0.2225045, 0.7168786, 0.0606169], [0.0139322, 0.0971045, 0.7141733]]
)
_STEPS = 65_536
_MAX_TAGS = 100
# How many numbers each kind of a parametric curve has.
_PARAMETERS = (1, 3, 4, 5, 7)


@dataclass(frozen=True, eq=False)
class MatrixProfile:
    """primaries: [3, 3], columns X Y Z of R, G, B from D50. curves: [3, 65536], level share to light, rising."""

    primaries: Doubles
    curves: Doubles

    def from_srgb(self, levels: NDArray[np.uint16]) -> NDArray[np.uint16]:
        """sRGB levels [H, W, 3] in this profile; what lies outside its gamut is clipped."""
        change = (np.linalg.inv(self.primaries) @ _SRGB).astype(np.float32)
        table = _srgb_light().astype(np.float32)
        out = np.empty_like(levels)
        inverse = [self._inverse(curve) for curve in self.curves]
        for rows in range(0, len(levels), 256):  # in strips, for memory's sake
            light = np.clip(table[levels[rows : rows + 256]] @ change.T, 0, 1)
            for k in range(3):
                out[rows : rows + 256, :, k] = inverse[k](light[..., k])
        return out

    @staticmethod
    def _inverse(curve: Doubles) -> Callable[[NDArray[np.floating]], NDArray[np.uint16]]:
        shares = np.linspace(0, 65_535, _STEPS)
        return lambda light: (np.interp(light, curve, shares) + 0.5).astype(np.uint16)


def read_matrix_profile(icc: bytes) -> MatrixProfile | None:
    """The profile in `icc`, None where it is of another kind, has tables beside, or cannot be read."""
    try:
        tags = _tags(icc)
        if (
            icc[16:20] != b"RGB "
            or icc[20:24] != b"XYZ "
            or any(t in tags for t in (b"A2B0", b"B2A0", b"B2A1"))
        ):
            return None
        primaries = np.array([_xyz(tags[name]) for name in (b"rXYZ", b"gXYZ", b"bXYZ")]).T
        curves = np.array([_curve(tags[name]) for name in (b"rTRC", b"gTRC", b"bTRC")])
    except (KeyError, IndexError, ValueError, struct.error, OverflowError):
        return None
    usable = np.isfinite(curves).all() and (np.diff(curves) >= 0).all() and np.ptp(curves, axis=1).min() > 0
    if not usable or abs(np.linalg.det(primaries)) < 1e-6:
        return None
    return MatrixProfile(primaries, curves)


def _tags(icc: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">I", icc, 128)
    if count > _MAX_TAGS:
        raise ValueError(count)
    entries = (struct.unpack_from(">4sII", icc, 132 + 12 * i) for i in range(count))
    return {name: icc[offset : offset + size] for name, offset, size in entries}


def _xyz(tag: bytes) -> tuple[float, ...]:
    if tag[:4] != b"XYZ ":
        raise ValueError(tag[:4])
    return tuple(value / 65_536 for value in struct.unpack_from(">3i", tag, 8))


def _curve(tag: bytes) -> Doubles:
    """Light 0..1 by level share, at 65536 even steps."""
    share = np.linspace(0, 1, _STEPS)
    if tag[:4] == b"para":
        return _parametric(tag, share)
    if tag[:4] != b"curv":
        raise ValueError(tag[:4])
    (count,) = struct.unpack_from(">I", tag, 8)
    if count == 0:
        return share
    if count == 1:
        return share ** (struct.unpack_from(">H", tag, 12)[0] / 256)
    table = np.frombuffer(tag, ">u2", count, 12) / 65_535
    return np.interp(share, np.linspace(0, 1, count), table)


def _parametric(tag: bytes, share: Doubles) -> Doubles:
    (kind,) = struct.unpack_from(">H", tag, 8)
    numbers = [value / 65_536 for value in struct.unpack_from(f">{_PARAMETERS[kind]}i", tag, 12)]
    g, a, b, c, d, e, f = numbers + [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0][len(numbers) :]
    if kind == 0:
        return share**g
    if kind in (1, 2):  # Y = (aX + b)^g + c above -b/a, else c
        return np.maximum(a * share + b, 0) ** g + (c if kind == 2 else 0)
    above = np.maximum(a * share + b, 0) ** g + (e if kind == 4 else 0)
    return np.clip(np.where(share >= d, above, c * share + (f if kind == 4 else 0)), 0, 1)


def _srgb_light() -> Doubles:
    share = np.linspace(0, 1, _STEPS)
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
