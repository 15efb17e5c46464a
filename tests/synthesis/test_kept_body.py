"""Body shapes kept in a file are those of the model they were made from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from engine.synthesis.assets import parse_obj
from engine.synthesis.body.body import BodyModel, BodyShape
from engine.synthesis.body.kept_body import kept_model, write_body
from engine.system.errors import PhotoError

SQUARE = (
    "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nvt 0.25 0.5\ng body\nf 1/1 2/1 3/1 4/1\ng helper\nf 1/1 2/1 3/1\n"
)


def made_shape(phenotype: Mapping[str, float]) -> BodyShape:
    """Four points and two bones, linear in the products of what the sliders do between their anchors."""
    tall, strong = 1.5 + 0.4 * phenotype["height"], abs(phenotype["muscle"] - 0.5)
    points = np.array([[0, 0, 0], [0.3 + 0.2 * strong, 0, 0], [0.3, tall * strong, 1], [0, 0.1, tall]])
    return BodyShape(points.astype(np.float32), np.array([[0, 0, tall / 2], [0, 0, tall]], np.float32))


def made_model() -> BodyModel:
    skin = np.array([[1, 0], [0.25, 0.75], [0, 1], [0, 1]], np.float32)
    return BodyModel(
        ("root", "head"), (-1, 0), skin, parse_obj(SQUARE), np.eye(18, 4, dtype=np.float32), made_shape
    )


def test_shapes_come_back_between_the_anchors_too(tmp_path: Path):
    write_body(tmp_path / "bodies.npz", made_model(), components=6)
    kept = kept_model(tmp_path / "bodies.npz")
    given = made_model()
    assert (kept.bones, kept.parents) == (given.bones, given.parents)
    np.testing.assert_array_equal(kept.skin, given.skin)
    np.testing.assert_array_equal(kept.joint_mix, given.joint_mix)
    np.testing.assert_array_equal(kept.base.faces, given.base.faces)
    assert kept.base.groups.tolist() == given.base.groups.tolist()
    for muscle, height in ((0.3, 0.41), (0.5, 0.7), (0.72, 0.35)):
        phenotype = {"gender": 0.1, "age": 0.7, "muscle": muscle, "weight": 0.4, "height": height}
        shape, wanted = kept.shape(phenotype), made_shape(phenotype)
        np.testing.assert_allclose(shape.rest, wanted.rest, atol=1e-4)
        np.testing.assert_allclose(shape.heads, wanted.heads, atol=1e-4)


def test_a_slider_outside_its_anchors_is_refused(tmp_path: Path):
    write_body(tmp_path / "bodies.npz", made_model(), components=6)
    with pytest.raises(ValueError, match=r"age 0.1 lies outside"):
        kept_model(tmp_path / "bodies.npz").shape({"age": 0.1})


def test_a_file_that_is_none_is_reported(tmp_path: Path):
    path = tmp_path / "bodies.npz"
    path.write_bytes(b"not an archive")
    with pytest.raises(PhotoError, match="not a file of body shapes"):
        kept_model(path)
