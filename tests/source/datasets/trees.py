"""Miniature data sets in the published layouts, of people who do not exist."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np

from engine.evaluate.rendered import WALL, before, straight
from engine.model.xinggan import Variant

PEOPLE = Path(__file__).parents[2] / "golden" / "people"
VIEWS = (0, 1)
# Columns cut off the 192x256 pictures on each side, and how much smaller they become.
_CUT = {Variant.DEEPFASHION: (8, 1), Variant.MARKET: (32, 2)}
NAMES = {
    Variant.DEEPFASHION: ("fasion-resize-pairs-{}.csv", "fasion-resize-annotation-{}.csv"),
    Variant.MARKET: ("market-pairs-{}.csv", "market-annotation-{}.csv"),
}
HEADING = "name:keypoints_y:keypoints_x"


def tree(folder: Path, variant: Variant) -> Path:
    """Two people to learn from and two to measure on, two views each."""
    for part, numbers in (("train", (0, 1)), ("test", (2, 3))):
        (folder / part).mkdir(parents=True)
        joints, pairs = [HEADING], ["from,to"]
        for number in numbers:
            names = [f"{number:02}_{view}.jpg" for view in VIEWS]
            joints += [
                _view(folder / part / name, variant, number, view)
                for name, view in zip(names, VIEWS, strict=True)
            ]
            pairs += [f"{names[0]},{names[1]}", f"{names[1]},{names[0]}"]
        for name, lines in zip(NAMES[variant], (pairs, joints), strict=True):
            (folder / name.format(part)).write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def people_folders(folder: Path) -> Path:
    """The demo people's stand-ins: a folder a person, two photos each."""
    for number in (0, 1):
        (folder / f"person{number}").mkdir(parents=True)
        for view in VIEWS:
            cv2.imwrite(str(folder / f"person{number}" / f"{view}.png"), _picture(number, view))
    return folder


def _picture(number: int, view: int) -> np.ndarray:
    """[256, 192, 3], BGR."""
    image = cv2.imread(str(PEOPLE / f"{number:02}-{view}.png"), cv2.IMREAD_UNCHANGED)
    return before(WALL, straight(image[..., [2, 1, 0, 3]]))[..., ::-1]


def _view(path: Path, variant: Variant, number: int, view: int) -> str:
    """Write a picture; its line of the list of joints."""
    cut, smaller = _CUT[variant]
    picture = _picture(number, view)[:, cut : 192 - cut]
    size = (picture.shape[1] // smaller, 256 // smaller)
    cv2.imwrite(str(path), cv2.resize(picture, size, interpolation=cv2.INTER_AREA))
    known = json.loads((PEOPLE / "people.json").read_text())["people"][number]["joints"][str(view)]
    xy = ((np.array(known) - (cut, 0)) / smaller).astype(int)
    outside = ((xy < 0) | (xy >= size)).any(1)
    xy[outside] = -1
    return f"{path.name}:{xy[:, 1].tolist()}:{xy[:, 0].tolist()}"
