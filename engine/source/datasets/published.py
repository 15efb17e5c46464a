"""DeepFashion and Market-1501 in the layout that Pose Transfer (PATN) and XingGAN published for both.

A folder `train` and a folder `test` of pictures, and for each a list of pairs (columns `from,to`) and one of joints
(`name:keypoints_y:keypoints_x`, lists of 18 in OpenPose order, -1 where a joint is missing). Pose maps, which others
keep beside them in `trainK` and `testK`, are drawn from the joints here; where they are there, their size is looked at.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.model.xinggan import SIZES, Variant
from engine.pose.pose import Joint, Point, Pose
from engine.source.datasets.pair_set import FileShots, PairSet, Split, picture_size, refuse
from engine.system.errors import DataError

_MISSING = -1
# The original DeepFashion pictures; the field cuts 40 columns off on each side.
_UNCUT = (256, 256)
_COLUMNS = ("name", "keypoints_y", "keypoints_x")


@dataclass(frozen=True)
class Layout:
    """How a data set's files are called; several names where copies of it differ."""

    variant: Variant
    pairs: tuple[str, ...]
    joints: tuple[str, ...]
    terms: str

    @property
    def size(self) -> tuple[int, int]:
        """(height, width) of the pictures."""
        return SIZES[self.variant]


LAYOUTS = {
    Variant.DEEPFASHION: Layout(
        Variant.DEEPFASHION,
        # The misspelling is the authors', and mended in later copies.
        ("fasion-resize-pairs-{}.csv", "fashion-resize-pairs-{}.csv"),
        ("fasion-resize-annotation-{}.csv", "fashion-resize-annotation-{}.csv"),
        "DeepFashion is for non-commercial research only.",
    ),
    Variant.MARKET: Layout(
        Variant.MARKET,
        ("market-pairs-{}.csv",),
        ("market-annotation-{}.csv",),
        "Market-1501 is for academic research only.",
    ),
}


def open_published(folder: Path, variant: Variant) -> PairSet:
    """The data set in a folder, every file that its pairs name looked at; raises DataError that names what is wrong."""
    layout = LAYOUTS[variant]
    splits = [_split(folder, layout, part) for part in ("train", "test")]
    return PairSet(variant.label, layout.size, splits[0], splits[1], layout.terms, free=False)


def _split(folder: Path, layout: Layout, part: str) -> Split:
    """One of the two halves, checked: lists, pictures, joints, pose maps."""
    pictures = folder / part
    if not pictures.is_dir():
        raise DataError(f"{folder} holds no folder {part}; it is not laid out as {layout.variant.label}.")
    lists = [_list(folder, names, part) for names in (layout.pairs, layout.joints)]
    pairs, poses = _pairs(lists[0]), _poses(lists[1], layout.size)
    names = list(dict.fromkeys(name for pair in pairs for name in pair))
    refuse(_missing(names, folder, part), where=pictures)
    refuse([f"{name} has no joints" for name in names if name not in poses], where=lists[1])
    refuse(list(_wrong_sizes(names, pictures, layout.size)), where=pictures)
    refuse(list(_wrong_maps(names, folder / f"{part}K", layout.size)), where=folder / f"{part}K")
    return Split(tuple(pairs), FileShots(pictures, poses))


def _list(folder: Path, names: Sequence[str], part: str) -> Path:
    """The list of a half that is there by one of its names, else by the first."""
    paths = [folder / name.format(part) for name in names]
    return next((path for path in paths if path.is_file()), paths[0])


def _missing(names: Sequence[str], folder: Path, part: str) -> list[str]:
    """Pictures that are not in their half; where they are in the other one, the halves were swapped."""
    other = folder / ("test" if part == "train" else "train")
    faults = []
    for name in names:
        if not (folder / part / name).is_file():
            swapped = f" but lies in {other.name}: were the two swapped" if (other / name).is_file() else ""
            faults.append(f"{name} is missing{swapped}")
    return faults


def _wrong_sizes(names: Sequence[str], folder: Path, size: tuple[int, int]) -> Iterator[str]:
    height, width = size
    for name in names:
        found = picture_size(folder / name)
        if found == size:
            continue
        if found is None:
            yield f"{name} is no picture"
        elif found == _UNCUT and width < _UNCUT[1] == height:
            cut = (_UNCUT[1] - width) // 2
            yield f"{name} is 256x256 and its joints are for 256x{width}: cut {cut} columns off on both sides"
        elif found == size[::-1]:
            yield f"{name} lies on its side: {found[0]}x{found[1]} and not {height}x{width} (height x width)"
        else:
            yield f"{name} is {found[0]}x{found[1]} and not {height}x{width} (height x width)"


def _wrong_maps(names: Sequence[str], folder: Path, size: tuple[int, int]) -> Iterator[str]:
    """Pose maps that others keep: they are not read, but those of another size tell that something was cut wrong."""
    for name in names if folder.is_dir() else ():
        path = folder / f"{name}.npy"
        if path.is_file():
            try:
                shape = np.load(path, mmap_mode="r", allow_pickle=False).shape
            except (ValueError, OSError, EOFError):
                yield f"{path.name} is no array"
                continue
            if shape != (*size, len(Joint)):
                yield f"{path.name} is {'x'.join(map(str, shape))} and not {size[0]}x{size[1]}x{len(Joint)}"


def _pairs(path: Path) -> list[tuple[str, str]]:
    rows = _rows(path, ("from", "to"), delimiter=",")
    pairs = [(row["from"], row["to"]) for row in rows]
    if not pairs:
        raise DataError(f"{path} names no pairs.")
    return pairs


def _poses(path: Path, size: tuple[int, int]) -> dict[str, Pose]:
    """Joints by picture; those whose columns seem to be swapped are told."""
    poses, outside, turned = {}, [], 0
    for row in _rows(path, _COLUMNS, delimiter=":"):
        y, x = (_numbers(path, row, column) for column in ("keypoints_y", "keypoints_x"))
        present = (np.array(x) != _MISSING) & (np.array(y) != _MISSING)
        xy = np.stack([x, y], 1).astype(float)
        limit = np.array(size[::-1], float)
        if (xy[present] >= limit).any() or (xy[present] < 0).any():
            outside.append(row["name"])
            turned += bool((xy[present, ::-1] < limit).all())
        # A joint names a pixel; a pose measures from corners.
        points = zip(xy.tolist(), present.tolist(), strict=True)
        poses[row["name"]] = Pose(tuple(Point(a + 0.5, b + 0.5, 1.0, there) for (a, b), there in points))
    if outside and turned == len(outside):
        raise DataError(f"{path}: x and y of {outside[0]} are swapped; keypoints_y comes before keypoints_x.")
    refuse([f"joints of {name} lie outside {size[0]}x{size[1]}" for name in outside], where=path)
    return poses


def _numbers(path: Path, row: dict[str, str], column: str) -> list[float]:
    try:
        values = json.loads(row[column])
        numbers = [float(value) for value in values]
    except (ValueError, TypeError) as error:
        raise DataError(f"{path}: {column} of {row['name']} is no list of numbers.") from error
    if len(numbers) != len(Joint):
        raise DataError(f"{path}: {column} of {row['name']} has {len(numbers)} numbers and not {len(Joint)}.")
    return numbers


def _rows(path: Path, columns: Sequence[str], *, delimiter: str) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter=delimiter)
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise DataError(f"{path} could not be read ({reason}); it belongs to the data set.") from error
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise DataError(
            f"{path} has no column {missing[0]}; its first line should be {delimiter.join(columns)}."
        )
    return [{column: row[column] or "" for column in columns} for row in rows]
