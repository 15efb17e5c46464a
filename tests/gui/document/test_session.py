"""The session: undo by gestures, merged nudges, sources that arrive in between, photos that come and go."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.pose.pose import Joint, Pose
from gui.document.document import Document, PhotoEntry
from gui.document.session import Session
from gui.link.pictures import to_picture
from tests.gui.fakes import photo, source, standing
from tests.sure import sure

FIRST, SECOND = Path("first.png").absolute(), Path("second.png").absolute()


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    made = Session()
    made.add_photos([FIRST, SECOND])
    made.take_source(str(FIRST), source("first.png"))
    return made


def shifted(by: float) -> Pose:
    return standing().moved(Joint.NOSE, (150.0 + by, 60.0))


def test_opened_photos_are_asked_for_once(qtbot: QtBot) -> None:
    session = Session()
    asked: list[PhotoEntry] = []
    session.photos_added.connect(asked.extend)
    session.add_photos([FIRST])
    session.add_photos([FIRST, SECOND])
    session.add_photos([FIRST])
    assert [entry.path for entry in asked] == [FIRST, SECOND]
    assert session.entry is not None
    assert session.entry.path == FIRST


def test_the_source_gives_a_photo_its_first_pose(session: Session) -> None:
    assert session.pose == standing()
    assert not session.undo_stack.canUndo()


def test_a_gesture_is_one_entry_and_shows_every_step(session: Session) -> None:
    steps: list[Pose] = []
    session.pose_changed.connect(steps.append)
    session.begin_gesture()
    for by in range(1, 6):
        session.update_gesture(shifted(by))
    session.end_gesture("Move")
    assert steps == [shifted(by) for by in range(1, 6)]
    assert session.undo_stack.count() == 1
    session.undo_stack.undo()
    assert session.pose == standing()
    session.undo_stack.redo()
    assert session.pose == shifted(5)


def test_a_gesture_that_changes_nothing_leaves_no_entry(session: Session) -> None:
    session.begin_gesture()
    session.update_gesture(shifted(1))
    session.update_gesture(standing())
    session.end_gesture("Move")
    assert session.undo_stack.count() == 0


def test_a_cancelled_gesture_leaves_no_trace(session: Session) -> None:
    session.begin_gesture()
    session.update_gesture(shifted(9))
    session.cancel_gesture()
    assert session.pose == standing()
    assert not session.in_gesture
    assert session.undo_stack.count() == 0


def test_nudges_merge_and_others_do_not(session: Session) -> None:
    for by in (1, 2, 3):
        session.apply_pose(shifted(by), "Nudge", merge="nose")
    session.apply_pose(shifted(4), "Nudge", merge="neck")
    session.apply_pose(shifted(5), "Mirror")
    session.apply_pose(shifted(6), "Mirror")
    assert session.undo_stack.count() == 4
    for expected in (shifted(5), shifted(4), shifted(3), standing()):
        session.undo_stack.undo()
        assert session.pose == expected


def test_undo_stays_with_the_photo_on_the_canvas(session: Session) -> None:
    session.apply_pose(shifted(5), "Move")
    session.select_photo(str(SECOND))
    assert not session.undo_stack.canUndo()
    session.undo_stack.undo()
    assert sure(session.entry).path == SECOND
    session.select_photo(str(FIRST))
    assert session.pose == shifted(5)
    session.undo_stack.undo()
    assert session.pose == standing()


def test_a_photo_taken_off_comes_back_before_what_was_done_earlier_to_the_one_shown(session: Session) -> None:
    session.take_source(str(SECOND), source("second.png"))
    session.select_photo(str(SECOND))
    session.apply_pose(shifted(2), "Move")
    session.remove_photo(str(FIRST))
    session.apply_pose(shifted(3), "Move")
    history = session.undo_stack
    texts = []
    while history.canUndo():
        texts.append(history.undoText())
        history.undo()
        session.select_photo(str(SECOND))
    assert texts == ["Move", "Remove photo", "Move"]
    again = []
    while history.canRedo():
        again.append(history.redoText())
        history.redo()
    assert again == ["Move", "Move", "Remove photo"]
    assert [entry.path for entry in session.document.photos] == [SECOND]
    assert session.pose == shifted(3)


def test_a_photo_opened_again_is_not_put_back_twice(session: Session) -> None:
    session.remove_photo(str(FIRST))
    session.add_photos([FIRST])
    session.undo_stack.undo()
    assert sorted(entry.key for entry in session.document.photos) == sorted([str(FIRST), str(SECOND)])


def test_all_photos_have_to_be_as_they_were_saved(session: Session) -> None:
    session.take_source(str(SECOND), source("second.png"))
    told: list[bool] = []
    history = session.undo_stack
    history.cleanChanged.connect(told.append)
    session.apply_pose(shifted(1), "Move")
    session.select_photo(str(SECOND))
    session.apply_pose(shifted(2), "Move")
    history.undo()
    assert not history.isClean(), "the first photo is edited"
    history.setClean()
    session.select_photo(str(FIRST))
    history.undo()
    assert not history.isClean()
    history.redo()
    assert history.isClean()
    assert told == [False, True, False, True]


def test_a_source_that_arrives_between_edits_survives_undo(session: Session) -> None:
    session.select_photo(str(SECOND))
    session.apply_pose(shifted(2), "Import pose")
    session.take_source(str(SECOND), source("second.png"))
    assert session.pose == shifted(2)
    session.undo_stack.undo()
    assert session.source == source("second.png")


def test_poses_are_kept_under_free_names_and_no_undo_of_posing_takes_them(session: Session) -> None:
    assert session.keep_variant()
    session.apply_pose(shifted(1), "Move")
    assert session.keep_variant()
    assert not session.keep_variant(), "nothing is kept twice in a row"
    session.undo_stack.undo()
    session.keep_variant("Best")
    assert session.entry is not None
    assert [variant.name for variant in session.entry.variants] == ["Pose 1", "Pose 2", "Best"]
    session.apply_pose(shifted(2), "Move")
    session.undo_stack.undo()
    assert not session.undo_stack.canUndo()
    assert [variant.name for variant in session.entry.variants] == ["Pose 1", "Pose 2", "Best"]


def test_a_removed_photo_comes_back_where_it_was(session: Session) -> None:
    session.apply_pose(shifted(3), "Move")
    session.remove_photo(str(FIRST))
    assert [entry.path for entry in session.document.photos] == [SECOND]
    session.undo_stack.undo()
    assert [entry.path for entry in session.document.photos] == [FIRST, SECOND]
    assert session.pose == shifted(3)


def test_news_of_a_photo_that_is_gone_is_ignored(session: Session) -> None:
    session.remove_photo(str(SECOND))
    session.take_source(str(SECOND), source("second.png"))
    session.take_photo(str(SECOND), to_picture(photo().rgb))
    assert [entry.path for entry in session.document.photos] == [FIRST]
    assert session.photo_of(str(SECOND)) is None


def test_locks_are_edits_of_their_own(session: Session) -> None:
    session.set_locked({Joint.NOSE, Joint.NECK}, locked=True)
    session.set_locked({Joint.NOSE}, locked=False)
    assert session.locked == {Joint.NECK}
    session.undo_stack.undo()
    assert session.locked == {Joint.NOSE, Joint.NECK}


def test_another_document_starts_a_new_history(session: Session) -> None:
    session.apply_pose(shifted(3), "Move")
    session.select({Joint.NOSE})
    entry = PhotoEntry("third", Path("third.png"), "third.png", pose=shifted(7))
    session.replace_document(Document((entry,), 0))
    assert session.pose == shifted(7)
    assert not session.undo_stack.canUndo()
    assert session.selection == frozenset()


def test_document_changed_is_quiet_during_a_gesture(session: Session) -> None:
    told: list[None] = []
    session.document_changed.connect(lambda: told.append(None))
    session.begin_gesture()
    session.update_gesture(shifted(1))
    session.update_gesture(shifted(2))
    assert told == []
    session.end_gesture("Move")
    assert len(told) >= 1
