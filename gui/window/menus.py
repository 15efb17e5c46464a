"""The menu bar and the tool bar, put together from the actions."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton

from gui.look.icons import SIZE_PX
from gui.window.actions import Actions

# Menus inside others that are filled when they open: their own title, and the one they are in.
_INNER: tuple[tuple[str, object, str], ...] = (
    ("pose_from", QT_TRANSLATE_NOOP("Menus", "&Pose from another photo"), "person"),
    ("person_from", QT_TRANSLATE_NOOP("Menus", "P&erson from another photo"), "person"),
    ("things", QT_TRANSLATE_NOOP("Menus", "Th&ings held or worn"), "person"),
    ("photo_order", QT_TRANSLATE_NOOP("Menus", "Selected &limb in the photo"), "person"),
)
# Each menu's title and its actions; None is a line between two.
_MENUS: tuple[tuple[str, object, tuple[str | None, ...]], ...] = (
    (
        "file",
        QT_TRANSLATE_NOOP("Menus", "&File"),
        ("new_project", "open", "open_folder", "open_project", None, "save_project", "save_project_as", None,
         "save_picture", "export_pictures", "report", None, "import_pose", "export_pose", None, "remove_photo", None,
         "quit"),
    ),
    (
        "edit",
        QT_TRANSLATE_NOOP("Menus", "&Edit"),
        ("undo", "redo", None, "copy_picture", "copy_pose", "paste", None, "select_all", "select_limb", "select_next",
         "select_previous", "select_other_side", None, "weights", "preferences"),
    ),
    (
        "pose",
        QT_TRANSLATE_NOOP("Menus", "&Pose"),
        ("mirror", "swap_sides", "copy_left", "copy_right", None, "flip_bend", "turn_left", "turn_right", "enlarge",
         "shrink", "bring_inside", None, "bring_to_front", "send_behind", "clear_order", None, "hide", "restore",
         "toggle_lock", "plant_feet", "symmetry", "snap", None,
         "reset_selection", "reset_limb", "reset_pose", None, "keep_variant"),
    ),
    (
        "view",
        QT_TRANSLATE_NOOP("Menus", "&View"),
        ("view_result", "view_original", "view_split", "view_side", None, "show_skeleton", "show_hidden",
         "show_matte", "show_invented", None, "onion_outline", "onion_ghost", "loupe", None, "zoom_in", "zoom_out",
         "zoom_selection", "fit", "actual_size", None, "next_photo", "previous_photo"),
    ),
    (
        "person",
        QT_TRANSLATE_NOOP("Menus", "Pe&rson"),
        ("choose_person", "person_nearer", "person_farther", None, "correct_skeleton", None, "touch_up_matte",
         "reset_matte", None, "mend_parts", "reset_parts", None),
    ),
    (
        "background",
        QT_TRANSLATE_NOOP("Menus", "Back&ground"),
        ("use_empty_set", "invent_background", None, "extend_picture", "unextend_picture"),
    ),
    (
        "help",
        QT_TRANSLATE_NOOP("Menus", "&Help"),
        ("first_steps", "guide", "gestures", "shortcuts", None, "failures", "guidelines", None, "log_folder", "about"),
    ),
)  # fmt: skip
_TOOLS = (
    "open", "save_picture", "export_pictures", None, "undo", "redo", None, "mirror", "reset_pose", "keep_variant", None,
    "view_result", "view_original", "view_split", "view_side", None, "fit", "actual_size",
)  # fmt: skip
_WORDED = (
    "open", "save_picture", "export_pictures", "keep_variant", "view_result", "view_original", "view_split",
    "view_side",
)  # fmt: skip
_MORE_PX = 28  # the button for tools without room
_BEYOND_PX = 17  # how far it reaches out of the place that Qt gives it


class Menus(QObject):
    """Owns menus and tool bar of a window; other parts of the window add their own to `menu(name)`."""

    def __init__(self, window: QMainWindow, actions: Actions) -> None:
        super().__init__(window)
        self._actions = actions
        self._menus: dict[str, QMenu] = {}
        for name, _, entries in _MENUS:
            self._menus[name] = window.menuBar().addMenu("")
            _fill(self._menus[name], entries, actions)
        for name, _, outer in _INNER:
            self._menus[name] = self._menus[outer].addMenu("")
        self._holder = QToolBar(window)
        self._holder.setObjectName("tools")
        self._holder.setMovable(False)
        # In a bar inside the window's, tools without room go into a menu; in the window's own Qt unfolds a second row.
        self.tool_bar = QToolBar(self._holder)
        self.tool_bar.setIconSize(QSize(SIZE_PX, SIZE_PX))
        self.tool_bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.tool_bar.setContentsMargins(0, 0, _BEYOND_PX, 0)
        _fill(self.tool_bar, _TOOLS, actions)
        self._say_words()
        self._holder.addWidget(self.tool_bar)
        window.addToolBar(self._holder)
        (self._more,) = self.tool_bar.findChildren(QToolButton, "qt_toolbar_ext_button")
        self._more.setFixedWidth(_MORE_PX)
        self.retranslate()

    def menu(self, name: str) -> QMenu:
        """One of the menu bar, such as "file", or one inside the menu "person"."""
        return self._menus[name]

    def add_to(self, name: str, action: QAction, *, before: QAction) -> None:
        """Put `action` into a menu in front of the line before `before`."""
        menu = self._menus[name]
        actions = menu.actions()
        place = actions.index(before)
        line = place > 0 and actions[place - 1].isSeparator()
        menu.insertAction(actions[place - 1] if line else before, action)

    def _say_words(self) -> None:
        """Tools whose icon does not say it all have their name beside it."""
        for name in _WORDED:
            button = self.tool_bar.widgetForAction(self._actions[name])
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def retranslate(self) -> None:
        """Say the titles in the language of the window."""
        for name, title, _ in (*_MENUS, *_INNER):
            self._menus[name].setTitle(QCoreApplication.translate("Menus", str(title)))
        for bar in (self._holder, self.tool_bar):
            bar.setWindowTitle(QCoreApplication.translate("Menus", "Tools"))
            bar.setAccessibleName(bar.windowTitle())
        self._more.setToolTip(QCoreApplication.translate("Menus", "More tools"))
        self._more.setAccessibleName(self._more.toolTip())


def _fill(target: QMenu | QToolBar, names: tuple[str | None, ...], actions: Actions) -> None:
    for name in names:
        if name is None:
            target.addSeparator()
        else:
            target.addAction(actions[name])
