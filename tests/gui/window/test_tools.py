"""Several people in a photo, limbs in front and behind, other photos as givers, hints: by menu, key, click and drop."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from engine.contract.messages import Chosen, Failed, PeopleFound, Prepared, Quality, Source, Transplant
from engine.pose.fit import fit
from engine.pose.kinematics import drag
from engine.pose.order_wishes import LimbOrder
from engine.pose.placing import place_like
from engine.pose.pose import Joint, Pose
from gui.document.document import Document
from gui.look.language import Language
from gui.look.languages import Translations
from gui.project.file import open_project, save_project
from tests.gui.canvas.test_canvas import LEFT, NO_KEYS, on_canvas
from tests.gui.conftest import Desk
from tests.gui.fakes import photo, source, standing, with_real_keys
from tests.sure import sure

OTHER = str(Path("other.png").absolute())


def shifted(by: float) -> Pose:
    return standing().replaced(standing().xy() + np.array([by, 0.0]))


def small(joints: Pose, factor: float = 0.5) -> Pose:
    return joints.replaced(joints.xy() * factor + np.array([40.0, 20.0]))


def a_crowd(desk: Desk) -> tuple[Pose, Pose]:
    """Two people in the photo on the canvas, the left of them posed."""
    people = (small(standing(), 0.4), small(standing(), 0.4))
    people = (people[0], people[1].replaced(people[1].xy() + np.array([130.0, 100.0])))
    desk.engine.tell(PeopleFound(desk.source.photo, people))
    return people


# -- several people


def test_who_else_is_in_a_photo_is_asked_once(opened: Desk) -> None:
    assert [each.name for each in opened.engine.searched] == ["person.png"]
    opened.trigger("mirror")
    assert len(opened.engine.searched) == 1


def test_one_person_is_nothing_to_tell_of(opened: Desk) -> None:
    opened.engine.tell(PeopleFound(opened.source.photo, (standing(),)))
    assert "people" not in opened.window.tools.hint_bar.sentence


def test_several_are_said_and_one_is_chosen_by_a_click(opened: Desk) -> None:
    _, right = a_crowd(opened)
    bar = opened.window.tools.hint_bar
    assert "2 people" in bar.sentence
    QTest.mouseClick(bar.button, LEFT)
    QTest.mouseClick(opened.canvas, LEFT, NO_KEYS, on_canvas(opened, right.at(Joint.NECK)))
    asked = opened.engine.subjects[-1]
    assert isinstance(asked, Chosen)
    hips = (np.array(right.at(Joint.R_HIP)) + np.array(right.at(Joint.L_HIP))) / 2
    assert asked.at == pytest.approx(tuple(hips))
    assert opened.canvas.tool is None
    opened.trigger("mirror")
    opened.engine.tell(Prepared(Source(photo(), right, source().matte), asked))
    assert opened.session.pose == right
    assert opened.engine.requests[-1].source.pose == right
    opened.trigger("undo")
    assert opened.source.pose == standing()


def waiting_words(desk: Desk) -> str:
    """What the window says of why poses wait; empty where they do not."""
    labels = [label for label in desk.window.findChildren(QLabel) if label.isVisible()]
    return "".join(label.text() for label in labels if label.text().startswith("Poses wait"))


def test_a_figure_chooses_too_and_escape_leaves(opened: Desk) -> None:
    a_crowd(opened)
    before = len(opened.engine.subjects)
    opened.trigger("choose_person")
    assert "Esc" in waiting_words(opened)
    assert "Done" not in waiting_words(opened)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Escape)
    assert (opened.canvas.tool, waiting_words(opened)) == (None, "")
    assert len(opened.engine.subjects) == before
    opened.trigger("choose_person")
    QTest.keyClick(opened.canvas, Qt.Key.Key_2)
    assert isinstance(opened.engine.subjects[-1], Chosen)


def test_the_person_who_is_posed_already_is_no_edit(opened: Desk) -> None:
    opened.trigger("choose_person")
    QTest.mouseClick(opened.canvas, LEFT, NO_KEYS, on_canvas(opened, (150.0, 150.0)))
    nearly = Source(photo(), shifted(1.5), source().matte)
    opened.engine.tell(Prepared(nearly, opened.engine.subjects[-1]))
    assert opened.session.undo_stack.count() == 0
    assert opened.session.pose == standing()


def test_nobody_at_the_click_is_said(opened: Desk) -> None:
    opened.trigger("choose_person")
    QTest.mouseClick(opened.canvas, LEFT, NO_KEYS, on_canvas(opened, (280.0, 390.0)))
    opened.engine.tell(Failed(opened.engine.subjects[-1], "No person was found where you clicked."))
    assert opened.window.notice.sentence == "No person was found where you clicked."
    assert opened.session.pose == standing()


def test_where_nobody_was_found_a_click_can_show_the_engine_whom(desk: Desk) -> None:
    path = Path("person.png").absolute()
    desk.window.open_files([path])
    desk.engine.load(path)
    desk.engine.fail(path, "No person was found in this photo.")
    assert "No person" in desk.window.notice.sentence
    desk.trigger("choose_person")
    QTest.mouseClick(desk.canvas, LEFT, NO_KEYS, on_canvas(desk, (150.0, 150.0)))
    asked = desk.engine.subjects[-1]
    assert isinstance(asked, Chosen)
    assert asked.at == pytest.approx((150, 150), abs=2)
    desk.engine.tell(Prepared(source(), asked))
    assert desk.session.pose == standing()
    assert desk.window.notice.sentence == ""


# -- hints


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ({Joint.R_ANKLE, Joint.L_ANKLE}, "down to the knees"),
        ({Joint.R_ANKLE, Joint.L_ANKLE, Joint.R_KNEE, Joint.L_KNEE}, "down to the thighs"),
        ({Joint.R_ANKLE}, "right ankle"),
        ({Joint.R_EAR}, ""),
    ],
)
def test_a_cropped_body_is_said_until_the_hint_is_closed(desk: Desk, gone: set[Joint], words: str) -> None:
    path = Path("person.png").absolute()
    desk.window.open_files([path])
    desk.engine.load(path)
    desk.engine.tell(Prepared(source(pose=standing().with_present(gone, present=False)), path))
    bar = desk.window.tools.hint_bar
    assert words in bar.sentence
    assert bool(bar.sentence) is bool(words)
    bar.closed.emit()
    assert bar.sentence == ""


def test_a_photo_that_ends_at_the_hips_is_not_said_to_show_thighs(desk: Desk) -> None:
    path = Path("person.png").absolute()
    lower = standing().replaced(standing().xy() + np.array((0.0, 190.0)))  # hips at 390 of 400 px
    legs = {Joint.R_ANKLE, Joint.L_ANKLE, Joint.R_KNEE, Joint.L_KNEE}
    desk.window.open_files([path])
    desk.engine.load(path)
    desk.engine.tell(Prepared(source(pose=lower.with_present(legs, present=False)), path))
    assert "down to the hips" in desk.window.tools.hint_bar.sentence


def test_a_hint_follows_the_language_and_stays_closed_in_every_one(desk: Desk, qapp: QApplication) -> None:
    path = Path("person.png").absolute()
    desk.window.open_files([path])
    desk.engine.load(path)
    cropped = standing().with_present({Joint.R_ANKLE, Joint.L_ANKLE}, present=False)
    desk.engine.tell(Prepared(source(pose=cropped), path))
    bar, translations = desk.window.tools.hint_bar, Translations(qapp, Language.ENGLISH)
    try:
        translations.choose(Language.JAPANESE)
        QApplication.processEvents()
        assert "ひざ" in bar.sentence or "膝" in bar.sentence
        bar.closed.emit()
        translations.choose(Language.ENGLISH)
        QApplication.processEvents()
        assert bar.sentence == ""
    finally:
        translations.choose(Language.ENGLISH)


def test_the_legend_names_the_tints_and_how_much_is_invented(opened: Desk) -> None:
    opened.trigger("show_invented")
    opened.trigger("show_matte")
    assert opened.window.tools.legend.texts == ("Person (matte)", "Invented: 100% of the person")
    assert opened.window.tools.legend.isVisible()
    opened.trigger("show_invented")
    opened.trigger("show_matte")
    assert not opened.window.tools.legend.isVisible()


# -- in front and behind


def test_limbs_go_to_the_front_and_behind_and_the_engine_is_told(opened: Desk) -> None:
    opened.session.select({Joint.R_WRIST})
    opened.trigger("bring_to_front")
    assert opened.engine.requests[-1].order == LimbOrder(in_front=(Joint.R_WRIST,))
    opened.session.select({Joint.L_SHOULDER})
    opened.trigger("send_behind")
    assert opened.session.order == LimbOrder((Joint.R_WRIST,), (Joint.L_ELBOW, Joint.L_WRIST))
    opened.session.select({Joint.R_WRIST})
    opened.trigger("send_behind")
    assert opened.session.order == LimbOrder((), (Joint.R_WRIST, Joint.L_ELBOW, Joint.L_WRIST))
    opened.session.select(())
    opened.trigger("clear_order")
    assert opened.session.order == LimbOrder()
    for _ in range(3):
        opened.trigger("undo")
    assert opened.engine.requests[-1].order == LimbOrder(in_front=(Joint.R_WRIST,))


def test_kept_poses_keep_the_order_of_their_limbs(opened: Desk, tmp_path: Path) -> None:
    opened.session.select({Joint.R_WRIST})
    opened.trigger("bring_to_front")
    opened.trigger("keep_variant")
    opened.trigger("clear_order")
    save_project(tmp_path / "a.repose", with_real_keys(opened.session.document), embed=False)
    again = open_project(tmp_path / "a.repose").document
    assert again.photos[0].variants == opened.entry.variants
    opened.window.docks.variants.view.activated.emit(opened.window.docks.variants.model.index(0))
    assert opened.session.order == LimbOrder(in_front=(Joint.R_WRIST,))


# -- other photos as givers


@pytest.fixture
def two(opened: Desk) -> Desk:
    """A second photo with a smaller person who raises an arm; the first is on the canvas."""
    path = Path(OTHER)
    opened.window.open_files([path])
    opened.engine.load(path)
    pose = drag(small(standing()), Joint.R_WRIST, (90.0, 25.0))
    opened.engine.tell(Prepared(source("other.png", pose=pose), path))
    opened.session.select_photo(str(Path("person.png").absolute()))
    opened.engine.render_all()
    return opened


def entries(desk: Desk, name: str) -> list[str]:
    menu = desk.window.menus.menu(name)
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.text()]


def choose(desk: Desk, name: str, text: str) -> None:
    menu = desk.window.menus.menu(name)
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == text).trigger()


def drop_other(desk: Desk) -> QMenu:
    strip = desk.window.film_strip
    data: QMimeData = strip.mimeData([strip.item(1)])
    action, at = Qt.DropAction.CopyAction, desk.canvas.mapTo(desk.window, QPoint(200, 200))
    enter = QDragEnterEvent(at, action, data, LEFT, NO_KEYS)
    QApplication.sendEvent(desk.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(desk.window, QDropEvent(QPointF(at), action, data, LEFT, NO_KEYS))
    return next(menu for menu in desk.window.findChildren(QMenu) if menu.isVisible())


def test_the_pose_of_another_photo_comes_in_this_persons_proportions(two: Desk) -> None:
    assert entries(two, "pose_from") == ["other.png"]
    choose(two, "pose_from", "other.png")
    given = sure(sure(two.session.document.find(OTHER)).source).pose
    assert two.session.pose == fit(given, to=standing(), feet_on_ground=True)
    assert two.pose.distance(Joint.R_HIP, Joint.R_KNEE) == pytest.approx(80, rel=0.02)
    two.trigger("undo")
    assert two.session.pose == standing()


def test_a_photo_dropped_on_the_canvas_gives_its_pose(two: Desk) -> None:
    menu = drop_other(two)
    menu.actions()[0].trigger()
    menu.close()
    assert two.pose.at(Joint.R_WRIST)[1] < two.pose.at(Joint.NECK)[1]


def test_the_photo_on_the_canvas_cannot_be_dropped_on_itself(two: Desk) -> None:
    strip = two.window.film_strip
    data = strip.mimeData([strip.item(0)])  # an event does not own it
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    QApplication.sendEvent(two.window, enter)
    assert not enter.isAccepted()


def test_pressing_a_photo_of_the_strip_brings_it_up_only_on_release(two: Desk) -> None:
    strip = two.window.film_strip
    at = strip.visualItemRect(strip.item(1)).center()
    QTest.mousePress(strip.viewport(), LEFT, NO_KEYS, at)
    assert two.entry.name == "person.png"
    QTest.mouseRelease(strip.viewport(), LEFT, NO_KEYS, at)
    assert two.entry.name == "other.png"


def transplanted(desk: Desk) -> Source:
    """The engine's answer to the transplant that was asked for last."""
    asked = desk.engine.subjects[-1]
    assert isinstance(asked, Transplant)
    pose = place_like(asked.person.pose, asked.place.pose).of(asked.person.pose)
    made = Source(photo("composite", grey=60), pose, source().matte)
    desk.engine.tell(Prepared(made, asked))
    return made


