"""Right clicks on things and limbs, and the same by keyboard: what follows what, and what lies in front."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from engine.contract.messages import Rendered
from engine.imaging.origins import Origins
from engine.photo.mending.layer_map import FIRST_THING, LayerMap
from engine.photo.mending.mending import NOTHING, OrderWish
from engine.photo.mending.targets import Follows, Target
from engine.pose.pose import XY, Joint
from tests.gui.canvas.test_canvas import on_canvas, place
from tests.gui.conftest import Desk
from tests.gui.fakes import SIZE

BAG = (slice(150, 190), slice(20, 40))  # over photo pixels (40..80, 300..380)
ORDER = (
    Target.RIGHT_LEG, Target.LEFT_LEG, Target.TORSO, Target.HEAD, Target.RIGHT_ARM, Target.LEFT_ARM, Target.THING,
)  # fmt: skip


def layers(follows: Follows = Follows.RIGHT_HAND) -> LayerMap:
    codes = np.full((200, 150), Target.TORSO, np.uint8)
    codes[BAG] = FIRST_THING
    return LayerMap(codes, (0, 0, *SIZE), (follows,), ORDER)


@pytest.fixture
def shown(opened: Desk) -> Desk:
    """A picture in which all the person has moved 100 pixels to the right."""
    answer(opened, layers())
    return opened


def answer(desk: Desk, apart: LayerMap) -> None:
    cells = np.full((100, 75, 2), np.nan, np.float32)
    y, x = np.mgrid[:100, :75].astype(np.float32) * 4 + 2
    cells[:, 25:] = np.stack([x - 100, y], -1)[:, 25:]
    request, pixels = desk.engine.requests[-1], np.full((*SIZE[::-1], 3), 200, np.uint8)
    origins = Origins(cells, (0.0, 0.0), 4.0)
    desk.engine.tell(Rendered(request, pixels, 0.0, None, {}, "cpu", origins=origins, layers=apart))


def menu_at(desk: Desk, at: QPoint) -> QMenu | None:
    """What a right click at a point of the canvas brings up."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, desk.canvas.mapToGlobal(at))
    QApplication.sendEvent(desk.canvas, event)
    menus = [menu for menu in desk.window.findChildren(QMenu) if menu.isVisible()]
    return menus[0] if menus else None


def chosen(menu: QMenu, name: str) -> None:
    (action,) = [each for each in menu.actions() if each.objectName() == name]
    assert action.isEnabled()
    action.trigger()
    menu.close()


def inner(menu: QMenu, title: str) -> QMenu:
    (action,) = [each for each in menu.actions() if each.text().replace("&", "") == title]
    inside = action.menu()
    assert isinstance(inside, QMenu)
    return inside


def ticked(menu: QMenu) -> list[str]:
    return [each.objectName() for each in menu.actions() if each.isChecked()]


def attached(desk: Desk) -> list[tuple[XY, Follows]]:
    return [(each.at, each.follows) for each in desk.source.mending.things]


def test_a_thing_is_attached_where_the_picture_shows_it(shown: Desk) -> None:
    assert menu_at(shown, on_canvas(shown, (60, 340))) is None, "there the photo shows it, not the picture"
    menu = menu_at(shown, on_canvas(shown, (160, 340)))
    assert menu is not None
    assert ticked(menu) == ["right hand"]
    chosen(menu, "left leg")
    ((at, follows),) = attached(shown)
    assert follows is Follows.LEFT_LEG
    assert layers().thing_at(at) == 0
    assert shown.session.undo_stack.undoText() == "Follows the left leg"
    assert shown.engine.requests[-1].source == shown.source
    shown.trigger("undo")
    assert shown.source.mending == NOTHING


def test_a_later_word_about_a_thing_takes_the_place_of_the_first_and_can_be_taken_back(shown: Desk) -> None:
    chosen(_menu(shown, (160, 340)), "left leg")
    answer(shown, layers(Follows.LEFT_LEG))
    menu = _menu(shown, (160, 340))
    assert ticked(menu) == ["left leg"]
    chosen(menu, "stays")
    assert [follows for _, follows in attached(shown)] == [Follows.STAYS]
    answer(shown, layers(Follows.STAYS))
    chosen(_menu(shown, (160, 340)), "as found")
    assert shown.source.mending == NOTHING


