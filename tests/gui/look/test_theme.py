"""Themes: readable in both schemes, applied at run time, and following the desktop only when asked to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from gui.look import theme
from gui.look.theme import Scheme, SchemeFollower
from gui.look.tokens import DARK, LIGHT, Tokens, contrast

GROUNDS = ("window", "panel", "field", "raised", "hover")
JOINTS = ("joint_left", "joint_right", "joint_middle", "joint_unsure", "joint_locked", "highlight")


@pytest.fixture
def app(qapp):
    # Windows of other tests may have left theirs, which would answer the desktop as well.
    for stale in qapp.findChildren(SchemeFollower):
        stale.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    style, palette, sheet = qapp.style().name(), QPalette(qapp.palette()), qapp.styleSheet()
    yield qapp
    theme.apply(qapp, Scheme.SYSTEM)
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(palette)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_texts_and_edges_can_be_seen(tokens: Tokens, ground: str):
    under = getattr(tokens, ground)
    for name in ("text", "muted", "link", "danger", "warning", "success"):
        assert contrast(getattr(tokens, name), under) >= 4.5, name
    for name in ("edge", "accent"):
        assert contrast(getattr(tokens, name), under) >= 3, name


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_chosen_things_and_joints_can_be_seen(tokens: Tokens):
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    for name in JOINTS:
        assert contrast(getattr(tokens, name), tokens.joint_outline) >= 3, name


def test_a_scheme_reaches_every_widget(app: QApplication, qtbot):
    label = QLabel("text")
    qtbot.addWidget(label)
    label.show()
    for scheme, tokens in ((Scheme.DARK, DARK), (Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK)):
        assert theme.apply(app, scheme) == tokens
        assert theme.tokens() == tokens
        assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(tokens.text)
        assert tokens.accent in app.styleSheet()


def test_the_follower_tells_of_a_new_scheme(app: QApplication, qtbot):
    follower = SchemeFollower(app, Scheme.LIGHT)
    with qtbot.waitSignal(follower.tokens_changed) as heard:
        follower.choose(Scheme.DARK)
    assert heard.args == [DARK]
    follower.deleteLater()


def test_only_the_system_scheme_follows_the_desktop(app: QApplication):
    follower = SchemeFollower(app, Scheme.DARK)
    app.styleHints().colorSchemeChanged.emit(app.styleHints().colorScheme())
    assert theme.tokens() == DARK
    follower.choose(Scheme.SYSTEM)
    app.setProperty("repose_dark", True)
    app.styleHints().colorSchemeChanged.emit(app.styleHints().colorScheme())
    assert theme.tokens() == LIGHT
    follower.deleteLater()