def test_the_person_of_another_photo_takes_this_ones_poses(two: Desk) -> None:
    two.trigger("keep_variant")
    choose(two, "person_from", "other.png")
    asked = two.engine.subjects[-1]
    assert isinstance(asked, Transplant)
    assert (asked.person.photo.name, asked.place.photo.name) == ("other.png", "person.png")
    made = transplanted(two)
    assert two.session.source == made
    assert two.engine.requests[-1].source == made
    assert two.session.pose == fit(standing(), to=made.pose, feet_on_ground=True)
    assert two.entry.variants[0].pose == two.session.pose
    assert not two.window.actions_by_name["touch_up_matte"].isEnabled()
    two.trigger("undo")
    assert two.session.source == source()
    assert two.session.pose == standing()
    two.trigger("redo")
    assert two.session.source == made  # known already, nothing is asked again
    choose(two, "person_from", two.window.actions_by_name["draw_own"].text())
    assert two.session.source == source()


def test_the_person_follows_a_touched_up_matte_of_their_own_photo(two: Desk) -> None:
    choose(two, "person_from", "other.png")
    transplanted(two)
    two.session.select_photo(OTHER)
    two.trigger("touch_up_matte")
    QTest.mouseClick(two.canvas, LEFT, Qt.KeyboardModifier.AltModifier, on_canvas(two, (100.0, 100.0)))
    two.session.select_photo(str(Path("person.png").absolute()))
    asked = two.engine.subjects[-1]
    assert isinstance(asked, Transplant)
    assert asked.person == sure(two.session.document.find(OTHER)).source
    made = transplanted(two)
    assert two.session.source == made


