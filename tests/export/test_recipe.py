"""Recipes: read back from pictures, held to limits, and leading back to the photo."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from engine.commands.posing import pose_in_photo
from engine.export.produce import Provenance, produce, request_for
from engine.export.settings import Credentials, ExactSize, Format, LongEdge, OutputSettings
from engine.photo.photo import Photo, load_photo
from engine.photo.recipe import MAX_BYTES, Recipe, RecipeError, parse_recipe, recipe_text
from engine.photo.reopen import original_of, poses_of_picture
from engine.pose.pose import Joint
from engine.render.finding import person_finder
from engine.system.errors import PoseError
from engine.system.files import encode_png
from engine.system.shipped import DEMO_PHOTO
from engine.system.stored_path import text_of
from tests.export.pictures import (
    KEY,
    SIZE,
    a_photo,
    a_pose,
    a_source,
    again,
    finished,
    noise,
    render,
    write,
)

EVERY_FORMAT = pytest.mark.parametrize("kind", list(Format))


def a_recipe() -> Recipe:
    recipe = again(finished(OutputSettings())).recipe
    assert recipe is not None
    return recipe


# In pictures


@EVERY_FORMAT
def test_a_picture_opens_with_its_recipe_and_its_pose(kind: Format) -> None:
    photo = again(finished(OutputSettings(format=kind)))
    assert photo.recipe is not None
    assert photo.recipe.photo.key == KEY
    assert photo.recipe.pose_asked() == a_pose(3)
    assert photo.recipe.pose_found() == a_pose()
    assert photo.recipe.pose_name == "waving"
    assert photo.pose is not None
    assert np.allclose(photo.pose.xy(), a_pose(3).xy(), atol=1e-4)
    assert not photo.notes


def test_the_pose_follows_scale_padding_and_crop() -> None:
    halved = again(finished(OutputSettings(size=LongEdge(px=SIZE[1] // 2)))).pose
    assert halved is not None
    assert np.allclose(halved.xy(), a_pose(3).xy() / 2, atol=1e-3)
    padded = again(finished(OutputSettings(size=ExactSize(width=200, height=200)))).pose
    assert padded is not None
    assert np.allclose(padded.xy(), a_pose(3).xy() + np.array([40, 20]), atol=1e-3)
    cropped = again(finished(OutputSettings(size=ExactSize(width=120, height=100, crop=True)))).pose
    assert cropped is not None
    assert np.allclose(cropped.xy(), a_pose(3).xy() - np.array([0, 30]), atol=1e-3)
    seen = [bool(0 <= y < 100) for _, y in cropped.xy()]
    assert cropped.present().tolist() == seen
    assert not all(seen)


def test_a_picture_scaled_elsewhere_keeps_its_recipe_and_not_its_joints() -> None:
    recipe = a_recipe()
    assert recipe.pose_in(SIZE) is not None
    assert recipe.pose_in((60, 80)) is None


def test_an_ordinary_photo_has_neither() -> None:
    photo = again(encode_png(noise(), icc=None, text={}))
    assert photo.recipe is None
    assert photo.pose is None


@pytest.mark.parametrize("text", ["{}", "no", '{"format": "repose-recipe"}', "[" * 9000])
def test_a_damaged_recipe_costs_only_itself(text: str) -> None:
    photo = again(encode_png(noise(), icc=None, text={"Repose recipe": text}))
    assert photo.recipe is None
    assert "damaged" in photo.notes[0]
    assert np.array_equal(photo.rgb, noise())


def test_no_keys_and_no_absolute_paths_are_given_away(tmp_path) -> None:
    secret = Credentials(certificate=Path("/home/me/cert.pem"), key=Path("/home/me/secret.pem"))
    settings = OutputSettings(credentials=secret)
    request = request_for(a_source(), a_pose(), settings=settings)
    provenance = Provenance(photo=tmp_path / "shoot" / "anna.jpg", folder=tmp_path / "out")
    data = produce(
        render(request), settings=settings.model_copy(update={"credentials": None}), provenance=provenance
    )
    assert b"secret" not in data
    assert str(tmp_path).encode() not in data
    recipe = again(data).recipe
    assert recipe is not None
    assert recipe.photo.beside == "../shoot/anna.jpg"


HOME_AND_CLIENT = ("home-name", "client-name")


@EVERY_FORMAT
@pytest.mark.parametrize(
    ("photo", "folder"),
    [
        ("home-name/client-name/shoot/anna.jpg", "out/web"),
        ("home-name/client-name/anna.jpg", "out"),  # one step up, then the whole way down
        ("home-name/client-name/anna.jpg", ""),
    ],
)
def test_a_picture_never_tells_the_way_to_its_photo(tmp_path, kind: Format, photo: str, folder: str) -> None:
    data = finished(OutputSettings(format=kind), photo_path=tmp_path / photo, folder=tmp_path / folder)
    assert not [name for name in (*HOME_AND_CLIENT, "../", tmp_path.name) if name.encode() in data]
    recipe = again(data).recipe
    assert recipe is not None
    assert recipe.photo.beside == "anna.jpg"


@pytest.mark.parametrize(
    ("photo", "beside"),
    [("out/anna.jpg", "anna.jpg"), ("anna.jpg", "../anna.jpg"), ("in/anna.jpg", "../in/anna.jpg")],
)
def test_a_picture_tells_of_a_photo_that_is_near(tmp_path, photo: str, beside: str) -> None:
    data = finished(OutputSettings(), photo_path=tmp_path / photo, folder=tmp_path / "out")
    recipe = again(data).recipe
    assert recipe is not None
    assert recipe.photo.beside == beside


def test_the_name_of_an_account_is_not_told_where_it_would_be_near(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOME" if os.name == "posix" else "USERPROFILE", str(tmp_path / "home-name"))
    data = finished(
        OutputSettings(), photo_path=tmp_path / "home-name" / "anna.jpg", folder=tmp_path / "everybody"
    )
    assert b"home-name" not in data


@EVERY_FORMAT
@pytest.mark.parametrize(
    "name", ["a\n\x1b[31m\0.jpg", "\udc8e\udcca.jpg", '<&>".jpg', "n" * 2000, "\u202e.jpg"]
)
def test_a_photo_of_any_name_makes_a_picture_that_can_be_read(tmp_path, kind: Format, name: str) -> None:
    photo = a_photo(name=name)
    data = finished(
        OutputSettings(format=kind), photo=photo, photo_path=tmp_path / "in" / name, folder=tmp_path / "out"
    )
    recipe = again(data).recipe
    assert recipe is not None
    assert recipe.photo.name.isprintable()
    assert b"\x1b[31m" not in data
    assert recipe.photo.beside in (None, text_of(f"../in/{name}"))


# As text


def test_text_and_back() -> None:
    assert parse_recipe(recipe_text(a_recipe())) == a_recipe()


def changed(**fields: object) -> str:
    return json.dumps({**json.loads(recipe_text(a_recipe())), **fields})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        '"repose-recipe"',
        changed(format="other"),
        changed(version="1x"),
        changed(photo=None),
        changed(photo={"name": "a", "key": "../../etc", "width": 5, "height": 5}),
        changed(pose={"NOSE": [1, 2]}),
        changed(pose={"NOSE": [1e300, 2, 1, True]}),
        changed(pose={"NOSE": ["NaN", 2, 1, True]}),
        changed(placed={"canvas": [0, 0], "inside": [1, 1]}),
        recipe_text(a_recipe()).replace("10.125", "NaN"),
    ],
)
def test_what_is_no_recipe_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(RecipeError, match="damaged"):
        parse_recipe(text)


def test_a_newer_recipe_says_so() -> None:
    with pytest.raises(RecipeError, match="newer"):
        parse_recipe(changed(version=2))


def test_a_huge_recipe_is_not_even_parsed() -> None:
    with pytest.raises(RecipeError, match="large"):
        parse_recipe(changed(pose_name="x" * MAX_BYTES))


def test_a_recipe_is_written_within_its_limit() -> None:
    long = a_recipe().model_copy(update={"settings": {"mark": "x" * MAX_BYTES}})
    assert len(recipe_text(long).encode()) <= MAX_BYTES
    assert parse_recipe(recipe_text(long)).pose_asked() == a_pose(3)


def test_fields_of_later_versions_are_passed_over() -> None:
    assert parse_recipe(changed(mood="glad")).pose_asked() == a_pose(3)


def test_names_are_made_fit_to_be_shown() -> None:
    assert parse_recipe(changed(pose_name="a\nb\x1b[31m")).pose_name == "a b [31m"


# Back to the photo


def test_the_photo_is_known_by_its_bytes_not_by_its_name(tmp_path) -> None:
    photo_file = write(tmp_path, "anna.png", encode_png(noise(), icc=None, text={}))
    other = write(tmp_path, "other.png", encode_png(noise(seed=9), icc=None, text={}))
    picture = again(finished(OutputSettings(), photo=load_photo(photo_file)))
    assert picture.recipe is not None
    found = original_of(picture.recipe, [tmp_path / "gone.png", other, photo_file])
    assert found is not None
    assert found[0] == photo_file
    assert found[1].pose == a_pose()
    assert np.array_equal(found[1].rgb, noise())
    assert original_of(picture.recipe, [other, tmp_path]) is None


def test_a_pose_is_taken_from_a_picture(tmp_path) -> None:
    picture = write(tmp_path, "picture.png", finished(OutputSettings(size=LongEdge(px=80))))
    file = poses_of_picture(picture)
    assert file.poses == (a_pose(3),)
    assert file.canvas == SIZE
    assert pose_in_photo(picture, size=SIZE) == a_pose()
    ordinary = write(tmp_path, "photo.png", encode_png(noise(), icc=None, text={}))
    with pytest.raises(PoseError, match="tells of no pose"):
        poses_of_picture(ordinary)


def test_joints_that_a_picture_names_are_not_looked_for() -> None:
    """The demo person in a pose no detector would report: it is taken as the picture says it."""
    photo = load_photo(DEMO_PHOTO)
    source = person_finder().find(photo)
    odd = source.pose.moved(Joint.R_WRIST, (5.0, 7.0)).with_present(Joint.L_EAR, present=False)
    settings = OutputSettings()
    data = produce(
        render(request_for(source, odd, settings=settings), photo.rgb),
        settings=settings,
        provenance=Provenance(),
    )
    opened: Photo = again(data)
    again_found = person_finder().find(opened)
    assert np.allclose(again_found.pose.xy(), odd.xy(), atol=1e-3)
    assert again_found.pose.present().tolist() == odd.present().tolist()
    assert again_found.matte.max() > 0.9
