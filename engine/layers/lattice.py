"""A grid of points that follows those held in place as rigidly as it can.

As-rigid-as-possible deformation (Sorkine and Alexa, 2007) in the plane, where points and turns are complex numbers:
turns and places are found in turn, and the places by one multiplication, as the held points never change.
"""

from __future__ import annotations

from copy import copy

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, at_scale
from engine.layers.skeleton import Points

Complex = NDArray[np.complex128]

_ROUNDS = 6
_STEPS = ((0, 1), (1, 0), (1, 1), (1, -1))  # to half of a point's neighbours, (down, across)
_LEAST = 1e-9
# Of how far a line reaches: within which its points lead together; and how far they are held back.
_WIDTH, _RIDGE = 0.13, 0.03


class Lattice:
    """Made once per photo, bent in every pose.

    corner: (x, y) of the first point; cell: px between points. stiff: [m, n] of each point, above 0. held: [m, n].
    """

    def __init__(
        self, corner: tuple[float, float], cell: float, stiff: Floats, held: NDArray[np.bool_]
    ) -> None:
        self.corner, self.cell, self.held = corner, cell, held
        y, x = np.mgrid[: held.shape[0], : held.shape[1]]
        self.places: Complex = (corner[0] + cell * x) + 1j * (corner[1] + cell * y)
        self._edges = [(_ends(held.shape, *step), _edge_weights(stiff, step)) for step in _STEPS]
        self.ways = [
            (ends, weight * (self.places[ends[1]] - self.places[ends[0]])) for ends, weight in self._edges
        ]
        matrix = self._laplacian()
        free = ~held.ravel()
        inverse: NDArray[np.float64] = np.linalg.inv(matrix[np.ix_(free, free)]).astype(
            np.float64, copy=False
        )
        self._inverse = inverse
        self._to_held: NDArray[np.float64] = inverse @ matrix[np.ix_(free, ~free)]

    def scaled(self, factor: float) -> Lattice:
        """The same over a picture `factor` times as large, pixel centres whole."""
        out = copy(self)
        x, y = at_scale(np.array(self.corner), factor)
        out.corner = float(x), float(y)
        out.cell = self.cell * factor
        out.places = self.places * factor + complex(factor - 1, factor - 1) / 2
        out.ways = [(ends, way * factor) for ends, way in self.ways]
        return out

    def bytes(self) -> int:
        """Memory held, in bytes."""
        return self._inverse.nbytes + self._to_held.nbytes + self.places.nbytes

    def between(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values [m, n] of held points carried on smoothly to the others."""
        out = values.astype(np.float64).ravel()
        free = ~self.held.ravel()
        out[free] = -self._to_held @ out[~free]
        return out.reshape(self.held.shape)

    def bent(self, goal: Complex, turns: NDArray[np.float64]) -> Complex:
        """Where all points go when held ones go to their `goal` [m, n]; turns: radians [m, n] to begin with."""
        free = ~self.held.ravel()
        out = goal.copy()
        flat = out.ravel()  # the same memory
        from_held = product(self._to_held, flat[~free])
        turn: Complex = np.exp(1j * turns)
        for number in range(_ROUNDS + 1):
            if number:
                turn = self._turns(out)
            flat[free] = product(self._inverse, self._pull(turn).ravel()[free]) - from_held
        return out

    def at(self, points: Points, values: Complex) -> Complex:
        """Values [m, n] between the points of the grid, at places [k, 2]; beyond its edge those of the edge."""
        rows, columns = self.held.shape
        x = ((points[:, 0] - self.corner[0]) / self.cell).clip(0, columns - 1.001)
        y = ((points[:, 1] - self.corner[1]) / self.cell).clip(0, rows - 1.001)
        i, j = x.astype(np.intp), y.astype(np.intp)
        s, t = x - i, y - j
        upper = values[j, i] * (1 - s) + values[j, i + 1] * s
        lower = values[j + 1, i] * (1 - s) + values[j + 1, i + 1] * s
        out: Complex = upper * (1 - t) + lower * t
        return out

    def _turns(self, now: Complex) -> Complex:
        """How each point's neighbourhood has turned, as numbers of length 1."""
        total = np.zeros_like(now)
        for (one, two), way in self.ways:
            turned = np.conj(way) * (now[two] - now[one])
            total[one] += turned
            total[two] += turned
        return total / np.maximum(np.abs(total), _LEAST)

    def _pull(self, turn: Complex) -> Complex:
        """What turned neighbourhoods ask of every point."""
        total = np.zeros_like(turn)
        for (one, two), way in self.ways:
            pull = way * ((turn[one] + turn[two]) / 2)
            total[one] -= pull
            total[two] += pull
        return total

    def _laplacian(self) -> NDArray[np.float64]:
        shape = self.held.shape
        number = np.arange(self.held.size).reshape(shape)
        matrix = np.zeros((self.held.size, self.held.size))
        for ends, weight in self._edges:
            one, two = (number[end].ravel() for end in ends)
            flat = weight.ravel()
            np.add.at(matrix, (one, one), flat)
            np.add.at(matrix, (two, two), flat)
            matrix[one, two] -= flat
            matrix[two, one] -= flat
        return matrix


def spread_from(line: Points, lattice: Lattice, reach: float) -> NDArray[np.float64]:
    """How far each point of a lattice goes along with each of a line [k, 2] within `reach` px, [m n, k].

    So that the line, read from the lattice, goes where it is told to.
    """
    away = np.abs(lattice.places.ravel()[:, None] - line @ np.array([1, 1j])) / reach
    near = np.exp(-0.5 * ((away - away.min(1, keepdims=True)) / _WIDTH) ** 2)
    share = (1 - away.min(1).clip(0, 1) ** 2) ** 2
    spread: NDArray[np.float64] = near / near.sum(1, keepdims=True) * share[:, None]
    got = np.stack([lattice.at(line, each.reshape(lattice.held.shape) + 0j).real for each in spread.T], 1)
    return np.asarray(spread @ np.linalg.solve(got.T @ got + _RIDGE * np.eye(len(line)), got.T))


def product(matrix: NDArray[np.float64], values: Complex) -> Complex:
    """A real matrix times complex values [n]."""
    parts = matrix @ np.ascontiguousarray(values).view(np.float64).reshape(-1, 2)
    return parts.view(np.complex128).ravel()


def as_points(values: Complex) -> Points:
    """Complex numbers [...] as points [n, 2]."""
    flat = values.ravel()
    return np.stack([flat.real, flat.imag], 1)


def as_complex(points: Points, shape: tuple[int, ...]) -> Complex:
    """Points [n, 2] as complex numbers of a shape."""
    out: Complex = points[:, 0] + 1j * points[:, 1]
    return out.reshape(shape)


def _edge_weights(stiff: Floats, step: tuple[int, int]) -> NDArray[np.float64]:
    """Of the edges in one direction: as stiff as the softer end, diagonals half as much."""
    one, two = _ends(stiff.shape, *step)
    weights: NDArray[np.float64] = np.minimum(stiff[one], stiff[two]).astype(np.float64)
    return weights * (0.5 if step[0] and step[1] else 1.0)


def _ends(shape: tuple[int, ...], down: int, across: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Both ends of all edges in a direction, as rows and columns of a grid."""
    rows, columns = shape
    if across < 0:
        return np.s_[: rows - down, -across:], np.s_[down:, : columns + across]
    return np.s_[: rows - down, : columns - across], np.s_[down:, across:]


def values_at(plane: Floats, places: Complex) -> NDArray[np.float64]:
    """Values of a plane [h, w] at places of any shape, 0 beyond it."""
    row, column = np.round(places.imag).astype(np.intp), np.round(places.real).astype(np.intp)
    inside = (row >= 0) & (column >= 0) & (row < plane.shape[0]) & (column < plane.shape[1])
    out = np.zeros(places.shape)
    out[inside] = plane[row[inside], column[inside]]
    return out
