"""Whether people can be drawn here, and by what: asked of a process of its own, as drivers may take theirs down."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from ctypes.util import find_library
from pathlib import Path

from engine.synthesis.extras import extra
from engine.system.errors import EngineError
from engine.system.shipped import ROOT

# The loader alone, without a driver: what moderngl needs where the system has none (libglvnd).
LOADER = ("libEGL.so.1", "libOpenGL.so.0", "libGLdispatch.so.0")
# Where NVIDIA's driver says what it is, in containers too; the loader looks into the first by itself.
_NVIDIA = (
    Path("/usr/share/glvnd/egl_vendor.d/10_nvidia.json"),
    Path("/usr/local/nvidia/share/glvnd/egl_vendor.d/10_nvidia.json"),
)
_LIMIT_S = 60.0


def surroundings(loader: Path | None = None) -> dict[str, str]:
    """Environment variables of processes that draw; `loader`, a folder with LOADER, helps where there is none."""
    found = dict(os.environ)
    if (
        loader is not None
        and find_library("EGL") is None
        and all((loader / name).exists() for name in LOADER)
    ):
        found["LD_LIBRARY_PATH"] = os.pathsep.join(filter(None, (str(loader), found.get("LD_LIBRARY_PATH"))))
        found["GLCONTEXT_LINUX_LIBEGL"] = str(loader / LOADER[0])
        found["GLCONTEXT_LINUX_LIBGL"] = str(loader / LOADER[1])
    driver = next((path for path in _NVIDIA if path.exists()), None)
    if driver is not None and driver != _NVIDIA[0]:
        found.setdefault("__EGL_VENDOR_LIBRARY_FILENAMES", str(driver))
    return found


def driver_name(environment: Mapping[str, str]) -> str:
    """What draws, as "NVIDIA H100" or "llvmpipe"; raises EngineError where nothing does."""
    command = [sys.executable, "-m", "engine.synthesis.opengl"]
    try:
        done = subprocess.run(
            command,
            env=dict(environment),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=_LIMIT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise EngineError("People cannot be drawn here: OpenGL gave no answer.") from None
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        why = lines[-1].rstrip(".") if lines else f"exit code {done.returncode}"
        raise EngineError(f"People cannot be drawn here ({why}). Install EGL with a driver, such as Mesa's.")
    return done.stdout.strip()


def main() -> None:
    """Print what draws."""
    context = extra("moderngl").create_standalone_context(backend="egl")
    sys.stdout.write(f"{context.info['GL_RENDERER']}\n")


if __name__ == "__main__":
    main()
