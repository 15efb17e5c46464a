"""What is painted on a photo: shared between versions, told apart by content, and back from a file to the bit."""

from __future__ import annotations

import numpy as np
import pytest

from engine.imaging.tiles import TILE_PX
from engine.photo.mending.mending import NOTHING, Attachment, Mending, OrderWish
from engine.photo.mending.painted import Painted
from engine.photo.mending.targets import Follows, Target

SIZE = (TILE_PX + 40, TILE_PX + 10)


def painted(target: Target = Target.LEFT_ARM, tile: tuple[int, int] = (0, 0)) -> Painted:
    """A stroke across one tile."""
    before = Painted(SIZE)
    codes = before.tile(tile)
    codes[2:6, 5:30] = target
    return before.changed({tile: codes})


def test_a_stroke_leaves_other_tiles_and_earlier_versions_as_they_were() -> None:
    one = painted()
    codes = one.tile((1, 1))
    codes[0, 0] = Target.THING
    two = one.changed({(1, 1): codes})
    assert two.tiles[0, 0] is one.tiles[0, 0]
    assert one.over((0, 0, *SIZE)).max() == Target.LEFT_ARM
    whole = two.over((0, 0, *SIZE))
    assert whole[TILE_PX, TILE_PX] == Target.THING
    assert (two.over((TILE_PX - 3, TILE_PX - 2, *SIZE)) == whole[TILE_PX - 2 :, TILE_PX - 3 :]).all()
    assert two.key != one.key
    assert two.changed({(1, 1): one.tile((1, 1))}).key == one.key


def test_it_comes_back_from_a_file_to_the_bit() -> None:
    before = painted(Target.THING, (1, 1))
    after = Painted.unpacked(SIZE, before.packed())
    assert (after.over((0, 0, *SIZE)) == before.over((0, 0, *SIZE))).all()
    assert after.key == before.key


@pytest.mark.parametrize("tile", [(0, 0, b"no zlib"), (9, 9, b"x\x9c\x03\x00\x00\x00\x00\x01")])
def test_damage_is_refused(tile: tuple[int, int, bytes]) -> None:
    with pytest.raises(ValueError, match="tile"):
        Painted.unpacked(SIZE, [tile])


def test_sides_are_exchanged_in_all_that_was_said() -> None:
    said = Mending(
        painted(),
        (Attachment((3.0, 4.0), Follows.RIGHT_HAND), Attachment((9.0, 9.0), Follows.HEAD)),
        (OrderWish(Target.LEFT_LEG, in_front=True, of=Target.RIGHT_LEG),),
    )
    mirrored = said.mirrored()
    assert mirrored.painted is not None
    assert set(np.unique(mirrored.painted.over((0, 0, *SIZE)))) == {0, Target.RIGHT_ARM}
    assert [each.follows for each in mirrored.things] == [Follows.LEFT_HAND, Follows.HEAD]
    assert mirrored.order == (OrderWish(Target.RIGHT_LEG, in_front=True, of=Target.LEFT_LEG),)
    assert mirrored != said
    assert mirrored.mirrored() == said


def test_what_says_nothing_is_nothing() -> None:
    assert Mending(Painted(SIZE)) == NOTHING
    assert Mending(painted()).with_painted(Painted(SIZE)) == NOTHING
    assert Mending(painted()) != NOTHING


def test_a_later_wish_about_two_layers_takes_the_place_of_an_earlier_one() -> None:
    first = OrderWish(Target.LEFT_LEG, in_front=True, of=Target.RIGHT_LEG)
    last = OrderWish(Target.RIGHT_LEG, in_front=True, of=Target.LEFT_LEG)
    other = OrderWish(Target.LEFT_ARM, in_front=False, of=Target.TORSO)
    said = NOTHING.with_order(first).with_order(other).with_order(last)
    assert said.order == (other, last)
