"""What a report is to be about: photos and poses to tick, price, language and kind of file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.document.document import PhotoEntry
from gui.look.languages import OWN_NAMES
from gui.look.spin_box import keep_off_edge
from gui.panels.pose_library import LibraryPose

# Of each kind of pose one; the report's own tests use them, too.
FIRST_CHOICE = ("hands-on-hips", "arms-out", "walking", "contrapposto", "waving", "leaning")
_CURRENCIES = ("EUR", "USD", "JPY", "GBP", "CHF", "CNY", "KRW")
_HTML, _PDF = ".html", ".pdf"
_PLACE = Qt.ItemDataRole.UserRole


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Report", text)


class Choices(QWidget):
    """`changed` after every change."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photos, self.poses = QListWidget(), QListWidget()
        self.price = QDoubleSpinBox(decimals=2, maximum=100_000, singleStep=0.1)
        keep_off_edge(self.price)
        self.currency, self.language, self.kind = QComboBox(), QComboBox(), QComboBox()
        self.currency.addItems(_CURRENCIES)
        for language, name in OWN_NAMES.items():
            self.language.addItem(name, language.value)
        self._heads = [QLabel() for _ in range(2)]
        self._labels = [QLabel() for _ in range(3)]
        self._arrange()
        self.retranslate()
        for chosen in (self.photos, self.poses):
            chosen.itemChanged.connect(self.changed)

    def show_material(self, photos: Iterable[PhotoEntry], poses: Iterable[LibraryPose]) -> None:
        """What there is to choose from: photos that lie in files, and the library."""
        code = QLocale().name()
        self._fill(
            self.photos, [(entry.name, entry.path, True) for entry in photos if entry.path is not None]
        )
        self._fill(
            self.poses,
            [(pose.name.in_language(code), pose.path, pose.path.stem in FIRST_CHOICE) for pose in poses],
        )
        self.language.setCurrentIndex(max(self.language.findData(code.split("_")[0]), 0))
        self.changed.emit()

    @property
    def chosen_photos(self) -> list[Path]:
        """The ticked ones."""
        return _ticked(self.photos)

    @property
    def chosen_poses(self) -> list[Path]:
        """The ticked ones."""
        return _ticked(self.poses)

    @property
    def price_an_hour(self) -> float | None:
        """None where no price was given."""
        return self.price.value() or None

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        for label, text in zip(self._heads, (tr("Photos"), tr("Poses")), strict=True):
            label.setText(text)
        texts = (tr("Price per hour of computer"), tr("Language"), tr("File"))
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)
        self.price.setSpecialValueText(tr("not given"))
        self.currency.setAccessibleName(tr("Currency"))
        place = max(self.kind.currentIndex(), 0)
        self.kind.clear()
        self.kind.addItem(tr("Web page and PDF"), _PDF)
        self.kind.addItem(tr("Web page"), _HTML)
        self.kind.setCurrentIndex(place)

    def _arrange(self) -> None:
        lists = QHBoxLayout()
        for head, chosen in zip(self._heads, (self.photos, self.poses), strict=True):
            column = QVBoxLayout()
            head.setBuddy(chosen)
            column.addWidget(head)
            column.addWidget(chosen)
            lists.addLayout(column)
        cost = QHBoxLayout()
        cost.addWidget(self.price, 1)
        cost.addWidget(self.currency)
        form = QFormLayout()
        form.addRow(self._labels[0], cost)
        for label, box in zip(self._labels[1:], (self.language, self.kind), strict=True):
            label.setBuddy(box)
            form.addRow(label, box)
        self._labels[0].setBuddy(self.price)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(lists, 1)
        column.addLayout(form)

    @staticmethod
    def _fill(shown: QListWidget, rows: Iterable[tuple[str, Path, bool]]) -> None:
        shown.clear()
        for name, path, ticked in rows:
            item = QListWidgetItem(name, shown)
            item.setData(_PLACE, path)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)


def _ticked(shown: QListWidget) -> list[Path]:
    items = (shown.item(number) for number in range(shown.count()))
    return [item.data(_PLACE) for item in items if item.checkState() is Qt.CheckState.Checked]
