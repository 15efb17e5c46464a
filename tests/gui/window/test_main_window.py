"""The window: opening in every way, notices with a way on, actions, saving, and closing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.contract.messages import PhotoFile, Quality, RenderRequest
from engine.export.settings import OutputSettings
from engine.pose.openpose import pose_to_json, read_pose
from engine.pose.pose import MIRROR, Joint
from gui.document.document import Document
from gui.look.language import Language
from gui.look.languages import Translations
from gui.project.file import save_project
from tests.gui.conftest import Desk
from tests.gui.fakes import SIZE, source, standing
from tests.gui.saving import save_picture
from tests.sure import sure


def drop(desk: Desk, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), action, data, left, none)
    QApplication.sendEvent(desk.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(desk.window, QDropEvent(QPointF(9, 9), action, data, left, none))


def names(desk: Desk) -> list[str]:
    return [entry.name for entry in desk.session.document.photos]


def test_the_photo_shows_before_the_person_is_found(desk: Desk) -> None:
    path = Path("person.png").absolute()
    desk.window.open_files([path])
    desk.engine.load(path)
    assert desk.session.photo_picture is not None
    assert desk.session.photo_picture.size == SIZE
    unposed = desk.session.pose
    assert unposed is None
    desk.engine.prepare_done(path)
    assert desk.session.pose == standing()
    assert desk.engine.qualities() == [Quality.PREVIEW]
    desk.engine.render()
    assert desk.engine.qualities() == [Quality.PREVIEW, Quality.FINAL]
    desk.engine.render()
    assert desk.engine.qualities() == [Quality.PREVIEW, Quality.FINAL]


def test_dropped_files_and_folders_are_opened(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("b.JPG", "a.png", "notes.txt"):
        (folder / name).touch()
    drop(desk, folder, tmp_path / "single.webp")
    assert names(desk) == ["a.png", "b.JPG", "single.webp"]
    for file in list(desk.engine.glimpses):
        desk.engine.show(file)  # how large each is, by which it is known how many fit into memory
    assert [Path(str(subject)).name for subject in desk.engine.subjects] == names(desk)


def test_a_dropped_pose_is_put_on_the_person(opened: Desk, tmp_path: Path) -> None:
    wanted = standing().moved(Joint.R_WRIST, (60.0, 120.0))
    path = tmp_path / "pose.json"
    path.write_text(pose_to_json(wanted, size=SIZE))
    drop(opened, path)
    assert opened.pose.at(Joint.R_WRIST) == (60.0, 120.0)


def test_a_photo_is_pasted_and_found(desk: Desk) -> None:
    image = QImage(40, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    desk.trigger("paste")
    (subject,) = desk.engine.subjects
    assert isinstance(subject, PhotoFile)
    assert subject.data.startswith(b"\x89PNG")
    desk.engine.prepare_done(subject)
    assert desk.session.pose is not None


def test_pasted_photos_are_told_apart_by_name(desk: Desk) -> None:
    for colour in (Qt.GlobalColor.red, Qt.GlobalColor.blue):
        image = QImage(40, 60, QImage.Format.Format_RGB32)
        image.fill(colour)
        QGuiApplication.clipboard().setImage(image)
        QTest.keyClick(desk.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert names(desk) == ["Pasted photo", "Pasted photo 2"]


def test_a_pose_is_copied_and_pasted(opened: Desk) -> None:
    opened.session.apply_pose(standing().moved(Joint.NOSE, (155.0, 61.0)), "Move")
    opened.trigger("copy_pose")
    opened.trigger("undo")
    opened.trigger("paste")
    assert opened.pose.at(Joint.NOSE) == (155.0, 61.0)


def test_text_that_is_no_pose_is_told(opened: Desk) -> None:
    QGuiApplication.clipboard().setText("hello")
    opened.trigger("paste")
    assert "not JSON" in opened.window.notice.sentence
    assert opened.session.pose == standing()


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.JAPANESE])
@pytest.mark.parametrize("text", [None, " \n"])
def test_nothing_to_paste_is_told(
    desk: Desk, qapp: QApplication, language: Language, text: str | None
) -> None:
    clipboard = QGuiApplication.clipboard()
    if text is None:
        clipboard.clear()
    else:
        clipboard.setText(text)
    translations = Translations(qapp, language)
    try:
        QTest.keyClick(desk.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    finally:
        translations.choose(Language.ENGLISH)
    assert desk.window.notice.isVisible()
    told = {
        Language.ENGLISH: "There is nothing to paste. Copy a photo, a photo file or a pose first.",
        Language.JAPANESE: "貼り付けられるものがありません。"
        "先に写真、写真のファイル、またはポーズをコピーしてください。",
    }
    assert desk.window.notice.sentence == told[language]


def nothing_pasted(desk: Desk) -> None:
    """The notice of a paste, by its key, where there is nothing to paste."""
    QGuiApplication.clipboard().setText(" ")
    QTest.keyClick(desk.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.notice.sentence.startswith("There is nothing to paste.")


def test_what_did_not_go_is_not_said_of_another_photo_or_project(
    opened: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    opened.window.open_files([Path("b.png").absolute()])
    for away in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        nothing_pasted(opened)
        QTest.keyClick(opened.canvas, away)
        assert opened.window.notice.sentence == "", "another photo"
    nothing_pasted(opened)
    opened.engine.load(Path("b.png").absolute())  # the photo's own pixels
    assert opened.window.notice.sentence
    save_project(tmp_path / "a.repose", Document(), embed=False)
    opened.window.open_files([tmp_path / "a.repose"])
    assert opened.window.notice.sentence == "", "something else is tried"
    nothing_pasted(opened)
    with qtbot.waitSignal(opened.window.keeper.opened):
        opened.window.keeper.open(tmp_path / "a.repose")
    assert opened.window.notice.sentence == "", "another project"


def test_a_pose_pasted_without_a_photo_says_to_open_one(desk: Desk) -> None:
    QGuiApplication.clipboard().setText(pose_to_json(standing(), size=SIZE))
    QTest.keyClick(desk.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.notice.sentence.startswith("Open a photo first.")


def test_no_person_is_said_and_is_nothing_to_try_again(desk: Desk) -> None:
    path = Path("empty.png").absolute()
    desk.window.open_files([path])
    desk.engine.load(path)
    desk.engine.fail(path, "No person was found. Choose another photo.", is_lasting=True)
    assert desk.window.notice.sentence == "No person was found. Choose another photo."
    assert not desk.window.notice.button.isVisible()
    assert not desk.window.actions_by_name["mirror"].isEnabled()


def test_what_failed_for_want_of_memory_can_be_tried_again(desk: Desk) -> None:
    path = Path("person.png").absolute()
    desk.window.open_files([path])
    desk.engine.load(path)
    desk.engine.fail(path, "There is not enough memory for this.")
    QTest.mouseClick(sure(desk.window.notice.findChild(QPushButton)), Qt.MouseButton.LeftButton)
    assert desk.window.notice.sentence == ""
    assert desk.engine.subjects == [path, path]
    desk.engine.prepare_done(path)
    assert desk.session.pose == standing()


def test_a_notice_belongs_to_its_photo(opened: Desk) -> None:
    path = Path("empty.png").absolute()
    opened.window.open_files([path])
    opened.engine.load(path)
    opened.engine.fail(path, "No person was found.")
    assert opened.window.notice.sentence == "No person was found."
    opened.trigger("previous_photo")
    assert opened.window.notice.sentence == ""
    opened.trigger("previous_photo")
    assert opened.window.notice.sentence == "No person was found."


def test_a_failed_picture_leaves_the_pose_and_can_be_tried_again(opened: Desk) -> None:
    opened.session.apply_pose(standing().moved(Joint.NOSE, (140.0, 60.0)), "Move")
    pose = opened.session.pose
    opened.engine.fail(opened.engine.requests[-1], "There is not enough memory for this.")
    assert opened.window.notice.sentence == "There is not enough memory for this."
    assert opened.session.pose == pose
    count = len(opened.engine.requests)
    QTest.mouseClick(sure(opened.window.notice.findChild(QPushButton)), Qt.MouseButton.LeftButton)
    assert [request.pose for request in opened.engine.requests[count:]] == [pose]


def test_a_picture_of_another_photo_is_not_shown(opened: Desk) -> None:
    late = opened.engine.requests[-1]
    opened.open("second.png")
    shown = opened.session.rendered
    opened.engine.render(late)
    assert opened.session.rendered is shown


def test_coming_back_to_a_photo_renders_it_again(opened: Desk) -> None:
    opened.window.open_files([Path("second.png")])
    opened.trigger("previous_photo")
    assert opened.session.rendered is None
    assert opened.engine.requests[-1].source == source("person.png")


@pytest.mark.parametrize(
    "name", ["mirror", "copy_left", "copy_right", "swap_sides", "turn_left", "enlarge", "flip_bend", "hide"]
)
def test_each_edit_is_one_entry_that_undoes(opened: Desk, name: str) -> None:
    # Asymmetric, so that every one of them changes something.
    raised = standing().moved(Joint.R_WRIST, (60.0, 90.0))
    opened.session.apply_pose(raised, "Raise")
    opened.session.select({Joint.R_KNEE, Joint.R_ANKLE})
    opened.trigger(name)
    assert opened.session.pose != raised
    assert opened.session.undo_stack.count() == 2
    opened.trigger("undo")
    assert opened.session.pose == raised


def test_keys_reach_the_actions(opened: Desk) -> None:
    opened.canvas.setFocus()
    opened.session.apply_pose(standing().moved(Joint.NOSE, (140.0, 60.0)), "Move")
    QTest.keyClick(opened.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert opened.pose.at(Joint.NOSE) == (160.0, 60.0)
    QTest.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.pose.at(Joint.NOSE) == (140.0, 60.0)
    QTest.keyClick(opened.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert [variant.name for variant in opened.entry.variants] == ["Pose 1"]


def test_no_two_actions_share_a_key(desk: Desk) -> None:
    keys = [
        key.toString() for action in desk.window.actions_by_name.all().values() for key in action.shortcuts()
    ]
    assert sorted(keys) == sorted(set(keys))


def test_reset_brings_back_what_was_found_and_keeps_locks(opened: Desk) -> None:
    changed = standing().moved(Joint.NOSE, (10.0, 10.0)).moved(Joint.NECK, (11.0, 11.0))
    opened.session.apply_pose(changed, "Move")
    opened.session.set_locked({Joint.NECK}, locked=True)
    opened.trigger("reset_pose")
    assert opened.pose.at(Joint.NOSE) == standing().at(Joint.NOSE)
    assert opened.pose.at(Joint.NECK) == (11.0, 11.0)


def test_an_edit_that_cannot_be_done_says_why(opened: Desk) -> None:
    opened.session.apply_pose(standing().with_present(Joint.NECK, present=False), "Hide")
    opened.trigger("copy_left")
    assert "neck" in opened.window.notice.sentence


def test_selecting_walks_along_and_over(opened: Desk) -> None:
    opened.trigger("select_next")
    assert opened.session.selection == {Joint.NOSE}
    opened.trigger("select_previous")
    assert opened.session.selection == {Joint.L_EAR}
    opened.trigger("select_other_side")
    assert opened.session.selection == {MIRROR[Joint.L_EAR]}
    opened.session.select({Joint.R_ELBOW})
    opened.trigger("select_limb")
    assert opened.session.selection == {Joint.R_SHOULDER, Joint.R_ELBOW, Joint.R_WRIST}


def test_the_picture_is_saved_at_full_quality(
    opened: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), "PNG (*.png)"))
    opened.session.apply_pose(standing().moved(Joint.NOSE, (140.0, 60.0)), "Move")
    with qtbot.waitSignal(opened.window.saver.saved):
        save_picture(opened.window)
        (wanted,) = opened.engine.batches
        assert wanted == RenderRequest(sure(opened.session.source), sure(opened.session.pose), Quality.FINAL)
        # What is edited meanwhile does not change what was asked to be saved.
        opened.trigger("undo")
        opened.engine.render(wanted, grey=77)
    image = QImage(str(tmp_path / "out.png"))
    assert (image.width(), image.height()) == SIZE
    assert image.pixelColor(5, 5).red() == 77
    assert "synthetic" in image.text("Comment")


def test_a_picture_that_cannot_be_written_is_told(opened: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    opened.engine.render_all()
    with qtbot.waitSignal(opened.window.saver.failed):
        opened.window.saver.save(tmp_path / "no such folder" / "out.png", OutputSettings())
    assert "does not exist" in opened.window.notice.sentence


def test_poses_are_exported(opened: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "pose"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    opened.trigger("export_pose")
    assert read_pose(tmp_path / "pose.json").at(Joint.NOSE) == standing().at(Joint.NOSE)


def test_the_status_says_device_time_and_what_is_invented(opened: Desk) -> None:
    opened.engine.status(busy=True, text="Rendering")
    told = " ".join(
        label.text() for label in opened.window.status.findChildren(QWidget) if hasattr(label, "text")
    )
    for part in ("Rendering", "Processor", "15 ms", "100% invented"):
        assert part in told


def test_a_removed_photo_comes_back_by_undo(opened: Desk) -> None:
    opened.trigger("remove_photo")
    assert names(opened) == []
    opened.trigger("undo")
    assert names(opened) == ["person.png"]
    assert opened.engine.requests[-1].source == source("person.png")


def test_closing_closes_the_engine(desk: Desk) -> None:
    desk.window.close()
    assert desk.engine.closed


def test_every_control_has_a_name_for_screen_readers(opened: Desk) -> None:
    opened.open("second.png")
    nameless = [
        type(widget).__name__
        for widget in opened.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_each_photo_keeps_its_zoom(opened: Desk) -> None:
    whole = opened.canvas.view
    opened.canvas.zoom_by(3.0)
    near = opened.canvas.view
    opened.open("second.png")
    opened.trigger("next_photo")
    opened.trigger("previous_photo")
    assert opened.entry.name == "second.png"
    second = opened.canvas.view
    assert second != near
    opened.trigger("previous_photo")
    assert opened.canvas.view.scale == near.scale
    assert opened.canvas.view != whole


def test_panels_stand_apart_in_the_menu(desk: Desk) -> None:
    entries = desk.window.menus.menu("view").actions()
    first = entries.index(desk.window.docks.toggles()[0])
    assert entries[first - 1].isSeparator()
