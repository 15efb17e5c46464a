"""The tools that take pictures say how they are used, and write nothing while they do."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("tool", ["screenshots", "export_pictures", "drag_picture", "film"])
def test_help_is_help_and_no_folder(
    tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [tool, "--help"])
    with pytest.raises(SystemExit) as left:
        runpy.run_module(f"tools.{tool}", run_name="__main__")
    assert left.value.code == 0
    assert "Usage" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
