"""The engine's sentences: whatever it raises for people is known here and comes out in Japanese."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from engine.batch.names import Template, collision_sentence, find_collisions
from engine.export.settings import parse_settings
from engine.system.errors import OUT_OF_MEMORY, UNEXPECTED, OutputError, PlanError
from gui.look.engine_sentences import SENTENCES, localised
from gui.look.export_sentences import EXPORT_SENTENCES
from gui.look.language import Language
from gui.look.languages import Translations
from gui.window.notice_bar import NoticeBar

ENGINE = Path(__file__).resolve().parents[3] / "engine"
# What reaches the window. What only programmers can bring about is left out below.
MODULES = (
    "source/blazepose", "source/in_box", "source/known_pose", "photo/file_bytes",
    "runtime/checksums", "runtime/foreign", "runtime/weights_files", "runtime/xinggan_weights",
    "photo/colour", "source/detect", "runtime/device", "runtime/finite",
    "pose/kinematics", "source/matte", "photo/photo", "photo/formats", "plate/plate", "pose/edits", "pose/fit",
    "pose/openpose", "render/renderer", "runtime/weights", "runtime/weights_version", "render/features",
    "imaging/frame", "render/compose", "system/files", "batch/job", "batch/manifest", "batch/papers", "batch/ready",
    "batch/run", "batch/sources", "batch/writer", "export/credentials", "export/encode", "export/mark", "photo/recipe",
    "../gui/panels/pose_library",
)  # fmt: skip
NOT_FOR_PEOPLE = {
    "Only xinggan_pp can be built here.",
    # of the command line: a window resumes only what was begun
    "No batch was begun in 7, so none can go on. Say which photos and poses to use.",
}
FAULTS = {
    "PhotoError",
    "PoseError",
    "NoPersonError",
    "WeightsError",
    "DeviceError",
    "OutputError",
    "PlanError",
    "RecipeError",
}


@pytest.fixture
def japanese(qapp):
    translations = Translations(qapp, Language.JAPANESE)
    yield
    translations.choose(Language.ENGLISH)
    translations.deleteLater()


def raised(module: str) -> list[str]:
    """The sentences a module raises, with 7 for every value."""
    nodes = ast.walk(ast.parse((ENGINE / f"{module}.py").read_text("utf-8")))
    calls = [node for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "id", "") in FAULTS]
    found = [sample(call.args[0]) for call in calls if call.args]
    return [text for text in found if text and text not in NOT_FOR_PEOPLE]


def sample(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(sample(piece) for piece in node.values)
    if isinstance(node, ast.FormattedValue):
        # The one value that is half a sentence.
        return "Both hips are" if ast.unparse(node.value) == "about" else "7"
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.mark.parametrize("module", MODULES)
def test_what_the_engine_raises_is_translated(japanese, module):
    english = raised(module)
    assert [text for text in english if localised(text) == text] == []


@pytest.mark.parametrize(
    "values", [{"format": "jpeg", "background": "transparent"}, {"format": "webp", "depth": 16}]
)
def test_choices_that_do_not_go_together_are_told_in_japanese(japanese, values):
    with pytest.raises(OutputError) as refusal:
        parse_settings(values)
    assert localised(str(refusal.value)) != str(refusal.value)


@pytest.mark.parametrize("names", [["a.png"] * 3, ["a.png", "A.png", "b.png", "b.png"]])
def test_names_that_clash_are_told_in_japanese_with_their_tokens(japanese, names):
    sentence = collision_sentence(find_collisions(names))
    assert localised(sentence) != sentence
    assert "{index:03}" in localised(sentence)


@pytest.mark.parametrize("template", ["", "{phto}", "{photo", "a/b", "{index:x}"])
def test_templates_that_cannot_be_are_told_in_japanese(japanese, template):
    with pytest.raises(PlanError) as refusal:
        Template.parse(template)
    assert localised(str(refusal.value)) != str(refusal.value)


def test_there_is_something_to_translate():
    assert sum(len(raised(module)) for module in MODULES) > 35


@pytest.mark.parametrize("sentence", [OUT_OF_MEMORY, UNEXPECTED])
def test_the_threads_own_sentences_are_translated(japanese, sentence):
    assert localised(sentence) != sentence


def test_a_sentence_that_asks_for_the_log_says_where_it_is(qapp):
    asking = [str(each) for each in (*SENTENCES, *EXPORT_SENTENCES) if "the log" in str(each)]
    assert len(asking) == 3
    assert all(localised(each) == f"{each} Help → Show log folder has it." for each in asking)


def test_values_and_joints_are_filled_in(japanese):
    assert "anna {x}.jpg" in localised("anna {x}.jpg is empty. Export or download it again.")
    text = localised("The right elbow is missing, so the right wrist cannot turn about it. Place it first.")
    assert "右ひじ" in text
    assert "右手首" in text


def test_english_and_unknown_sentences_come_back_as_they_are(qapp):
    for sentence in ("a.jpg is empty. Export or download it again.", "Something else."):
        assert localised(sentence) == sentence


def test_the_notice_follows_the_language_of_the_window(qapp, qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    sentence = "a.jpg is empty. Export or download it again."
    bar.say(sentence)
    assert bar.sentence == sentence
    translations = Translations(qapp, Language.JAPANESE)
    QApplication.processEvents()
    assert bar.sentence == localised(sentence) != sentence
    translations.choose(Language.ENGLISH)
    QApplication.processEvents()
    assert bar.sentence == sentence
    translations.deleteLater()
