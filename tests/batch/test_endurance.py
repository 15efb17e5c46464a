"""A batch survives being killed and running out of room; `tests/batch/endurance.py` does the same many times."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.endurance import ROOT, DamagedError, check, in_own_namespace, survive_kills
from tests.batch.material import a_plan, pictures, ready_for, run


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_killed_at_random_moments_nothing_is_lost_partial_or_made_twice(tmp_path: Path) -> None:
    figures = survive_kills(tmp_path, kills=3)
    assert figures.interruptions == 3
    assert figures.batches >= 1


def test_a_disk_that_fills_up_ends_the_batch_and_it_goes_on_when_there_is_room() -> None:
    """On a real, small disk, which needs the right to mount one in a namespace of its own."""
    before = in_own_namespace()
    if before is None:
        pytest.skip("mounting a disk is not allowed here")
    command = [*before, sys.executable, "-m", "tests.batch.endurance", "--full-disks", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["full_disks"]["interruptions"] == 2


@pytest.mark.parametrize("harm", ["lost", "partial", "too many", "twice"])
def test_the_check_notices_harm(tmp_path: Path, harm: str) -> None:
    out = tmp_path / "out"
    run(ready_for(a_plan(tmp_path / "in"), out))
    whole = pictures(out)
    check(out, whole)
    if harm == "lost":
        (out / "coat-a.png").unlink()
    elif harm == "partial":
        (out / "coat-a.png").write_bytes(whole["coat-a.png"][:-1])
    elif harm == "too many":
        (out / ".repose-batch-0123456789ab.part").touch()
    else:
        manifest = out / "repose-batch.jsonl"
        manifest.write_bytes(manifest.read_bytes() + manifest.read_bytes().splitlines(keepends=True)[-1])
    with pytest.raises(DamagedError):
        check(out, whole)
