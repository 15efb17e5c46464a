"""Trees in the published layouts open as what they hold, and each that is wrong is refused by the name of its file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.model.xinggan import SIZES, Variant
from engine.pose.pose import Joint
from engine.source.datasets.named import split_words
from engine.source.datasets.published import open_published
from engine.system.errors import DataError
from main import main
from tests.source.datasets.trees import HEADING, people_folders, tree


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[Variant, Path]:
    folder = tmp_path_factory.mktemp("trees")
    return {variant: tree(folder / variant, variant) for variant in Variant}


@pytest.fixture
def broken(trees: dict[Variant, Path], tmp_path: Path) -> Path:
    """DeepFashion's tree, to spoil."""
    return shutil.copytree(trees[Variant.DEEPFASHION], tmp_path / "fashion_data")


@pytest.mark.parametrize("variant", Variant)
def test_a_tree_opens(variant: Variant, trees: dict[Variant, Path]) -> None:
    pairs = open_published(trees[variant], variant)
    assert pairs.size == SIZES[variant]
    assert not pairs.free
    assert (len(pairs.train.pairs), len(pairs.test.pairs)) == (4, 4)
    source, target = pairs.test.pair(0)
    assert source.rgb.shape == target.rgb.shape == (*SIZES[variant], 3)
    # The hand that was moved is where the list has it: on the person, who is not as light as the wall.
    x, y = target.pose.at(Joint.NECK)
    assert target.rgb[int(y), int(x)].astype(int).sum() < 3 * 200
    assert 0.5 * SIZES[variant][0] < target.pose.at(Joint.R_ANKLE)[1] < SIZES[variant][0]


def test_the_mended_spelling_is_taken_too(broken: Path) -> None:
    for path in broken.glob("fasion-*"):
        path.rename(path.with_name(path.name.replace("fasion", "fashion")))
    assert len(open_published(broken, Variant.DEEPFASHION).train.pairs) == 4


def without_a_picture(folder: Path) -> None:
    (folder / "train" / "00_1.jpg").unlink()


def with_swapped_halves(folder: Path) -> None:
    for name in ("train", "test"):
        (folder / name).rename(folder / f"{name}-")
    (folder / "train-").rename(folder / "test")
    (folder / "test-").rename(folder / "train")


def uncut(folder: Path) -> None:
    path = str(folder / "test" / "02_0.jpg")
    cv2.imwrite(path, cv2.copyMakeBorder(cv2.imread(path), 0, 0, 40, 40, cv2.BORDER_REPLICATE))


def on_its_side(folder: Path) -> None:
    path = str(folder / "test" / "02_0.jpg")
    cv2.imwrite(path, cv2.rotate(cv2.imread(path), cv2.ROTATE_90_CLOCKWISE))


def no_picture(folder: Path) -> None:
    (folder / "train" / "01_0.jpg").write_text("words")


def without_joints(folder: Path) -> None:
    path = folder / "fasion-resize-annotation-train.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join(lines[:-1]))


def with_x_before_y(folder: Path) -> None:
    path = folder / "fasion-resize-annotation-test.csv"
    rows = [line.split(":") for line in path.read_text().splitlines()[1:]]
    path.write_text("\n".join([HEADING, *(f"{name}:{x}:{y}" for name, y, x in rows)]))


def with_few_joints(folder: Path) -> None:
    path = folder / "fasion-resize-annotation-test.csv"
    path.write_text(path.read_text().replace("[", "[3, ", 1))


def with_other_columns(folder: Path) -> None:
    path = folder / "fasion-resize-pairs-train.csv"
    path.write_text(path.read_text().replace("from,to", "source,target"))


def without_pairs(folder: Path) -> None:
    (folder / "fasion-resize-pairs-test.csv").unlink()


def with_wide_maps(folder: Path) -> None:
    (folder / "trainK").mkdir()
    np.save(folder / "trainK" / "00_0.jpg.npy", np.zeros((256, 256, 18), np.uint8))


WRONG: dict[Callable[[Path], None], str] = {
    without_a_picture: r"train: 00_1\.jpg is missing\.",
    with_swapped_halves: r"00_0\.jpg is missing but lies in test: were the two swapped; .* and 1 more",
    uncut: r"02_0\.jpg is 256x256 and its joints are for 256x176: cut 40 columns off on both sides",
    on_its_side: r"02_0\.jpg lies on its side: 176x256 and not 256x176",
    no_picture: r"01_0\.jpg is no picture",
    without_joints: r"annotation-train\.csv: 01_1\.jpg has no joints",
    with_x_before_y: r"annotation-test\.csv: x and y of 02_0\.jpg are swapped",
    with_few_joints: r"keypoints_y of 02_0\.jpg has 19 numbers and not 18",
    with_other_columns: r"pairs-train\.csv has no column from; its first line should be from,to",
    without_pairs: r"pairs-test\.csv could not be read \(No such file",
    with_wide_maps: r"trainK: 00_0\.jpg\.npy is 256x256x18 and not 256x176x18",
}


@pytest.mark.parametrize("spoil", WRONG)
def test_a_wrong_tree_is_refused_by_name(spoil: Callable[[Path], None], broken: Path) -> None:
    spoil(broken)
    with pytest.raises(DataError, match=WRONG[spoil]):
        open_published(broken, Variant.DEEPFASHION)


def test_it_is_said_before_training_starts(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    uncut(broken)
    run = broken / "run"
    assert main(["train", "--data", f"deepfashion:{broken}", "--model", "xinggan", "--run", str(run)]) == 2
    assert "02_0.jpg is 256x256" in capsys.readouterr().err
    assert not run.exists()


def test_market_is_not_taken_for_deepfashion(trees: dict[Variant, Path]) -> None:
    with pytest.raises(DataError, match=r"fasion-resize-pairs-train\.csv could not be read"):
        open_published(trees[Variant.MARKET], Variant.DEEPFASHION)


def test_words_name_a_set_or_a_plain_folder() -> None:
    assert split_words("deepfashion:data/fashion") == ("deepfashion", Path("data/fashion"))
    assert split_words("data/people") is None
    assert split_words(r"C:\data\people") is None


def test_folders_of_people_need_two_photos_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = people_folders(tmp_path / "people")
    (people / "person1" / "1.png").unlink()
    run = tmp_path / "run"
    words = ["train", "--data", f"pairs:{people}", "--model", "xinggan", "--run", str(run)]
    assert main(words) == 2
    assert "person1 holds one photo; a pair takes two of one person." in capsys.readouterr().err
    assert main(["evaluate", "--data", f"photos:{tmp_path / 'nowhere'}"]) == 2
    assert "nowhere does not exist" in capsys.readouterr().err
