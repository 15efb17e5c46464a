"""Where the files lie that came with the program."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "weights"
WEIGHTS_FILE = WEIGHTS / "xinggan_pp.safetensors"
LAYERS_FILE = WEIGHTS / "person_layers.safetensors"
RESOURCES = ROOT / "resources"
POSES = RESOURCES / "poses"
DEMO_PHOTO = RESOURCES / "demo.png"
ICONS = RESOURCES / "icons"
RECIPES = RESOURCES / "recipes"
TRANSLATIONS = RESOURCES / "translations"


def shipped() -> tuple[Path, ...]:
    """All of them but the code; they are originals of everything that uses them."""
    return tuple(path for folder in (WEIGHTS, RESOURCES) for path in folder.rglob("*") if path.is_file())
