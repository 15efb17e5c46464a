"""The notice on first start: consent of the person in the photo, and pictures that say they are synthetic."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.look.follows_look import FollowsLook
from gui.settings.settings import Settings

# Raised when the notice says something new, which is then shown once more.
NOTICE_VERSION = 1


class NoticeDialog(FollowsLook, QDialog):
    """Accepted when a person has read it and agrees; rejected means leaving the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setMinimumWidth(460)
        self._agree = QPushButton(default=True)
        self._leave = QPushButton(autoDefault=False)
        buttons = QDialogButtonBox()
        buttons.addButton(self._agree, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self._leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(18)
        column.addWidget(self._text)
        column.addWidget(buttons)
        self._retranslate()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Before you begin"))
        self._text.setText(self._html())
        self._text.setAccessibleName(self.windowTitle())
        self._agree.setText(self.tr("I understand"))
        self._leave.setText(self.tr("Quit"))

    def _html(self) -> str:
        heading = self.tr("Pictures of real people")
        points = (
            self.tr("Edit pictures of people only with their consent, and never to deceive or humiliate anyone."),
            self.tr("Whatever a photo does not show is made up. The pictures are synthetic and not evidence of "
                    "anything."),
            self.tr("Saved pictures carry a note in the file that says so. Leave it there, and tell viewers wherever "
                    "a picture could be mistaken for a photograph; some countries require this by law."),
            self.tr("Everything happens on this computer. No photo leaves it."),
            self.tr("Help → Guidelines says more: consent, checks before a picture goes out, known failures, the law."),
        )  # fmt: skip
        return f"<h3>{heading}</h3>" + "".join(f"<p>{point}</p>" for point in points)


def is_due(settings: Settings) -> bool:
    """Whether the notice has to be shown."""
    return settings.notice_read < NOTICE_VERSION


def agreed(settings: Settings) -> Settings:
    """`settings` once the notice was accepted."""
    return settings.model_copy(update={"notice_read": NOTICE_VERSION})
