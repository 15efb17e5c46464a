"""A hand around the other arm is told by its colour, and trousers beside a hand by theirs."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engine.model.geometry.part_transforms import BONES, PARTS
from engine.rules.own_colours import told_by_colour

HEIGHT, WIDTH = 128, 96  # half the model frame: two canonical pixels each
SKIN, BLACK, BEIGE, WHITE = (0.6, 0.36, 0.28), (0.1, 0.09, 0.11), (0.7, 0.66, 0.56), (0.9, 0.9, 0.9)
RIGHT, LEFT, LEFT_UPPER = (
    PARTS.index(f"{name}") for name in ("right forearm", "left forearm", "left upper arm")
)
LEFT_THIGH = PARTS.index("left thigh")
# The right hand lies around the left arm below its elbow; the left hand hangs before the left thigh.
JOINTS = {0: (96, 40), 1: (96, 70), 2: (62, 80), 3: (56, 130), 4: (106, 140)}
JOINTS |= {5: (130, 80), 6: (136, 130), 7: (130, 186), 8: (76, 180), 11: (116, 180)}
GRIP = (slice(67, 75), slice(60, 67))
BESIDE_HAND = (slice(92, 104), slice(68, 72))


def skeleton() -> tuple[Tensor, Tensor]:
    xy, present = torch.zeros(1, 18, 2), torch.zeros(1, 18, dtype=torch.bool)
    for joint, place in JOINTS.items():
        xy[0, joint], present[0, joint] = torch.tensor(place, dtype=torch.float32), True
    return xy, present


def person(
    *, sleeve: tuple[float, ...] = BLACK, stripes: tuple[float, ...] | None = None
) -> tuple[Tensor, Tensor]:
    """Somebody in long sleeves who holds the left arm, [1, 4, h, w], and a part map that takes the grip for it."""
    rgb = torch.zeros(3, HEIGHT, WIDTH)
    part = torch.zeros(HEIGHT, WIDTH, dtype=torch.long)

    def fill(name: str, where: tuple[slice, slice], colour: tuple[float, ...]) -> None:
        rgb[(slice(None), *where)] = torch.tensor(colour)[:, None, None]
        part[where] = 1 + PARTS.index(name)

    fill("torso", (slice(36, 90), slice(30, 66)), sleeve)
    fill("head", (slice(10, 34), slice(40, 56)), SKIN)
    fill("right thigh", (slice(90, 127), slice(30, 48)), BEIGE)
    fill("left thigh", (slice(90, 127), slice(48, 74)), BEIGE)
    fill("right upper arm", (slice(40, 66), slice(25, 33)), sleeve)
    fill("left upper arm", (slice(40, 66), slice(62, 72)), sleeve)
    fill("right forearm", (slice(64, 72), slice(26, 53)), sleeve)
    fill("left forearm", (slice(66, 92), slice(61, 71)), sleeve)
    fill("left forearm", (slice(92, 104), slice(58, 68)), SKIN)
    if stripes is not None:
        for name in ("left forearm", "right forearm", "left upper arm", "right upper arm"):
            rows = (part == 1 + PARTS.index(name)) & (torch.arange(HEIGHT)[:, None] % 6 < 3)
            rgb[:, rows] = torch.tensor(stripes)[:, None]
    fill("left forearm", GRIP, SKIN)
    fill("left forearm", BESIDE_HAND, BEIGE)
    solid = (part > 0).float()
    logits = torch.nn.functional.one_hot(part, len(PARTS) + 1).permute(2, 0, 1).float() * 10
    # The right forearm and the thigh come next where the left forearm is wrong.
    logits[(1 + RIGHT, *GRIP)] = 7
    logits[(1 + LEFT_THIGH, *BESIDE_HAND)] = 7
    return torch.cat([rgb * solid, solid[None]])[None], logits[None]


def told(small: Tensor, logits: Tensor) -> Tensor:
    return told_by_colour(logits, small, *skeleton())


def share(logits: Tensor, part: int, where: tuple[slice, slice]) -> float:
    return float((logits[0].argmax(0)[where] == 1 + part).float().mean())


def test_skin_on_a_sleeve_is_the_hand_that_holds_it() -> None:
    small, logits = person()
    assert share(logits, RIGHT, GRIP) == 0
    after = told(small, logits)
    assert share(after, RIGHT, GRIP) > 0.95
    # The left hand, where its own wrist is, stays the left hand, and the sleeve stays the sleeve.
    assert share(after, LEFT, (slice(93, 103), slice(59, 67))) == 1
    assert share(after, LEFT, (slice(77, 90), slice(62, 70))) == 1


def test_trousers_beside_a_hand_are_trousers() -> None:
    small, logits = person()
    assert share(told(small, logits), LEFT_THIGH, BESIDE_HAND) > 0.95


@pytest.mark.parametrize(
    "clothes", [{"sleeve": SKIN}, {"stripes": WHITE}], ids=["bare arms", "striped sleeves"]
)
def test_what_is_not_plain_or_like_skin_tells_nothing_of_hands(clothes: dict[str, tuple[float, ...]]) -> None:
    small, logits = person(**clothes)
    after = told(small, logits)
    assert torch.equal(
        after[0, (1 + RIGHT, 1 + LEFT)][(slice(None), *GRIP)],
        logits[0, (1 + RIGHT, 1 + LEFT)][(slice(None), *GRIP)],
    )


POCKET = (slice(72, 84), slice(38, 50))
GLOVE = (0.75, 0.1, 0.1)


def in_pocket(hand: tuple[float, ...]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Somebody with the right hand before the trunk, of that colour, and a part map that takes it for the forearm."""
    small, logits = person()
    rgb, where = small[0, :3], (slice(None), *POCKET)
    rgb[:, 64:92, 26:60] = torch.tensor(BLACK)[:, None, None]
    rgb[where] = torch.tensor(hand)[:, None, None]
    logits[0, :, 64:92, 26:60] = 0
    logits[0, 1 + PARTS.index("torso"), 64:92, 26:60] = 10
    logits[0, 1 + RIGHT, 62:76, 24:40] = 14
    logits[0, :, POCKET[0], POCKET[1]] = 0
    logits[0, 1 + PARTS.index("torso"), POCKET[0], POCKET[1]] = 7
    logits[0, 1 + RIGHT, POCKET[0], POCKET[1]] = 10
    xy, present = skeleton()
    xy[0, 3], xy[0, 4] = torch.tensor([50.0, 130.0]), torch.tensor([80.0, 150.0])
    return small, logits, xy, present


