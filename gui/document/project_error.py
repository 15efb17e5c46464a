"""Faults of documents on disk, said in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.system.errors import EngineError


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Project", text)


class ProjectError(EngineError):
    """A project or a journal could not be read."""

    @classmethod
    def damaged_matte(cls) -> ProjectError:
        """A matte inside a project is no picture."""
        return cls(tr("A matte in this project is damaged; the person will be detected again."))
