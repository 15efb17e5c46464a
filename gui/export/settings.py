"""The panel with the choices about files: format, size, ground, colours and what they say of themselves."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from engine.export.settings import (
    MAX_EDGE_PX,
    MAX_MARK_LETTERS,
    MIN_EDGE_PX,
    Background,
    ColourSpace,
    Corner,
    ExactSize,
    Format,
    LongEdge,
    Metadata,
    OutputSettings,
    parse_settings,
)
from engine.system.errors import OutputError
from gui.export.credentials import CredentialsBox
from gui.export.fields import choose, fill, side_by_side
from gui.export.plan import tr
from gui.export.presets import OwnPresets, PresetField
from gui.look.spin_box import SpinBox
from gui.look.text_field import TextField

_KINDS: dict[str, dict[str, Any]] = {
    "png": {"format": Format.PNG},
    "png16": {"format": Format.PNG, "depth": 16},
    "webp": {"format": Format.WEBP},
    "webp-lossless": {"format": Format.WEBP, "lossless": True},
    "jpeg": {"format": Format.JPEG},
    "tiff": {"format": Format.TIFF},
    "tiff16": {"format": Format.TIFF, "depth": 16},
}
_LOSSY = ("webp", "jpeg")
_SIZE_ROW = 4  # of the form: the pixels


class SettingsPanel(QWidget):
    """Shows output settings; `changed` after every change by a person. `settings` raises OutputError when unfit."""

    changed = Signal()

    def __init__(self, own: OwnPresets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presets = PresetField(own)
        self.preset = self.presets.box
        self.kind, self.size_kind, self.background = (QComboBox() for _ in range(3))
        self.colours, self.corner = QComboBox(), QComboBox()
        self.quality, self.margin, self.dpi = SpinBox(1, 100), SpinBox(0, 5_000), SpinBox(0, 10_000)
        self.width_px, self.height_px = SpinBox(MIN_EDGE_PX, MAX_EDGE_PX), SpinBox(MIN_EDGE_PX, MAX_EDGE_PX)
        self.enlarge, self.camera, self.place, self.marked = (QCheckBox() for _ in range(4))
        self.mark = TextField(maxLength=MAX_MARK_LETTERS)
        self.credentials = CredentialsBox()
        self.colour = QPushButton(autoDefault=False)
        self._times = QLabel("×")
        self._labels: dict[str, QLabel] = {}
        self._hex = "#ffffff"
        self._shown = OutputSettings()
        self._arrange()
        self.retranslate()
        self.show_settings(OutputSettings())
        self._connect(own)

    @property
    def settings(self) -> OutputSettings:
        """What is chosen; raises OutputError with one sentence where choices do not go together."""
        margin = self.margin.value()
        values: dict[str, Any] = {
            **_KINDS[self.kind.currentData()],
            "quality": self.quality.value(),
            "size": self._size(),
            "allow_upscale": self.enlarge.isChecked(),
            "margins": dict.fromkeys(("left", "top", "right", "bottom"), margin),
            "background": self.background.currentData(),
            "colour": self._hex,
            "colour_space": self.colours.currentData(),
            "dpi": self.dpi.value() or None,
            "metadata": Metadata.CAMERA if self.camera.isChecked() else Metadata.NONE,
            "gps": self.camera.isChecked() and self.place.isChecked(),
        }
        if self.marked.isChecked():
            words = self.mark.text().strip() or self.mark.placeholderText()
            values["mark"] = {"text": words, "corner": self.corner.currentData()}
        return parse_settings({**values, "credentials": self.credentials.value})

    def show_settings(self, settings: OutputSettings) -> None:
        """Show these; tells nobody."""
        self.blockSignals(True)
        wanted = {"format": settings.format, "depth": settings.depth, "lossless": settings.lossless}
        plain = {"depth": 8, "lossless": False}
        choose(self.kind, next(name for name, kind in _KINDS.items() if {**plain, **kind} == wanted))
        self.quality.setValue(settings.quality)
        self._show_size(settings)
        self.enlarge.setChecked(settings.allow_upscale)
        self.margin.setValue(settings.margins.left)
        choose(self.background, settings.background)
        self._hex = settings.colour
        choose(self.colours, settings.colour_space)
        self.dpi.setValue(settings.dpi or 0)
        self.camera.setChecked(settings.metadata is Metadata.CAMERA)
        self.place.setChecked(settings.gps)
        self.marked.setChecked(settings.mark is not None)
        if settings.mark is not None:
            self.mark.setText(settings.mark.text)
            choose(self.corner, settings.mark.corner)
        self.credentials.show_value(settings.credentials)
        self.presets.show_settings(settings)
        self.blockSignals(False)
        self._enable()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.presets.retranslate()
        fill(self.kind, {
            "png": "PNG", "png16": tr("PNG, 16 bits"), "webp": "WebP", "webp-lossless": tr("WebP, lossless"),
            "jpeg": "JPEG", "tiff": "TIFF", "tiff16": tr("TIFF, 16 bits"),
        })  # fmt: skip
        fill(self.size_kind, {
            "photo": tr("Same as photo"), "edge": tr("Longer edge"), "pad": tr("Exact size, padded"),
            "crop": tr("Exact size, cropped"),
        })  # fmt: skip
        fill(self.background, {
            Background.PLATE: tr("Same as photo"), Background.COLOUR: tr("Solid colour"),
            Background.TRANSPARENT: tr("Transparent"),
        })  # fmt: skip
        fill(self.colours, {
            ColourSpace.PHOTO: tr("Photo's profile"), ColourSpace.SRGB: tr("Converted to sRGB"),
        })  # fmt: skip
        fill(self.corner, {
            Corner.BOTTOM_RIGHT: tr("Bottom right"), Corner.BOTTOM_LEFT: tr("Bottom left"),
            Corner.TOP_RIGHT: tr("Top right"), Corner.TOP_LEFT: tr("Top left"),
        })  # fmt: skip
        texts = {
            "preset": tr("Preset"), "kind": tr("Format"), "quality": tr("Quality"), "size": tr("Size"),
            "margin": tr("Margins"), "background": tr("Background"), "colours": tr("Colours"),
            "dpi": tr("Resolution"),
        }  # fmt: skip
        for name, text in texts.items():
            self._labels[name].setText(text)
        self.enlarge.setText(tr("Enlarge smaller photos"))
        self.camera.setText(tr("Keep camera and author data"))
        self.place.setText(tr("Include location"))
        self.marked.setText(tr("Visible mark"))
        self.margin.setSuffix(tr(" px"))
        self.dpi.setSuffix(tr(" dpi"))
        self.dpi.setSpecialValueText(tr("not set"))
        self.credentials.retranslate()
        self._name_for_screen_readers()

    def _name_for_screen_readers(self) -> None:
        self.width_px.setAccessibleName(tr("Width or longer edge, pixels"))
        self.height_px.setAccessibleName(tr("Height, pixels"))
        self.colour.setAccessibleName(tr("Colour of background and margins"))
        self.mark.setAccessibleName(tr("Text of the mark"))
        self.mark.setPlaceholderText(tr("AI-edited"))
        self.corner.setAccessibleName(tr("Position of the mark"))

    # -- inside

    def _arrange(self) -> None:
        form = self._form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        rows: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            ("preset", (self.presets,)),
            ("kind", (self.kind,)),
            ("quality", (self.quality,)),
            ("size", (self.size_kind,)),
            ("", (self.width_px, self._times, self.height_px)),
            ("", (self.enlarge,)),
            ("background", (self.background, self.colour)),
            ("margin", (self.margin,)),
            ("colours", (self.colours,)),
            ("dpi", (self.dpi,)),
            ("", (self.camera,)),
            ("", (self.place,)),
            ("", (self.marked,)),
            ("", (self.mark, self.corner)),
            ("", (self.credentials,)),
        )
        for name, widgets in rows:
            label = QLabel()
            label.setBuddy(widgets[0])
            if name:
                self._labels[name] = label
            form.addRow(label, side_by_side(widgets))

    def _connect(self, own: OwnPresets) -> None:
        self.presets.chosen.connect(self._on_preset_chosen)
        self.presets.keep_requested.connect(lambda name: own.put(name, self.settings))
        for box in (self.kind, self.size_kind, self.background, self.colours, self.corner):
            box.activated.connect(self._on_changed)
        for number in (self.quality, self.margin, self.dpi, self.width_px, self.height_px):
            number.valueChanged.connect(self._on_changed)
        for tick in (self.enlarge, self.camera, self.place, self.marked):
            tick.toggled.connect(self._on_changed)
        self.mark.textEdited.connect(self._on_changed)
        self.credentials.changed.connect(self._on_changed)
        self.colour.clicked.connect(self._on_colour_asked)

    def _on_preset_chosen(self, preset: OutputSettings) -> None:
        self.show_settings(preset)
        self.changed.emit()

    def _on_changed(self) -> None:
        if self.signalsBlocked():
            return
        self.presets.show_settings(self._fitting())
        self._enable()
        self.changed.emit()

    def _fitting(self) -> OutputSettings | None:
        try:
            return self.settings
        except OutputError:
            return None

    def _on_colour_asked(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._hex), self, tr("Colour of background and margins"))
        if chosen.isValid():
            self._hex = chosen.name()
            self._on_changed()

    def _enable(self) -> None:
        exact, sized = (
            self.size_kind.currentData() in ("pad", "crop"),
            self.size_kind.currentData() != "photo",
        )
        self._form.setRowVisible(_SIZE_ROW, sized)
        self._times.setVisible(exact)
        self.height_px.setVisible(exact)
        self.enlarge.setEnabled(sized)
        self.quality.setEnabled(self.kind.currentData() in _LOSSY)
        self.place.setEnabled(self.camera.isChecked())
        for widget in (self.mark, self.corner):
            widget.setEnabled(self.marked.isChecked())
        self.colour.setText(self._hex)
        ink = "#000000" if QColor(self._hex).lightnessF() > 0.55 else "#ffffff"
        self.colour.setStyleSheet(f"QPushButton {{ background: {self._hex}; color: {ink}; }}")

    def _size(self) -> dict[str, Any]:
        kind, width, height = self.size_kind.currentData(), self.width_px.value(), self.height_px.value()
        if kind == "edge":
            return {"kind": "edge", "px": width}
        if kind in ("pad", "crop"):
            return {"kind": "exact", "width": width, "height": height, "crop": kind == "crop"}
        return {"kind": "photo"}

    def _show_size(self, settings: OutputSettings) -> None:
        size = settings.size
        kind, width, height = "photo", 2000, 2000
        if isinstance(size, LongEdge):
            kind, width = "edge", size.px
        elif isinstance(size, ExactSize):
            kind, width, height = "crop" if size.crop else "pad", size.width, size.height
        choose(self.size_kind, kind)
        self.width_px.setValue(width)
        self.height_px.setValue(height)
