"""The few pieces a page is made of; plain tables, as browsers, printers and Qt read them alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def section(title: str, *inside: str, name: str, new_page: bool = False) -> str:
    """A heading and what belongs to it; name: the anchor that leads there."""
    kind = ' class="pages"' if new_page else ""
    head = f'<h2{kind}><a name="{name}"></a>{title}</h2>'
    return f'<section id="{name}">{head}\n{"".join(inside)}</section>\n'


def paragraph(text: str, *, kind: str = "") -> str:
    """A paragraph; kind: a class of the style sheet."""
    return f'<p class="{kind}">{text}</p>\n' if kind else f"<p>{text}</p>\n"


def bullets(lines: Iterable[str]) -> str:
    """A list."""
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its first column has words, the others numbers, which stand at the right."""
    head = "".join(f'<th align="{_side(n)}">{text}</th>' for n, text in enumerate(heads))
    body = "".join(
        "<tr>" + "".join(f'<td align="{_side(n)}">{text}</td>' for n, text in enumerate(row)) + "</tr>\n"
        for row in rows
    )
    return (
        f'<table class="data" width="100%" cellpadding="5" cellspacing="0" border="0">'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>\n"
    )


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """Names and what is said of each, side by side."""
    body = "".join(f'<tr><td width="30%"><b>{name}</b></td><td>{said}</td></tr>\n' for name, said in rows)
    return f'<table class="facts" width="100%" cellpadding="6" cellspacing="0" border="0">{body}</table>\n'


def _side(column: int) -> str:
    return "left" if column == 0 else "right"
