"""The command `report`: what its page says is what its JSON holds, and it leads nowhere outside of itself."""

from __future__ import annotations

import base64
import html
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from engine.evaluate.report.guidelines import html_of
from engine.evaluate.report.page.page import page
from engine.evaluate.report.words import Tongue, Words
from engine.system.shipped import DEMO_PHOTO, GUIDE, ROOT
from gui.look.printing import pdf_of
from main import main

_NUMBER = re.compile(r'<span data-from="([^"]+)">([^<]*)</span>')
_UNITS = {
    "s": 1, "min": 60, "h": 3600, "秒": 1, "分": 60, "時間": 3600, "%": 0.01, "MB": 1e6, "GB": 1e9, "": 1, "EUR": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[str, dict[str, Any], Path]:
    """The page and the JSON of two photos, one without a person, in two poses."""
    folder = tmp_path_factory.mktemp("private")
    wall = folder / "wall.png"
    Image.new("RGB", (200, 250), (180, 170, 160)).save(wall)
    out = folder / "r.html"
    words = ("--poses", "library:waving", "library:arms-out", "--out", out, "--price", "0.40")
    assert main([str(word) for word in ("report", DEMO_PHOTO, wall, *words)]) == 0
    return out.read_text("utf-8"), json.loads(out.with_suffix(".json").read_text("utf-8")), folder


def at(report: Any, place: str) -> Any:
    for step in place.split("."):
        report = report[int(step)] if isinstance(report, list) else report[step]
    return report


def is_rounded(shown: str, value: float, place: str) -> bool:
    """Whether a shown number is `value` to the last digit that is shown."""
    found = re.fullmatch(r"([\d,]*\.?\d+)\s*(\S*)", shown)
    assert found, shown
    number = float(found[1].replace(",", ""))
    unit = 1.0 if place.endswith("_mb") else _UNITS[found[2]]
    decimals = len(found[1].partition(".")[2])
    return abs(number * unit - value) <= (0.5 * 10**-decimals + 1e-9) * unit


def all_numbers_hold(text: str, report: dict[str, Any]) -> int:
    found = _NUMBER.findall(text)
    for place, shown in found:
        value = at(report, place)
        if value is None:
            assert shown == "–", place
        else:
            assert is_rounded(html.unescape(shown), value, place), (place, shown, value)
    return len(found)


def test_every_number_of_the_page_is_in_the_json(made) -> None:
    text, report, _ = made
    assert all_numbers_hold(text, report) > 60
    changed = json.loads(json.dumps(report))
    changed["times"][0]["amounts"][2]["cost"] *= 1.1
    with pytest.raises(AssertionError):
        all_numbers_hold(text, changed)


def test_the_share_likely_to_be_sent_back_follows_from_the_pictures(made) -> None:
    text, report, _ = made
    likely = [picture["broken"] for picture in report["pictures"]]
    assert all(0 < each < 1 for each in likely)
    told = report["sums"][0]["all"]
    sent_back = sum(each >= report["limits"]["doubtful"] for each in likely)
    assert (told["foretold"], told["sent_back"]) == (len(likely), sent_back)
    assert told["sent_back_share"] == pytest.approx(sent_back / len(likely), abs=1e-4)
    summary = text.partition('id="quality"')[0]
    assert f'data-from="sums.0.{report["photos"][0]["kind"]}.sent_back_share"' in summary


def test_what_ten_thousand_cost_follows_from_what_was_measured(made) -> None:
    _, report, _ = made
    time, photo = report["times"][0], report["photos"][0]
    pictures = report["pictures"]
    spent = photo["seconds"][0] + sum(p["seconds"] + p["write_seconds"] for p in pictures)
    assert time["picture_seconds"] == pytest.approx(spent / len(pictures), abs=2e-3)
    most = time["amounts"][-1]
    assert most["pictures"] == 10_000
    assert most["cost"] == pytest.approx(time["picture_seconds"] * 10_000 / 3600 * 0.40, rel=0.01)


def test_what_a_usable_picture_takes_follows_from_what_people_judged(made) -> None:
    _, report, _ = made
    judged, kind = report["judged"], report["usable"]["other"]
    assert sum(judged["kinds"].values()) == judged["pictures"]
    most_used = 1 - judged["other"][0]
    each = report["times"][0]["picture_seconds"]
    assert kind["cost"][0] == pytest.approx(each / most_used / 3600 * 0.40, rel=0.01)
    assert kind["people_seconds"][0] == pytest.approx(10 / most_used + 60, abs=0.1)
    assert kind["people_seconds"][0] < kind["people_seconds"][1]
    for name in ("plain", "other"):
        broken, used = (judged["of_100"][name][what] for what in ("broken", "usable"))
        assert [broken[0] + used[1], broken[1] + used[0]] == [100, 100]


@pytest.mark.parametrize(("price", "judged"), [(False, True), (True, False)])
def test_without_a_price_or_judges_the_summary_says_what_is_known(made, price, judged) -> None:
    _, report, _ = made
    known = json.loads(json.dumps(report))
    if not price:
        known["price"] = known["usable"]["plain"]["cost"] = known["usable"]["other"]["cost"] = None
    if not judged:
        known["judged"] = known["usable"] = None
    told = page(known, dict.fromkeys(["photo-0", *(p["shot"] for p in report["pictures"])], b""))
    all_numbers_hold(told, known)
    assert ("usable.other.machine_seconds.0" in told) is judged
    assert "usable.other.cost" not in told


def test_on_paper_nothing_stands_between_a_heading_and_its_table(made) -> None:
    text, _, _ = made
    assert re.search(r'<section id="quality"><h2>.*?</h2>\s*<table', text)
    assert re.search(r'<div class="photo"><h3>.*?</h3>\s*<table', text)


def test_the_page_needs_and_tells_nothing_outside_of_itself(made) -> None:
    text, report, folder = made
    addresses = re.findall(r'(?:src|href)="([^"]*)"', text)
    assert addresses
    assert all(address.startswith(("data:image/jpeg;base64,", "#")) for address in addresses)
    told = text + json.dumps(report, ensure_ascii=False)
    for place in (folder, ROOT, Path.home()):
        assert str(place) not in told
    assert "url(" not in text
    shots = [a for a in addresses if a.startswith("data:")]
    for shot in shots:
        with Image.open(io.BytesIO(base64.b64decode(shot.partition(",")[2]))) as image:
            image.load()
    assert len(shots) >= 3


def test_a_photo_without_a_person_is_told_of_and_stops_nothing(made) -> None:
    text, report, _ = made
    assert [each["file"] for each in report["refused"]] == ["wall.png"]
    assert "<b>wall.png</b>: no person was found" in text
    assert len(report["pictures"]) == 2


def test_it_says_what_people_judged_and_never_calls_more_than_that_good(made) -> None:
    _, report, _ = made
    assert report["verdicts"]["other"]["level"] == "none"
    assert report["verdicts"]["plain"]["level"] == "drafts"
    assert report["judged"]["plain"][0] > 0.35


def test_the_japanese_page_says_the_same_numbers(made) -> None:
    text, report, _ = made
    theirs = {**report, "language": "ja"}
    shots = dict.fromkeys(["photo-0", *(p["shot"] for p in report["pictures"])], b"")
    other = page(theirs, shots)
    assert all_numbers_hold(other, theirs) == all_numbers_hold(text, report)
    assert "要点" in other
    assert not re.search(r"\{\w+\}", re.sub(r"<style>.*?</style>", "", other, flags=re.DOTALL))


def test_both_languages_have_the_same_texts_with_the_same_values() -> None:
    english, japanese = (Words(tongue) for tongue in Tongue)
    assert english.names() == japanese.names()
    for name in english.names():
        values = [set(re.findall(r"\{(\w+)\}", words(name))) for words in (english, japanese)]
        assert values[0] == values[1], name


def test_the_page_can_be_printed_by_qt(made, qapp) -> None:
    data = pdf_of(made[0])
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) >= 4
    assert data.count(b"/Subtype /Image") >= 3


