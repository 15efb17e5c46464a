"""Modules and functions stay short enough to be read in one sitting; corrections by hand are left as they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

ROOT = Path(__file__).resolve().parents[1]
MODULE_LINES, FUNCTION_LINES = 300, 45
RULES = ROOT / "engine" / "rules"


def modules() -> list[ParameterSet]:
    """Every module of engine and gui but the rules, by its place."""
    paths = [path for room in ("engine", "gui") for path in sorted((ROOT / room).rglob("*.py"))]
    names = {path.relative_to(ROOT).as_posix(): path for path in paths if RULES not in path.parents}
    return [pytest.param(path, id=name) for name, path in names.items()]


def too_long(text: str) -> Iterator[str]:
    """What of a module's text is over the limits; a function counts from its `def`, without decorators."""
    if (lines := len(text.splitlines())) > MODULE_LINES:
        yield f"the module has {lines} lines, {MODULE_LINES} are the limit: split it"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{node.name} has {lines} lines, {FUNCTION_LINES} are the limit: split it"


@pytest.mark.parametrize("path", modules())
def test_modules_and_functions_are_short(path: Path) -> None:
    assert not list(too_long(path.read_text("utf-8")))


def test_one_line_more_than_the_limit_is_found() -> None:
    longest = "@decorated\ndef longest():\n" + "    pass\n" * (FUNCTION_LINES - 1)
    assert not list(too_long(longest))
    assert [told.split()[0] for told in too_long(longest + "    pass\n")] == ["longest"]
    assert not list(too_long("x = 1\n" * MODULE_LINES))
    assert list(too_long("x = 1\n" * (MODULE_LINES + 1)))
