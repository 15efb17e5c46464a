"""The wheels that a machine with torch, numpy, opencv, numba, pillow and safetensors still lacks."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from engine.system.errors import EngineError

LACKING = (
    *("moderngl", "glcontext", "isal", "platformdirs"),
    *("pydantic", "pydantic-core", "annotated-types", "typing-inspection", "typing-extensions"),
    *("typer", "click", "shellingham", "annotated-doc"),
    *("rich", "markdown-it-py", "mdurl", "pygments"),
)
_PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux1_x86_64")


def fetch_wheels(folder: Path, *, python: str) -> Path:
    """Have pip fetch LACKING for Linux on x86-64, in the versions used here; raises EngineError."""
    command = [
        *(*_pip(), "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", str(folder)),
        *("--python-version", python, "--implementation", "cp"),
        *(word for platform in _PLATFORMS for word in ("--platform", platform)),
        *(_pinned(name) for name in LACKING),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        why = lines[0].removeprefix("ERROR: ").rstrip(".") if lines else f"exit code {done.returncode}"
        raise EngineError(
            f"The wheels could not be fetched ({why}). Name a folder that has them with --wheels."
        )
    return folder


def _pip() -> list[str]:
    """A pip: this Python's, uv's, or what is on the path."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if shutil.which("pip3"):
        return ["pip3"]
    if shutil.which("uvx"):
        return ["uvx", "pip"]
    raise EngineError("There is no pip to fetch wheels with. Name a folder that has them with --wheels.")


def _pinned(name: str) -> str:
    try:
        return f"{name}=={importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return name
