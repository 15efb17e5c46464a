"""The menus of the other open photos, each with its picture, that can give their pose or their person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from gui.document import donors
from gui.document.session import Session
from gui.panels.photo_tile import framed, icon_of

_PICTURE_PX = 48  # a person can be told in it


def fill(menu: QMenu, session: Session, *, take: Callable[[str], object]) -> None:
    """The photos that have something to give, or that there are none; take: what to do with the key of the chosen."""
    menu.clear()
    menu.setStyleSheet(f"QMenu {{ icon-size: {_PICTURE_PX}px; }}")
    for entry in donors.donors(session):
        action = menu.addAction(entry.name.replace("&", "&&"), partial(take, entry.key))
        if (photo := session.photo_of(entry.key)) is not None:
            action.setIcon(icon_of(framed(photo.thumbnail, menu.devicePixelRatioF())))
            action.setIconVisibleInMenu(True)
    if menu.isEmpty():
        menu.addAction(QCoreApplication.translate("Tools", "Open another photo first")).setEnabled(False)
