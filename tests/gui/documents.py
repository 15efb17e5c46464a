"""Documents with real photos for tests: small files, a plausible person, a matte with every grey."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from engine.contract.messages import Source
from engine.photo.photo import load_photo
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Point, Pose
from gui.document.document import Document, PhotoEntry, entry_of_file
from gui.document.others import Variant


def photo_file(
    folder: Path, name: str = "anna.png", *, seed: int = 0, size: tuple[int, int] = (48, 60)
) -> Path:
    width, height = size
    pixels = np.random.default_rng(seed).integers(0, 255, (height, width, 3), dtype=np.uint8)
    path = folder / name
    Image.fromarray(pixels).save(path)
    return path


def a_pose(shift: float = 0.0) -> Pose:
    points = [
        Point(4 + shift + joint * 1.25, 3.5 + joint * 2, 0.75, joint is not Joint.L_EAR) for joint in Joint
    ]
    return Pose(tuple(points))


def a_matte(width: int = 48, height: int = 60) -> np.ndarray:
    return np.linspace(0, 1, width * height, dtype=np.float32).reshape(height, width)


def entry_of(path: Path) -> PhotoEntry:
    return replace(
        entry_of_file(path),
        source=Source(load_photo(path), a_pose(), a_matte()),
        pose=a_pose(2.5),
        locked=frozenset({Joint.NECK, Joint.R_WRIST}),
        in_front=(Joint.R_WRIST, Joint.L_WRIST),
        behind=(Joint.R_ANKLE,),
        variants=(
            Variant("arms up", a_pose(5), LimbOrder((Joint.L_KNEE,), (Joint.L_WRIST,))),
            Variant("笑顔", a_pose(6)),
        ),
    )


def document_of(*paths: Path) -> Document:
    return Document(tuple(entry_of(path) for path in paths), len(paths) - 1)


def edits(document: Document) -> Document:
    """`document` without what differs by where it was read from."""
    plain = (replace(entry, source=None, path=None, key="", embedded=None) for entry in document.photos)
    return replace(document, photos=tuple(plain))
