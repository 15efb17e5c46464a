"""Names of pictures are legal on three systems, stay in the folder and never hit another file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.batch.events import PictureMade
from engine.batch.job import check_names, tasks_of
from engine.batch.names import NameValues, Template, find_collisions, free_name
from engine.batch.plan import PhotoItem, Plan
from engine.system.errors import PlanError
from tests.batch.everywhere import complaint, on_mac, on_windows
from tests.batch.material import NOW, SIZE, Told, a_photo, pictures, poses, ready_for, run


def values(photo: str = "coat", pose: str = "walking", index: int = 7) -> NameValues:
    return NameValues(
        photo=photo, folder="spring", pose=pose, index=index, photo_index=1, pose_index=2, date=NOW, width=800,
        height=1000,
    )  # fmt: skip


def name(template: str, **changes) -> str:
    return Template.parse(template).stem(values(**changes), suffix=".png") + ".png"


def refusal(template: str) -> str:
    with pytest.raises(PlanError) as caught:
        Template.parse(template)
    return str(caught.value)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{photo}-{pose}", "coat-walking.png"),
        ("{index:03}_{photo}", "007_coat.png"),
        ("{folder} {photo_index}.{pose_index} {width}x{height}", "spring 1.2 800x1000.png"),
        ("{date}", "2026-03-09.png"),
        ("{date:%Y%m%d-%H%M} {index}", "20260309-2205 7.png"),
        ("{photo:.2}{{{pose:.4}}}", "co{walk}.png"),
        ("{photo}.PNG", "coat.png"),  # the ending written as in a file name
        ("春　{pose}", "春　walking.png"),
    ],
)
def test_tokens(template: str, expected: str) -> None:
    assert name(template) == expected


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("", "1 to 300 letters"),
        ("  ", "1 to 300 letters"),
        ("x" * 301, "1 to 300 letters"),
        ("{photo", "without its partner"),
        ("photo}", "without its partner"),
        ("{}", "no token {}"),
        ("{0}", "no token {0}"),
        ("{photo.__class__}", "no token {photo.__class__}"),
        ("{photo[0]}", "no token"),
        ("{name}", "There are {photo}, {pose}"),
        ("{photo!r}", "cannot write"),
        ("{photo:>40}", "{photo:.20}"),
        ("{photo:{width}}", "{photo:.20}"),
        ("{index:3}", "{index:03}"),
        ("{index:099999999}", "{index:03}"),
        ("{date:%A}", "{date:%Y%m%d}"),
        ("{date:%Y/%m}", "{date:%Y%m%d}"),
        ("{photo}/{pose}", "“/”"),
        ("..\\{pose}", "“\\”"),
        ("{pose}\n", "no file name may hold"),
    ],
)
def test_a_template_that_cannot_work_is_refused_with_a_sentence(template: str, words: str) -> None:
    said = refusal(template)
    assert words in said
    assert said.endswith(".")
    assert "\n" not in said


def test_a_long_name_keeps_what_tells_pictures_apart() -> None:
    first, second = (name("{photo}-{pose}-{index}", photo="p" * 250, index=index) for index in (1, 2))
    assert first.endswith("-walking-1.png")
    assert second.endswith("-walking-2.png")
    assert complaint(first) is None


def test_names_that_are_one_file_somewhere_are_found() -> None:
    names = ["a.png", "B.png", "b.png", "e\u0301.png", "é.png", "c.png", "ß.png", "SS.png"]
    assert [(each.name, each.cells) for each in find_collisions(names)] == [
        ("B.png", (1, 2)),
        ("e\u0301.png", (3, 4)),
        ("ß.png", (6, 7)),
    ]


def test_a_free_name_gets_the_first_free_number() -> None:
    keys = {each.upper().casefold() for each in ("a.png", "a-2.png", "A-3.PNG")}
    assert free_name("a", ".png", taken=keys) == "a-4.png"
    long = free_name("x" * 196, ".png", taken={"x" * 196 + ".png"})
    assert long.endswith("-2.png")
    assert complaint(long) is None


def test_cells_that_would_share_a_file_are_refused_beforehand(tmp_path: Path) -> None:
    for folder in ("spring", "summer"):
        (tmp_path / folder).mkdir()
    photos = (a_photo(tmp_path / "spring", "coat"), a_photo(tmp_path / "summer", "Coat"))
    plan = Plan(photos=photos, poses=poses("a", "b"))
    with pytest.raises(PlanError, match=r"2 pictures would be called coat-a.png, and 1 more .*\{index:03\}"):
        ready_for(plan, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    told_apart = plan.model_copy(update={"names": "{folder}-{photo}-{pose}"})
    assert [task.name for task in ready_for(told_apart, tmp_path / "out").tasks][2] == "summer-Coat-a.png"
    tasks = tasks_of(told_apart, [SIZE, SIZE], date=NOW)
    check_names(tasks, reserved=["repose-batch.jsonl"])
    with pytest.raises(PlanError, match=r"spring-coat-b\.png, which the batch needs"):
        check_names(tasks, reserved=["SPRING-coat-B.png"])


# Awkward names

_DEVICES = ["con", "PRN", "Aux", "nul", "CONIN$", "conout$", "CLOCK$"] + [
    port + digit for port in ("com", "LPT") for digit in "0123456789¹²³"
]
_WAYS = [
    "..", ".", "../../etc/passwd", "/etc/passwd", "C:\\Windows\\x", "C:", "\\\\server\\share", "~", "~/x", "a/b",
    "a\\b", "....//x", "..%2f..", "file:///x", "./x", "x/..", "NUL/../x", "//", "\\", "%2e%2e",
]  # fmt: skip
_SIGNS = [f"a{sign}b" for sign in "<>:\"/\\|?*%&$#@!`'^~=+,;[]{}()"] + [f"{sign}" for sign in '<>:"|?*-_ ,;']
_CONTROL = [f"a{chr(code)}b" for code in (*range(32), 127, 128, 133, 159)]
_LOOSE = [
    "a.",
    "a..",
    "a ",
    "a. .",
    " a",
    ".a",
    "...",
    "   ",
    ". .",
    "a\u3000",
    "\u00a0a",
    "a\t",
    "\na",
    ".hidden.",
    "",
]
_UNICODE = [
    "e\u0301", "é", "ｶﾞ", "が", "か\u3099", "한글", "\u1112\u1161\u11ab", "👩\u200d👩\u200d👧", "🇯🇵",
    "a\u202egnp", "a\u200bb", "\ufeffa", "\u2028", "a\u2029b", "\ud800", "a\udcffb", "\ue000",
    "\ufffe", "\U0010ffff", "ﬁ", "İ", "ı", "ſ", "ß", "ẞ", "Å", "\u212b", "\u2126", "Ǆ", "ǆ", "א",
    "שלום", "مرحبا", "नमस्ते", "ไทย", "\u0301", "\u200d", "\u115f", "𝒜", "①", "㌔", "ǖ" * 120,
    "ᾧ" * 90, "写真" * 80, "🧥" * 70, "e\u0301" * 150, "x" * 255, "x" * 1000, "a." * 300, " ." * 90,
    "con" * 90,
]  # fmt: skip
_MIXED = [
    f"{first}{second}"
    for first in ("con", "nul.", "lpt1 ", "..", " ")
    for second in (".txt", " .x", "..", "/", "\x00", "é")
]
_TAILS = [
    f"{device}{tail}"
    for device in ("con", "com1", "aux", "NUL", "lpt³")
    for tail in (".txt", " ", ".", " .png", ".tar.gz", "_", "x", "\u200d")
]
AWKWARD = list(dict.fromkeys([*_DEVICES, *_WAYS, *_SIGNS, *_CONTROL, *_LOOSE, *_UNICODE, *_MIXED, *_TAILS]))


def test_there_are_enough_awkward_names() -> None:
    assert len(AWKWARD) >= 260


@pytest.mark.parametrize("template", ["{photo}", "{photo}-{pose}", "{pose}{photo}"])
def test_awkward_names_are_legal_everywhere(template: str) -> None:
    for awkward in AWKWARD:
        for made in (name(template, photo=awkward), name(template, photo=awkward, pose=awkward)):
            assert complaint(made) is None, (awkward, made, complaint(made))


def test_a_batch_of_awkward_names_stays_in_its_folder_and_overwrites_nothing(tmp_path: Path) -> None:
    """Real files of a real run, beside files that are there already under some of the very names."""
    out = tmp_path / "out"
    out.mkdir()
    shown = [each for each in AWKWARD if each and not any("\ud800" <= c <= "\udfff" for c in each)]
    plan = Plan(
        photos=(a_photo(tmp_path, "coat"),),
        poses=poses(*(each[:500] for each in shown)),
        names="{pose}-{index}",
    )
    wanted = [task.name for task in ready_for(plan, out).tasks]
    theirs = {each: f"theirs {each}".encode() for each in wanted[::5]}
    for each, data in theirs.items():
        (out / each).write_bytes(data)
    before = {path for path in tmp_path.rglob("*") if not path.is_relative_to(out)}
    told = Told()
    summary = run(ready_for(plan, out), told=told)
    assert len(summary.made) == len(shown) >= 250
    assert not summary.failed
    there = pictures(out)
    assert {each: there[each] for each in theirs} == theirs
    assert set(there) == {event.file for event in told.of(PictureMade)} | set(theirs)
    assert len(there) == len(shown) + len(theirs)
    assert [complaint(each) for each in there] == [None] * len(there)
    assert {path for path in tmp_path.rglob("*") if not path.is_relative_to(out)} == before
    for same in (on_mac, on_windows):
        assert len({same(each) for each in there}) == len(there)


# Generated templates

_LITERALS = st.text(st.sampled_from("ab-_ .()春éＡ\u0301~$#%&'"), max_size=12) | st.sampled_from(
    ["{{", "}}", "con", "NUL.", "com1", "..", "   ", ".png", "x" * 120, "写" * 60, "-"]
)
_TOKENS = st.sampled_from(
    ["{photo}", "{pose}", "{index}", "{index:03}", "{index:09}", "{date}", "{date:%Y%m%d}", "{date:%H.%M. }", "{width}",
     "{height:05}", "{photo:.3}", "{pose:.99}", "{folder}", "{photo_index:02}", "{pose_index}"]
)  # fmt: skip
_ODD = st.text(max_size=20) | st.sampled_from(
    ["/", "\\", "{", "}", "{x}", "{photo!r}", "{index:{width}}", ":", "\x00", "../"]
)
TEMPLATES = st.lists(_TOKENS | _LITERALS, min_size=1, max_size=6).map("".join)
TEXTS = st.sampled_from(AWKWARD) | st.text(max_size=60)


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(template=TEMPLATES, photo=TEXTS, names=st.lists(TEXTS, min_size=2, max_size=4))
def test_generated_templates_stay_inside_are_legal_and_never_meet(
    tmp_path_factory: pytest.TempPathFactory, template: str, photo: str, names: list[str]
) -> None:
    try:
        parsed = Template.parse(template)
    except PlanError:
        # The parts are all allowed; only together they may be blank or too long.
        assert not template.strip() or len(template) > 300 or "\u0301" in template
        return
    stems = [parsed.stem(values(photo, pose, index), suffix=".png") for index, pose in enumerate(names, 1)]
    files = [f"{stem}.png" for stem in stems]
    for file in files:
        assert complaint(file) is None, (template, file, complaint(file))
        assert (Path("/out") / file).parent == Path("/out")
    met = {place for each in find_collisions(files) for place in each.cells[1:]}
    kept = [file for place, file in enumerate(files) if place not in met]
    for same in (on_mac, on_windows):
        assert len({same(file) for file in kept}) == len(kept)
    folder = tmp_path_factory.getbasetemp() / "generated"
    folder.mkdir(exist_ok=True)
    for file in kept:
        (folder / file).open("xb").close()  # fails if it is there, that is, if two were one after all
    for file in kept:
        (folder / file).unlink()


@settings(max_examples=500, deadline=None, derandomize=True)
@given(parts=st.lists(_TOKENS | _LITERALS | _ODD, max_size=6))
def test_any_text_is_a_working_template_or_refused_with_one_sentence(parts: list[str]) -> None:
    template = "".join(parts)
    said = made = ""
    try:
        made = name(template, photo="..", pose="con")
    except PlanError as error:
        said = str(error)
    if said:
        assert said.isprintable()
        assert said.endswith(".")
    else:
        assert complaint(made) is None, (template, made)


def test_the_photos_name_and_its_folder_come_from_its_path() -> None:
    plan = Plan(
        photos=(PhotoItem(path=Path("/shoot 7/IMG_1.jpg"), name="IMG_1"),),
        poses=poses("a"),
        names="{folder}_{photo}",
    )
    assert [task.name for task in tasks_of(plan, [None], date=NOW)] == ["shoot 7_IMG_1.png"]
