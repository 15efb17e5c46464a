"""The guidelines as a part of a page: the shipped text, with its pictures inside."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from engine.evaluate.report.words import Tongue
from engine.system.shipped import GUIDE

_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_MARKS = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*(.+?)\*"), r"<i>\1</i>"),
    (re.compile(r"`(.+?)`"), r"<code>\1</code>"),
    (re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)"), r'<a href="\2">\1</a>'),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),  # leads to another file, which a page on its own lacks
)


def guidelines_html(tongue: Tongue) -> str:
    """The text without its title."""
    return html_of((GUIDE / f"guidelines.{tongue}.md").read_text("utf-8"), GUIDE)


def html_of(text: str, folder: Path) -> str:
    """The Markdown of our own pages as HTML: headings, paragraphs, lists, pictures, bold and italic; no title.

    folder: where pictures lie; they are put into the text.
    """
    return "".join(_block(block, folder) for block in _blocks(text) if not block[0].startswith("# "))


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines that belong together; a list is one block."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _block(lines: list[str], folder: Path) -> str:
    if lines[0].startswith("#"):
        return f"<h3>{_inline(lines[0].lstrip('# '), folder)}</h3>\n"
    if lines[0].startswith("- "):
        points = "\n".join(lines).split("\n- ")
        inside = "".join(f"<li>{_inline(_joined(point.removeprefix('- ')), folder)}</li>" for point in points)
        return f"<ul>{inside}</ul>\n"
    return f"<p>{_inline(_joined(chr(10).join(lines)), folder)}</p>\n"


def _joined(text: str) -> str:
    return " ".join(line.strip() for line in text.splitlines())


def _inline(text: str, folder: Path) -> str:
    pictures = _PICTURE.findall(text)
    text = escape(_PICTURE.sub("\0", text), quote=False)
    for pattern, put in _MARKS:
        text = pattern.sub(put, text)
    for words, name in pictures:
        data = base64.b64encode((folder / name).read_bytes()).decode()
        text = text.replace(
            "\0", f'<img src="data:image/jpeg;base64,{data}" width="640" alt="{escape(words)}">', 1
        )
    return text
