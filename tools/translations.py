"""Brings the translation files up to date: `python -m tools.translations` after any text of gui/ changed.

It collects the texts, keeps the translations there are, marks the rest unfinished and builds the .qm file that
the window loads. Texts without a translation are printed; write them into the .ts file and run it again.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parent.parent
GUI = ROOT / "gui"
TS = ROOT / "resources" / "translations" / "repose_ja.ts"

# Whose `tr` it is where a function calls that of an object it was given.
_OBJECTS = {"window": "MainWindow"}


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A text for people as the code has it; `context` is the word Qt looks it up under."""

    context: str
    text: str


class UnclearTextError(Exception):
    """A text is marked for translation in a way that cannot be collected."""


def collect(folder: Path = GUI) -> list[Text]:
    """All texts that the modules in `folder` mark for translation, in alphabetical order."""
    trees = {
        _module(path, folder): ast.parse(path.read_text("utf-8"), str(path))
        for path in sorted(folder.rglob("*.py"))
    }
    own = {name: context for name, tree in trees.items() if (context := _context_of_tr(tree))}
    found: set[Text] = set()
    for name, tree in trees.items():
        found |= set(_Collector(name, own.get(name) or _imported(tree, own)).texts_of(tree))
    return sorted(found)


def _module(path: Path, folder: Path) -> str:
    return ".".join(path.relative_to(folder).with_suffix("").parts)


def read_ts(path: Path = TS) -> dict[Text, str]:
    """The translations of a .ts file, empty where unfinished."""
    if not path.exists():
        return {}
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") is None
            text = Text(context.findtext("name", ""), message.findtext("source", ""))
            found[text] = (translation.text or "") if translation is not None and finished else ""
    return found


def write_ts(texts: Iterable[Text], translations: Mapping[Text, str], path: Path = TS) -> None:
    """Write a .ts file of `texts`; those without a translation are unfinished, others are dropped."""
    root = ET.Element("TS", version="2.1", language="ja_JP", sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for text in texts:
        if text.context not in contexts:
            contexts[text.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[text.context], "name").text = text.context
        message = ET.SubElement(contexts[text.context], "message")
        ET.SubElement(message, "source").text = text.text
        translated = translations.get(text, "")
        ET.SubElement(message, "translation", {} if translated else {"type": "unfinished"}).text = translated
    ET.indent(root, "  ")
    content = ET.tostring(root, "unicode")
    path.write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{content}\n', "utf-8", newline="\n"
    )


def build_qm(path: Path = TS) -> None:
    """Make the .qm file beside a .ts file."""
    tool = Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    command = [str(tool), "-silent", str(path), "-qm", str(path.with_suffix(".qm"))]
    subprocess.run(command, check=True)


def main() -> int:
    """Update both files; returns how many texts have no translation."""
    texts = collect()
    write_ts(texts, read_ts())
    build_qm()
    missing = [text for text, translation in read_ts().items() if not translation]
    for text in missing:
        sys.stdout.write(f"{text.context}: {text.text!r}\n")
    return len(missing)


class _Collector:
    """Walks one module; `context` is that of its function tr()."""

    def __init__(self, module: str, context: str | None) -> None:
        self._module = module
        self._context = context

    def texts_of(self, tree: ast.AST, owner: str | None = None) -> Iterator[Text]:
        """Texts below `tree`, which is inside the class `owner`."""
        for node in ast.iter_child_nodes(tree):
            if isinstance(node, ast.Call):
                yield from self._texts_of_call(node, owner)
            yield from self.texts_of(node, node.name if isinstance(node, ast.ClassDef) else owner)

    def _texts_of_call(self, call: ast.Call, owner: str | None) -> Iterator[Text]:
        name = called(call)
        if name in ("translate", "QT_TRANSLATE_NOOP", "Said") and len(call.args) == 2:
            context, text = (literal(argument) for argument in call.args)
            # Numbers are points, and a text in a variable is listed where the variable is made.
            if context is not None and text is not None:
                yield Text(context, text)
        elif name == "tr":
            yield Text(self._context_of(call, owner), self._text_of(call))

    def _context_of(self, call: ast.Call, owner: str | None) -> str:
        whose = call.func.value if isinstance(call.func, ast.Attribute) else None
        if whose is None:
            context = self._context
        elif isinstance(whose, ast.Name) and whose.id == "self":
            context = owner
        else:
            context = _OBJECTS.get(ast.unparse(whose))
        if context is None:
            raise UnclearTextError(f"{self._module}:{call.lineno}: whose tr() is this?")
        return context

    def _text_of(self, call: ast.Call) -> str:
        text = literal(call.args[0]) if len(call.args) == 1 else None
        if text is None:
            raise UnclearTextError(f"{self._module}:{call.lineno}: tr() takes one text, written out")
        return text


def called(call: ast.Call) -> str:
    """The last word of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def literal(node: ast.expr) -> str | None:
    """The text that an expression is, None where it is anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _context_of_tr(tree: ast.Module) -> str | None:
    """The context of a module's own function tr()."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "tr":
            calls = (each for each in ast.walk(node) if isinstance(each, ast.Call))
            return next(
                (literal(call.args[0]) for call in calls if called(call) in ("translate", "Said")), None
            )
    return None


def _imported(tree: ast.Module, own: Mapping[str, str]) -> str | None:
    """The context of a tr() that comes from another module of gui/."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and any(alias.name == "tr" for alias in node.names):
            return own.get((node.module or "").partition(".")[2])
    return None


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
