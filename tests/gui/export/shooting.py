"""Two photos with a kept pose each in a window over a fake engine, and the export of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.contract.messages import PhotoLoaded, Prepared, Source
from engine.photo.photo import load_photo
from engine.pose.pose import Joint
from engine.system.files import encode_png
from gui.export.dialog import ExportDialog
from tests.gui.conftest import Desk
from tests.gui.fakes import SIZE, photo, standing
from tests.gui.saving import activate
from tests.sure import sure

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
MOVED = standing().moved(Joint.NOSE, (140.0, 60.0))


def a_shoot(desk: Desk, folder: Path) -> Desk:
    """Two photos in files, the second on the canvas, each with a kept pose."""
    for name, grey in (("coat", 90), ("dress", 120)):
        path = folder / f"{name}.png"
        path.write_bytes(encode_png(photo(grey=grey).rgb, icc=None, text={}))
        loaded = load_photo(path)
        desk.window.open_files([path])
        desk.engine.tell(PhotoLoaded(path, loaded))
        matte = np.ones((SIZE[1], SIZE[0]), np.float32)
        desk.engine.tell(Prepared(Source(loaded, standing(), matte), path))
        desk.session.apply_pose(MOVED, "Move")
        desk.session.keep_variant(f"best {name}")
    return desk


def open_export(shoot: Desk) -> ExportDialog:
    """The export by its keys."""
    activate(shoot.window)
    QTest.keyClick(shoot.window, Qt.Key.Key_E, CTRL_SHIFT)
    return sure(shoot.window.exporting.dialog)
