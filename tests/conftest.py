"""What every test shares: an offscreen Qt, and the material beside the checkout where there is any."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

# Before pytest-qt loads Qt, which reads it once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Before torch loads: threads that wait for each other on a busy machine cost far more than they bring.
os.environ.setdefault("OMP_NUM_THREADS", "1")

if sys.platform == "win32":
    import torch  # noqa: F401 - torch's DLLs are reported to fail on Windows when Qt was loaded first


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """A report on its way from a process that tests: odd file names in it are no text that could be sent."""
    return sendable((yield))


def sendable(value: Any) -> Any:
    """`value`, texts and what holds them, with lone surrogates written as escapes."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {sendable(key): sendable(each) for key, each in value.items()}
    return type(value)(map(sendable, value)) if isinstance(value, list | tuple) else value


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `shared` beside the checkout (test photos, models); the test is skipped without it."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "photos").is_dir():
        pytest.skip("needs the folder `shared` beside the checkout")
    return folder


@pytest.fixture(autouse=True)
def _no_memory_of_other_batches(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches of tests neither know nor change how fast this person's own ones went, and keep no plans of theirs."""
    cache, data = (tmp_path_factory.getbasetemp() / name for name in ("cache", "data"))
    monkeypatch.setattr("engine.batch.rates.user_cache_path", lambda *_, **__: cache)
    monkeypatch.setattr("engine.batch.folders.user_data_path", lambda *_, **__: data)