@pytest.mark.parametrize("tongue", Tongue)
def test_the_guidelines_become_html_with_their_pictures(tongue) -> None:
    source = (GUIDE / f"guidelines.{tongue}.md").read_text("utf-8")
    made = html_of(source, GUIDE)
    assert made.count("<h3>") == source.count("\n## ")
    assert made.count("<li>") == source.count("\n- ")
    assert made.count('src="data:image/jpeg') == source.count("](guidelines-failures.jpg)") == 1
    assert "**" not in made


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--out", "r.txt"), ".html or .pdf"),
        (("--out", "r.html", "--price", "nan"), "no price"),
        (("--out", "r.html", "--price", "-1"), "no price"),
        (("--out", "r.html", "--currency", "Euro"), "no currency"),
        (("--out", "nowhere/r.html"), "does not exist"),
    ],
)
def test_what_cannot_be_done_is_refused_at_once(words, told, tmp_path, refused) -> None:
    words = [tmp_path / word if "r." in word else word for word in words]
    assert told in refused("report", DEMO_PHOTO, "--poses", "library:waving", *words)


def test_a_missing_photo_a_missing_pose_and_too_many_pictures_are_refused(tmp_path, refused) -> None:
    out = ("--out", tmp_path / "r.html")
    assert "gone.jpg" in refused("report", tmp_path / "gone.jpg", "--poses", "library:waving", *out)
    assert "nothing-such" in refused("report", DEMO_PHOTO, "--poses", "library:nothing-such", *out)
    for number in range(10):
        Image.new("RGB", (60 + number, 80), (number, 0, 0)).save(tmp_path / f"{number}.png")
    photos = [tmp_path / f"{number}.png" for number in range(10)]
    assert "pictures; a report holds" in refused("report", *photos, "--poses", "library", *out)
