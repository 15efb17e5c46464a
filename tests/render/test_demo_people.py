"""The people that ship, and everyone with room in their photo, have all of it for every pose that ships."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from engine.contract.messages import Source
from engine.imaging.frame import HEIGHT, WIDTH, choose_frame
from engine.photo.photo import decode_photo, load_photo
from engine.pose.fit import fit
from engine.pose.openpose import read_pose_file
from engine.pose.outside import outside
from engine.pose.pose import Pose
from engine.render.renderer import Renderer
from engine.system.shipped import DEMO_PHOTO, POSES

PEOPLE = sorted(DEMO_PHOTO.parent.glob("demo*.png"))
LIBRARY = [*POSES.glob("*.json"), *(POSES / "catalogue").glob("[!i]*.json")]
ROOM_PX = 300


def in_all_poses(source: Source) -> dict[str, Pose]:
    """Every pose that ships as this person takes it, on the ground, as the demo and batches have it."""
    shapes = {path.stem: read_pose_file(path).largest() for path in LIBRARY}
    return {name: fit(shape, to=source.pose, feet_on_ground=True) for name, shape in shapes.items()}


def with_room(person: Path) -> bytes:
    """The photo with its rims continued on all sides."""
    rgb = cv2.copyMakeBorder(load_photo(person).rgb, *[ROOM_PX] * 4, cv2.BORDER_REPLICATE)
    buffer = io.BytesIO()
    Image.fromarray(np.asarray(rgb, np.uint8)).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def test_there_are_three_people_in_pictures_of_one_size() -> None:
    assert len(PEOPLE) == 3
    assert len({load_photo(person).size for person in PEOPLE}) == 1


@pytest.mark.parametrize("person", PEOPLE, ids=lambda path: path.stem)
def test_no_head_hand_or_foot_leaves_the_picture_in_any_pose(renderer: Renderer, person: Path) -> None:
    source = renderer.prepare(load_photo(person))
    cut = {name: outside(pose, source.photo.size) for name, pose in in_all_poses(source).items()}
    assert {name: parts for name, parts in cut.items() if parts} == {}
    assert len(cut) > 60


@pytest.mark.parametrize("person", PEOPLE, ids=lambda path: path.stem)
def test_where_the_photo_has_room_the_model_frame_has_it_too(renderer: Renderer, person: Path) -> None:
    source = renderer.prepare(decode_photo(with_room(person), person.name))
    frame = choose_frame(source.pose, source.matte)
    cut = {
        name: outside(pose.replaced(frame.to_canonical(pose.xy())), (WIDTH, HEIGHT))
        for name, pose in in_all_poses(source).items()
    }
    assert {name: parts for name, parts in cut.items() if parts} == {}