def test_a_project_remembers_whose_person_is_drawn(two: Desk, tmp_path: Path) -> None:
    choose(two, "person_from", "other.png")
    transplanted(two)
    save_project(tmp_path / "a.repose", with_real_keys(two.session.document), embed=False)
    again: Document = open_project(tmp_path / "a.repose").document
    assert again.photos[0].drawn == again.photos[1].key


def test_a_giver_that_is_gone_leaves_the_photos_own_person(two: Desk) -> None:
    choose(two, "person_from", "other.png")
    made = transplanted(two)
    two.session.remove_photo(OTHER)
    assert two.session.source == source()
    two.trigger("undo")
    two.session.select_photo(str(Path("person.png").absolute()))
    assert two.session.source == made
    assert two.engine.requests[-1].quality in Quality


def test_photos_that_give_a_pose_are_offered_with_their_pictures(opened: Desk) -> None:
    opened.open("other.png")
    opened.session.apply_pose(standing().moved(Joint.R_WRIST, (60.0, 120.0)), "Move")
    menu = opened.window.menus.menu("pose_from")
    menu.popup(opened.window.pos())
    QApplication.processEvents()
    (action,) = menu.actions()
    at = menu.actionGeometry(action)
    assert at.height() >= 48, "as large as a person can be told in"
    shown = menu.grab(QRect(at.left(), at.top(), 60, at.height())).toImage()
    grey = QColor(128, 128, 128)  # the photo
    assert any(shown.pixelColor(x, at.height() // 2) == grey for x in range(shown.width()))
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert opened.session.undo_stack.undoText() == "Use pose from person.png"
