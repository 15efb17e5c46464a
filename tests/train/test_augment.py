"""Augmentation must keep pictures, joints, parts and flow telling the same story, all samples of a batch at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.model.geometry.joints import FRAME_WIDTH, MIRROR_JOINTS
from engine.model.geometry.part_transforms import PARTS
from engine.synthesis.samples import pair
from engine.system.errors import PhotoError
from engine.train.augment import photographed, unsure_joints
from engine.train.batch import Batch
from engine.train.contacts import arm_contact, leg_contact
from engine.train.dice import Dice
from engine.train.pairs import Chosen, DataTable, choose_pairs, choose_views, draw
from engine.train.people import People
from engine.train.samples import collate
from tests.evaluate.dolls import doll, doll_folder

SIZE = (256, 192)
PLAIN = DataTable(unchanged=0, edits=1, own_framing=0, flipped=0, torn=0, joint_noise_px=0)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> People:
    return People(doll_folder(tmp_path_factory.mktemp("dolls")))


def drawn(
    people: People, mix: DataTable, seed: int = 0, size: tuple[int, int] = SIZE
) -> tuple[Batch, Chosen]:
    rng, held = np.random.default_rng(seed), people.held()
    what = choose_pairs(held.index, 6, rng, mix)
    return draw(held, what, size, Dice(rng, 6, "cpu"), mix), what


def story_error(b: Batch) -> float:
    """Mean difference (0..255) between the target and the source read where the flow says, if visible."""
    unit = b.source.shape[-2] / 256
    at = (b.flow * unit).floor().long()
    shown = (b.seen[:, 0] == 2) & (b.target[:, 3] > 0.98)
    sample = torch.arange(len(b.source))[:, None, None].expand_as(shown)[shown]
    x, y = at[:, 0][shown].clamp(0, b.source.shape[-1] - 1), at[:, 1][shown].clamp(0, b.source.shape[-2] - 1)
    return float((b.source[sample, :3, y, x] - b.target.permute(0, 2, 3, 1)[shown][:, :3]).abs().mean() * 255)


def test_a_stored_pair_is_the_pair_of_the_file(people: People) -> None:
    """Held dense in memory and read back plainly, a pair is what its file says."""
    truth = collate([pair(doll(), i) for i in range(6)], SIZE)
    held, order = people.held(), people.held().index.pair_views.tolist()
    rows = np.array([order.index(p) for p in doll().pairs.tolist()])
    views = held.index.pair_views[rows]
    what = Chosen(views[:, 0], views[:, 1], rows, np.zeros(6, bool))
    flow = held.pairs["flow"][rows] * torch.from_numpy(held.index.flow_step[rows])[:, None, None, None]
    known = held.pairs["seen"][rows][:, None] > 0
    assert torch.allclose(flow * known, truth.flow * known, atol=0.02)
    assert torch.equal(held.pairs["seen"][rows][:, None].float(), truth.seen)
    assert torch.allclose(held.views["rgba"][what.source].float() / 255, truth.source, atol=1e-3)


def test_framings_flips_and_sizes_keep_the_story(people: People) -> None:
    for mix in (PLAIN, PLAIN.model_copy(update={"flipped": 1.0, "own_framing": 1.0})):
        for size in (SIZE, (128, 96)):
            assert story_error(drawn(people, mix, size=size)[0]) < 16


def test_flow_leads_to_the_middle_of_a_small_frame_s_pixels(people: People) -> None:
    """An unchanged pair leads to itself, whatever the size: half a pixel off would be learnt."""
    b, _ = drawn(people, PLAIN.model_copy(update={"unchanged": 1.0}), size=(128, 96))
    y, x = torch.meshgrid(torch.arange(128) * 2 + 1.0, torch.arange(96) * 2 + 1.0, indexing="ij")
    inner = (b.target[:, 3] > 0.98) & (b.seen[:, 0] == 2)
    assert inner.any()
    off = (b.flow - torch.stack([x, y])).norm(dim=1)[inner]
    assert float(off.median()) < 0.05


def test_a_flip_swaps_sides(people: People) -> None:
    plain, _ = drawn(people, PLAIN)
    flipped, _ = drawn(people, PLAIN.model_copy(update={"flipped": 1.0}))
    right, left = (1 + PARTS.index(name) for name in ("right forearm", "left forearm"))
    assert torch.allclose(
        flipped.source_joints[:, list(MIRROR_JOINTS), 1], plain.source_joints[..., 1], atol=1e-3
    )
    mean_x = lambda part, number: [float(torch.nonzero(p == number)[:, 1].float().mean()) for p in part]  # noqa: E731
    for before, after in zip(
        mean_x(plain.source_part, right), mean_x(flipped.source_part, left), strict=True
    ):
        # The shift of the framing is not mirrored, so only the order of sides can be told.
        assert (before < FRAME_WIDTH / 2) == (after > FRAME_WIDTH / 2) or abs(before - FRAME_WIDTH / 2) < 40


def test_an_unchanged_pose_stays_unchanged(people: People) -> None:
    b, what = drawn(people, DataTable(unchanged=1.0, torn=1.0))
    assert what.same.all()
    assert torch.equal(b.source, b.target)
    assert torch.equal(b.source_joints, b.target_joints)
    assert torch.equal(b.source_present, b.target_present)


def test_joints_that_rest_rest_exactly() -> None:
    before = collate([pair(doll(), 0)], SIZE)
    dice = Dice(np.random.default_rng(1), 1, "cpu")
    noise = torch.tensor([1.2])
    source, target, *_ = unsure_joints(
        before.source_joints, before.target_joints, torch.tensor([False]), dice, noise_px=noise
    )
    rested = (before.source_joints - before.target_joints).norm(dim=2) < 1e-3
    assert rested.any()
    assert not rested.all()
    assert torch.equal(source[rested], target[rested])
    assert (source != before.source_joints).all()


def test_a_torn_matte_differs_at_the_rim_only(people: People) -> None:
    whole, _ = drawn(people, PLAIN)
    torn, _ = drawn(people, PLAIN.model_copy(update={"torn": 1.0}))
    changed = (torn.source[:, 3] - whole.source[:, 3]).abs() > 0.5
    assert 0 < changed.float().mean() < 0.1
    assert torch.equal(torn.target[:, 3], whole.target[:, 3])
    assert (torn.source[:, :3] <= torn.source[:, 3:] + 1e-5).all()


def test_a_photograph_keeps_the_outline_and_stays_within_it(people: People) -> None:
    plain, _ = drawn(people, PLAIN)
    shot = photographed(plain.source, Dice(np.random.default_rng(2), 6, "cpu"))
    assert torch.equal(shot[:, 3], plain.source[:, 3])
    assert (shot[:, :3] <= shot[:, 3:]).all()
    assert (shot != plain.source).flatten(1).any(1).sum() > 3


def test_limbs_on_others_are_drawn_more_often(people: People) -> None:
    contact = people.held().index.contact[:, 0]
    assert contact.max() > 1.5 * contact.min()
    index, rng = people.held().index, np.random.default_rng(0)
    chosen = choose_views(index, 64, rng, DataTable())
    assert contact[chosen.source].mean() > contact.mean()
    assert np.array_equal(contact, [np.float32(arm_contact(part)) for part in doll().part])


def test_shins_touch_only_the_other_leg() -> None:
    right, left, thigh = (1 + PARTS.index(name) for name in ("right shin", "left shin", "right thigh"))
    parts = np.zeros((20, 12), np.uint8)
    parts[4:16, 3:6], parts[4:16, 7:10] = right, left
    assert leg_contact(parts) == 0
    parts[4:16, 6] = thigh
    assert leg_contact(parts) == 12 / 20
    parts[4:16, 6] = left
    assert leg_contact(parts) == 2 * 12 / 20


def test_the_same_numbers_draw_the_same_batch_and_a_team_holds_all_people_once(tmp_path: Path) -> None:
    folder = doll_folder(tmp_path, count=3)
    both = [People(folder, rank=rank, size=2) for rank in (0, 1)]
    assert [len(one) for one in both] == [2, 1]
    assert both[0].total == 3
    a, b = (drawn(both[0], DataTable(photographed=True), seed=5)[0] for _ in range(2))
    assert torch.equal(a.source, b.source)
    assert torch.equal(a.flow, b.flow)
    with pytest.raises(PhotoError, match="no rendered people"):
        People(tmp_path / "nowhere").held()
