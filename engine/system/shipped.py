"""What came with the program: where its files lie, and its own name and version."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "weights"
WEIGHTS_FILE = WEIGHTS / "xinggan_pp.safetensors"
LAYERS_FILE = WEIGHTS / "person_layers.safetensors"
SECOND_LOOK_FILE = WEIGHTS / "second_look.safetensors"
FEET_FILE = WEIGHTS / "pose_landmark_heavy.tflite"
HANDS_FILE = WEIGHTS / "hand_landmark_lite.tflite"
BAGS_FILE = WEIGHTS / "efficientdet_lite0.tflite"
PICTURES_FILE = WEIGHTS / "efficientnet_lite2.safetensors"
RESOURCES = ROOT / "resources"
POSES = RESOURCES / "poses"
DEMO_PHOTO = RESOURCES / "demo.png"
GUIDE = RESOURCES / "guide"
HAND = RESOURCES / "hand.png"
ICONS = RESOURCES / "icons"
RECIPES = RESOURCES / "recipes"
TRANSLATIONS = RESOURCES / "translations"


def shipped() -> tuple[Path, ...]:
    """All of them but the code; they are originals of everything that uses them."""
    return tuple(path for folder in (WEIGHTS, RESOURCES) for path in folder.rglob("*") if path.is_file())


@cache  # asked for each picture
def software() -> str:
    """The program's name and version, such as "Repose 0.1.0"."""
    try:
        return f"Repose {metadata.version('repose')}"
    except metadata.PackageNotFoundError:  # run from a checkout
        return f"Repose {tomllib.loads((ROOT / 'pyproject.toml').read_text('utf-8'))['project']['version']}"