def test_a_pocket_is_no_hand() -> None:
    small, logits, xy, present = in_pocket(BLACK)
    after = told_by_colour(logits, small, xy, present)
    assert share(after, PARTS.index("torso"), (slice(76, 84), slice(42, 50))) == 1
    assert share(after, RIGHT, (slice(62, 70), slice(24, 32))) == 1, "the sleeve stays"


@pytest.mark.parametrize("hand", [SKIN, GLOVE], ids=["a hand", "a glove"])
def test_what_is_not_the_trunks_cloth_is_in_no_pocket(hand: tuple[float, ...]) -> None:
    small, logits, xy, present = in_pocket(hand)
    after = told_by_colour(logits, small, xy, present)
    assert share(after, RIGHT, (slice(76, 82), slice(42, 48))) == 1


def test_an_arm_without_a_wrist_is_left_alone() -> None:
    small, logits = person()
    xy, present = skeleton()
    present[0, [wrist for _, wrist in (BONES[RIGHT - 3], BONES[LEFT - 3])]] = False
    assert torch.equal(told_by_colour(logits, small, xy, present), logits)


def test_photos_in_a_batch_do_not_see_one_another() -> None:
    both = [person(), person(sleeve=SKIN)]
    small, logits = (torch.cat(each) for each in zip(*both, strict=True))
    joints, present = skeleton()
    together = told_by_colour(logits, small, joints.expand(2, -1, -1), present.expand(2, -1))
    for i, (one, its) in enumerate(both):
        assert torch.equal(together[i : i + 1], told(one, its))
