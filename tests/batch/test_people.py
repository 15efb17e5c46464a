"""A batch of people: one of several in each photo, or a row for each, named by their number from the left."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from main import main
from tests.source.people import scene, wall


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a photo of one person and one of two."""
    folder = tmp_path_factory.mktemp("photos")
    Image.fromarray(scene(wall(640, 480), ("waver", 0)).rgb).save(folder / "one.png")
    Image.fromarray(scene(wall(640, 900), ("waver", 0), ("waver", 420)).rgb).save(folder / "two.png")
    return folder


def planned(photos: Path, out: Path, person: str) -> list[dict[str, object]]:
    words = ["batch", "--photos", str(photos), "--poses", "library:waving", "--person", person]
    plan = out / "plan.json"
    assert main([*words, "--out", str(out / "made"), "--save-plan", str(plan), "--dry-run"]) == 0
    rows = json.loads(plan.read_text())["photos"]
    assert isinstance(rows, list)
    return rows


def test_everyone_of_a_photo_has_a_row(photos: Path, tmp_path: Path, capsys) -> None:
    rows = planned(photos, tmp_path, "all")
    assert [(row["name"], row["person"]) for row in rows] == [
        ("one", None), ("two-person1", 1), ("two-person2", 2),
    ]  # fmt: skip
    necks = [row["pose"]["NECK"][0] for row in rows[1:]]  # type: ignore[index]
    assert np.allclose(necks, (240, 660), atol=30)
    assert capsys.readouterr().out.split() == [f"{row['name']}-waving.png" for row in rows]


def test_a_photo_without_the_person_of_a_number_is_said(photos: Path, tmp_path: Path, capsys) -> None:
    words = ["batch", "--photos", str(photos / "one.png"), "--poses", "library:waving", "--person", "2"]
    assert main([*words, "--out", str(tmp_path)]) == 2
    assert "No photo shows a person 2" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["0", "two", "-1"])
def test_what_is_no_person_is_refused(photos: Path, tmp_path: Path, capsys, word: str) -> None:
    words = ["batch", "--photos", str(photos), "--poses", "library:waving", f"--person={word}"]
    assert main([*words, "--out", str(tmp_path)]) == 2
    assert "is no person" in capsys.readouterr().err