def _menu(desk: Desk, xy: XY) -> QMenu:
    menu = menu_at(desk, on_canvas(desk, xy))
    assert menu is not None
    return menu


def test_over_the_original_a_thing_is_where_the_photo_has_it(shown: Desk) -> None:
    shown.trigger("view_original")
    chosen(_menu(shown, (60, 340)), "head")
    assert [follows for _, follows in attached(shown)] == [Follows.HEAD]


def test_things_can_be_reached_from_the_menu_bar(shown: Desk) -> None:
    things = shown.window.menus.menu("things")
    things.aboutToShow.emit()
    (entry,) = things.actions()
    assert entry.text() == "1: Follows the right hand"
    inside = entry.menu()
    assert isinstance(inside, QMenu)
    chosen(inside, "torso")
    assert [follows for _, follows in attached(shown)] == [Follows.TORSO]


def tinted(desk: Desk, xy: XY) -> bool:
    """Whether a place of the canvas, where the photo and the picture are grey, has the colour of the mark."""
    colour = desk.canvas.grab().toImage().pixelColor(on_canvas(desk, xy))
    tones = colour.red(), colour.green(), colour.blue()
    return max(tones) - min(tones) > 20


def test_a_thing_of_the_menu_is_pictured_and_marked_where_the_canvas_shows_it(shown: Desk) -> None:
    two = LayerMap(layers().codes.copy(), (0, 0, *SIZE), (Follows.RIGHT_HAND, Follows.TORSO), ORDER)
    two.codes[10:30, 60:90] = FIRST_THING + 1
    answer(shown, two)
    shown.session.select(())
    things = shown.window.menus.menu("things")
    things.popup(shown.canvas.mapToGlobal(QPoint(5, 5)))
    bag, hat = things.actions()
    pictures = [each.icon().pixmap(72, 72).toImage() for each in (bag, hat)]
    assert not any(each.isNull() for each in pictures)
    assert pictures[0] != pictures[1], "a tall one and a wide one"
    in_picture, in_photo, beside = (160.0, 340.0), (60.0, 340.0), (260.0, 380.0)
    assert not tinted(shown, in_picture)
    QTest.keyClick(things, Qt.Key.Key_Down)
    assert things.activeAction() is bag
    assert [tinted(shown, each) for each in (in_picture, in_photo, beside)] == [True, False, False]
    QTest.keyClick(things, Qt.Key.Key_Down)
    assert not tinted(shown, in_picture), "the other one is"
    QTest.mouseMove(things, things.actionGeometry(bag).center())
    assert tinted(shown, in_picture)
    QTest.keyClick(things, Qt.Key.Key_Escape)
    assert not tinted(shown, in_picture)
    shown.trigger("view_original")
    things.popup(shown.canvas.mapToGlobal(QPoint(5, 5)))
    QTest.keyClick(things, Qt.Key.Key_Down)
    assert [tinted(shown, each) for each in (in_picture, in_photo)] == [False, True]
    things.close()


def test_a_photo_without_things_says_so(opened: Desk) -> None:
    things = opened.window.menus.menu("things")
    things.aboutToShow.emit()
    assert [action.isEnabled() for action in things.actions()] == [False]


def test_a_limb_is_put_behind_the_torso_in_the_photo(shown: Desk) -> None:
    menu = menu_at(shown, place(shown, Joint.L_ELBOW))
    assert menu is not None
    order = inner(menu, "In the photo")
    assert ticked(order) == ["TORSO", "HEAD", "RIGHT_ARM"]
    chosen(order, "TORSO")
    menu.close()
    assert shown.source.mending.order == (OrderWish(Target.LEFT_ARM, in_front=False, of=Target.TORSO),)
    assert shown.session.order.behind == (), "the pose's own order is something else"
    shown.trigger("undo")
    assert shown.source.mending == NOTHING


def test_the_order_of_the_selected_limb_from_the_menu_bar_and_back(shown: Desk) -> None:
    menu = shown.window.menus.menu("photo_order")
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False]
    shown.session.select({Joint.R_KNEE})
    menu.aboutToShow.emit()
    chosen(menu, "LEFT_LEG")
    assert shown.source.mending.order == (OrderWish(Target.RIGHT_LEG, in_front=True, of=Target.LEFT_LEG),)
    menu.aboutToShow.emit()
    chosen(menu, "as found")
    assert shown.source.mending == NOTHING
