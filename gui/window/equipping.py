"""Device and weights of the window: the settings' device is the engine's, a comparison is seen beside the result."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from engine.contract.messages import Event
from engine.runtime.weights_files import read_weights_file
from engine.system.equipment import DeviceRefused
from engine.system.shipped import LAYERS_FILE, WEIGHTS_FILE
from gui.canvas.canvas import Canvas
from gui.canvas.layers import ViewMode
from gui.document.comparison import Comparison
from gui.document.session import Session
from gui.document.weights_names import WeightsNames
from gui.link.engine_link import EngineLink
from gui.settings.store import SettingsStore
from gui.window.device_button import DeviceButton
from gui.window.weights_adding import WeightsAdding
from gui.window.weights_dialog import WeightsDialog, tr


class Equipping(QObject):
    """`said` carries what is to be told; `split_requested` asks for a view that shows two pictures."""

    said = Signal(str)
    split_requested = Signal()

    def __init__(
        self,
        session: Session,
        link: EngineLink,
        *,
        store: SettingsStore,
        canvas: Canvas,
        button: DeviceButton,
        folder: Path,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session, self._link, self._store, self._canvas = session, link, store, canvas
        self._button, self._folder, self._window = button, folder, parent
        self._device: str = store.value.device
        self._before: str = self._device  # what the engine has where it refuses another
        session.weights_folder = folder
        self.comparison = Comparison(session, link, self)
        self.adding = WeightsAdding(folder, self)
        self.dialog: WeightsDialog | None = None
        button.show_wanted(self._device)
        button.chosen.connect(self._choose_device)
        store.changed.connect(self._on_settings_changed)
        link.event_heard.connect(self._on_event_heard)
        session.weights_changed.connect(self._on_weights_changed)
        self.comparison.changed.connect(self._show_comparison)
        self.comparison.failed.connect(self.said)

    def show(self) -> None:
        """Open the list of weights."""
        if self.dialog is None:
            self.dialog = WeightsDialog(self._session, self.comparison, self.adding, self._window)
            self.dialog.device_chosen.connect(self._choose_device)
            self.dialog.compare_requested.connect(self._compare)
        self.dialog.show_device(self._device)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def close(self) -> None:
        """End what is still at work before the window goes."""
        self.adding.close()

    def _choose_device(self, wanted: str) -> None:
        self._store.put(self._store.value.model_copy(update={"device": wanted}))

    @Slot()
    def _on_settings_changed(self) -> None:
        wanted = self._store.value.device
        if wanted != self._device:
            self._before, self._device = self._device, wanted
            self._link.use(wanted)
            self._show_device()

    @Slot(object, object)
    def _on_event_heard(self, event: Event, _picture: object) -> None:
        if isinstance(event, DeviceRefused):
            self.said.emit(event.sentence)
            # Known here before the settings tell of it: the engine has stayed with what it had.
            self._device = self._before
            self._choose_device(self._before)
            self._show_device()

    def _show_device(self) -> None:
        self._button.show_wanted(self._device)
        if self.dialog is not None:
            self.dialog.show_device(self._device)

    @Slot()
    def _on_weights_changed(self) -> None:
        missing = self._session.document.weights.missing(self._folder)
        if missing:
            sentence = tr(
                "This project was made with the weights {names}, which are not in your folder for weights. "
                "Those of Repose are used until you put them there."
            )
            self.said.emit(sentence.format(names=", ".join(missing)))
        self._compare(None)

    def _compare(self, other: WeightsNames | None) -> None:
        self.comparison.compare(other)
        if other is not None and self._canvas.mode not in (ViewMode.SPLIT, ViewMode.SIDE_BY_SIDE):
            self.split_requested.emit()

    @Slot()
    def _show_comparison(self) -> None:
        other = self.comparison.other
        if other is None:
            self._canvas.show_beside(None)
        else:
            current = self._session.document.weights
            names = self._called(other, current), self._called(current, other)
            self._canvas.show_beside(self.comparison.picture, names)

    def _called(self, names: WeightsNames, beside: WeightsNames) -> str:
        """What differs from those beside, in a word or two."""
        field, shipped = (
            ("network", WEIGHTS_FILE) if names.network != beside.network else ("layers", LAYERS_FILE)
        )
        own = getattr(names, field)
        version = read_weights_file(self._folder / own if own else shipped).version
        return f"{Path(own).stem if own else 'Repose'} {version}"
