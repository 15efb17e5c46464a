"""Columns of poses that no photo of the document has: of the library, and of a folder of pose files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.batch.collect import collect_poses
from engine.batch.plan import PoseItem
from gui.export.plan import Column
from gui.panels.pose_library import LibraryPose


def library_columns(poses: Iterable[LibraryPose], language: str) -> tuple[Column, ...]:
    """Poses of the library under their names in the window's language."""
    return tuple(
        Column(
            PoseItem.of(
                each.pose, each.name.in_language(language), canvas=None, path=each.path, order=each.order
            )
        )
        for each in poses
    )


def folder_columns(folder: Path) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """The OpenPose JSON files of a folder, and sentences on those left out; raises EngineError."""
    found = collect_poses([str(folder)])
    notes = tuple(fault for rest in found.left_out for fault in rest.faults())
    return tuple(Column(item) for item in found.poses), notes
