"""Files of rendered people: one uncompressed .npz per person, written atomically."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.npz import mapped_arrays, write_arrays
from engine.system.errors import PhotoError

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
# People of this seed and above are never trained on.
HELD_OUT_SEED = 900000
# Views 0, 1 and 2 share camera, framing and turn: one limb or a few differ, as when a designer drags them.
EDIT_VIEWS = 3
# People whose views after the first are edits of it in the picture's plane: `engine.evaluate.edited_people`.
EDITED_FILES = "e*.npz"


@dataclass(frozen=True)
class PersonShard:
    """One person in V views and N ordered pairs of them.

    rgba uint8 [V, H, W, 4] premultiplied; joints float32 [V, 18, 2] in pixels (a pixel's centre is at
    +0.5) and joint_seen uint8 [V, 18]; part uint8 [V, H, W], 0 background or 1 + index in skeleton.PARTS;
    pairs int16 [N, 2] as (source view, target view). foregrounds[v] int32 [P_v] are flat pixel indices;
    flows[n] int16 [P_target, 2] source places (x, y) in 1/flow_unit pixels; visibles[n] uint8 [P_target].
    """

    rgba: NDArray[np.uint8]
    joints: Floats
    joint_seen: NDArray[np.uint8]
    part: NDArray[np.uint8]
    pairs: NDArray[np.int16]
    foregrounds: tuple[NDArray[np.int32], ...]
    flows: tuple[NDArray[np.int16], ...]
    visibles: tuple[NDArray[np.uint8], ...]
    flow_unit: int = 32


def shard_name(seed: int, index: int) -> str:
    """File name of a person."""
    return f"p{seed:04d}_{index:06d}.npz"


def edited_name(seed: int, index: int) -> str:
    """File name of a person with edits."""
    return f"e{seed:04d}_{index:06d}.npz"


def flow_unit_for(size: tuple[int, int]) -> int:
    """Steps per pixel that keep places up to a quarter outside a (width, height) frame within int16."""
    unit = 32
    while max(size) * 1.25 * unit > 32767:
        unit //= 2
    return unit


def pack_flow(places: Floats, unit: int) -> NDArray[np.int16]:
    """Places in pixels as clipped int16 steps."""
    return np.clip(np.rint(places * unit), -32768, 32767).astype(np.int16)


def write_person(path: Path, person: PersonShard) -> None:
    """Write the file in one step, so that a reader or a kill never meets half of it; raises OutputError."""
    arrays: dict[str, NDArray[np.generic]] = {
        "rgba": person.rgba,
        "joints": person.joints,
        "joint_seen": person.joint_seen,
        "part": person.part,
        "pairs": person.pairs,
        "flow_unit": np.array(person.flow_unit),
    }
    arrays |= {f"fg{view}": pixels for view, pixels in enumerate(person.foregrounds)}
    arrays |= {f"flow{pair}": flow for pair, flow in enumerate(person.flows)}
    arrays |= {f"vis{pair}": visible for pair, visible in enumerate(person.visibles)}
    write_arrays(path, arrays)


def read_person(path: Path) -> PersonShard:
    """A file that write_person wrote, mapped rather than read: thousands of people need no memory of
    their own.
    """
    try:
        data = mapped_arrays(path)
        views, pairs = len(data["rgba"]), len(data["pairs"])
        return PersonShard(
            data["rgba"],
            data["joints"],
            data["joint_seen"],
            data["part"],
            data["pairs"],
            tuple(data[f"fg{view}"] for view in range(views)),
            tuple(data[f"flow{pair}"] for pair in range(pairs)),
            tuple(data[f"vis{pair}"] for pair in range(pairs)),
            int(data["flow_unit"]),
        )
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise PhotoError(f"{path} is not a rendered person; render it again.") from error


def dense_flow(person: PersonShard, pair: int) -> tuple[Floats, Bools, Bools]:
    """One pair's flow [H, W, 2] in source pixels, where it is known [H, W], and where the source shows it
    [H, W].
    """
    height, width = person.part.shape[1:]
    pixels = person.foregrounds[int(person.pairs[pair, 1])]
    flow = np.zeros((height * width, 2), np.float32)
    known = np.zeros(height * width, bool)
    visible = np.zeros(height * width, bool)
    flow[pixels] = person.flows[pair].astype(np.float32) / person.flow_unit
    known[pixels] = True
    visible[pixels] = person.visibles[pair] > 0
    return flow.reshape(height, width, 2), known.reshape(height, width), visible.reshape(height, width)
