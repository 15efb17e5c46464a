"""A line below the kept poses: which other photos have some, and what they are for; a click on a name goes there."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

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
        # What has no room is cut off at the right, where the names are; the strip does not grow for it.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
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
        sentence = self.tr("The export offers poses kept on other photos as well: {photos}")
        self.setText(sentence.format(photos=", ".join(named)) if others else "")
        everyone = "\n".join(f"{entry.name} ({len(entry.variants)})" for _, entry in others)
        self.setToolTip(html.escape(everyone).replace("\n", "<br>"))
        self.setVisible(bool(others))

    def _on_link(self, row: str) -> None:
        photos = self._session.document.photos
        if int(row) < len(photos):
            self._session.select_photo(photos[int(row)].key)
