"""People taken apart: layers put together again are the picture, and what lies hidden has its layer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.pose import layer_classes as layers
from engine.synthesis.body.kinds import Heights, Kind, bone_layers, face_layers
from engine.synthesis.layered_shards import (
    Layer,
    LayeredView,
    Over,
    layered_name,
    read_layered,
    write_layered,
)
from engine.system.errors import PhotoError

ASSETS = Path(__file__).parents[3] / "shared" / "makehuman"


def small_view(seed: int) -> LayeredView:
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 255, (5, 3, 4), dtype=np.uint8)
    return LayeredView(
        rng.integers(0, 255, (12, 9, 4), dtype=np.uint8),
        rng.integers(0, layers.N_CLASSES, (12, 9), dtype=np.uint8),
        rng.normal(0, 9, (18, 2)).astype(np.float32),
        rng.integers(0, 2, 18, dtype=np.uint8),
        (Layer(layers.SKIRT, (2, 4, 3, 5), pixels), Layer(layers.LEFT_SHIN, (0, 0, 3, 5), pixels[::-1])),
        (Over(layers.SKIRT, layers.LEFT_SHIN, 6, 0.875),),
        float(np.float32(-31.5)),
        ("side", "half"),
    )


def test_a_person_in_layers_comes_back_from_its_file(tmp_path: Path):
    views, path = [small_view(1), small_view(2)], tmp_path / layered_name(900000, 3)
    write_layered(path, views, tags=("coat",))
    person = read_layered(path)
    assert (len(person), person.size, person.tags) == (2, (9, 12), ("coat",))
    for number, view in enumerate(views):
        back = person.view(number)
        np.testing.assert_array_equal(back.rgba, view.rgba)
        np.testing.assert_array_equal(back.label, view.label)
        np.testing.assert_array_equal(back.joints, view.joints)
        assert [(layer.layer, layer.box) for layer in back.layers] == [(v.layer, v.box) for v in view.layers]
        for layer, given in zip(back.layers, view.layers, strict=True):
            np.testing.assert_array_equal(layer.rgba, given.rgba)
        assert (back.overs, back.yaw_deg, back.tags) == (view.overs, view.yaw_deg, view.tags)
    (shin,) = person.layers(0, [layers.LEFT_SHIN])
    assert shin.placed(person.size)[:5, :3].tolist() == views[0].layers[1].rgba.tolist()


def test_a_damaged_file_is_reported(tmp_path: Path):
    path = tmp_path / "l0001_000000.npz"
    path.write_bytes(b"not an archive")
    with pytest.raises(PhotoError, match="not a person in layers"):
        read_layered(path)


def test_cloth_is_labelled_by_what_it_is_and_where_it_hangs():
    bones = bone_layers(["spine02", "upperleg01.L", "wrist.R", "head"])
    rest = np.array([[0, 0, 1.3], [0, 0, 0.7], [0, 0, 1.0], [0, 0, 1.5]], np.float32)
    faces = np.repeat(np.arange(4)[:, None], 3, 1)
    heights = Heights(waist=1.1, hip=0.95, crotch=0.85, ankle=0.1)
    found = {
        kind: face_layers(
            kind, rest=rest, skin=np.eye(4, dtype=np.float32), faces=faces, bones=bones, heights=heights
        ).tolist()
        for kind in (Kind.SKIN, Kind.TOP, Kind.OUTER, Kind.SKIRT, Kind.THING)
    }
    torso, coat = layers.TORSO, layers.COAT
    assert found[Kind.SKIN] == [torso, layers.LEFT_THIGH, layers.RIGHT_HAND, layers.HEAD]
    assert found[Kind.TOP] == [torso, coat, layers.RIGHT_FOREARM, torso]
    assert found[Kind.OUTER] == [torso, coat, layers.RIGHT_FOREARM, torso]
    assert found[Kind.SKIRT] == [layers.PELVIS, layers.SKIRT, layers.PELVIS, layers.PELVIS]
    assert found[Kind.THING] == [layers.THING] * 4


@pytest.fixture(scope="module")
def factory():
    """A body, and who casts people with it."""
    pytest.importorskip("anny")
    pytest.importorskip("moderngl")
    if not ASSETS.is_dir():
        pytest.skip("the assets are not here")
    from engine.synthesis.assets import AssetFolder
    from engine.synthesis.bodies import open_body
    from engine.synthesis.casting import Casting

    body = open_body()
    return body, Casting(body, AssetFolder(ASSETS, texture_size=256), pixels_per_metre=128)


@pytest.fixture(scope="module")
def drawn(factory):
    """Pictures of three people, each with its layers: skirts, coats, hands in pockets, bags."""
    from engine.synthesis.direction import random_shot
    from engine.synthesis.studio.layered_studio import LayeredStudio
    from engine.synthesis.studio.stage import Stage

    body, casting = factory
    studio, stage = LayeredStudio(body, size=(144, 192)), Stage(body, (144, 192))
    found = []
    for index in (10, 8, 12):
        rng = np.random.default_rng([3, index, 1])
        cast = casting.person(rng)
        shots = [without_shadow(random_shot(rng, cast)) for _ in range(3)]
        studio.load(cast.person)
        stands = stage.posed(cast.person, [shot.view for shot in shots])
        found += [(shot, *studio.draw(stand, shot)) for stand, shot in zip(stands, shots, strict=True)]
    return found


def test_a_seed_is_the_same_person_whoever_came_before(factory):
    _, casting = factory
    first, _, again = (casting.person(np.random.default_rng([3, index, 1])) for index in (10, 8, 10))
    assert first.tags == again.tags
    np.testing.assert_array_equal(first.person.mesh.rest, again.person.mesh.rest)
    for one, other in zip(first.person.mesh.layer_ranges, again.person.mesh.layer_ranges, strict=True):
        assert (one.first, one.count, one.layer, one.veiled) == (
            other.first,
            other.count,
            other.layer,
            other.veiled,
        )
        np.testing.assert_array_equal(one.material.texture, other.material.texture)


def without_shadow(shot):
    """Shadows are in pictures only."""
    return replace(shot, light=replace(shot.light, shadow=0.0))


def test_layers_put_over_one_another_by_depth_are_the_picture(drawn):
    for _, picture, drawings in drawn:
        height, width = picture.label.shape
        nearest = np.full((height, width), np.inf, np.float32)
        together = np.zeros((height, width, 4), np.float32)
        shown = np.zeros((height, width), np.uint8)
        for drawing in drawings:
            x, y, w, h = drawing.box
            place = np.s_[y : y + h, x : x + w]
            closer = (drawing.painted.rgba[..., 3] >= 128) & (drawing.painted.depth < nearest[place])
            nearest[place][closer] = drawing.painted.depth[closer]
            together[place][closer] = drawing.painted.rgba[closer]
            shown[place][closer] = drawing.layer
        # Pixels that two layers share are neither's; away from them the picture is the nearest layer.
        one = cv2.erode(picture.label, np.ones((3, 3))) == cv2.dilate(picture.label, np.ones((3, 3)))
        inside = one & (picture.label > 0)
        apart = np.abs(together - picture.rgba).max(-1)
        assert np.mean(apart[inside] > 2) < 0.004
        assert np.mean(shown[inside] == picture.label[inside]) > 0.996
        assert np.mean(apart[picture.label > 0]) < 9


def test_what_cloth_and_pockets_hide_is_in_the_layers_and_not_in_the_picture(drawn):
    hidden = {layer for _, picture, drawings in drawn for layer in hidden_layers(picture, drawings)}
    assert hidden & {layers.LEFT_THIGH, layers.RIGHT_THIGH}
    assert hidden & {layers.LEFT_HAND, layers.RIGHT_HAND}


def hidden_layers(picture, drawings):
    """Layers of a good size of which the picture shows next to nothing."""
    return [
        drawing.layer
        for drawing in drawings
        if (drawing.painted.rgba[..., 3] >= 128).sum() > 20 and (picture.label == drawing.layer).sum() < 4
    ]


def test_the_order_says_what_the_picture_shows(drawn):
    agreeing = []
    for _, picture, drawings in drawn:
        from engine.synthesis.studio.layered_studio import depth_order

        for over in depth_order(drawings):
            if over.pixels < 30 or over.share < 0.95:
                continue
            both = np.ones(picture.label.shape, bool)
            for layer in (over.front, over.behind):
                (own,) = [d for d in drawings if d.layer == layer]
                both &= Layer(own.layer, own.box, own.painted.rgba).placed(both.shape[::-1])[..., 3] >= 128
            agreeing.append((picture.label[both] != over.behind).mean())
    assert len(agreeing) > 20
    assert np.mean(agreeing) > 0.97
