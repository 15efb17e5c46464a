"""Whatever a file is called, a command says one printable sentence, and obeys nothing that the name holds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from engine.system.errors import OutputError, printable
from engine.system.shipped import DEMO_PHOTO, POSES
from main import main

POSE = POSES / "relaxed.json"
CONTROL = "a\n\x1b[31m\x07\u202eb"


def looping(folder: Path, ending: str) -> Path:
    path = folder / f"loop{ending}"
    path.symlink_to(path)
    return path


def hostile(kind: str, folder: Path, ending: str) -> Path:
    if kind == "loop":
        return looping(folder, ending)
    if kind == "loop above":
        return looping(folder, "") / f"a{ending}"
    if kind == "long":
        return folder / f"{'x' * 300}{ending}"
    return folder / CONTROL / f"a{ending}"  # a folder that is not there


READ = {
    "photo": ("detect", "{png}"),
    "photo to render": ("render", "{png}", "--pose", POSE, "--out", "{out}"),
    "pose": ("render", DEMO_PHOTO, "--pose", "{json}", "--out", "{out}"),
    "source pose": ("render", DEMO_PHOTO, "--pose", POSE, "--source-pose", "{json}", "--out", "{out}"),
    "weights": (
        "render",
        DEMO_PHOTO,
        "--pose",
        POSE,
        "--fit",
        "--out",
        "{out}",
        "--weights",
        "{safetensors}",
    ),
    "photos": ("batch", "--photos", "{png}", "--poses", POSE, "--out", "{dir}"),
    "poses": ("batch", "--photos", DEMO_PHOTO, "--poses", "{json}", "--out", "{dir}"),
    "plan": ("batch", "--plan", "{json}", "--out", "{dir}"),
    "window": ("{png}",),
}
WRITTEN = {
    "found pose": ("detect", DEMO_PHOTO, "--out", "{json}"),
    "matte": ("detect", DEMO_PHOTO, "--matte", "{png}"),
    "overlay": ("detect", DEMO_PHOTO, "--overlay", "{png}"),
    "picture": ("render", DEMO_PHOTO, "--pose", POSE, "--fit", "--out", "{png}"),
    "report": ("render", DEMO_PHOTO, "--pose", POSE, "--fit", "--out", "{out}", "--json", "{json}"),
    "plan to save": (
        "batch",
        "--photos",
        DEMO_PHOTO,
        "--poses",
        POSE,
        "--out",
        "{dir}",
        "--save-plan",
        "{json}",
    ),
    "table": ("batch", "--photos", DEMO_PHOTO, "--poses", POSE, "--out", "{dir}", "--table", "{csv}"),
    "sheet": ("batch", "--photos", DEMO_PHOTO, "--poses", POSE, "--out", "{dir}", "--sheet", "{pdf}"),
    "board": ("evaluate", "--board", "{png}"),
    "times": ("bench", "--json", "{json}"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="has no such names")
@pytest.mark.parametrize("kind", ["loop", "loop above", "long", "control letters"])
@pytest.mark.parametrize("door", [*READ, *WRITTEN])
def test_every_door_refuses_it_in_one_printable_sentence(door, kind, tmp_path, refused) -> None:
    words = []
    for word in {**READ, **WRITTEN}[door]:
        if word in ("{out}", "{dir}"):
            words.append(tmp_path / {"{out}": "o.png", "{dir}": "out"}[word])
        elif str(word).startswith("{"):
            words.append(hostile(kind, tmp_path, f".{str(word)[1:-1]}"))
        else:
            words.append(word)
    sentence = refused(*words).rstrip("\n")
    assert sentence.isprintable()
    assert "Errno" not in sentence


@pytest.mark.skipif(sys.platform == "win32", reason="has no such names")
@pytest.mark.parametrize("kind", ["loop", "loop above"])
@pytest.mark.parametrize("command", ["demo", "batch"])
def test_a_folder_that_leads_nowhere_is_refused(command, kind, tmp_path, refused) -> None:
    given = ("--photos", DEMO_PHOTO, "--poses", POSE) if command == "batch" else ()
    refused(command, *given, "--out", hostile(kind, tmp_path, ""))


@pytest.mark.skipif(os.name != "posix", reason="has no such names")
def test_control_letters_in_results_do_not_reach_the_terminal_either(tmp_path, capsys) -> None:
    photo = tmp_path / f"{CONTROL}.png"
    photo.write_bytes(DEMO_PHOTO.read_bytes())
    out = tmp_path / f"{CONTROL}"
    words = ["batch", "--photos", photo, "--poses", POSE, "--out", out, "--size", "100"]
    assert main([str(word) for word in words]) == 0
    said = "".join(capsys.readouterr()).replace("\n", "")
    assert said.isprintable()
    assert r"a\n\x1b[31m\x07\u202eb" in said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n\x1b[31m\0.jpg", r"a\n\x1b[31m\x00.jpg"),
        ("gpj.\u202eexe", r"gpj.\u202eexe"),
        ("\udc8e\u2028", r"\udc8e\u2028"),
        ("写真\u3000一.jpg", "写真\u3000一.jpg"),
        ("\u200dka\u200cra café\xa0", "\u200dka\u200cra café\xa0"),
        (r"C:\new", r"C:\new"),
    ],
)
def test_what_is_written_as_an_escape(text: str, shown: str) -> None:
    assert printable(text) == printable(shown) == shown
    assert str(OutputError(f"{text} is taken.")) == f"{shown} is taken."
