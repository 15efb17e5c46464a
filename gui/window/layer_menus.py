"""Menus about a photo's layers: what a thing follows, and what a limb lies in front of; ticks say how things are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from engine.photo.mending.targets import Follows, Target
from engine.pose.pose import Joint
from gui.canvas.pose_actions import selected_limbs
from gui.document import mending_edits
from gui.document.session import Session
from gui.look.said import Said
from gui.look.targets import follows_name, target_name
from gui.panels.photo_tile import framed, icon_of
from gui.window.thing_picture import thing_picture

Mark = Callable[[int | None], object]  # of a thing on the canvas, by its number; None for none

_PICTURE_PX = 48  # a thing can be told in it
_ARROW_PX = 56

_ARM_JOINTS = {
    Target.RIGHT_ARM: (Joint.R_ELBOW, Joint.R_WRIST),
    Target.LEFT_ARM: (Joint.L_ELBOW, Joint.L_WRIST),
    Target.RIGHT_LEG: (Joint.R_KNEE, Joint.R_ANKLE),
    Target.LEFT_LEG: (Joint.L_KNEE, Joint.L_ANKLE),
}
# What a limb can lie before or behind so that it matters.
_BESIDE = {
    Target.RIGHT_ARM: (Target.TORSO, Target.HEAD, Target.LEFT_ARM, Target.THING),
    Target.LEFT_ARM: (Target.TORSO, Target.HEAD, Target.RIGHT_ARM, Target.THING),
    Target.RIGHT_LEG: (Target.LEFT_LEG, Target.TORSO, Target.THING),
    Target.LEFT_LEG: (Target.RIGHT_LEG, Target.TORSO, Target.THING),
}


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return Said("LayerMenus", text)


def fill_thing(menu: QMenu, session: Session, thing: int) -> None:
    """What a thing of the photo on the canvas can follow, and what it follows now."""
    layers = mending_edits.layers_of(session)
    if layers is None or thing >= len(layers.follows):
        return
    group = QActionGroup(menu)
    for follows in Follows:
        words = follows_name(follows)
        action = menu.addAction(words, partial(mending_edits.attach, session, thing, follows, words))
        action.setObjectName(follows.value)
        action.setCheckable(True)
        action.setChecked(layers.follows[thing] is follows)
        group.addAction(action)
    menu.addSeparator()
    words = tr("As found")
    found = menu.addAction(words, partial(mending_edits.attach, session, thing, None, tr("Thing as found")))
    found.setObjectName("as found")
    found.setEnabled(mending_edits.is_attached(session, thing))


def fill_things(menu: QMenu, session: Session, *, mark: Mark) -> None:
    """All things of the photo on the canvas, each with its picture and a menu of its own; marked when pointed at."""
    menu.clear()
    # The room that Qt reckons with is that of small pictures; the arrows would lie on the words.
    menu.setStyleSheet(
        f"QMenu {{ icon-size: {_PICTURE_PX}px; }} QMenu::item {{ padding-right: {_ARROW_PX}px; }}"
    )
    layers, photo = mending_edits.layers_of(session), session.photo_picture
    for thing, follows in enumerate(() if layers is None else layers.follows):
        name = tr("{number}: {follows}").format(number=thing + 1, follows=follows_name(follows))
        own = menu.addMenu(name)
        own.setStyleSheet("QMenu { icon-size: 16px; }")  # of no picture
        fill_thing(own, session, thing)
        entry = own.menuAction()
        entry.hovered.connect(partial(mark, thing))
        picture = None if layers is None or photo is None else thing_picture(layers, thing, photo)
        if picture is not None:
            entry.setIcon(icon_of(framed(picture, menu.devicePixelRatioF())))
            entry.setIconVisibleInMenu(True)
    if menu.isEmpty():
        menu.addAction(tr("Nothing is held or worn in this photo")).setEnabled(False)


def fill_order(menu: QMenu, session: Session) -> None:
    """What the selected limb lies in front of in the photo on the canvas."""
    menu.clear()
    layers, source, limb = mending_edits.layers_of(session), session.source, selected_layer(session)
    if layers is None or source is None or limb is None:
        menu.addAction(tr("Select an arm or a leg first")).setEnabled(False)
        return
    text = tr("Order in the photo")
    for other in _BESIDE[limb]:
        if other is Target.THING and not layers.follows:
            continue
        action = menu.addAction(tr("In front of: {part}").format(part=target_name(other)))
        action.setObjectName(other.name)
        action.setCheckable(True)
        action.setChecked(layers.lies_in_front(limb, other))
        action.triggered.connect(
            lambda on, of=other: mending_edits.put_in_order(session, limb, in_front=on, of=of, text=text)
        )
    menu.addSeparator()
    found = menu.addAction(tr("As found"), partial(mending_edits.forget_order, session, limb, text))
    found.setObjectName("as found")
    found.setEnabled(mending_edits.wishes_but(source.mending.order, limb) != source.mending.order)


def selected_layer(session: Session) -> Target | None:
    """The arm or leg that the selected joints belong to; None for several and for none."""
    ends = set(selected_limbs(session))
    found = [layer for layer, joints in _ARM_JOINTS.items() if ends.intersection(joints)]
    return found[0] if len(found) == 1 else None
