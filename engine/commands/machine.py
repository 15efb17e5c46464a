"""What a measurement has to say about the computer it was taken on."""

from __future__ import annotations

import importlib
import os
import platform
import sys
from pathlib import Path
from typing import Any

import cv2
import torch

from engine.runtime.device import Device


def machine(device: Device) -> dict[str, Any]:
    """The processor, its threads, the device and precision of the networks, versions, and how busy it was."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "threads": device.threads,
        "cv2_threads": cv2.getNumThreads(),
        "device": torch.cuda.get_device_name() if device.name == "cuda" else device.name,
        "precision": str(device.dtype).removeprefix("torch."),
        "system": platform.platform(),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "load_average": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def peak_memory_mb() -> float | None:
    """The most memory this process has held so far, MB; None where the system does not say."""
    status = Path("/proc/self/status")
    # A process begins with the peak of the one that started it, but for this count of its own.
    own = [line for line in _lines(status) if line.startswith("VmHWM")]
    if own:
        return round(int(own[0].split()[1]) * 1024 / 1e6, 1)
    try:
        resource: Any = importlib.import_module("resource")
    except ModuleNotFoundError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1e6 if sys.platform == "darwin" else 1e3), 1)


def memory_mb() -> float | None:
    """The memory this process holds now, MB; None where the system does not say."""
    pages = Path("/proc/self/statm")
    if not pages.is_file():
        return None
    return round(int(pages.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def peak_accelerator_mb(device: Device) -> float | None:
    """The most memory the networks have held on a graphics card so far, MB; None without one."""
    return round(torch.cuda.max_memory_allocated() / 1e6, 1) if device.name == "cuda" else None


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def _processor() -> str:
    lines = _lines(Path("/proc/cpuinfo"))
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
