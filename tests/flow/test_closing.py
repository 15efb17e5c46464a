"""Closing the window in the middle of a render ends the process soon, and the engine with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.system.shipped import WEIGHTS_FILE
from tests.flow.closing import close_while_rendering


@pytest.mark.timeout(600)
@pytest.mark.skipif(not WEIGHTS_FILE.is_file(), reason="needs the shipped weights")
def test_closing_while_rendering_ends_the_process(tmp_path: Path) -> None:
    closing = close_while_rendering(tmp_path)
    assert closing.code == 0, closing.complained
    assert closing.said == "closing\nclosed\n"
    # The promise is one second on an idle machine; a busy one gets more before this counts as a hang.
    assert closing.seconds < 10
    assert list((tmp_path / "Repose" / "journal").iterdir()) == []
