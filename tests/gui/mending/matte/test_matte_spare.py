"""The copy of a matte made ahead: handed out once, of the right source, and never the matte itself."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from engine.contract.messages import Source
from gui.link.background import Background
from gui.mending.matte.spare import SpareMatte
from tests.gui.fakes import photo, standing


def a_source(level: float) -> Source:
    width, height = photo().size
    return Source(photo(), standing(), np.full((height, width), level, np.float32))


def settled(qtbot: QtBot, background: Background) -> None:
    """Until everything asked for so far has been made and handed over."""
    heard: list[None] = []
    background.run(lambda: None, heard.append, otherwise=lambda _sentence: None)
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)


def test_each_copy_is_the_takers_own(qtbot: QtBot) -> None:
    background, source = Background(), a_source(0.25)
    spare = SpareMatte(background)
    spare.prepare(source)
    settled(qtbot, background)
    first, second = spare.take(source), spare.take(source)
    assert not any(np.shares_memory(a, b) for a, b in ((first, second), (first, source.matte)))
    first[:] = 1
    for matte in (second, source.matte):
        assert np.array_equal(matte, np.full_like(matte, 0.25))


def test_a_copy_of_another_source_is_never_handed_out(qtbot: QtBot) -> None:
    background, old, new = Background(), a_source(0.25), a_source(0.75)
    spare = SpareMatte(background)
    spare.prepare(old)
    spare.prepare(new)  # while the first copy may still be under way
    assert spare.take(old)[0, 0] == 0.25
    spare.prepare(new)
    settled(qtbot, background)
    assert spare.take(new)[0, 0] == 0.75
