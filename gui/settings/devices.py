"""The devices that a person can choose among, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def device_names() -> dict[str, str]:
    """What each is called, by its name in the settings; whether it is there is known by the engine alone."""
    return {
        "auto": tr("Automatic (fastest)"),
        "cpu": tr("Processor"),
        "cuda": tr("Graphics card (NVIDIA)"),
        "mps": tr("Graphics (Apple)"),
    }


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Devices", text)
