"""A photo of the empty set behind the person on the canvas: chosen, aligned beside the window, taken off."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from engine.contract.messages import Source
from engine.plate.empty_set import with_empty_set
from gui.look.said import Said
from gui.window import opening
from gui.window.workbench import Workbench


class EmptySet(QObject):
    """Binds the actions of the menu "background"."""

    def __init__(self, window: Workbench) -> None:
        super().__init__(window)
        self._window = window
        window.actions_by_name.bind("use_empty_set", self._ask)
        window.actions_by_name.bind("invent_background", self._invent)

    def refresh(self, *, can_use: bool) -> None:
        """What can be done with the photo on the canvas; can_use: its own person is drawn."""
        source = self._window.session.source
        self._window.actions_by_name.enable(("use_empty_set",), on=can_use)
        has_one = can_use and source is not None and source.mending.plate is not None
        self._window.actions_by_name.enable(("invent_background",), on=has_one)

    def use(self, file: Path) -> None:
        """Put a photo of the empty set behind the person; one undo entry, or a sentence why it does not fit."""
        entry = self._window.session.entry
        if entry is None or entry.source is None:
            return
        self._window.status.showMessage(self.tr("Aligning {name} …").format(name=file.name), 10_000)
        self._window.background.run(
            partial(with_empty_set, entry.source, file),
            partial(self._take, entry.key, entry.source),
            otherwise=self._refuse,
        )

    def _ask(self) -> None:
        file = opening.ask_for_empty_set(self._window, self._window.last_folder)
        if file is not None:
            self.use(file)

    def _take(self, key: str, before: Source, made: Source) -> None:
        """It was aligned; another photo may be on the canvas by now, and the person may have been mended."""
        session, plate = self._window.session, made.mending.plate
        entry = session.entry
        if plate is None or entry is None or entry.key != key or entry.source is None:
            self._window.status.clearMessage()
            return
        if entry.source.photo is before.photo:
            session.mend(replace(entry.source.mending, plate=plate), Said("EmptySet", "Use the empty set"))
            self._window.status.showMessage(
                self.tr("{name} is behind the person now").format(name=plate.name), 6000
            )

    def _refuse(self, sentence: str) -> None:
        self._window.status.clearMessage()
        self._window.say(sentence)

    def _invent(self) -> None:
        source = self._window.session.source
        if source is not None:
            self._window.session.mend(
                replace(source.mending, plate=None), Said("EmptySet", "Invent the background")
            )
