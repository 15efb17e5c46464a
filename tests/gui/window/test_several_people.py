"""Several people of one photo, each in a pose of their own: by click, menu, undo, kept poses, projects and journal."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from engine.contract.messages import Chosen, PeopleFound, Posed, Prepared, Source
from engine.export.settings import OutputSettings
from engine.pose.pose import Joint, Pose
from gui.document.choosing import kept, with_new_person
from gui.document.document import Document, PhotoEntry
from gui.document.found import Found
from gui.project.file import open_project, save_project
from gui.project.journal import Journal
from tests.gui.canvas.test_canvas import LEFT, NO_KEYS, on_canvas
from tests.gui.conftest import Desk
from tests.gui.documents import a_matte, a_pose, document_of, photo_file
from tests.gui.fakes import photo, standing
from tests.sure import sure

_TURNED = (80.0, 40.0)


def at(across: float, down: float) -> Pose:
    """Somebody small in the photo."""
    return standing().replaced(standing().xy() * 0.4 + np.array([across, down]))


# The one on the right stands lower in the picture, and so nearer.
LEFT_ONE, RIGHT_ONE = at(10.0, 20.0), at(150.0, 120.0)


def person(pose: Pose) -> Source:
    matte = np.zeros((400, 300), np.float32)
    x, y = (round(value) for value in pose.at(Joint.NECK))
    matte[y : y + 100, x - 20 : x + 20] = 1
    return Source(photo(), pose, matte)


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Two people, the left of whom is edited and has a hand raised."""
    path = Path("person.png").absolute()
    desk.window.open_files([path])
    desk.engine.load(path)
    desk.engine.tell(Prepared(person(LEFT_ONE), path))
    desk.engine.tell(PeopleFound(photo(), (LEFT_ONE, RIGHT_ONE)))
    desk.session.apply_pose(desk.pose.moved(Joint.R_WRIST, _TURNED), "raise")
    desk.engine.render_all()
    return desk


def click(desk: Desk, who: Pose) -> None:
    """On the knee, which no handle of somebody else's body covers."""
    QTest.mouseClick(desk.canvas, LEFT, NO_KEYS, on_canvas(desk, who.at(Joint.R_KNEE)))


def with_right_one(desk: Desk) -> None:
    """Click the right person, and let the engine find them."""
    click(desk, RIGHT_ONE)
    asked = desk.engine.subjects[-1]
    assert isinstance(asked, Chosen)
    desk.engine.tell(Prepared(person(RIGHT_ONE), asked))


def test_a_click_on_another_person_edits_them_and_the_first_keeps_their_pose(two: Desk) -> None:
    raised = two.pose
    with_right_one(two)
    assert two.pose == RIGHT_ONE
    assert two.engine.requests[-1].farther == (Posed(person(LEFT_ONE), raised),)
    asked = len(two.engine.subjects)
    click(two, raised)
    assert len(two.engine.subjects) == asked, "who is known is not looked for again"
    assert two.pose == raised
    assert two.engine.requests[-1].nearer == (Posed(person(RIGHT_ONE), RIGHT_ONE),)


def test_what_is_invented_is_a_share_of_everyone_and_not_of_who_was_clicked_alone(two: Desk) -> None:
    """As much as one of two people who are equally large: not all of the other, whom nobody moved."""
    with_right_one(two)
    two.engine.render_all()
    shown = sure(two.session.rendered)
    (other,) = shown.request.others
    rows = np.arange(len(other.source.matte))[:, None]
    crown = rows == rows[other.source.matte.any(1)].min()
    for invented, told in (
        (other.source.matte, "50% invented"),
        (other.source.matte * crown, "<1% invented"),
        (np.zeros_like(other.source.matte), "0% invented"),
    ):
        made_up = (255 * invented).astype(np.uint8)
        two.engine.tell(replace(shown, invented_map=made_up))
        said = "".join(label.text() for label in two.window.status.findChildren(QLabel))
        assert f"·  {told}" in said


def test_choosing_is_undone_and_edits_go_back_with_it(two: Desk) -> None:
    raised = two.pose
    with_right_one(two)
    two.session.apply_pose(two.pose.moved(Joint.L_WRIST, _TURNED), "lower")
    lowered = two.pose
    for _ in range(3):
        two.trigger("undo")
    assert two.pose == LEFT_ONE
    assert two.entry.others == ()
    for _ in range(3):
        two.trigger("redo")
    assert two.pose == lowered
    assert [each.pose for each in two.engine.requests[-1].others] == [raised]


def test_the_pointer_says_who_can_be_clicked(two: Desk) -> None:
    QTest.mouseMove(two.canvas, on_canvas(two, RIGHT_ONE.at(Joint.R_KNEE)))
    assert "this person" in two.canvas.pointed[1]
    QTest.mouseMove(two.canvas, on_canvas(two, (280.0, 30.0)))
    assert two.canvas.pointed[1] == ""
    with_right_one(two)
    assert "this person" not in two.canvas.pointed[1]


