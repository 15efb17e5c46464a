"""The style sheet over Qt's Fusion style: flat, quiet, with a focus ring that can be seen."""

from __future__ import annotations

from engine.system.shipped import ICONS
from gui.look.tokens import Tokens


def stylesheet(t: Tokens) -> str:
    """Style sheet text for the whole application in the colours of `t`."""
    return "\n".join((_frame(t), _docks(t), _controls(t), _boxes(t), _ticks(t), _lists(t), _scroll_bars(t)))


def _icon(name: str, t: Tokens) -> str:
    """The address of one of the icons that are there once for each scheme."""
    return (ICONS / f"{name}-{'dark' if t.dark else 'light'}.svg").as_posix()


def _frame(t: Tokens) -> str:
    more = _icon("more", t)
    return f"""
QMainWindow, QDialog {{ background: {t.window}; }}
QMenuBar {{ background: {t.panel}; border-bottom: 1px solid {t.border}; padding: 2px; }}
QMenuBar::item {{ padding: 4px 9px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.hover}; }}
QMenu {{ background: {t.panel}; border: 1px solid {t.border}; padding: 4px; }}
QMenu::item {{ padding: 5px 26px 5px 24px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
QMenu::item:disabled {{ color: {t.disabled}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {t.border}; margin: 4px 8px; }}
QToolBar {{ background: {t.panel}; border: none; border-bottom: 1px solid {t.border}; spacing: 3px; padding: 4px; }}
QToolBar QToolBar {{ border: none; padding: 0; }}
#qt_toolbar_ext_button {{ padding: 0; qproperty-icon: url("{more}"); }}
QToolBar::separator {{ width: 1px; background: {t.border}; margin: 4px 5px; }}
QStatusBar {{ background: {t.panel}; border-top: 1px solid {t.border}; color: {t.muted}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QToolButton {{ color: {t.muted}; padding: 1px 6px; }}
QStatusBar QToolButton::menu-indicator {{ image: none; }}
QMainWindow::separator {{ background: {t.border}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {t.accent}; }}
QSplitter::handle {{ background: transparent; }}
QToolTip {{ background: {t.panel}; color: {t.text}; border: 1px solid {t.edge}; padding: 4px 6px; }}
"""


def _docks(t: Tokens) -> str:
    close, floating = _icon("close", t), _icon("float", t)
    return f"""
QDockWidget {{ titlebar-close-icon: url("{close}"); titlebar-normal-icon: url("{floating}"); }}
QDockWidget::title {{ background: {t.window}; padding: 7px 10px; text-align: left; }}
QDockWidget::close-button, QDockWidget::float-button {{
    background: transparent; border: none; border-radius: 4px; padding: 0;
}}
QDockWidget::close-button:hover, QDockWidget::float-button:hover {{ background: {t.hover}; }}
"""


def _controls(t: Tokens) -> str:
    return f"""
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 4px 6px; }}
QToolButton:hover {{ background: {t.hover}; }}
QToolButton:checked {{ background: {t.accent}; color: {t.on_accent}; }}
QToolButton:disabled {{ color: {t.disabled}; }}
QToolButton:checked:disabled {{ background: {t.hover}; color: {t.disabled}; }}
QToolButton:focus {{ border-color: {t.accent}; }}
QToolButton[raised="true"] {{ background: {t.raised}; border-color: {t.edge}; padding: 4px 9px; }}
QToolButton[raised="true"]:hover {{ background: {t.hover}; }}
QToolButton[raised="true"]:checked {{ background: {t.accent}; border-color: {t.accent}; }}
QToolButton[raised="true"]:disabled {{ background: {t.window}; border-color: {t.border}; }}
QToolButton[raised="true"]:focus {{ border-color: {t.accent}; }}
QPushButton {{ background: {t.raised}; border: 1px solid {t.edge}; border-radius: 5px; padding: 5px 14px; }}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:default {{ background: {t.accent}; border-color: {t.accent}; color: {t.on_accent}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 4px 13px; }}
QPushButton:default:focus {{ border-color: {t.text}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton:disabled {{ background: {t.window}; border-color: {t.border}; color: {t.disabled}; }}
QLineEdit {{
    background: {t.field}; border: 1px solid {t.edge}; border-radius: 5px; padding: 4px 7px;
    selection-background-color: {t.accent}; selection-color: {t.on_accent};
}}
QLineEdit:focus, QLineEdit[active="true"] {{ border: 2px solid {t.accent}; padding: 3px 6px; }}
QSlider:horizontal {{ min-height: 20px; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.edge}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {t.accent}; }}
QSlider::handle:horizontal {{
    width: 14px; margin: -6px 0; border-radius: 7px; background: {t.raised}; border: 1px solid {t.edge};
}}
QSlider::handle:horizontal:focus {{ border: 2px solid {t.accent}; }}
QProgressBar {{ background: {t.field}; border: 1px solid {t.border}; border-radius: 4px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
"""


