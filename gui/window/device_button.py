"""The device that the engine works on, in the status bar; its menu changes it while the window is open."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.settings.devices import device_names


class DeviceButton(QToolButton):
    """`chosen` carries the name in the settings; the engine may refuse it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = "auto"
        menu = QMenu(self)
        menu.aboutToShow.connect(partial(self._fill, menu))
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def say(self, device: str) -> None:
        """Show what the engine works on, in the language of the window."""
        self.setText(f"{device} ▾")
        self.setVisible(bool(device))
        self.setToolTip(QCoreApplication.translate("StatusBar", "Where pictures are made; click to change"))
        self.setAccessibleName(QCoreApplication.translate("StatusBar", "Device: {name}").format(name=device))

    def show_wanted(self, wanted: str) -> None:
        """Which choice is ticked."""
        self._wanted = wanted

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        group = QActionGroup(menu)
        for name, text in device_names().items():
            action = menu.addAction(text, partial(self.chosen.emit, name))
            action.setCheckable(True)
            action.setChecked(name == self._wanted)
            group.addAction(action)