def test_people_change_places_from_back_to_front(two: Desk) -> None:
    with_right_one(two)
    assert not two.window.actions_by_name["person_nearer"].isEnabled()
    two.trigger("person_farther")
    request = two.engine.requests[-1]
    assert (len(request.farther), len(request.nearer)) == (0, 1)
    two.trigger("undo")
    assert len(two.engine.requests[-1].farther) == 1


def test_a_kept_pose_holds_everyone(two: Desk) -> None:
    raised = two.pose
    with_right_one(two)
    two.trigger("keep_variant")
    click(two, raised)
    two.session.apply_pose(LEFT_ONE, "reset")
    model = two.window.docks.variants.model
    two.window.docks.variants.view.activated.emit(model.index(0))
    assert two.pose == raised
    assert [each.pose for each in two.entry.others] == [RIGHT_ONE]


def test_a_saved_picture_shows_everyone(two: Desk, tmp_path: Path) -> None:
    raised = two.pose
    with_right_one(two)
    two.window.saver.save(tmp_path / "a.png", OutputSettings())
    assert [each.pose for each in two.engine.batches[-1].others] == [raised]


# -- files


def crowded(folder: Path) -> Document:
    """A photo with two people in poses of their own, and a kept pose of both."""
    (entry,) = document_of(photo_file(folder)).photos
    matte = np.ascontiguousarray(a_matte()[::-1])
    assert entry.source is not None
    other = Source(entry.source.photo, a_pose(1), matte)
    both = with_new_person(entry, other)
    both = replace(both, pose=a_pose(3), depth=(1, 0))
    return Document((replace(both, variants=(*both.variants, kept(both, "both", a_pose(3)))),), 0)


def same(entry: PhotoEntry, before: PhotoEntry) -> bool:
    plain = [
        replace(
            each, source=None, key="", path=None, others=tuple(replace(o, source=None) for o in each.others)
        )
        for each in (entry, before)
    ]
    return plain[0] == plain[1]


def check_found(found: Found, before: PhotoEntry) -> None:
    """Both mattes came back, each to its own person."""
    assert before.source is not None
    restored = found.others_of(before.source.photo)
    assert {number: source.pose for number, source in restored.items()} == {0: a_pose()}
    assert np.abs(restored[0].matte - a_matte()).max() < 0.01


def test_a_project_holds_everyone(tmp_path: Path) -> None:
    document = crowded(tmp_path)
    save_project(tmp_path / "a.repose", document, embed=False)
    opened = open_project(tmp_path / "a.repose")
    (entry,) = opened.document.photos
    assert same(entry, document.photos[0])
    check_found(opened.found[entry.key], document.photos[0])


def test_the_journal_holds_everyone(tmp_path: Path) -> None:
    document = crowded(tmp_path)
    journal = Journal(tmp_path / "journal")
    journal.record(document, modified=True)
    assert journal.flush()
    assert journal._writer._lock is not None
    journal._writer._lock.release()
    again = Journal(tmp_path / "journal")
    (item,) = again.recoverable()
    opened = again.recover(item)
    (entry,) = opened.document.photos
    assert same(entry, document.photos[0])
    check_found(opened.found[entry.key], document.photos[0])
    again.close(timeout=5)


def test_a_project_that_is_opened_again_shows_everyone(two: Desk, tmp_path: Path) -> None:
    raised = two.pose
    with_right_one(two)
    path = tmp_path / "a.repose"
    save_project(path, two.session.document, embed=False)
    two.session.undo_stack.setClean()
    two.window.keeper.open(path)
    assert two.window.keeper.finish(10)
    QApplication.processEvents()
    assert two.session.source is None
    two.engine.load(sure(two.entry.path))
    assert two.window.keeper.finish(10)
    QApplication.processEvents()
    two.engine.render_all()
    shown = sure(two.session.rendered).request
    assert (shown.pose, [each.pose for each in shown.farther]) == (RIGHT_ONE, [raised])
    click(two, raised)
    assert two.pose == raised


def test_projects_from_before_are_read(tmp_path: Path) -> None:
    document = document_of(photo_file(tmp_path))
    save_project(tmp_path / "new.repose", document, embed=False)
    with (
        zipfile.ZipFile(tmp_path / "new.repose") as new,
        zipfile.ZipFile(tmp_path / "old.repose", "w") as old,
    ):
        for name in new.namelist():
            data = new.read(name)
            if name == "project.json":
                project = json.loads(data)
                for photo_data in project["photos"]:
                    for thing in (photo_data, *photo_data["variants"]):
                        for field in ("person", "others", "depth"):
                            thing.pop(field, None)
                data = json.dumps(project).encode()
            old.writestr(name, data)
    (entry,) = open_project(tmp_path / "old.repose").document.photos
    assert same(entry, document.photos[0])
