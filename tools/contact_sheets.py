"""Draws the contact sheets of docs/pictures/sheets: `python -m tools.contact_sheets` after new weights.

Three people of our own making, each in the edits that are measured and in the poses that ship.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.commands.contact_sheet import Labelled, contact_sheet
from engine.commands.posing import asked_pose
from engine.commands.studio import open_studio
from engine.contract.messages import Quality, RenderRequest, Source
from engine.evaluate.edits import six_edits
from engine.photo.photo import load_photo
from engine.pose.pose import Pose
from engine.render.renderer import Renderer
from engine.system.files import write_atomic
from engine.system.originals import Originals
from engine.system.shipped import DEMO_PHOTO, POSES

SHEETS = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "sheets"
_JPEG_QUALITY = 88


def draw_sheets(renderer: Renderer, folder: Path) -> list[Path]:
    """Two sheets for each person that ships, as JPEG files in folder; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for file in sorted(DEMO_PHOTO.parent.glob("demo*.png")):
        source = renderer.prepare(load_photo(file))
        for name, poses in (("edits", _edits(source)), ("poses", _poses(source))):
            sheet = contact_sheet([Labelled(source.photo.rgb, "photo"), *_shown(renderer, source, poses)])
            path = folder / f"{file.stem}-{name}.jpg"
            write_atomic(path, _jpeg(sheet), originals=Originals())
            written.append(path)
    return written


def _edits(source: Source) -> Iterator[tuple[str, Pose]]:
    return ((edit.name, edit.pose) for edit in six_edits(source.pose, source.photo.size))


def _poses(source: Source) -> Iterator[tuple[str, Pose]]:
    size = source.photo.size
    files = sorted(POSES.glob("*.json"))
    asked = ((f.stem.replace("-", " "), asked_pose(str(f), rule=None, size=size)) for f in files)
    return ((name, pose.for_person(source.pose, size)) for name, pose in asked)


def _shown(renderer: Renderer, source: Source, poses: Iterator[tuple[str, Pose]]) -> Iterator[Labelled]:
    for name, pose in poses:
        yield Labelled(renderer.render(RenderRequest(source, pose, Quality.FINAL)).pixels, name)


def _jpeg(sheet: NDArray[np.uint8]) -> bytes:
    quality = [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY]
    return bytes(cv2.imencode(".jpg", cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR), quality)[1])


def main() -> None:
    """Draw all sheets with the shipped weights, or with those of a file."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, default=SHEETS)
    parser.add_argument("--weights", type=Path)
    options = parser.parse_args()
    draw_sheets(open_studio("auto", options.weights), options.out)


if __name__ == "__main__":
    main()
