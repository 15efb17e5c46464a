"""What pictures take: time, money, room, memory, and the computer it was measured on."""

from __future__ import annotations

from engine.evaluate.report.page.numbers import Numbers
from engine.evaluate.report.page.pieces import facts, paragraph, section, table


def costs(say: Numbers) -> str:
    """The section on time and cost, by the first method."""
    time = "times.0"
    if not say.at(f"{time}.pictures"):
        return ""
    priced = say.report["price"] is not None
    heads = [say.say("cost.pictures"), say.say("cost.time")]
    heads += [say.say("cost.cost")] if priced else []
    look = say.duration(f"{time}.amounts.0.look_seconds")
    heads += [say.say("cost.room"), say.say("cost.look", look=look)]
    rows = []
    for number in range(len(say.at(f"{time}.amounts"))):
        amount = f"{time}.amounts.{number}"
        row = [say.count(f"{amount}.pictures"), say.duration(f"{amount}.seconds")]
        row += [say.money(f"{amount}.cost")] if priced else []
        rows.append([*row, say.bytes(f"{amount}.bytes"), say.duration(f"{amount}.look_seconds")])
    how = say.say(
        "cost.how",
        photo=say.duration(f"{time}.photo_seconds"), draw=say.duration(f"{time}.draw_seconds"),
        write=say.duration(f"{time}.write_seconds"), each=say.duration(f"{time}.picture_seconds"),
        poses=say.count(f"{time}.poses_a_photo"),
    )  # fmt: skip
    price = say.say("cost.price", price=say.money("price.per_hour")) if priced else say.say("cost.no_price")
    told = [paragraph(text, kind="small") for text in (how, price, _memory(say))]
    load = say.at("machine.load_average")
    if load is not None and load > say.at("machine.cores"):
        told.insert(0, paragraph(say.say("cost.busy", load=say.ratio("machine.load_average"))))
    return section(say.say("cost.title"), table(heads, rows), *told, name="cost")


def machine(say: Numbers) -> str:
    """The section on this computer."""
    weights = say.text("methods.0.weights")
    cores = f"{say.count('machine.cores')}, {say.count('machine.threads')}"
    rows = [
        (say.say("machine.processor"), say.text("machine.processor")),
        (say.say("machine.cores"), cores),
        (say.say("machine.device"), f"{say.text('machine.device')}, {say.text('machine.precision')}"),
        (say.say("machine.system"), say.text("machine.system")),
        (
            say.say("machine.program"),
            say.say("machine.versions", software=say.text("software"), weights=weights),
        ),
    ]
    if say.at("machine.load_average") is not None:
        rows.append((say.say("machine.load"), say.ratio("machine.load_average")))
    return section(say.say("machine.title"), facts(rows), name="machine")


def _memory(say: Numbers) -> str:
    told = []
    if say.at("memory.peak_mb") is not None:
        told.append(say.say("cost.memory", memory=say.megabytes("memory.peak_mb")))
    if say.at("memory.accelerator_peak_mb") is not None:
        told.append(say.say("cost.accelerator", memory=say.megabytes("memory.accelerator_peak_mb")))
    return say.words("unit.sentences").join(told)
