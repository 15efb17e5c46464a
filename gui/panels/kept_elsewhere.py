"""A line below the kept poses: which other photos have some, and what they are for; a click on a name goes there."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from gui.document.session import Session
from gui.look.follows_look import FollowsLook
from gui.look.theme import tokens

_NAMED = 3  # photos; of the others the number is said


class KeptElsewhere(FollowsLook, QLabel):
    """Hidden where no other photo has kept poses."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.linkActivated.connect(self._on_link)
        session.document_changed.connect(self._say)
        session.photo_changed.connect(self._say)
        self._retranslate()

    def _retranslate(self) -> None:
        self._say()

    def _recolour(self) -> None:
        self._say()

    def _say(self) -> None:
        current = self._session.entry
        others = [
            (row, entry)
            for row, entry in enumerate(self._session.document.photos)
            if entry.variants and (current is None or entry.key != current.key)
        ]
        colour = tokens().link
        named = [
            f'<a href="{row}" style="color: {colour}">{html.escape(entry.name)}</a> ({len(entry.variants)})'
            for row, entry in others[:_NAMED]
        ]
        if len(others) > _NAMED:
            named.append(self.tr("{count} more").format(count=len(others) - _NAMED))
        sentence = self.tr("Kept on other photos: {photos}. The export offers them for every photo.")
        self.setText(sentence.format(photos=", ".join(named)) if others else "")
        self.setVisible(bool(others))

    def _on_link(self, row: str) -> None:
        photos = self._session.document.photos
        if int(row) < len(photos):
            self._session.select_photo(photos[int(row)].key)
