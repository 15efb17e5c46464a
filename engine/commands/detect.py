"""The command `detect`: the person in a photo as a pose, a matte and a skeleton over the photo."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.commands.overlay import skeleton_over
from engine.commands.places import check_distinct, check_output, originals_among
from engine.commands.progress import StepsShown
from engine.contract.messages import Source
from engine.export.profile import in_profile
from engine.photo.photo import load_photo
from engine.pose.openpose import pose_to_json
from engine.pose.pose import Joint
from engine.render.finding import person_finder
from engine.system.files import encode_png, write_atomic
from engine.system.say import say
from engine.system.shipped import software


def detect(
    photo: Path, *, out: Path | None, matte: Path | None, overlay: Path | None, person: int | None = None
) -> None:
    """Find the person in `photo` and write what is asked for; the pose goes to stdout when nothing is.

    person: which of several, counted from the left, from 1; None for the most convincing.

    Raises EngineError before anything is written.
    """
    originals = originals_among(photo)
    check_output(out, ending=".json", originals=originals)
    for picture in (matte, overlay):
        check_output(picture, ending=".png", originals=originals)
    check_distinct([out, matte, overlay])
    with StepsShown(("open", "detect", "matte")) as steps:
        with steps.step("open"):
            opened = load_photo(photo)
        source = person_finder().find(opened, number=person, step=steps.step)
    files = _files(source, out=out, matte=matte, overlay=overlay)
    for path, data in files.items():
        write_atomic(path, data, originals=originals)
    if not files:
        print(_pose_json(source))  # noqa: T201 - the result itself, for a pipe
    _tell(source)


def _files(
    source: Source, *, out: Path | None, matte: Path | None, overlay: Path | None
) -> dict[Path, bytes]:
    """What to write where; all of it is made before any of it is written."""
    files: dict[Path, bytes] = {}
    if out:
        files[out] = f"{_pose_json(source)}\n".encode()
    if matte:
        files[matte] = _matte_png(source.matte)
    if overlay:
        files[overlay] = _overlay_png(source)
    return files


def _pose_json(source: Source) -> str:
    return pose_to_json(source.pose, size=source.photo.size)


def _matte_png(matte: NDArray[np.float32]) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray((matte * 255 + 0.5).astype(np.uint8)).save(buffer, "PNG")
    return buffer.getvalue()


def _overlay_png(source: Source) -> bytes:
    """The skeleton over the photo, in the photo's own profile so that it looks as the photo does."""
    drawn, icc = skeleton_over(source.photo.rgb, source.pose), source.photo.icc
    converted = None if icc is None else in_profile(drawn, icc)
    text = {"Software": software()}
    if converted is None:
        return encode_png(drawn, icc=None, text=text)
    return encode_png(converted.astype(np.uint8, copy=False), icc=icc, text=text)


def _tell(source: Source) -> None:
    missing = [joint.label for joint in Joint if not source.pose.has(joint)]
    for note in source.photo.notes:
        say(note)
    say(
        f"Found {len(Joint) - len(missing)} of {len(Joint)} joints"
        + (f"; missing: {', '.join(missing)}." if missing else ".")
    )
