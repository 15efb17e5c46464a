"""What each action of the window does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from gui.canvas import pose_actions
from gui.canvas.layers import ViewMode
from gui.project import questions as project_questions
from gui.window import opening
from gui.window.page_dialog import failures_page, gestures_page, guide_page, guidelines_page
from gui.window.stepping import Stepping
from gui.window.workbench import Workbench

VIEW_MODES = {
    "view_result": ViewMode.RESULT,
    "view_original": ViewMode.ORIGINAL,
    "view_split": ViewMode.SPLIT,
    "view_side": ViewMode.SIDE_BY_SIDE,
}
POSE_ACTIONS = {
    name: getattr(pose_actions, name)
    for name in (
        "mirror", "swap_sides", "copy_left", "copy_right", "flip_bend", "turn_left", "turn_right", "enlarge",
        "shrink", "hide", "restore", "toggle_lock", "reset_selection", "reset_limb", "reset_pose", "select_all",
        "select_limb", "select_next", "select_previous", "select_other_side", "bring_to_front", "send_behind",
        "clear_order", "bring_inside", "extend_picture", "unextend_picture",
    )
}  # fmt: skip
NEED_POSE = (
    *POSE_ACTIONS,
    "zoom_selection",
    "keep_variant",
    "save_picture",
    "copy_picture",
    "copy_pose",
    "import_pose",
    "export_pose",
)
NEED_PHOTO = (
    "export_pictures", "report", "remove_photo", "next_photo", "previous_photo", "zoom_in", "zoom_out", "fit",
    "actual_size", *VIEW_MODES,
)  # fmt: skip
# What is not there while a tool is in hand: it shows the photo, and takes the pointer.
NEED_POINTER = (*POSE_ACTIONS, "keep_variant", "import_pose", "zoom_selection", *VIEW_MODES)
# What is done to selected joints alone.
_OF_SELECTION = (
    "flip_bend", "hide", "toggle_lock", "bring_to_front", "send_behind", "reset_selection", "reset_limb",
    "select_limb", "select_other_side",
)  # fmt: skip
_ZOOM_STEP = 1.25
_SAID_MS = 6000


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Bindings", text)


def bind(window: Workbench) -> None:
    """Connect all actions of `window`."""
    _bind_edits(window)
    _bind_files(window)
    _bind_view(window)


def _with_selection(window: Workbench, edit: Callable[[], object]) -> None:
    """Do what is for selected joints, or say that there are none."""
    if window.session.selection:
        edit()
    else:
        window.status.showMessage(tr("Select a joint first: click one, or press N."), _SAID_MS)


def _keep(window: Workbench) -> None:
    """Keep the pose and say so, also where the panel it goes to is closed or it is kept already."""
    is_new = window.session.keep_variant()
    kept = () if window.session.entry is None else window.session.entry.variants
    if kept:
        where = "" if window.docks.is_shown("variants") else tr("View → Kept poses shows it.")
        words = tr("Kept as “{name}”.") if is_new else tr("This pose is kept already, as “{name}”.")
        told = words.format(name=kept[-1].name)
        window.status.showMessage(" ".join(filter(None, (told, where))), _SAID_MS)


def _copy_pose(window: Workbench) -> None:
    """Copy the pose and say so, and how the picture is copied: Ctrl+C may have been meant for that."""
    if not opening.copy_pose(window.session):
        return
    key = window.actions_by_name["copy_picture"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    other = tr("{key} copies the picture.").format(key=key) if key else ""
    window.status.showMessage(" ".join(filter(None, (tr("Pose copied."), other))), _SAID_MS)


def _bind_edits(window: Workbench) -> None:
    act, session = window.actions_by_name, window.session
    for name, call in POSE_ACTIONS.items():
        edit = partial(window.attempt, partial(call, session))
        act.bind(name, partial(_with_selection, window, edit) if name in _OF_SELECTION else edit)
    stepping = Stepping(window.actions_by_name, session, say=window.status.showMessage)
    act.bind("undo", stepping.undo)
    act.bind("redo", stepping.redo)
    edit_menu = window.menus.menu("edit")
    edit_menu.aboutToShow.connect(stepping.name_edits)
    edit_menu.aboutToHide.connect(act.retranslate)
    act.bind("keep_variant", partial(_keep, window))
    act.bind("copy_picture", window.saver.copy)
    act.bind("copy_pose", partial(_copy_pose, window))
    act.bind("paste", partial(window.attempt, window.paste))
    act.bind("preferences", partial(window.frame.show_preferences, window))
    act.bind("weights", window.equipping.show)
    act.bind("shortcuts", partial(window.frame.show_shortcuts, window))
    act.bind("gestures", partial(window.frame.show_page, gestures_page, window))
    act.bind("guide", partial(window.frame.show_page, guide_page, window))
    act.bind("failures", partial(window.frame.show_page, failures_page, window))
    act.bind("log_folder", partial(window.attempt, window.show_log_folder))
    act.bind("guidelines", partial(window.frame.show_page, guidelines_page, window))
    act.bind("about", lambda: window.frame.show_about(window, window.logs))


def _bind_files(window: Workbench) -> None:
    act, keeper = window.actions_by_name, window.keeper
    act.bind("new_project", window.start_anew)
    act.bind("open", lambda: window.open_files(opening.ask_for_photos(window, window.last_folder)))
    act.bind("open_folder", lambda: window.open_files(opening.ask_for_folder(window, window.last_folder)))
    act.bind(
        "open_project", lambda: project_questions.open_project(keeper, window, suggested=window.suggested)
    )
    act.bind("save_project", lambda: project_questions.save(keeper, window, suggested=window.suggested))
    act.bind("save_project_as", lambda: project_questions.save_as(keeper, window, suggested=window.suggested))
    act.bind("save_picture", window.save_picture)
    act.bind("export_pictures", partial(window.attempt, window.exporting.show))
    act.bind("report", partial(window.attempt, window.reporting.show))
    act.bind("import_pose", partial(window.attempt, window.import_pose))
    act.bind("export_pose", partial(window.attempt, window.export_pose))
    act.bind("remove_photo", window.remove_current_photo)
    act.bind("quit", window.close)


def _bind_view(window: Workbench) -> None:
    act, canvas = window.actions_by_name, window.canvas
    for name, mode in VIEW_MODES.items():
        act.bind(name, partial(canvas.set_mode, mode))
    act["view_result"].setChecked(True)
    act.bind("zoom_in", lambda: canvas.zoom_by(_ZOOM_STEP))
    act.bind("zoom_out", lambda: canvas.zoom_by(1 / _ZOOM_STEP))
    act.bind("fit", canvas.fit)
    act.bind("actual_size", canvas.actual_size)
    act.bind("next_photo", partial(window.step_photo, 1))
    act.bind("previous_photo", partial(window.step_photo, -1))
    act.bind_toggle("plant_feet", canvas.pointer.plant_feet, on=True)
    act.bind_toggle("symmetry", canvas.pointer.mirror_drags, on=False)
    act.bind_toggle("snap", canvas.pointer.snap_drags, on=False)
    act.bind("zoom_selection", partial(window.attempt, canvas.zoom_to_selection))
    act.bind_toggle("show_skeleton", canvas.show_skeleton, on=True)
    act.bind_toggle("show_hidden", canvas.show_hidden, on=False)
    act.bind_toggle("show_matte", canvas.overlays.show_matte, on=False)
    act.bind_toggle("show_invented", canvas.overlays.show_invented, on=False)
