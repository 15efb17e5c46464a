"""Keyboard shortcuts as values: who has which keys, what clashes, and what differs from the keys we ship."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Action name -> key sequences in Qt's portable text, the first one shown in menus.
Keys = Mapping[str, tuple[str, ...]]


def holder(keys: Keys, sequence: str, *, besides: str) -> str | None:
    """The action other than `besides` that has `sequence`."""
    return next((name for name, own in keys.items() if sequence in own and name != besides), None)


def with_keys(keys: Keys, name: str, *, sequences: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """`keys` with `sequences` for the action `name`; whoever else had one of them loses it."""
    changed = {other: tuple(key for key in own if key not in sequences) for other, own in keys.items()}
    return {**changed, name: tuple(dict.fromkeys(sequences))}


def differing(keys: Keys, shipped: Keys) -> dict[str, tuple[str, ...]]:
    """What is to be kept in the settings: only the actions whose keys are not the shipped ones."""
    return {name: own for name, own in keys.items() if own != shipped.get(name)}


def plain(text: str) -> str:
    """An action's text without access key and dots: "Save" for "&Save…" or, in Japanese, "保存(&S)…"."""
    return re.sub(r"\(&\w\)|&(?=\w)|…$", "", text)
