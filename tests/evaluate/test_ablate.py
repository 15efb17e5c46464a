"""The ablation runs, differs where it should and can be read."""

from __future__ import annotations

import json

from engine.model.build import XingGANppConfig
from engine.train.ablate import SWITCHES, ablate
from tests.evaluate.dolls import doll_folder


def test_each_run_lacks_one_block_and_the_table_says_so(tmp_path):
    people = doll_folder(tmp_path / "dolls")
    small = XingGANppConfig(half_width=16, quarter_width=16, width=24, stages=1)
    rows = ablate(tmp_path / "out", data=people, held_out=people, samples=16, config=small)
    assert [row.without for row in rows] == ["everything", *SWITCHES]
    assert {row.samples for row in rows} == {16}
    whole, without = rows[0], {row.without: row for row in rows[1:]}
    assert without["multi_scale"].parameters != whole.parameters
    assert without["skeleton_prior"].flow_px > whole.flow_px
    assert len(json.loads((tmp_path / "out" / "ablation.json").read_text())) == 5
    assert (tmp_path / "out" / "ablation.md").read_text().count("\n") == 7
