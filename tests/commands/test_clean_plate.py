"""The option --clean-plate: what the person uncovers is the empty set, in one picture and in a batch alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.system.shipped import DEMO_PHOTO
from main import main

SIZE = (300, 375)
POSE = "library:right-arm-raised"


def run(*words: object) -> int:
    return main([str(word) for word in words])


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).astype(int)


def room(seed: int) -> np.ndarray:
    """Blocks of all colours, 12 pixels a side: nothing that could be guessed."""
    blocks = np.random.default_rng(seed).integers(30, 226, (SIZE[1] // 12 + 1, SIZE[0] // 12 + 1, 3))
    return blocks.repeat(12, 0).repeat(12, 1)[: SIZE[1], : SIZE[0]].astype(np.uint8)


@pytest.fixture(scope="module")
def shoot(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, np.ndarray]:
    """A folder with the demo person in a room (look.png), the empty room and another one; and their matte."""
    folder = tmp_path_factory.mktemp("shoot")
    with Image.open(DEMO_PHOTO) as image:
        image.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS).save(folder / "demo.png")
    assert (
        run("detect", folder / "demo.png", "--matte", folder / "matte.png", "--out", folder / "own.json") == 0
    )
    with Image.open(folder / "matte.png") as image:
        matte = np.asarray(image.convert("L"))[..., None] / 255
    look = pixels(folder / "demo.png") * matte + room(1) * (1 - matte)
    Image.fromarray(look.round().astype(np.uint8)).save(folder / "look.png")
    Image.fromarray((room(1) * 0.9).astype(np.uint8)).save(folder / "empty.png")
    Image.fromarray(room(2)).save(folder / "other.png")
    return folder, matte[..., 0]


def rendered(folder: Path, out: Path, *more: object) -> np.ndarray:
    source = ("--source-pose", folder / "own.json")
    assert run("render", folder / "look.png", "--pose", POSE, "--out", out, *source, *more) == 0
    return pixels(out)


def test_what_is_uncovered_is_the_empty_set(shoot: tuple[Path, np.ndarray], tmp_path: Path) -> None:
    folder, matte = shoot
    invented = rendered(folder, tmp_path / "invented.png")
    by_set = rendered(folder, tmp_path / "set.png", "--clean-plate", folder / "empty.png")
    person, truth = matte > 0.95, room(1)
    shown = [(np.abs(made - truth).max(-1) < 24)[person].sum() for made in (by_set, invented)]
    assert shown[0] > 500
    assert shown[0] > 2 * shown[1]


def test_a_batch_makes_the_same_picture(shoot: tuple[Path, np.ndarray], tmp_path: Path) -> None:
    folder, _ = shoot
    plate, photo = ("--clean-plate", folder / "empty.png"), folder / "look.png"
    one = tmp_path / "one.png"
    assert run("render", photo, "--pose", POSE, "--out", one, *plate) == 0
    assert run("batch", "--photos", photo, "--poses", POSE, "--out", tmp_path / "out", *plate) == 0
    (made,) = (tmp_path / "out").glob("*.png")
    assert np.array_equal(pixels(made), pixels(one))
    assert str(folder) not in "".join(path.read_text("utf-8") for path in (tmp_path / "out").glob("*.jsonl"))


@pytest.mark.parametrize(
    ("file", "said"), [("other.png", "does not fit this photo"), ("gone.png", "no file")]
)
def test_what_does_not_fit_is_refused(
    shoot: tuple[Path, np.ndarray], tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, said: str
) -> None:
    folder, _ = shoot
    words = ("render", folder / "look.png", "--pose", POSE, "--out", tmp_path / "out.png")
    assert run(*words, "--clean-plate", folder / file) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out.png").exists()


def test_the_empty_set_is_never_written_to(shoot: tuple[Path, np.ndarray]) -> None:
    folder, _ = shoot
    empty = folder / "empty.png"
    before = empty.read_bytes()
    assert run("render", folder / "look.png", "--pose", POSE, "--out", empty, "--clean-plate", empty) == 2
    assert empty.read_bytes() == before
