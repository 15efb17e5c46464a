"""The style sheet over Qt's Fusion style: flat, quiet, with a focus ring that can be seen."""

from __future__ import annotations

from pathlib import Path

from gui.tokens import Tokens

_ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"


def stylesheet(t: Tokens) -> str:
    """Style sheet text for the whole application in the colours of `t`."""
    return "\n".join((_frame(t), _controls(t), _ticks(t), _lists(t)))


def _frame(t: Tokens) -> str:
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
QToolBar::separator {{ width: 1px; background: {t.border}; margin: 4px 5px; }}
QStatusBar {{ background: {t.panel}; border-top: 1px solid {t.border}; color: {t.muted}; }}
QStatusBar::item {{ border: none; }}
QDockWidget::title {{ background: {t.window}; padding: 6px 8px; }}
QMainWindow::separator {{ background: {t.border}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {t.accent}; }}
QSplitter::handle {{ background: {t.border}; }}
QToolTip {{ background: {t.panel}; color: {t.text}; border: 1px solid {t.edge}; padding: 4px 6px; }}
"""


def _controls(t: Tokens) -> str:
    return f"""
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 4px 6px; }}
QToolButton:hover {{ background: {t.hover}; }}
QToolButton:checked {{ background: {t.accent}; color: {t.on_accent}; }}
QToolButton:disabled {{ color: {t.disabled}; }}
QToolButton:checked:disabled {{ background: {t.hover}; color: {t.disabled}; }}
QToolButton:focus {{ border-color: {t.accent}; }}
QPushButton {{ background: {t.raised}; border: 1px solid {t.edge}; border-radius: 5px; padding: 5px 14px; }}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:default {{ background: {t.accent}; border-color: {t.accent}; color: {t.on_accent}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 4px 13px; }}
QPushButton:default:focus {{ border-color: {t.text}; }}
QPushButton:disabled {{ background: {t.window}; border-color: {t.border}; color: {t.disabled}; }}
QLineEdit {{
    background: {t.field}; border: 1px solid {t.edge}; border-radius: 5px; padding: 4px 7px;
    selection-background-color: {t.accent}; selection-color: {t.on_accent};
}}
QLineEdit:focus, QLineEdit[active="true"] {{ border: 2px solid {t.accent}; padding: 3px 6px; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.edge}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {t.accent}; }}
QSlider::handle:horizontal {{
    width: 14px; margin: -6px 0; border-radius: 7px; background: {t.raised}; border: 1px solid {t.edge};
}}
QSlider::handle:horizontal:focus {{ border: 2px solid {t.accent}; }}
QProgressBar {{ background: {t.field}; border: 1px solid {t.border}; border-radius: 4px; text-align: center; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
"""


def _ticks(t: Tokens) -> str:
    """Boxes to tick, whose edge Fusion draws too faintly in the dark."""
    scheme = "dark" if t.dark else "light"
    on_accent, plain = ((_ICONS / f"{kind}-{scheme}.svg").as_posix() for kind in ("check", "tick"))
    return f"""
QCheckBox::indicator, QTableView::indicator {{
    width: 14px; height: 14px; border: 1px solid {t.edge}; border-radius: 3px; background: {t.field};
}}
QCheckBox::indicator:checked, QTableView::indicator:checked {{
    background: {t.accent}; border-color: {t.accent}; image: url("{on_accent}");
}}
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
QHeaderView::section {{
    background: {t.panel}; color: {t.muted}; border: none; border-bottom: 1px solid {t.border}; padding: 4px 6px;
}}
QTabBar::tab {{ padding: 6px 12px; color: {t.muted}; border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; }}
QTabBar::tab:focus {{ color: {t.link}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {t.border}; }}
"""
