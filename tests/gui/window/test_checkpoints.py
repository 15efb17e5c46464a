"""Published checkpoints added in the window: made into weights, or refused, each fault in its own sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.model.xinggan import Variant
from engine.runtime.convert import LICENCE_NOTE, convert_checkpoint
from engine.runtime.weights_version import NON_COMMERCIAL
from engine.system.errors import WeightsError
from gui.look.engine_sentences import localised
from gui.look.language import Language
from gui.look.languages import Translations
from gui.window.weights_dialog import WeightsDialog
from tests.gui.conftest import Desk
from tests.gui.window.test_weights import open_weights, words
from tests.published import save_old
from tests.runtime.test_convert import OTHER_LAYOUTS, Intruder, published, with_a_wrong_shape, without_one
from tests.runtime.test_weights_files import a_file
from tests.sure import sure

PATIENCE_MS = 120_000


@pytest.fixture
def dialog(opened: Desk) -> WeightsDialog:
    return open_weights(opened)


def broken(folder: Path) -> dict[str, Path]:
    """Files that are no published generator, by what the window says of each in English."""
    entries = lambda: published(Variant.DEEPFASHION)  # noqa: E731
    renamed = {name.replace("x2_con.bias", "bias"): entry for name, entry in entries().items()}
    code: dict[str, object] = {**entries(), "model.extra": Intruder(folder / "mark")}
    cut = save_old(entries(), folder / "cut.pth")
    cut.write_bytes(cut.read_bytes()[:20_000])
    return {
        "model.x2_con.weight is missing": save_old(without_one(entries()), folder / "missing.pth"),
        "has the entry 'model.bias' and not": save_old(renamed, folder / "renamed.pth"),
        "has the shape 256x512x1x1": save_old(with_a_wrong_shape(entries()), folder / "shape.pth"),
        "holds code beside numbers, which was not run": save_old(code, folder / "code.pth"),
        "ends before all of it is there": cut,
    }


def xinggan(path: Path, *, variant: str) -> Path:
    """A file with the header of converted weights."""
    licence = {"licence": LICENCE_NOTE, "use": NON_COMMERCIAL}
    return a_file(path, short=0, architecture="xinggan", config="{}", variant=variant, **licence)


@pytest.mark.timeout(300)
def test_each_fault_of_a_checkpoint_is_its_own_sentence_and_leaves_nothing(
    dialog: WeightsDialog, opened: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    adding = opened.window.equipping.adding
    for says, path in broken(tmp_path).items():
        with qtbot.waitSignal(adding.refused, timeout=PATIENCE_MS):
            adding.take(path)
            assert path.name in dialog.notice.text()
            assert not dialog.add.isEnabled()
        assert says in dialog.notice.text()
        assert dialog.add.isEnabled()
    assert dialog.table.rowCount() == 2
    assert not list(adding.folder.iterdir())
    assert not (tmp_path / "mark").exists()


def test_all_that_is_said_of_checkpoints_is_said_in_japanese(qapp, tmp_path: Path) -> None:
    files = [*broken(tmp_path).values()]
    for number, change in enumerate(OTHER_LAYOUTS):
        files.append(save_old(change(published(Variant.MARKET)), tmp_path / f"{number}.pth"))
    translations = Translations(qapp, Language.JAPANESE)
    for path in files:
        with pytest.raises(WeightsError) as refusal:
            convert_checkpoint(path, tmp_path / "out.safetensors")
        assert localised(str(refusal.value)) != str(refusal.value)
    assert localised(LICENCE_NOTE) != LICENCE_NOTE
    translations.choose(Language.ENGLISH)
    translations.deleteLater()


def test_converted_weights_are_listed_with_their_licence_and_chosen(
    dialog: WeightsDialog, opened: Desk, tmp_path: Path
) -> None:
    adding = opened.window.equipping.adding
    adding.take(xinggan(tmp_path / "odd.safetensors", variant="mars"))
    assert "The header of odd.safetensors is not readable" in dialog.notice.text()
    adding.take(xinggan(tmp_path / "paper.safetensors", variant="market"))
    row = dialog.table.currentRow()
    assert words(dialog, row)[1:3] == ["paper.safetensors", "xinggan"]
    assert words(dialog, row)[4] == LICENCE_NOTE
    assert "bound by this licence" in dialog.details.text()
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    assert sure(opened.engine.requests[-1].weights.network).name == "paper.safetensors"


def test_numbers_that_are_no_tensors_of_torch_are_not_read_by_the_window(
    dialog: WeightsDialog, opened: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "renamed.safetensors"
    torch.save({"a": torch.zeros(1)}, path)
    opened.window.equipping.adding.take(path)
    assert "damaged or not a safetensors file" in dialog.notice.text()
