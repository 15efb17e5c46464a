"""What a manifest, which is delivered with its pictures, says of places: nothing about the folders of this computer.

A plan with places that cannot be told is kept whole in this account's own data folder, to go on from.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_data_path

from engine.batch.plan import MAX_PLAN_BYTES, Plan, parse_plan
from engine.batch.records import Record, Resumed, Started
from engine.system.errors import PlanError
from engine.system.files import write_whole
from engine.system.paths import known_place, near_place

# Of so many batches, the newest, the places are still known when they are to go on.
_KEPT_PLANS = 500
# Where photos are looked for on a computer that does not know where they were: not beside pictures, one of which may
# be called like its photo.
ELSEWHERE = "photos"

_log = logging.getLogger(__name__)


def plans_folder() -> Path:
    """Where whole plans are kept, readable for this account alone."""
    return user_data_path("Repose", appauthor=False) / "batches"


def without_folders(record: Record, folder: Path) -> Record:
    """`record` as the manifest in `folder` has it; a plan with places that it cannot tell is kept elsewhere."""
    if not isinstance(record, Started | Resumed) or record.plan is None:
        return record
    here = known_place(folder)
    told = _mapped(record.plan, _Teller(here), key=lambda file: file.name)
    kept = None if _placed(told, here) == record.plan else _keep(record.plan)
    return record.model_copy(update={"plan": told, "kept": kept})


def with_folders(record: Record, folder: Path) -> Record:
    """`record` of the manifest in `folder` with all places; those nobody knows any more are where `ELSEWHERE` says."""
    if not isinstance(record, Started | Resumed) or record.plan is None:
        return record
    plan = None if record.kept is None else _kept(record.kept)
    return record.model_copy(update={"plan": plan or _placed(record.plan, known_place(folder))})


class _Teller:
    """Says of one file after another where it is, or where it may be put: each gets a name of its own there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told: dict[str, Path] = {}

    def __call__(self, file: Path) -> str:
        near = near_place(file, self._folder)
        if near is not None:
            return near
        told, number = f"{ELSEWHERE}/{file.name}", 1
        while self._told.setdefault(told, file) != file:
            number += 1
            told = f"{ELSEWHERE}/{file.stem}-{number}{file.suffix}"
        return told


def _placed(plan: Plan, folder: Path) -> Plan:
    def place(file: Path) -> str:
        return os.path.normpath(folder / file)  # manifests of older versions have whole paths, which stay

    return _mapped(plan, place, key=place)


def _mapped(plan: Plan, place: Callable[[Path], str], *, key: Callable[[Path], str]) -> Plan:
    """`plan` with other places of its photos and poses, and of the files that pictures are signed with."""
    photos = [
        each if each.file is None else each.model_copy(update={"path": Path(place(each.file))})
        for each in plan.photos
    ]
    poses = [
        each if each.path is None else each.model_copy(update={"path": Path(place(each.path))})
        for each in plan.poses
    ]
    output, signing = plan.output, plan.output.credentials
    if signing is not None:
        files = {"certificate": Path(key(signing.certificate)), "key": Path(key(signing.key))}
        output = output.model_copy(update={"credentials": signing.model_copy(update=files)})
    empty = None if plan.clean_plate is None else Path(place(plan.clean_plate))
    update = {"photos": tuple(photos), "poses": tuple(poses), "output": output, "clean_plate": empty}
    return plan.model_copy(update=update)


def _keep(plan: Plan) -> str | None:
    """Keep `plan` under a name that nobody can guess, and return that; None where it could not be written."""
    name, folder = secrets.token_hex(16), plans_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(folder / f"{name}.json", plan.to_json().encode(), private=True)
        newest_first = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in newest_first[_KEPT_PLANS:]:
            old.unlink(missing_ok=True)
    except OSError as error:
        _log.warning(
            "To go on with this batch, name its photos again: their places could not be kept (%s)", error
        )
        return None
    return name


def _kept(name: str) -> Plan | None:
    try:
        with (plans_folder() / f"{name}.json").open("rb") as file:
            return parse_plan(file.read(MAX_PLAN_BYTES + 1))
    except (OSError, PlanError):
        return None
