"""The catalogue of poses that ships with the program: complete, named in both languages, and built like people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.pose.openpose import read_pose_file
from engine.pose.pose import LIMBS, Joint
from tests.pose.posing import length

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "poses"
INDEX = json.loads((FOLDER / "catalogue" / "index.json").read_text(encoding="utf-8"))
FILES = sorted((FOLDER / "catalogue").glob("[!i]*.json"))
# The longest each bone can be seen on the canvas, px, by the joint it ends in: arms, legs, and a little rounding.
LONGEST = {"SHOULDER": 92, "ELBOW": 158, "WRIST": 133, "KNEE": 217, "ANKLE": 217}


def test_index_lists_every_pose_once_in_a_known_folder() -> None:
    listed = [entry["file"] for entry in INDEX["poses"]]
    there = {str(path.relative_to(FOLDER).as_posix()) for path in [*FOLDER.glob("*.json"), *FILES]}
    assert len(listed) == len(set(listed)) >= 38
    assert set(listed) == there
    assert {entry["folder"] for entry in INDEX["poses"]} == {folder["key"] for folder in INDEX["folders"]}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_names_are_there_and_differ(language) -> None:
    names = [entry[language] for entry in INDEX["poses"]]
    assert all(names)
    assert len(set(names)) == len(names)
    assert all(any(ord(letter) > 0x3000 for letter in name) == (language == "ja") for name in names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_catalogue_pose_is_a_whole_person_seen_from_the_front_on_its_canvas(path) -> None:
    file = read_pose_file(path)
    (pose,) = file.poses
    assert pose.has(*Joint)
    box = pose.bounding_box()
    assert file.canvas == (960, 1200)
    assert box is not None
    assert min(box.left, box.top, 960 - box.right, 1200 - box.bottom) > 20
    assert pose.at(Joint.R_SHOULDER)[0] < pose.at(Joint.L_SHOULDER)[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_limb_is_longer_than_one_persons(path) -> None:
    (pose,) = read_pose_file(path).poses
    for near, far in LIMBS:
        longest = LONGEST.get(far.name[2:])
        if longest is not None:
            assert length(pose, near, far) <= longest + 4, (near, far)
    assert 80 < pose.head_size() < 125
