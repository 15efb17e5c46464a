"""What helps to see while posing: the original over the picture, and the loupe; both as they were left last time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from gui.canvas.loupe import Loupe
from gui.canvas.onion import Kind
from gui.canvas.onion_bar import OnionBar
from gui.window.workbench import Workbench

_KINDS = {"onion_outline": Kind.OUTLINE, "onion_ghost": Kind.GHOST}


class Aids(QObject):
    """Makes them for a window, binds their actions and keeps what was chosen."""

    def __init__(self, window: Workbench) -> None:
        super().__init__(window)
        self._window = window
        self._canvas = window.canvas
        settings, act = window.store.value, window.actions_by_name
        self._canvas.onion.set_percent(settings.onion_percent)
        self.onion_bar = OnionBar(self._canvas)
        self.loupe = Loupe(self._canvas, window.session)
        for name in _KINDS:
            act.bind_toggle(name, partial(self._show_onion, name), on=False)
        act.bind_toggle("loupe", self._switch_loupe, on=settings.loupe)
        self.loupe.switch(settings.loupe)
        for chosen in (self.onion_bar.slider.valueChanged, self.onion_bar.slider.sliderReleased):
            chosen.connect(self._keep_percent)
        self.loupe.scale_wanted.connect(self._on_scale_wanted)

    def _show_onion(self, name: str, on: bool) -> None:
        """One of both, or none."""
        act = self._window.actions_by_name
        if on:
            for other in _KINDS:
                if other != name:
                    act[other].setChecked(False)
        chosen = next((kind for each, kind in _KINDS.items() if act[each].isChecked()), Kind.OFF)
        self._canvas.onion.show(chosen)

    def _switch_loupe(self, on: bool) -> None:
        self.loupe.switch(on)
        self._keep("loupe", on)

    def _keep_percent(self) -> None:
        slider = self.onion_bar.slider
        if not slider.isSliderDown():  # a pull would write the settings at every step
            self._keep("onion_percent", slider.value())

    def _keep(self, field: str, value: object) -> None:
        store = self._window.store
        store.put(store.value.model_copy(update={field: value}))

    def _on_scale_wanted(self, scale: float) -> None:
        """What the loupe shows is made as sharp as the photo is."""
        canvas = self._canvas
        if canvas.photo_size is not None:
            seen = max(canvas.view.scale, min(scale, 1.0))
            self._window.live.take_scale(seen * canvas.devicePixelRatioF())
