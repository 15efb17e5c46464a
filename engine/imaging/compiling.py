"""How loops over pixels are compiled.

numba keeps what it compiled on disk and by itself makes it anew only when the module of the compiled function has
changed. Here all that goes into a kernel is in the name it is kept under: its own code, the code of what it calls and
the numbers that both take from anywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from types import CodeType, FunctionType, ModuleType
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])

# Compiled code lets go of Python's lock, so that threads draw side by side.
_compiler = partial(njit, nogil=True, error_model="numpy", fastmath={"contract", "nsz", "arcp"})


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
