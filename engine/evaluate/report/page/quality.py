"""What was measured of the pictures, by kind of photo, and methods side by side."""

from __future__ import annotations

from engine.evaluate.report.page.numbers import Numbers
from engine.evaluate.report.page.pieces import paragraph, section, table
from engine.evaluate.report.sums import KINDS

_COLUMNS = ("pictures", "doubtful", "sent_back", "joints", "back", "sharpness", "invented")


def quality(say: Numbers) -> str:
    """The section on quality, by the first method."""
    kinds = [kind for kind in KINDS if say.at(f"sums.0.{kind}.pictures")]
    heads = [say.say("quality.kind"), *(say.say(f"quality.{name}") for name in _COLUMNS)]
    rows = [[say.say(f"kind.{kind}"), *_row(say, f"sums.0.{kind}")] for kind in kinds]
    reasons = [
        [say.say(f"reason.{each['reason']}"), say.count(f"sums.0.all.reasons.{number}.pictures")]
        for number, each in enumerate(say.at("sums.0.all.reasons"))
    ]
    how = [
        say.say("quality.sent_back_how", limit=say.share("limits.doubtful")),
        say.say("quality.joints_how"),
    ]
    how.append(
        say.say(
            "quality.back_how", limit=say.ratio("limits.back"), count=say.count("sums.0.all.back_pictures")
        )
    )
    how += [
        say.say("quality.sharpness_how"),
        say.say("quality.invented_how"),
    ]
    told = [paragraph(text, kind="small") for text in how]
    marks = []
    if reasons:
        heads_of_reasons = [say.say("quality.reason"), say.say("quality.marked")]
        marks = [f"<h3>{say.say('quality.reasons')}</h3>", table(heads_of_reasons, reasons)]
    return section(
        say.say("quality.title"), table(heads, rows), _judged(say), *told, *marks,
        paragraph(say.say("quality.marks_how")), name="quality",
    )  # fmt: skip


def side_by_side(say: Numbers) -> str:
    """The methods and weights beside each other; empty for one alone."""
    methods = range(len(say.report["methods"]))
    if len(methods) < 2:
        return ""
    priced = say.report["price"] is not None
    heads = [say.say("methods.method"), say.say("methods.size"), say.say("methods.each")]
    heads += [say.say("methods.cost", count=say.count("times.0.amounts.1.pictures"))] if priced else []
    heads += [say.say(f"quality.{name}") for name in _COLUMNS[1:]]
    rows = []
    for number in methods:
        row = [_name(say, number), say.bytes(f"methods.{number}.bytes")]
        row.append(say.duration(f"times.{number}.picture_seconds"))
        row += [say.money(f"times.{number}.amounts.1.cost")] if priced else []
        rows.append([*row, *_row(say, f"sums.{number}.all")[1:]])
    return section(
        say.say("methods.title"), table(heads, rows), paragraph(say.say("methods.first"), kind="small"),
        name="methods",
    )  # fmt: skip


def method_name(say: Numbers, number: int) -> str:
    """A method and its weights in a few words."""
    return (
        f"{say.say('methods.' + say.at(f'methods.{number}.method'))}, {say.text(f'methods.{number}.weights')}"
    )


def _name(say: Numbers, number: int) -> str:
    licence = f"{say.say('methods.licence')}: {say.text(f'methods.{number}.licence')}"
    return f"<b>{method_name(say, number)}</b><br>{licence}"


def _row(say: Numbers, place: str) -> list[str]:
    most = f"{say.share(f'{place}.invented')}, {say.share(f'{place}.invented_most')}"
    return [
        say.count(f"{place}.pictures"),
        f"{say.count(f'{place}.doubtful')} ({say.share(f'{place}.doubtful_share')})",
        f"{say.count(f'{place}.sent_back')} ({say.share(f'{place}.sent_back_share')})",
        say.share(f"{place}.joints_moved"),
        say.ratio(f"{place}.back_ssim"),
        say.ratio(f"{place}.sharpness"),
        most,
    ]


def _judged(say: Numbers) -> str:
    """What people said of other pictures made this way."""
    if say.report["judged"] is None:
        return paragraph(say.say("short.not_judged"))
    counts = {name: say.count(f"judged.{name}") for name in ("judges", "pictures", "photos")}
    told = say.say(
        "quality.judged", **counts, publishable=say.span("judged.publishable"), minute=say.span("judged.minute"),
        broken=say.span("judged.broken"),
        date=say.text("judged.date"), source=say.text("judged.source"),
    )  # fmt: skip
    kinds = say.say("quality.judged_kind", plain=say.span("judged.plain"), other=say.span("judged.other"))
    return paragraph(f"{told}{say.words('unit.sentences')}{kinds}")
