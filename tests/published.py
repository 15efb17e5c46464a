"""Files laid out exactly as the published XingGAN generators, with seeded numbers in place of the authors'."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from engine.model.xinggan import Variant, XingGAN

# The last of the 21 candidates of the fusion is the source itself.
SOURCE = 20


def seeded(variant: Variant, *, width: int = 64, blocks: int = 9) -> dict[str, Tensor]:
    """Entries by their published names; numbers of a size that lets a signal through, attention switched on."""
    with torch.random.fork_rng():
        torch.manual_seed(11)
        state = XingGAN(variant, width=width, blocks=blocks).state_dict()
        for name, entry in state.items():
            if name.endswith("gamma"):
                entry.fill_(0.3)
            elif name.endswith("running_mean"):
                entry.normal_(0, 0.1)
            elif name.endswith("running_var"):
                entry.uniform_(0.5, 2)
    return {"model." + name: entry for name, entry in state.items()}


def copying() -> dict[str, Tensor]:
    """The DeepFashion network made to answer with its source, so that what becomes of an answer can be looked at."""
    entries = seeded(Variant.DEEPFASHION)
    entries["model.atte_con2.bias"][SOURCE] = 1000
    return entries


def save_old(entries: object, path: Path) -> Path:
    """`entries` in a file as torch wrote it before 1.6."""
    torch.save(entries, path, _use_new_zipfile_serialization=False)
    return path
