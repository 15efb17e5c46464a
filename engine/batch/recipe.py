"""What makes one picture of a batch: the pose as its rule brings it onto a person, and the key of its making."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from engine.batch.job import Task
from engine.batch.plan import PhotoItem, PoseItem, Rule
from engine.contract.messages import Source
from engine.export.extending import extension_for
from engine.export.settings import OutputSettings
from engine.imaging.extension import UNEXTENDED, Extension
from engine.pose.fit import fit
from engine.pose.inside import brought_inside
from engine.pose.on_canvas import place
from engine.pose.openpose import Size
from engine.pose.pose import Pose

_INSTEAD = "Let the pose be fitted to the person instead."


def pose_for(
    item: PoseItem, rule: Rule, *, person: Pose, size: Size, extension: Extension = UNEXTENDED
) -> Pose:
    """The pose of `item` for the `person` of a photo of `size`, in photo pixels; raises PoseError.

    extension: what is added around the photo, which is room as well.
    """
    if rule is Rule.AS_PLACED:
        return place(item.pose, canvas=item.canvas, size=size, name=item.name, instead=_INSTEAD)
    fitted = fit(item.pose, to=person, feet_on_ground=rule is not Rule.FITTED)
    if rule is not Rule.INSIDE:
        return fitted
    return brought_inside(
        fitted, source=person, size=size, frame=extension.frame(size) if extension else None
    )


def extension_of(
    item: PhotoItem, rule: Rule, *, source: Source, pose: Pose, others: Iterable[Source] = ()
) -> Extension:
    """What is added around a photo for a picture of its person in `pose`, photo pixels.

    others: who of the photo is posed as well.
    """
    own = item.extension(source.photo.size)
    return extension_for(source, pose, now=own, others=others) if rule is Rule.EXTENDED else own


def recipe_key(
    photo_key: str, task: Task, *, output: OutputSettings, weights: str, empty_set: str | None = None
) -> str:
    """Equal for pictures that come out the same: of one photo, pose, rule, output and version of the weights.

    photo_key: of the photo's content; for one in a file, its sha256. empty_set: of the photo of the empty set, if any.
    """
    item, rule = task.pose, task.cell.rule
    recipe: dict[str, object] = {
        "photo": photo_key,
        "found": task.photo.pose,
        "prepared": task.photo.prepared,
        "joints": item.joints,
        "canvas": item.canvas,
        "order": [item.in_front, item.behind],
        "rule": rule.value,
        "output": output.model_dump(mode="json"),
        "weights": weights,
    }
    if any(task.photo.extended):
        recipe["extended"] = task.photo.extended
    if empty_set is not None:
        recipe["empty_set"] = empty_set
    return hashlib.sha256(json.dumps(recipe, sort_keys=True, allow_nan=False).encode()).hexdigest()
