"""The ablation runs, differs where it should and can be read."""

from __future__ import annotations

import json

from engine.model.config import XingGANppConfig, config_to_dict
from engine.train.ablate import SWITCHES, ablate
from tests.evaluate.dolls import doll_folder


def test_each_run_lacks_one_block_and_the_table_says_so(tmp_path):
    people = doll_folder(tmp_path / "dolls")
    small = XingGANppConfig(half_width=16, quarter_width=16, width=24, stages=1)
    out = tmp_path / "out"
    rows = ablate(out, data=people, held_out=people, samples=16, config=small, switches=["skeleton_prior"])
    assert [(row.without, row.samples) for row in rows] == [("everything", 16), ("skeleton_prior", 16)]
    assert rows[1].flow_px > 2 * rows[0].flow_px, "without the prior, 16 samples teach no correspondence"
    assert json.loads((out / "ablation.json").read_text())[1]["without"] == "skeleton_prior"
    assert "| skeleton prior | " in (out / "ablation.md").read_text()


def test_every_switch_is_one_of_the_network():
    assert all(config_to_dict(XingGANppConfig())[switch] is True for switch in SWITCHES)
