"""What widgets that show words or colours of their own have in common: they follow the language and the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object  # a second Qt base beside the widget's own would be one too many


class FollowsLook(_Widget):
    """To be named before the widget's Qt class; `_retranslate` and `_recolour` are the widget's to override."""

    def changeEvent(self, event: QEvent) -> None:
        """Say and colour everything anew when the language or the theme changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._recolour()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        """Say everything in the language of the window."""

    def _recolour(self) -> None:
        """Take the colours of the theme."""
