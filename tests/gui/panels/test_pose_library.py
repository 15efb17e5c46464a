"""The pose library without a window: what ships, search in both languages, and a person's own poses."""

from __future__ import annotations

import json
import shutil

import pytest

from engine.pose.openpose import read_pose
from engine.pose.pose import Joint
from engine.system.errors import EngineError, PoseError
from engine.system.shipped import POSES
from gui.panels.pose_library import OWN, checked_name, delete_own, open_library, rename_own, save_own, search
from tests.pose.posing import FRONT

SIZE = (400, 600)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    return open_library(tmp_path_factory.mktemp("empty") / "absent")


def stems(poses) -> list[str]:
    return [pose.path.stem for pose in poses]


def test_at_least_thirty_ship_in_six_folders_and_none_is_ones_own(shipped) -> None:
    assert len(shipped.poses) >= 38
    assert list(shipped.folders) == ["standing", "walking", "sitting", "sport", "gestures", "reference"]
    assert not any(pose.own for pose in shipped.poses)


@pytest.mark.parametrize("text", ["arms crossed", "CROSSED  arms", "腕組み", "ａｒｍｓ　ｃｒｏｓｓｅｄ"])
def test_search_finds_by_either_language_whatever_case_width_and_order(shipped, text) -> None:
    assert "arms-crossed" in stems(search(shipped, text))


def test_search_knows_tags_and_folders_and_wants_every_word(shipped) -> None:
    assert stems(search(shipped, "telephone")) == ["phone-at-ear"]
    assert set(stems(search(shipped, "yoga"))) == {"yoga-tree", "yoga-warrior"}
    assert {pose.folder for pose in search(shipped, "walking")} == {"walking"}
    assert search(shipped, "yoga telephone") == ()


def test_a_folder_narrows_the_search_and_no_words_list_it_all(shipped) -> None:
    sitting = search(shipped, "", folder="sitting")
    assert {pose.folder for pose in sitting} == {"sitting"}
    assert search(shipped, "yoga", folder="sitting") == ()
    assert search(shipped, "") == shipped.poses


def test_names_come_in_the_language_asked_for_and_in_english_for_others(shipped) -> None:
    pose = next(pose for pose in shipped.poses if pose.path.stem == "sitting")
    names = [pose.name.in_language(code) for code in ("ja_JP", "en_GB", "de")]
    assert names == ["座る", "Sitting", "Sitting"]


def test_ones_own_is_saved_found_and_read_back(tmp_path) -> None:
    path = save_own(FRONT, "  Anna,  front ", folder=tmp_path / "new", size=SIZE)
    library = open_library(tmp_path / "new")
    (mine,) = search(library, "anna front", folder=OWN)
    assert path.name == "Anna, front.json"
    assert mine.own
    assert mine.pose == read_pose(path) == FRONT


def test_a_second_pose_of_the_same_name_leaves_the_first_alone(tmp_path) -> None:
    first = save_own(FRONT, "Anna", folder=tmp_path, size=SIZE)
    before = first.read_bytes()
    second = save_own(FRONT.moved(Joint.NOSE, (1, 2)), "Anna", folder=tmp_path, size=SIZE)
    assert second.stem == "Anna 2"
    assert first.read_bytes() == before


@pytest.mark.parametrize(
    "name", ["", "  ", "../up", "a/b", "a\\b", "con", "NUL.x", ".hidden", "dot.", "x" * 81, "a\x00b"]
)
def test_names_that_are_no_file_everywhere_are_refused(tmp_path, name) -> None:
    with pytest.raises(PoseError):
        save_own(FRONT, name, folder=tmp_path / "own", size=SIZE)
    assert not (tmp_path / "own").exists()


def test_any_script_and_a_dot_inside_are_fine() -> None:
    assert checked_name("笑顔 v1.2 – über") == "笑顔 v1.2 – über"


def test_renaming_keeps_the_pose_and_avoids_names_that_are_taken(tmp_path) -> None:
    for name in ("one", "two"):
        save_own(FRONT, name, folder=tmp_path, size=SIZE)
    one, two = open_library(tmp_path).poses[-2:]
    assert rename_own(one, "two").stem == "two 2"
    assert rename_own(two, "two") == two.path
    assert stems(open_library(tmp_path).poses[-2:]) == ["two", "two 2"]


def test_deleting_takes_ones_own_only(tmp_path) -> None:
    root = tmp_path / "shipped"
    shutil.copytree(POSES, root)
    save_own(FRONT, "mine", folder=tmp_path / "own", size=SIZE)
    library = open_library(tmp_path / "own", shipped=root)
    delete_own(library.poses[-1])
    with pytest.raises(EngineError, match="ships with Repose"):
        delete_own(library.poses[0])
    assert not list((tmp_path / "own").iterdir())
    assert library.poses[0].path.exists()


def test_a_damaged_file_of_ones_own_is_passed_over_and_told(tmp_path) -> None:
    good = save_own(FRONT, "good", folder=tmp_path, size=SIZE)
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    library = open_library(tmp_path)
    assert [pose.path for pose in library.poses if pose.own] == [good]
    assert library.unreadable == (bad,)


def test_a_damaged_index_says_what_to_do(tmp_path) -> None:
    (tmp_path / "catalogue").mkdir()
    for text in ("{", "[]", json.dumps({"folders": [], "poses": [{"file": "x"}]})):
        (tmp_path / "catalogue" / "index.json").write_text(text)
        with pytest.raises(PoseError, match=r"damaged.*Install"):
            open_library(tmp_path / "own", shipped=tmp_path)


def test_a_folder_that_cannot_be_written_is_an_error_with_a_sentence(tmp_path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    with pytest.raises(EngineError, match="could not be saved"):
        save_own(FRONT, "x", folder=file, size=SIZE)
