"""The report as one page: HTML with its pictures inside, from the report's plain values alone."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from engine.evaluate.report.page import quality, short, times
from engine.evaluate.report.page.numbers import Numbers
from engine.evaluate.report.page.pictures import pictures
from engine.evaluate.report.page.pieces import bullets, paragraph, section
from engine.evaluate.report.page.style import SCREEN, SHARED
from engine.evaluate.report.words import Tongue, Words


def page(report: Mapping[str, Any], shots: Mapping[str, bytes], guidelines: str = "") -> str:
    """A whole HTML file. shots: JPEG files by the names that the report has for them; guidelines: their HTML."""
    words = Words(Tongue(report["language"]))
    say = Numbers(report, words)
    inside = {
        name: f"data:image/jpeg;base64,{base64.b64encode(data).decode()}" for name, data in shots.items()
    }
    parts = [
        _head(say),
        short.summary(say),
        times.costs(say),
        quality.quality(say),
        quality.side_by_side(say),
        section(say.say("limits.title"), bullets(words.lines("limits.lines")), name="limits"),
        section(say.say("rights.title"), bullets(_rights(say)), name="rights"),
        times.machine(say),
        pictures(say, inside),
    ]
    if guidelines:
        parts.append(section(say.say("guidelines.title"), guidelines, name="guidelines", new_page=True))
    return (
        f'<!DOCTYPE html>\n<html lang="{words.tongue}"><head><meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{say.say("title")}</title>\n'
        f"<style>{SHARED}{SCREEN}</style></head>\n<body>\n{''.join(parts)}</body></html>\n"
    )


def _head(say: Numbers) -> str:
    made = say.say(
        "made", photos=say.count("counts.photos"), poses=say.count("counts.poses"), software=say.text("software"),
        date=say.text("date"),
    )  # fmt: skip
    named = say.say("file", file=f"<b>{say.text('file')}</b>")
    return f"<h1>{say.say('title')}</h1>\n{paragraph(f'{made} {named}', kind='lead')}"


def _rights(say: Numbers) -> list[str]:
    licences = sorted({say.text(f"methods.{n}.licence") for n in range(len(say.report["methods"]))})
    return [line.format(licence=", ".join(licences)) for line in say.words.lines("rights.lines")]
