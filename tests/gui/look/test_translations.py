"""Japanese: every text of the window is translated, the built file says the same, and switching is live."""

from __future__ import annotations

import ast
import re

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QFileSystemModel, QLabel, QPushButton, QTreeView

from engine.system.shipped import TRANSLATIONS
from gui.look.language import Language
from gui.look.languages import Translations, resolved
from gui.settings.preferences_dialog import PreferencesDialog
from gui.settings.settings import Settings
from gui.settings.shortcuts import plain
from tests.sure import sure
from tools.translations import GUI, Text, UnclearTextError, called, collect, literal, read_ts, write_ts

# What shows a text to people: none of these is given one that is written out in place.
SHOWING = {
    "addAction", "addButton", "addItem", "addMenu", "addRow", "addTab", "setAccessibleDescription",
    "setAccessibleName", "setHeaderLabels", "setInformativeText", "setLabelText", "setPlaceholderText",
    "setStatusTip", "setSuffix", "setTabText", "setText", "setTitle", "setToolTip", "setWhatsThis",
    "setWindowTitle", "showMessage",
}  # fmt: skip
HINT = "run `python -m tools.translations`, then write the Japanese into resources/translations/repose_ja.ts"


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return collect()


@pytest.fixture
def translations(qapp):
    made = Translations(qapp, Language.ENGLISH)
    yield made
    made.choose(Language.ENGLISH)
    made.deleteLater()


def test_every_text_has_a_translation_and_no_other_does(texts):
    translated = read_ts()
    assert [text for text in texts if not translated.get(text)] == [], HINT
    assert set(translated) - set(texts) == set(), HINT


def test_the_file_the_window_loads_is_the_one_that_was_translated(qapp):
    built = QTranslator()
    assert built.load("repose_ja", str(TRANSLATIONS))
    for text, translation in read_ts().items():
        assert built.translate(text.context, text.text) == translation, HINT


def test_translations_fill_in_the_same_values():
    for text, translation in read_ts().items():
        assert fields(translation) == fields(text.text), text


def test_access_keys_stay(texts):
    translated = read_ts()
    for text in texts:
        assert access_keys(translated[text]) == access_keys(text.text), text


def test_texts_are_japanese():
    same = {text.text for text, translation in read_ts().items() if text.text == translation}
    assert same <= {"OpenPose JSON", "Repose", "x", "y", " px", " dpi"}


def test_a_thing_has_one_word_throughout(texts):
    translated = read_ts()
    other = ("ライブラリー", "候補", "保存したポーズ", "描画", "手足", "補われ", "混ぜ", "メモリー")
    assert [text for text, words in translated.items() if any(word in words for word in other)] == []
    assert [text for text in texts if "variant" in text.text.casefold()] == []


def test_what_sounded_foreign_is_gone(texts):
    japanese = ("写真とポーズを書き出し", "写真の人物を描く", "切り抜きを元に戻す", "PDF(", "混ぜ具合")
    english = (
        "Turn against the clock", "Limb as found", "Name taken", "not noted", "The fastest there is", "As the system",
        "Let it go",
    )  # fmt: skip
    assert [words for words in read_ts().values() if any(each in words for each in japanese)] == []
    assert [text.text for text in texts if any(each in text.text for each in english)] == []


def test_undo_is_called_as_nothing_else_is():
    undo = plain(read_ts()[Text("Actions", "&Undo")])
    assert [text.text for text, words in read_ts().items() if plain(words) == undo] == ["&Undo"]


def test_brackets_and_signs_are_written_as_in_japanese():
    odd = re.compile(r"\((?!&)|: |[0-9}] %| x \{")
    assert [text for text, words in read_ts().items() if odd.search(words)] == []


def test_qts_own_file_dialog_is_japanese(translations, qtbot, tmp_path):
    (tmp_path / "photos").mkdir()
    translations.choose(Language.JAPANESE)
    dialog = QFileDialog(directory=str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    files = sure(dialog.findChild(QTreeView)).model()
    assert isinstance(files, QFileSystemModel)

    def kinds() -> list[str]:
        folder = files.index(str(tmp_path))
        return [files.index(row, 2, folder).data() for row in range(files.rowCount(folder))]

    qtbot.waitUntil(lambda: kinds() != [])
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    shown += [button.text() for button in dialog.findChildren(QPushButton)]
    assert len(shown) >= 5
    assert [text for text in (*shown, *kinds()) if text.isascii()] == []


def test_no_text_is_written_where_it_is_shown():
    found = []
    for path in GUI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node) in SHOWING and not is_picture_note(node):
                words = [text for argument in node.args if (text := literal(argument)) and has_words(text)]
                found += [f"{path.name}:{node.lineno} {word!r}" for word in words]
    assert found == []


def test_switching_is_live_and_goes_both_ways(translations, qtbot):
    dialog = PreferencesDialog(Settings())
    qtbot.addWidget(dialog)
    for language, title in ((Language.JAPANESE, "環境設定"), (Language.ENGLISH, "Preferences")) * 2:
        translations.choose(language)
        QApplication.processEvents()
        assert dialog.windowTitle() == title
        button = dialog.findChildren(QPushButton)[-1]
        assert ("閉じる" in button.text()) is (language is Language.JAPANESE)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ja_JP", Language.JAPANESE), ("en_GB", Language.ENGLISH), ("de_DE", Language.ENGLISH)],
)
def test_the_desktops_language_is_taken_where_it_is_spoken_here(locale, language):
    assert resolved(Language.SYSTEM, QLocale(locale)) is language
    assert resolved(Language.ENGLISH, QLocale(locale)) is Language.ENGLISH


def test_texts_are_collected_with_the_context_that_qt_will_ask_for(tmp_path):
    (tmp_path / "a.py").write_text(
        "def tr(text):\n    return QCoreApplication.translate('Own', text)\n"
        "class Panel:\n    def f(self):\n        return self.tr('one'), tr('two'), translate('Far', 'three')\n"
    )
    (tmp_path / "b.py").write_text(
        "from gui.a import tr\nX = QT_TRANSLATE_NOOP('Table', 'four')\ntr('five')\n"
    )
    found = {(text.context, text.text) for text in collect(tmp_path)}
    assert found == {("Panel", "one"), ("Own", "two"), ("Far", "three"), ("Table", "four"), ("Own", "five")}


@pytest.mark.parametrize("code", ["self.tr(name)", "thing.tr('a')", "tr('a')", "self.tr(f'a {b}')"])
def test_texts_that_cannot_be_collected_are_an_error(tmp_path, code):
    (tmp_path / "a.py").write_text(f"class A:\n    def f(self):\n        {code}\n")
    with pytest.raises(UnclearTextError, match="a:3"):
        collect(tmp_path)


def test_a_ts_file_comes_back(tmp_path):
    texts = [Text("A", "one & <two>"), Text("A", "new\nline"), Text("B", "one & <two>")]
    write_ts(texts, {texts[0]: "一"}, tmp_path / "x.ts")
    assert read_ts(tmp_path / "x.ts") == {texts[0]: "一", texts[1]: "", texts[2]: ""}


def fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


def access_keys(text: str) -> list[str]:
    return [key.upper() for key in re.findall(r"&(\w)", text)]


def is_picture_note(call: ast.Call) -> bool:
    """QImage.setText(keyword, value): what a picture file says of itself."""
    return called(call) == "setText" and len(call.args) == 2 and literal(call.args[0]) is not None


def has_words(text: str) -> bool:
    return re.search(r"[^\W\d_]{2}", text) is not None and not text.startswith("<")
