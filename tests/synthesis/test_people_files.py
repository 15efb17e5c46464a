"""Reading assets and writing rendered people, with small files made here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.synthesis.assets import AssetFolder, parse_mhclo, parse_obj
from engine.synthesis.shards import (
    PersonShard,
    dense_flow,
    flow_unit_for,
    pack_flow,
    read_person,
    shard_name,
    write_person,
)
from engine.system.errors import PhotoError

SQUARE = """
v 0 0 0
v 1 0 0
v 1 1 0
v 0 1 0
vt 0.25 0.5
vt 0.75 0.5
g body
f 1/1 2/2 3/2 4/1
g helper-skirt
f 1 2 3
"""

SCARF = """
# made here
obj_file scarf.obj
x_scale 0 1 2.0
verts 0
2
0 1 2 0.5 0.25 0.25 1.0 2.0 3.0
delete_verts
1 - 3 7
"""


def test_polygons_become_fans_of_triangles():
    mesh = parse_obj(SQUARE)
    assert mesh.faces.tolist() == [[0, 1, 2], [0, 2, 3], [0, 1, 2]]
    assert mesh.face_uvs.tolist() == [[0, 1, 1], [0, 1, 0], [0, 0, 0]]


def test_a_group_keeps_its_own_faces():
    assert parse_obj(SQUARE).group("helper-skirt").faces.tolist() == [[0, 1, 2]]


def test_a_piece_is_fitted_with_scaled_offsets_in_metres():
    fitting = parse_mhclo(SCARF)
    body = np.array([[0, 0, 0], [0.4, 0, 0], [0, 0, 1]], np.float32)
    fitted = fitting.fit(body)
    # x is stretched twice (4 dm where the file says 2); MakeHuman's y is our z and its z our -y.
    expected = np.array([[0, 0, 1], [0.1 + 0.2, -0.3, 0.25 + 0.2]])
    np.testing.assert_allclose(fitted, expected, atol=1e-6)
    assert fitting.hides.tolist() == [1, 2, 3, 7]
    assert fitting.obj_name == "scarf.obj"


def test_a_folder_without_assets_is_refused(tmp_path: Path):
    with pytest.raises(PhotoError, match="no MakeHuman assets"):
        AssetFolder(tmp_path)


def test_an_unknown_piece_is_named_with_those_there_are(tmp_path: Path):
    (tmp_path / "textures").mkdir()
    (tmp_path / "hair" / "bob").mkdir(parents=True)
    (tmp_path / "hair" / "bob" / "bob.mhclo").write_text("")
    with pytest.raises(PhotoError, match="no curls in hair; it has bob"):
        AssetFolder(tmp_path).piece("hair", "curls")


def small_person() -> PersonShard:
    rng = np.random.default_rng(3)
    foregrounds = (np.array([1, 2, 6], np.int32), np.array([0, 5, 11], np.int32))
    places = np.array([[0.5, 1.25], [3.75, 2.5], [-40.0, 1.0]], np.float32)
    flow = pack_flow(places, 32)
    return PersonShard(
        rgba=rng.integers(0, 255, (2, 3, 4, 4), dtype=np.uint8),
        joints=rng.normal(0, 9, (2, 18, 2)).astype(np.float32),
        joint_seen=rng.integers(0, 2, (2, 18), dtype=np.uint8),
        part=rng.integers(0, 12, (2, 3, 4), dtype=np.uint8),
        pairs=np.array([[0, 1], [1, 0]], np.int16),
        foregrounds=foregrounds,
        flows=(flow, flow[::-1].copy()),
        visibles=(np.array([1, 0, 1], np.uint8), np.array([0, 0, 1], np.uint8)),
    )


def test_a_person_comes_back_from_its_file(tmp_path: Path):
    person, path = small_person(), tmp_path / shard_name(7, 12)
    write_person(path, person)
    back = read_person(path)
    assert [file.name for file in tmp_path.iterdir()] == ["p0007_000012.npz"]
    for name in ("rgba", "joints", "joint_seen", "part", "pairs"):
        np.testing.assert_array_equal(getattr(back, name), getattr(person, name))
    for name in ("foregrounds", "flows", "visibles"):
        for read, written in zip(getattr(back, name), getattr(person, name), strict=True):
            np.testing.assert_array_equal(read, written)


def test_dense_flow_lies_on_the_targets_foreground():
    flow, known, visible = dense_flow(small_person(), 0)
    assert np.flatnonzero(known).tolist() == [0, 5, 11]
    assert np.flatnonzero(visible).tolist() == [0, 11]
    np.testing.assert_allclose(flow[1, 1], [3.75, 2.5])


def test_a_damaged_file_is_reported(tmp_path: Path):
    path = tmp_path / "p0001_000000.npz"
    path.write_bytes(b"not an archive")
    with pytest.raises(PhotoError, match="not a rendered person"):
        read_person(path)


@pytest.mark.parametrize("size", [(192, 256), (768, 1024), (1080, 1440), (3000, 4000)])
def test_places_around_the_frame_fit_the_stored_numbers(size: tuple[int, int]):
    unit = flow_unit_for(size)
    corner = np.array([[size[0] * 1.2, size[1] * 1.2]], np.float32)
    np.testing.assert_allclose(pack_flow(corner, unit) / unit, corner, atol=0.5 / unit)
