"""The summary: the questions that somebody who decides has, and the answers."""

from __future__ import annotations

from engine.evaluate.report.making import OTHER, PLAIN
from engine.evaluate.report.page.numbers import Numbers
from engine.evaluate.report.page.pieces import bullets, facts, paragraph, section
from engine.evaluate.report.sums import COUNTS, Level

_FEW = 30  # photos of a kind, below which the next ones may well come out differently


def summary(say: Numbers) -> str:
    """The section at the top."""
    rows = [(say.say(f"short.{kind}"), _good_enough(say, kind)) for kind in (PLAIN, OTHER)]
    if say.report["times"][0]["pictures"]:
        last = len(COUNTS) - 1
        amount = f"times.0.amounts.{last}"
        rows.append((say.say("short.cost", count=say.count(f"{amount}.pictures")), _cost(say, amount)))
        if say.report["usable"] is not None:
            rows.append((say.say("short.usable"), _usable(say)))
    link = f'<a href="#guidelines">{say.say("short.guidelines")}</a>'
    must_not = bullets(say.words.lines("short.must_nots")) + link
    rows.append((say.say("short.must_not"), must_not))
    return section(say.say("short.title"), facts(rows), _judges(say), name="short")


def _good_enough(say: Numbers, kind: str) -> str:
    level = Level(say.at(f"verdicts.{kind}.level"))
    place = f"sums.0.{kind}"
    if level is Level.NONE:
        return say.say("short.none")
    numbers = {name: say.count(f"{place}.{name}") for name in ("pictures", "doubtful", "unmarked")}
    said = say.say(f"short.{level}", **numbers)
    answer, _, rest = said.partition("。" if "。" in said else ".")
    told = [f"<b>{answer}{'。' if '。' in said else '.'}</b>{rest}"]
    if say.at(f"{place}.foretold"):
        sent_back = {name: say.count(f"{place}.{name}") for name in ("foretold", "sent_back")}
        told.append(say.say("short.sent_back", **sent_back, share=say.share(f"{place}.sent_back_share")))
    if say.report["judged"] is None:
        told.append(say.say("short.not_judged"))
    else:
        told.append(f"<br>{_judged(say, kind)}")
    if say.at(f"verdicts.{kind}.photos") < _FEW:
        told.append(say.say("short.few", photos=say.count(f"verdicts.{kind}.photos")))
    return say.words("unit.sentences").join(told)


def _judged(say: Numbers, kind: str) -> str:
    """What people said of other pictures of a kind, of 100."""
    return say.say(
        "short.judged",
        broken=say.between(f"judged.of_100.{kind}.broken", say.count),
        usable=say.between(f"judged.of_100.{kind}.usable", say.count),
        at_once=say.between("judged.of_100.at_once", say.count),
    )


def _judges(say: Numbers) -> str:
    """Who judged, and how many pictures."""
    if say.report["judged"] is None:
        return ""
    counts = {name: say.count(f"judged.{name}") for name in ("judges", "pictures", "photos")}
    kinds = {kind: say.count(f"judged.kinds.{kind}") for kind in (PLAIN, OTHER)}
    return paragraph(
        say.say("short.judges", **counts, **kinds, broken=say.span("judged.broken")), kind="small"
    )


def _usable(say: Numbers) -> str:
    """What one picture that can be used costs, by kind of photo."""
    told = [_usable_of(say, kind) for kind in (PLAIN, OTHER)]
    how = say.say(
        "short.usable_how",
        look=say.duration("times.0.amounts.0.look_seconds"), retouch=say.duration("limits.retouch_seconds"),
    )  # fmt: skip
    return say.words("unit.sentences").join([*told, f"<b>{say.say('short.usable_small')}</b>", how])


def _usable_of(say: Numbers, kind: str) -> str:
    place = f"usable.{kind}"
    if say.at(f"{place}.cost") is None:
        machine = say.between(f"{place}.machine_seconds", say.duration)
    else:
        machine = say.between(f"{place}.cost", say.money)
    return say.say(
        f"short.usable_{kind}", machine=machine, people=say.between(f"{place}.people_seconds", say.duration),
        tries=say.between(f"{place}.tries", say.ratio),
    )  # fmt: skip


def _cost(say: Numbers, amount: str) -> str:
    time, room = say.duration(f"{amount}.seconds"), say.bytes(f"{amount}.bytes")
    if say.report["price"] is None:
        said = say.say("short.cost_unsaid", time=time, room=room)
    else:
        price = say.money("price.per_hour")
        said = say.say(
            "short.cost_said", cost=f"<b>{say.money(f'{amount}.cost')}</b>", time=time, price=price, room=room
        )
    people = say.duration(f"{amount}.look_seconds")
    look = say.duration("times.0.amounts.0.look_seconds")
    return said + say.words("unit.sentences") + say.say("short.cost_look", look=look, people=people)
