"""The second look: where its evidence is read, and what it may change."""

from __future__ import annotations

from dataclasses import replace

import torch

from engine.model.second_look import CHANNELS, GRID, SEEN, TOLD, Evidence, SecondLook, sure_logs
from engine.pose import layer_classes as c

SIZE = (256, 192)


def evidence(shown: torch.Tensor, *, square: tuple[float, float, float] = (0.0, 0.0, 1.0)) -> Evidence:
    """A person in the middle of the frame; each map rises from 0 at its left edge to 10 at its right."""
    view = torch.zeros(4, 384, 288)
    view[:, 96:288, 96:192] = 1
    rising = torch.linspace(0.125, 9.875, 40)
    return Evidence.of(
        sure_logs(shown),
        view,
        joints=torch.full((18, 2), 96.0),
        present=torch.ones(18, dtype=torch.bool),
        maps=[rising.expand(channels, 40, 40) for channels in CHANNELS],
        square=torch.tensor(square),
    )


def shown() -> torch.Tensor:
    """[22, 256, 192]: torso wherever the person is, a little background there, background elsewhere."""
    maps = torch.full((c.N_CLASSES, *SIZE), 1e-3)
    maps[c.BACKGROUND] = 1
    maps[c.BACKGROUND, 64:192, 64:128] = 0.2
    maps[c.TORSO, 64:192, 64:128] = 0.8
    return maps / maps.sum(0)


def test_maps_are_read_where_their_square_lies() -> None:
    rows, columns = torch.tensor([64, 64]), torch.tensor([24, 72])
    # The frame is 0.75 heights wide: its quarter and three quarters are 0.19 and 0.57 of a square as tall as it.
    seen = evidence(shown()).at(rows, columns)[:, TOLD:]
    assert seen.shape == (2, SEEN)
    expected = (columns + 0.5) / GRID[1] * 0.75
    assert torch.allclose(seen, expected[:, None].expand_as(seen), atol=0.01)
    moved = evidence(shown(), square=(0.1, 0.0, 0.8)).at(rows, columns)[:, TOLD:]
    assert torch.allclose(moved, ((expected - 0.1) / 0.8)[:, None].expand_as(moved), atol=0.01)


def test_a_network_that_learnt_nothing_changes_nothing() -> None:
    before = shown()
    after = SecondLook().eval().mended(before, evidence(before))
    assert torch.allclose(after, before, atol=2e-3)


def test_the_person_is_named_anew_and_the_background_stays() -> None:
    before = shown()
    look = SecondLook().eval()
    with torch.no_grad():
        look.out.bias[c.THING] = 20
        look.out.bias[c.BACKGROUND] = 40
        after = look.mended(before, evidence(before))
    assert torch.equal(after[c.BACKGROUND], before[c.BACKGROUND])
    assert torch.allclose(after.sum(0), torch.ones(SIZE), atol=1e-4)
    assert (after[c.THING, 70:186, 70:122] > 0.79).all()
    assert (after[c.THING, :40] < 0.01).all(), "nobody is there to be looked at"


def test_what_is_added_follows_the_colours_not_the_cells_of_the_maps() -> None:
    """Rows of the maps say thing above a line that lies some pixels off the one where the colour changes."""
    before = shown()
    known = evidence(before)
    known.rgba[:3, 64:] *= 0.2
    told = torch.zeros(len(CHANNELS), 40, 40)
    told[:, :22] = 1  # to row 70 of the grid; above it, 64 rows are light
    known = replace(
        known, maps=tuple(row.expand(each, 40, 40) for row, each in zip(told, CHANNELS, strict=True))
    )
    torch.manual_seed(0)  # the other weights are drawn
    look = SecondLook().eval()
    with torch.no_grad():
        look.told.weight.zero_()
        look.seen.weight.zero_()
        look.seen.weight[0, -1] = 100.0
        look.out.weight[c.THING] = look.out.weight[c.THING] + 0.2 * torch.eye(192)[0]
        after = look.mended(before, known)
    said = after[c.THING, :, 96]
    assert said[110] > 4 * said[160], "as the maps say"
    assert said[132] < 0.6 * said[120], "dark, though the maps' cells there say the same"