def _boxes(t: Tokens) -> str:
    """Boxes to choose or to step from, like the text fields they stand beside."""
    down, up = _icon("down", t), _icon("up", t)
    return f"""
QComboBox {{
    background: {t.raised}; border: 1px solid {t.edge}; border-radius: 5px; padding: 4px 4px 4px 8px; color: {t.text};
    combobox-popup: 0;  /* a list below the box; Qt makes its menu-like one too low for the last entry */
}}
QComboBox:hover {{ background: {t.hover}; }}
QComboBox:focus {{ border: 2px solid {t.accent}; padding: 3px 3px 3px 7px; }}
QComboBox:disabled {{ color: {t.disabled}; border-color: {t.border}; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: url("{down}"); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {t.panel}; padding: 4px; }}
QComboBox QAbstractItemView::item {{ min-height: 24px; padding: 0 6px; }}
QAbstractSpinBox {{
    background: {t.field}; border: 1px solid {t.edge}; border-radius: 5px; padding: 2px; color: {t.text};
    selection-background-color: {t.accent}; selection-color: {t.on_accent};
}}
QAbstractSpinBox:focus {{ border: 2px solid {t.accent}; padding: 1px; }}
QAbstractSpinBox:disabled {{ color: {t.disabled}; border-color: {t.border}; }}
QAbstractItemView QAbstractSpinBox {{ border: 1px solid {t.edge}; border-radius: 0; padding: 1px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 16px; background: transparent; }}
QAbstractSpinBox::up-arrow {{ image: url("{up}"); width: 12px; height: 12px; }}
QAbstractSpinBox::down-arrow {{ image: url("{down}"); width: 12px; height: 12px; }}
"""


def _ticks(t: Tokens) -> str:
    """Boxes to tick, whose edge Fusion draws too faintly in the dark."""
    on_accent, plain = _icon("check", t), _icon("tick", t)
    return f"""
QCheckBox::indicator, QTableView::indicator, QListWidget::indicator {{
    width: 14px; height: 14px; border: 1px solid {t.edge}; border-radius: 3px; background: {t.field};
}}
QCheckBox::indicator:checked, QTableView::indicator:checked, QListWidget::indicator:checked {{
    background: {t.accent}; border-color: {t.accent}; image: url("{on_accent}");
}}
QTableView::indicator:checked:selected, QListWidget::indicator:checked:selected {{
     background: {t.field}; border-color: {t.edge}; image: url("{plain}"); }}
QCheckBox::indicator:focus {{ border: 2px solid {t.accent}; width: 12px; height: 12px; }}
QCheckBox::indicator:checked:focus {{ border-color: {t.text}; }}
QMenu::indicator {{ width: 14px; height: 14px; left: 6px; }}
QMenu::indicator:checked {{ image: url("{plain}"); }}
"""


def _lists(t: Tokens) -> str:
    return f"""
QAbstractItemView {{ background: {t.field}; border: 1px solid {t.border}; outline: none; }}
QAbstractItemView:focus {{ border-color: {t.accent}; }}
QAbstractItemView::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
QTreeView::item, QTableView::item {{ padding: 3px 4px; }}
HistoryPanel::item {{ padding: 4px 8px; }}
QHeaderView::section {{
    background: {t.panel}; color: {t.muted}; border: none; border-bottom: 1px solid {t.border}; padding: 4px 6px;
}}
QTableCornerButton::section {{ background: {t.panel}; border: none; border-bottom: 1px solid {t.border}; }}
QTabBar::tab {{ padding: 6px 12px; color: {t.muted}; border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; }}
QTabBar::tab:focus {{ color: {t.link}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {t.border}; }}
"""


def _scroll_bars(t: Tokens) -> str:
    return f"""
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {t.scroll}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {t.edge}; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
"""
