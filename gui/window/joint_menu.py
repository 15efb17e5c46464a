"""The menu of the selected joints: ticks say how things are, and entries that would do nothing are grey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from engine.pose.edits import pinned
from engine.pose.pose import Joint
from gui.canvas.pose_actions import selected_limbs, whole_limbs
from gui.canvas.pose_interaction import flipped_bend
from gui.document.session import Session
from gui.window.actions import Actions

_Ask: TypeAlias = Callable[[Session], bool]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An action as it is offered here.

    helps: whether it would do anything. is_on: whether it is ticked, and then `back` is the action of a click.
    """

    name: str
    helps: _Ask
    is_on: _Ask | None = None
    back: str = ""


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("JointMenu", text)


def joint_menu(actions: Actions, session: Session, parent: QWidget) -> QMenu:
    """What can be done with the selected joints, as things are now."""
    menu = QMenu(parent)
    for entry in _ENTRIES:
        if entry is None:
            menu.addSeparator()
        else:
            _add(menu, entry, actions=actions, session=session)
    return menu


def _add(menu: QMenu, entry: _Entry, *, actions: Actions, session: Session) -> None:
    action, is_on = actions[entry.name], entry.is_on is not None and entry.is_on(session)
    words = tr("Locked") if entry.name == "toggle_lock" else action.text()
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    # Only shown: with the key itself there would be two actions for it.
    shown = menu.addAction(f"{words}\t{key}" if key else words)
    shown.setObjectName(entry.name)
    shown.setCheckable(entry.is_on is not None)
    shown.setChecked(is_on)
    shown.setEnabled(entry.helps(session))
    shown.triggered.connect(actions[entry.back if is_on and entry.back else entry.name].trigger)


def _can_bend(session: Session) -> bool:
    pose = session.pose
    return pose is not None and any(
        pinned(flipped_bend(pose, joint), pose, joints=session.locked) != pose for joint in session.selection
    )


def _is_locked(session: Session) -> bool:
    return bool(session.selection) and session.selection <= session.locked


def _has_limb(session: Session) -> bool:
    return bool(selected_limbs(session))


def _is_in_front(session: Session) -> bool:
    return _has_limb(session) and set(selected_limbs(session)) <= set(session.order.in_front)


def _is_behind(session: Session) -> bool:
    return _has_limb(session) and set(selected_limbs(session)) <= set(session.order.behind)


def _is_ordered(session: Session) -> bool:
    order = session.order
    return not set(selected_limbs(session)).isdisjoint((*order.in_front, *order.behind))


def _any(session: Session, *, present: bool) -> bool:
    pose = session.pose
    return pose is not None and any(pose.has(joint) is present for joint in session.selection)


def _is_moved(session: Session, joints: frozenset[Joint]) -> bool:
    pose, source = session.pose, session.source
    free = joints - session.locked
    return pose is not None and source is not None and any(pose[j] != source.pose[j] for j in free)


_ENTRIES: tuple[_Entry | None, ...] = (
    _Entry("flip_bend", _can_bend),
    _Entry("select_limb", lambda session: whole_limbs(session.selection) != session.selection),
    None,
    _Entry("bring_to_front", _has_limb, _is_in_front, "clear_order"),
    _Entry("send_behind", _has_limb, _is_behind, "clear_order"),
    _Entry("clear_order", _is_ordered),
    None,
    _Entry("hide", lambda session: _any(session, present=True)),
    _Entry("restore", lambda session: _any(session, present=False)),
    _Entry("toggle_lock", lambda session: bool(session.selection), _is_locked),
    None,
    _Entry("reset_selection", lambda session: _is_moved(session, session.selection)),
    _Entry("reset_limb", lambda session: _is_moved(session, whole_limbs(session.selection))),
)
