"""Compiled loops over pixels: how they are compiled, and the plain records that they take.

numba keeps what it compiled on disk and by itself makes it anew only when the module of the compiled function has
changed. Here all that goes into a kernel is in the name it is kept under: its own code, the code of what it calls and
the numbers that both take from anywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Integers = NDArray[np.int64]
Real = float | np.floating[Any]
Function = TypeVar("Function", bound=Callable[..., Any])

# Compiled code lets go of Python's lock, so that threads draw side by side.
_compiler = partial(njit, nogil=True, error_model="numpy", fastmath={"contract", "nsz", "arcp"})


class Small(NamedTuple):
    """What a picture is drawn from, over the model frame; flows lead to canonical points."""

    half: Floats  # [h, w, 13] the parts' logits, and the residual
    fine: Floats  # [H, W, 11] the static mask, `Maps.shares`, `Maps.synthesised`, `Maps.mirrored`
    affine: Floats  # [11, 6] the part transforms
    capsules: Floats  # [11, 2, 2] the parts' axes, canonical pixels
    radii: Floats  # [11]
    parts: Floats  # [11, h, w] which part the photo shows
    offered: NDArray[np.uint16]  # [h, w] which parts may show behind others, a bit each
    joined: Integers  # [11] which part transforms are mixed with that of each, a bit each


class View(NamedTuple):
    """Where the model frame lies over the picture: canonical = (pixel - corner) * scale."""

    left: float
    top: float
    scale: float


class Draft(NamedTuple):
    """The person as drawn, before the outline is smoothed; all [H, W]."""

    rgb: Bytes  # [H, W, 3]
    coverage: Floats
    synthesised: Floats
    static: Floats


def compiled(function: Function) -> Function:
    """A loop that Python calls, kept on disk where that is possible: compiling takes seconds."""
    # numba names its files after the function.
    function.__qualname__ = f"{function.__qualname__}-{fingerprint(function)}"
    try:
        return cast("Function", _compiler(cache=True)(function))
    except RuntimeError:  # there is no folder to keep it in
        return cast("Function", _compiler()(function))


def inlined(function: Function) -> Function:
    """A piece of such a loop. Called there it would pass whole arrays on for every pixel, so it is put in its place."""
    return cast("Function", _compiler(forceinline=True)(function))


def fingerprint(function: Callable[..., Any]) -> str:
    """The identity of what a function compiles to: changes with its code, with what it calls and with their numbers."""
    digest = hashlib.blake2b(digest_size=8)
    for piece in _ingredients(function, set()):
        digest.update(piece)
    return digest.hexdigest()


def _ingredients(function: Callable[..., Any], seen: set[int]) -> Iterator[bytes]:
    plain = getattr(function, "py_func", function)  # of what is compiled already
    if not isinstance(plain, FunctionType) or id(plain) in seen:
        return
    seen.add(id(plain))
    yield from _code(plain.__code__)
    for name in sorted(_names(plain.__code__) & plain.__globals__.keys()):
        value = plain.__globals__[name]
        if isinstance(value, ModuleType):
            continue
        if callable(value):
            yield from _ingredients(value, seen)
        else:
            yield f"{name}={value!r}".encode()


def _code(code: CodeType) -> Iterator[bytes]:
    yield code.co_code
    for constant in code.co_consts:
        yield from _code(constant) if isinstance(constant, CodeType) else (repr(constant).encode(),)


def _names(code: CodeType) -> set[str]:
    inner = (_names(constant) for constant in code.co_consts if isinstance(constant, CodeType))
    return set(code.co_names).union(*inner)
