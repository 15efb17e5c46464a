"""All of the window's actions in one table: names for settings, texts, and their keys out of the box."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from gui.look.icons import has_icon, icon
from gui.look.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Spec:
    """One action: `name` is what settings call it, `text` is English, `group` makes it one of several.

    keys: Qt's portable text, several divided by "; ". They are the same on every platform, Ctrl being the command
    key on macOS; Qt's own standard keys differ, lack some and bring keys that keyboards rarely have.
    """

    name: str
    text: Any  # a str, which QT_TRANSLATE_NOOP's stub calls an object
    keys: str = ""
    checkable: bool = False
    group: str = ""
    word: Any = ""  # what a tool says, where the text is too long for that


SPECS: tuple[Spec, ...] = (
    Spec("open", QT_TRANSLATE_NOOP("Actions", "&Open photos…"), "Ctrl+O"),
    Spec("open_folder", QT_TRANSLATE_NOOP("Actions", "Open &folder…"), "Ctrl+Alt+O"),
    Spec("open_project", QT_TRANSLATE_NOOP("Actions", "Open pro&ject…"), "Ctrl+Shift+O"),
    Spec("save_project", QT_TRANSLATE_NOOP("Actions", "&Save project"), "Ctrl+S"),
    Spec("save_project_as", QT_TRANSLATE_NOOP("Actions", "Save project &as…"), "Ctrl+Shift+S"),
    Spec("new_project", QT_TRANSLATE_NOOP("Actions", "&New project"), "Ctrl+N"),
    Spec("paste", QT_TRANSLATE_NOOP("Actions", "&Paste photo or pose"), "Ctrl+V"),
    Spec("copy_pose", QT_TRANSLATE_NOOP("Actions", "&Copy pose"), "Ctrl+C"),
    Spec("copy_picture", QT_TRANSLATE_NOOP("Actions", "Copy p&icture"), "Ctrl+Shift+C"),
    Spec("save_picture", QT_TRANSLATE_NOOP("Actions", "Save pi&cture…"), "Ctrl+E"),
    Spec(
        "export_pictures",
        QT_TRANSLATE_NOOP("Actions", "&Export photos in poses…"),
        "Ctrl+Shift+E",
        word=QT_TRANSLATE_NOOP("Actions", "Export"),
    ),
    Spec("report", QT_TRANSLATE_NOOP("Actions", "Repor&t…")),
    Spec("import_pose", QT_TRANSLATE_NOOP("Actions", "&Import pose…"), "Ctrl+I"),
    Spec("export_pose", QT_TRANSLATE_NOOP("Actions", "E&xport pose…"), "Ctrl+Alt+E"),
    Spec("remove_photo", QT_TRANSLATE_NOOP("Actions", "Re&move photo"), "Ctrl+Shift+W"),
    Spec("quit", QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q"),
    Spec("undo", QT_TRANSLATE_NOOP("Actions", "&Undo"), "Ctrl+Z"),
    Spec("redo", QT_TRANSLATE_NOOP("Actions", "&Redo"), "Ctrl+Shift+Z; Ctrl+Y"),
    Spec("select_all", QT_TRANSLATE_NOOP("Actions", "Select &all joints"), "Ctrl+A"),
    Spec("select_limb", QT_TRANSLATE_NOOP("Actions", "Select whole &limb"), "L"),
    Spec("select_next", QT_TRANSLATE_NOOP("Actions", "Select &next joint"), "N"),
    Spec("select_previous", QT_TRANSLATE_NOOP("Actions", "Select pre&vious joint"), "Shift+N"),
    Spec("select_other_side", QT_TRANSLATE_NOOP("Actions", "Select &opposite side"), "X"),
    Spec("mirror", QT_TRANSLATE_NOOP("Actions", "&Mirror pose"), "Ctrl+M"),
    Spec("swap_sides", QT_TRANSLATE_NOOP("Actions", "&Swap left and right"), "Ctrl+Shift+M"),
    Spec("copy_left", QT_TRANSLATE_NOOP("Actions", "Copy &left to right"), "Ctrl+Shift+Right"),
    Spec("copy_right", QT_TRANSLATE_NOOP("Actions", "Copy &right to left"), "Ctrl+Shift+Left"),
    Spec("flip_bend", QT_TRANSLATE_NOOP("Actions", "&Bend the other way"), "B"),
    Spec("turn_left", QT_TRANSLATE_NOOP("Actions", "Rotate counterclockwise"), "["),
    Spec("turn_right", QT_TRANSLATE_NOOP("Actions", "Rotate clockwise"), "]"),
    Spec("enlarge", QT_TRANSLATE_NOOP("Actions", "Enlarge"), "Shift+]"),
    Spec("shrink", QT_TRANSLATE_NOOP("Actions", "Shrink"), "Shift+["),
    Spec("bring_inside", QT_TRANSLATE_NOOP("Actions", "Bring inside pict&ure"), "Ctrl+Shift+I"),
    Spec("extend_picture", QT_TRANSLATE_NOOP("Actions", "E&xtend picture to pose"), "Ctrl+Shift+X"),
    Spec("unextend_picture", QT_TRANSLATE_NOOP("Actions", "End picture at the photo's ed&ge")),
    Spec("bring_to_front", QT_TRANSLATE_NOOP("Actions", "Bring limb to &front"), "F"),
    Spec("send_behind", QT_TRANSLATE_NOOP("Actions", "Send limb beh&ind"), "Shift+F"),
    Spec("clear_order", QT_TRANSLATE_NOOP("Actions", "Automatic limb or&der")),
    Spec("hide", QT_TRANSLATE_NOOP("Actions", "&Hide joints"), "Del; Backspace"),
    Spec("restore", QT_TRANSLATE_NOOP("Actions", "R&estore joints"), "Shift+Del"),
    Spec("toggle_lock", QT_TRANSLATE_NOOP("Actions", "Lo&ck or unlock joints"), "Ctrl+L"),
    Spec("plant_feet", QT_TRANSLATE_NOOP("Actions", "Pla&nt feet"), "Shift+P", True),
    Spec("symmetry", QT_TRANSLATE_NOOP("Actions", "S&ymmetry"), "Shift+X", True),
    Spec("snap", QT_TRANSLATE_NOOP("Actions", "Sn&ap"), "Shift+G", True),
    Spec("reset_selection", QT_TRANSLATE_NOOP("Actions", "Reset &joints"), "Ctrl+R"),
    Spec("reset_limb", QT_TRANSLATE_NOOP("Actions", "Reset &whole limb"), "Ctrl+Alt+R"),
    Spec("reset_pose", QT_TRANSLATE_NOOP("Actions", "Reset &pose"), "Ctrl+Shift+R"),
    Spec("keep_variant", QT_TRANSLATE_NOOP("Actions", "&Keep pose"), "Ctrl+K"),
    Spec("view_result", QT_TRANSLATE_NOOP("Actions", "&Result"), "1", True, "view"),
    Spec("view_original", QT_TRANSLATE_NOOP("Actions", "&Original"), "2", True, "view"),
    Spec("view_split", QT_TRANSLATE_NOOP("Actions", "S&plit"), "3", True, "view"),
    Spec("view_side", QT_TRANSLATE_NOOP("Actions", "Side by &side"), "4", True, "view"),
    Spec("show_skeleton", QT_TRANSLATE_NOOP("Actions", "S&keleton"), "S", True),
    Spec("show_hidden", QT_TRANSLATE_NOOP("Actions", "&Hidden joints"), "H", True),
    Spec("show_matte", QT_TRANSLATE_NOOP("Actions", "&Matte"), "M", True),
    Spec("show_invented", QT_TRANSLATE_NOOP("Actions", "&Invented pixels"), "I", True),
    Spec("onion_outline", QT_TRANSLATE_NOOP("Actions", "Out&line of the original"), "G", True),
    Spec("onion_ghost", QT_TRANSLATE_NOOP("Actions", "&Ghost of the original"), "Shift+O", True),
    Spec("loupe", QT_TRANSLATE_NOOP("Actions", "Lo&upe on head and hands"), "U", True),
    Spec("touch_up_matte", QT_TRANSLATE_NOOP("Actions", "&Touch up matte"), "Shift+M", True),
    Spec("reset_matte", QT_TRANSLATE_NOOP("Actions", "Reset m&atte")),
    Spec("mend_parts", QT_TRANSLATE_NOOP("Actions", "This &belongs to"), "Shift+B", True),
    Spec("reset_parts", QT_TRANSLATE_NOOP("Actions", "&Reset what belongs to what")),
    Spec("choose_person", QT_TRANSLATE_NOOP("Actions", "&Choose person"), "P", True),
    Spec("person_nearer", QT_TRANSLATE_NOOP("Actions", "Person &nearer")),
    Spec("person_farther", QT_TRANSLATE_NOOP("Actions", "Person &farther")),
    Spec("correct_skeleton", QT_TRANSLATE_NOOP("Actions", "Correct &skeleton"), "Shift+S", True),
    Spec("draw_own", QT_TRANSLATE_NOOP("Actions", "&Original person")),
    Spec("use_empty_set", QT_TRANSLATE_NOOP("Actions", "&Use a photo of the empty set…")),
    Spec("invent_background", QT_TRANSLATE_NOOP("Actions", "&Invent the background")),
    Spec("zoom_in", QT_TRANSLATE_NOOP("Actions", "&Zoom in"), "Ctrl++; Ctrl+="),
    Spec("zoom_out", QT_TRANSLATE_NOOP("Actions", "Zoom ou&t"), "Ctrl+-"),
    Spec("zoom_selection", QT_TRANSLATE_NOOP("Actions", "Zoom to s&election"), "Z"),
    Spec("fit", QT_TRANSLATE_NOOP("Actions", "&Fit"), "Ctrl+0"),
    Spec("actual_size", QT_TRANSLATE_NOOP("Actions", "&100%"), "Ctrl+1"),
    Spec("weights", QT_TRANSLATE_NOOP("Actions", "&Device and weights…"), "Ctrl+Shift+,"),
    Spec("preferences", QT_TRANSLATE_NOOP("Actions", "Pre&ferences…"), "Ctrl+,"),
    Spec("shortcuts", QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts…"), "Ctrl+/"),
    Spec("gestures", QT_TRANSLATE_NOOP("Actions", "&Gestures"), "F1"),
    Spec("guide", QT_TRANSLATE_NOOP("Actions", "Gui&de")),
    Spec("first_steps", QT_TRANSLATE_NOOP("Actions", "&First steps")),
    Spec("failures", QT_TRANSLATE_NOOP("Actions", "Known fai&lures")),
    Spec("log_folder", QT_TRANSLATE_NOOP("Actions", "Show log f&older")),
    Spec("guidelines", QT_TRANSLATE_NOOP("Actions", "G&uidelines")),
    Spec("about", QT_TRANSLATE_NOOP("Actions", "&About Repose")),
    Spec("next_photo", QT_TRANSLATE_NOOP("Actions", "&Next photo"), "PgDown"),
    Spec("previous_photo", QT_TRANSLATE_NOOP("Actions", "Pre&vious photo"), "PgUp"),
)


# Where macOS puts what has its own place there.
_ROLES = {
    "quit": QAction.MenuRole.QuitRole,
    "preferences": QAction.MenuRole.PreferencesRole,
    "about": QAction.MenuRole.AboutRole,
}


class Actions(QObject):
    """The actions by name; `bind` says what each does, `set_shortcuts` gives them the person's own keys.

    The canvas has to have all of them, for those whose keys count on it alone.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {spec.name: self._made(spec) for spec in SPECS}
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> Mapping[str, QAction]:
        """Every action by its name in the settings."""
        return dict(self._actions)

    def bind(self, name: str, call: Callable[[], object]) -> None:
        """What happens when `name` is triggered."""
        self._actions[name].triggered.connect(lambda _checked=False: call())

    def bind_toggle(self, name: str, call: Callable[[bool], object], *, on: bool) -> None:
        """What happens when `name` is switched, and how it starts."""
        self._actions[name].setChecked(on)
        self._actions[name].toggled.connect(call)

    def enable(self, names: tuple[str, ...], on: bool) -> None:
        """Make actions available or not."""
        for name in names:
            self._actions[name].setEnabled(on)

    def set_shortcuts(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Give actions the keys of the settings, in Qt's portable text; the others their own."""
        for spec in SPECS:
            keys = chosen.get(spec.name)
            own = default_keys(spec) if keys is None else [QKeySequence(key) for key in keys]
            _give_keys(self._actions[spec.name], own)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        for spec in SPECS:
            action = self._actions[spec.name]
            action.setText(QCoreApplication.translate("Actions", spec.text))
            plain = _without_access_key(action.text())
            # A tool's name would stand too close to its icon.
            word = QCoreApplication.translate("Actions", spec.word) if spec.word else plain
            action.setIconText(f" {word}" if has_icon(spec.name) else word)
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{plain} ({key})" if key else plain)

    def recolour(self, colours: Tokens) -> None:
        """Draw the icons in the colours of the theme; menus stay plain."""
        for name, action in self._actions.items():
            if has_icon(name):
                action.setIcon(icon(name, colours))
                action.setIconVisibleInMenu(False)

    def _made(self, spec: Spec) -> QAction:
        action = QAction(self)
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable)
        action.setMenuRole(_ROLES.get(spec.name, QAction.MenuRole.NoRole))
        _give_keys(action, default_keys(spec))
        if spec.group:
            self._groups.setdefault(spec.group, QActionGroup(self)).addAction(action)
        return action


def _without_access_key(text: str) -> str:
    """`text` for a tool bar: Japanese menus put the access key behind the words, as in "開く(&O)…"."""
    return re.sub(r"\(&\w\)", "", text).replace("&", "").rstrip("…")


def _give_keys(action: QAction, keys: list[QKeySequence]) -> None:
    """Plain keys count on the canvas alone: elsewhere they are for typing, moving along a list or deleting in it."""
    action.setShortcuts(keys)
    is_plain = not any(_holds_modifier(key) for key in keys)
    context = Qt.ShortcutContext
    action.setShortcutContext(context.WidgetWithChildrenShortcut if is_plain else context.WindowShortcut)


def _holds_modifier(key: QKeySequence) -> bool:
    return any(f"{modifier}+" in key.toString() for modifier in ("Ctrl", "Alt", "Meta"))


def default_keys(spec: Spec) -> list[QKeySequence]:
    """The keys of an action out of the box."""
    return QKeySequence.listFromString(spec.keys) if spec.keys else []
