"""What README and NOTICE say about the project is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from gui.window import about_dialog

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
README = (ROOT / "README.md").read_text("utf-8")
NOTICE = (ROOT / "NOTICE.md").read_text("utf-8")
# A row of the table: the packages, and their licence.
ROWS = dict(re.findall(r"^\| (\S.*?) \| (.+?) \|$", NOTICE, re.MULTILINE))


def package(requirement: str) -> str:
    return sure_match(r"[\w.-]+", requirement).lower()


def sure_match(pattern: str, text: str) -> str:
    found = re.match(pattern, text)
    assert found
    return found[0]


@pytest.mark.parametrize(
    "name",
    [package(each) for each in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["credentials"])],
)
def test_the_licence_of_what_runs_is_told(name: str) -> None:
    assert any(name in re.split(r"[ ,]+", told) for told in ROWS), f"{name} has no row in NOTICE.md"


def test_the_about_window_tells_the_same_licences() -> None:
    told = {package: licence for _, package, licence in about_dialog._PARTS}
    for name, licence in told.items():
        assert any(name.lower() in row and licence in words for row, words in ROWS.items()), name


def test_readme_links_to_the_licences() -> None:
    assert "(NOTICE.md)" in README
    assert "NOTICE.md" in PROJECT["license-files"]


def test_readme_counts_the_poses_of_the_library() -> None:
    poses = ROOT / "resources" / "poses"
    library = [*poses.glob("*.json"), *(poses / "catalogue").glob("*.json")]
    counted = len(library) - 1  # the index is no pose
    assert re.findall(r"(\d+) poses", README), "no number to check"
    assert {int(number) for number in re.findall(r"(\d+) poses", README)} == {counted}


def test_no_document_holds_what_a_merge_left() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "weights").glob("*.md")]
    assert len(documents) > 40
    left = [each for each in documents if re.search(r"^(<{7}|>{7}) ", each.read_text("utf-8"), re.MULTILINE)]
    assert left == []
