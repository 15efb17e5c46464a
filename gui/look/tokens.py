"""The colours of Repose by purpose, light and dark, and the contrast between two of them."""

from __future__ import annotations

from dataclasses import dataclass

from engine.pose.pose import Joint


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour a purpose, each "#rrggbb"; a widget asks for the purpose, never for a colour.

    The joint colours are drawn over photos of any brightness, so canvases give them an outline in
    `joint_outline`. left and right are the person's own.
    """

    dark: bool
    window: str  # behind everything
    panel: str  # docks, tool bars, menus
    field: str  # inside lists and text fields
    raised: str  # buttons
    hover: str
    border: str  # decorative lines
    edge: str  # lines that show where a control is
    scroll: str  # the handle of a scroll bar
    text: str
    muted: str  # secondary text
    disabled: str
    accent: str  # the chosen thing, the default button
    on_accent: str
    link: str
    danger: str
    warning: str
    success: str
    canvas: str  # around the photo
    checker_light: str
    checker_dark: str
    joint_left: str
    joint_right: str
    joint_middle: str
    joint_unsure: str  # low confidence
    joint_locked: str
    joint_outline: str
    to_check: str  # under a limb to look at
    highlight: str  # the limb being dragged
    invented: str  # tint where pixels are made up
    matte: str  # tint of the matte

    def side(self, joint: Joint) -> str:
        """The colour of the person's left, right or middle."""
        sides = {"R_": self.joint_right, "L_": self.joint_left}
        return sides.get(joint.name[:2], self.joint_middle)


LIGHT = Tokens(
    dark=False,
    window="#f3f3f5",
    panel="#fafafb",
    field="#ffffff",
    raised="#ffffff",
    hover="#e9e9ee",
    border="#dcdce2",
    edge="#85858f",
    scroll="#bdbdc6",
    text="#1c1c21",
    muted="#5c5c66",
    disabled="#a2a2ab",
    accent="#3257d6",
    on_accent="#ffffff",
    link="#2a4bc0",
    danger="#b3261e",
    warning="#8a5300",
    success="#1d6f42",
    canvas="#d9d9de",
    checker_light="#ffffff",
    checker_dark="#dedee3",
    joint_left="#00a5c8",
    joint_right="#f07818",
    joint_middle="#e8e8ec",
    joint_unsure="#9a9aa3",
    joint_locked="#d93f6e",
    joint_outline="#15151a",
    to_check="#ffb000",
    highlight="#ffd60a",
    invented="#e0218a",
    matte="#18a058",
)

DARK = Tokens(
    dark=True,
    window="#1b1b1f",
    panel="#232328",
    field="#18181b",
    raised="#303037",
    hover="#393941",
    border="#37373f",
    edge="#868693",
    scroll="#50505a",
    text="#ececf0",
    muted="#a9a9b4",
    disabled="#65656f",
    accent="#5b7cf0",
    on_accent="#0a0f22",
    link="#93a9ff",
    danger="#ff8a80",
    warning="#ffb951",
    success="#6fd69a",
    canvas="#121214",
    checker_light="#5a5a62",
    checker_dark="#44444b",
    joint_left="#22c7ea",
    joint_right="#ff9440",
    joint_middle="#f4f4f7",
    joint_unsure="#a5a5ae",
    joint_locked="#ff6f97",
    joint_outline="#0b0b0d",
    to_check="#ffb000",
    highlight="#ffe04d",
    invented="#ff4fae",
    matte="#3ddc84",
)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2 between two "#rrggbb" colours, 1..21; text needs 4.5, controls 3."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
