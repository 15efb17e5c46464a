"""Photos and what was made of them, side by side, with the doubtful ones marked and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from engine.evaluate.report.page.numbers import Numbers
from engine.evaluate.report.page.pieces import bullets, paragraph, section
from engine.evaluate.report.page.quality import method_name

_COLUMNS = 4
_EMPTY = '<td width="25%"></td>'


def pictures(say: Numbers, shots: Mapping[str, str]) -> str:
    """The section with all pictures; shots: addresses of pictures by their names."""
    photos = [_photo(say, number, shots) for number in range(len(say.report["photos"]))]
    return section(
        say.say("pictures.title"), paragraph(say.say("pictures.how"), kind="small"), *photos, _refused(say),
        name="pictures", new_page=True,
    )  # fmt: skip


def _photo(say: Numbers, photo: int, shots: Mapping[str, str]) -> str:
    place = f"photos.{photo}"
    name = say.say(
        "pictures.photo", file=f"<b>{say.text(f'{place}.file')}</b>", width=say.text(f"{place}.size.0"),
        height=say.text(f"{place}.size.1"), kind=say.say(f"kind.{say.at(f'{place}.kind')}"),
    )  # fmt: skip
    cells = [_cell(shots[f"photo-{photo}"], f"<b>{say.say('pictures.original')}</b>", doubtful=False)]
    cells += _cells(say, photo, shots)
    lines = [cells[at : at + _COLUMNS] for at in range(0, len(cells), _COLUMNS)]
    # A table a line: on paper tables are kept together, lines of one are not.
    tables = "".join(
        f'<table class="shots" width="100%" cellpadding="4" cellspacing="0" border="0">'
        f"<tr>{''.join(line)}{_EMPTY * (_COLUMNS - len(line))}</tr></table>\n"
        for line in lines
    )
    return f'<div class="photo"><h3>{name}</h3>\n{tables}</div>\n'


def _cells(say: Numbers, photo: int, shots: Mapping[str, str]) -> Iterator[str]:
    several = len(say.report["methods"]) > 1
    for each in say.report["pictures"]:
        if each["photo"] != photo:
            continue
        title = f"<b>{_pose(say, each)}</b>"
        if several:
            title += f"<br>{method_name(say, each['method'])}"
        yield _cell(shots[each["shot"]], title + _marks(say, each), doubtful=bool(each["doubts"]))
    for number, each in enumerate(say.report["failed"]):
        if each["photo"] == photo:
            sentence = say.say("pictures.failed", sentence=say.text(f"failed.{number}.sentence"))
            yield f'<td width="25%"><b>{_pose(say, each)}</b><br>{sentence}</td>'


def _marks(say: Numbers, each: Mapping[str, Any]) -> str:
    if not each["doubts"]:
        return f'<br><b class="ok">{say.say("doubt.ok")}</b>'
    told = "".join(f"<br>{_doubt(say, doubt)}" for doubt in each["doubts"])
    return f'<br><b class="doubt">{say.say("doubt.title")}</b>{told}'


def _doubt(say: Numbers, doubt: Mapping[str, Any]) -> str:
    shelf = "joint" if doubt["reason"] == "joints" else "part"
    parts = [say.say(f"{shelf}.{part.replace(' ', '-')}") for part in doubt["parts"]]
    return say.say(f"doubt.{doubt['reason']}", parts=say.words("comma").join(parts))


def _pose(say: Numbers, each: Mapping[str, Any]) -> str:
    return say.text(f"poses.{each['pose']}.name")


def _cell(address: str, caption: str, *, doubtful: bool) -> str:
    mark = ' class="doubt"' if doubtful else ""
    picture = f'<a tabindex="0"><img src="{escape(address)}" width="160" alt=""></a>'
    return f'<td width="25%"{mark} valign="top">{picture}<br>{caption}</td>'


def _refused(say: Numbers) -> str:
    if not say.report["refused"]:
        return ""
    lines = []
    for number, each in enumerate(say.report["refused"]):
        why = "pictures.nobody" if each["kind"] == "NoPersonError" else None
        told = say.say(why) if why else say.text(f"refused.{number}.sentence")
        lines.append(f"<b>{say.text(f'refused.{number}.file')}</b>: {told}")
    return f"<h3>{say.say('pictures.refused')}</h3>{bullets(lines)}"
