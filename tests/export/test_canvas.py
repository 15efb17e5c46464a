"""Sizes, padding, crop and grounds, in numbers."""

from __future__ import annotations

import numpy as np
import pytest

from engine.contract.messages import Source
from engine.export.canvas import over_colour, resized
from engine.export.geometry import layout, picture_size
from engine.export.produce import cut_off, request_for
from engine.export.settings import PRESETS, OutputSettings, parse_settings
from engine.pose.pose import Pose
from engine.system.errors import OutputError
from tests.export.pictures import SIZE, a_photo, again, disc, finished, noise, opened
from tests.pose.posing import FRONT

EXACT = {"kind": "exact", "width": 200, "height": 200}


def settings(**values: object) -> OutputSettings:
    return parse_settings(values)


# Sizes


@pytest.mark.parametrize(
    ("values", "size"),
    [
        ({}, (1200, 1600)),
        ({"size": {"kind": "edge", "px": 400}}, (300, 400)),
        ({"size": {"kind": "edge", "px": 4000}}, (1200, 1600)),
        ({"size": {"kind": "edge", "px": 4000}, "allow_upscale": True}, (3000, 4000)),
        ({"size": EXACT}, (200, 200)),
        ({"size": {**EXACT, "crop": True}}, (200, 200)),
        ({"margins": {"left": 10, "top": 20}}, (1210, 1620)),
        ({"size": {"kind": "edge", "px": 400}, "margins": {"top": 40, "bottom": 40}}, (240, 400)),
        ({"size": EXACT, "margins": {"left": 60, "right": 60}}, (200, 200)),
    ],
)
def test_the_file_has_the_size_asked_for(values: dict, size: tuple[int, int]) -> None:
    assert picture_size((1200, 1600), settings(**values)) == size


def test_nothing_is_enlarged_without_leave_and_the_note_says_so() -> None:
    capped = layout((1200, 1600), settings(size={"kind": "exact", "width": 2000, "height": 2000}))
    assert capped.inside == (1200, 1600)
    assert (capped.left, capped.top) == (400, 200)
    assert "not enlarged" in capped.notes[0]
    assert not layout((1200, 1600), settings(size=EXACT)).notes


def test_a_crop_takes_away_evenly() -> None:
    placed = layout((1200, 1600), settings(size={**EXACT, "crop": True}))
    assert placed.inside == (200, 267)
    assert (placed.left, placed.top) == (0, -34)


def test_what_is_cut_off_is_what_the_finished_pictures_edge_cuts_off() -> None:
    """FRONT stands in the middle of a photo of 400 x 600: a square crop leaves the middle two thirds of its height."""
    photo = a_photo(rgb=noise(size=(400, 600)))
    source = Source(photo, FRONT, np.ones((600, 400), np.float32))
    aside = FRONT.replaced(FRONT.xy() - np.array([150, 0]))

    def cut(pose: Pose, **values: object) -> tuple[str, ...]:
        chosen = settings(**values)
        return cut_off(request_for(source, pose, settings=chosen), chosen)

    assert cut(FRONT) == ()
    assert cut(aside) == ("right hand",)
    assert cut(aside, size={"kind": "edge", "px": 60}, margins={"left": 20}) == ("right hand",)
    assert cut(aside, size=EXACT) == ("right hand",)
    assert cut(FRONT, size={**EXACT, "crop": True}) == ("head", "left foot", "right foot")


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"format": "jpeg", "background": "transparent"}, "transparent"),
        ({"format": "webp", "depth": 16}, "16 bits"),
        ({"size": {"kind": "edge", "px": 100}, "margins": {"top": 90}}, "margins"),
        ({"size": {"kind": "edge", "px": 3}}, "size"),
        ({"size": {"kind": "huge"}}, "size"),
        ({"colour": "white"}, "colour"),
        ({"dpi": 0}, "dpi"),
        ({"qualty": 3}, "qualty"),
        ([], "settings"),
    ],
)
def test_choices_that_do_not_fit_are_refused_in_one_sentence(values: object, word: str) -> None:
    with pytest.raises(OutputError) as refusal:
        parse_settings(values)
    assert word in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_settings_survive_json() -> None:
    for preset in PRESETS.values():
        assert OutputSettings.model_validate_json(preset.model_dump_json()) == preset


# Pixels


def test_unscaled_pixels_stay_to_the_bit() -> None:
    rgb = noise()
    for format_ in ("png", "tiff"):
        assert np.array_equal(np.asarray(opened(finished(settings(format=format_)))), rgb)
    lossless = finished(settings(format="webp", lossless=True))
    assert np.array_equal(np.asarray(opened(lossless)), rgb)


def test_padding_is_the_colour_and_the_picture_lies_in_the_middle() -> None:
    data = finished(settings(size=EXACT, colour="#102030"))
    picture = np.asarray(opened(data))
    assert picture.shape == (200, 200, 3)
    left, top = (200 - SIZE[0]) // 2, (200 - SIZE[1]) // 2
    inside = picture[top : top + SIZE[1], left : left + SIZE[0]]
    assert np.array_equal(inside, noise())
    outside = np.ones((200, 200), bool)
    outside[top : top + SIZE[1], left : left + SIZE[0]] = False
    assert (picture[outside] == (0x10, 0x20, 0x30)).all()


def test_margins_are_where_they_were_asked_for() -> None:
    margins = {"left": 3, "top": 5, "right": 7, "bottom": 11}
    picture = np.asarray(opened(finished(settings(margins=margins, colour="#ff0000"))))
    assert picture.shape == (SIZE[1] + 16, SIZE[0] + 10, 3)
    assert np.array_equal(picture[5:-11, 3:-7], noise())
    assert (picture[:5] == (255, 0, 0)).all()
    assert (picture[:, -7:] == (255, 0, 0)).all()


def test_a_crop_shows_the_middle() -> None:
    size = {"kind": "exact", "width": 120, "height": 100, "crop": True}
    picture = np.asarray(opened(finished(settings(size=size))))
    assert np.array_equal(picture, noise()[30:130])


@pytest.mark.parametrize("format_", ["png", "webp", "tiff"])
def test_transparent_pixels_are_clear_also_in_the_padding(format_: str) -> None:
    data = finished(settings(format=format_, background="transparent", size=EXACT, lossless=True))
    rgba = np.asarray(opened(data))
    assert rgba.shape == (200, 200, 4)
    assert (rgba[:10, :, 3] == 0).all()
    assert rgba[100, 100].tolist() == [255, 255, 255, 255]


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#c02010"])
@pytest.mark.parametrize("edge", [160, 60])
def test_the_rim_on_a_colour_is_a_mix_of_person_and_colour_only(colour: str, edge: int) -> None:
    """A white person whose clear surroundings are white: no pixel may lie outside the line between the two."""
    data = finished(settings(background="colour", colour=colour, size={"kind": "edge", "px": edge}))
    picture = np.asarray(opened(data)).astype(int)
    ground = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    assert (picture[0, 0] == ground).all()
    assert (picture[picture.shape[0] // 2, picture.shape[1] // 2] == 255).all()
    assert (picture >= ground - 1).all()
    rim = ((picture > ground + 8) & (picture < 247)).any(-1)
    assert rim.any() == (colour != "#ffffff")


def test_scaling_a_cut_out_takes_no_colour_from_what_is_clear() -> None:
    """A grey person on clear loud green: the green must not bleed in, on any ground."""
    rgba = disc()
    rgba[..., :3] = np.where(rgba[..., 3:] > 0, 100, np.array([0, 255, 0])).astype(np.uint8)
    small = resized(rgba, (45, 60)).astype(int)
    seen = small[..., 3] > 8
    assert seen.any()
    assert np.abs(small[seen][:, :3] - 100).max() <= 1


def test_scaling_is_done_in_linear_light() -> None:
    """Fine black and white lines look, from afar, like the grey of half the light: 188, not 128."""
    lines = np.zeros((80, 80, 3), np.uint8)
    lines[:, ::2] = 255
    assert np.abs(resized(lines, (20, 20)).astype(int)[5:-5, 5:-5] - 188).max() <= 2


def test_scaling_a_plain_colour_keeps_it() -> None:
    for depth in (np.uint8, np.uint16):
        plain = np.full((64, 48, 3), (3, 130, 251), depth)
        assert (resized(plain, (30, 40)) == (3, 130, 251)).all()
        assert (resized(plain, (96, 128)) == (3, 130, 251)).all()


def test_sixteen_bits_hold_more_than_eight() -> None:
    """A soft ramp, scaled down: at 16 bits it has steps between those of 8 bits."""
    data = finished(settings(depth=16, size={"kind": "edge", "px": 80}))
    assert data[24] == 16  # the bit depth of a PNG's header
    deep = over_colour(
        np.dstack([disc()[..., :3].astype(np.uint16) * 257, disc()[..., 3] * np.uint16(257)]), (0, 0, 0)
    )
    assert deep.dtype == np.uint16
    assert deep.max() == 65_535
    ramp = np.repeat(np.linspace(90, 110, 200).astype(np.uint8)[None, :, None], 3, axis=2).repeat(50, axis=0)
    steps = np.unique(resized(ramp.astype(np.uint16) * 257, (150, 40)))
    assert len(steps) > 2 * len(np.unique(ramp))
    assert (steps % 257 != 0).any()


@pytest.mark.parametrize("format_", ["png", "tiff"])
def test_sixteen_bit_files_open_elsewhere(format_: str) -> None:
    photo = again(finished(settings(format=format_, depth=16)))
    assert np.array_equal(photo.rgb, noise())


@pytest.mark.parametrize("alpha", [False, True])
def test_sixteen_bit_tiff_holds_exactly_these_levels(alpha: bool, tmp_path) -> None:
    import cv2

    from engine.export.tiff import tiff

    levels = np.random.default_rng(1).integers(0, 65_536, (90, 70, 4 if alpha else 3)).astype(np.uint16)
    path = tmp_path / "deep.tif"
    path.write_bytes(tiff(levels, icc=None, xmp=b"<x/>", tags={}))
    read = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    assert read is not None
    order = cv2.COLOR_BGRA2RGBA if alpha else cv2.COLOR_BGR2RGB
    assert np.array_equal(cv2.cvtColor(read, order), levels)


def test_a_photo_larger_than_the_file_is_rendered_at_twice_its_size() -> None:
    from engine.export.produce import request_for
    from tests.export.pictures import a_pose, a_source

    source = a_source(a_photo(rgb=noise(size=(300, 400))))
    sizes = {
        edge: request_for(source, a_pose(), settings=settings(size={"kind": "edge", "px": edge})).size
        for edge in (40, 199, 200, 300, 400)
    }
    assert sizes == {40: 80, 199: 398, 200: None, 300: None, 400: None}


def test_a_mark_is_written_into_its_corner_and_nowhere_else() -> None:
    photo = a_photo(rgb=np.full((400, 600, 3), 128, np.uint8))
    for corner, (down, across) in {"top-left": (0, 0), "bottom-right": (1, 1), "top-right": (0, 1)}.items():
        data = finished(settings(mark={"text": "AI-edited", "corner": corner}), photo=photo)
        changed = (np.asarray(opened(data)) != 128).any(-1)
        half = changed[200 * down : 200 * down + 200, 300 * across : 300 * across + 300]
        assert half.sum() == changed.sum() > 100


def test_a_mark_no_font_has_is_refused() -> None:
    with pytest.raises(OutputError, match="No font"):
        finished(settings(mark={"text": "\U0010fffd"}))


def test_a_webp_too_large_for_its_format_is_refused() -> None:
    wide = a_photo(rgb=np.zeros((32, 17_000, 3), np.uint8))
    with pytest.raises(OutputError, match="at most 16383"):
        finished(settings(format="webp"), photo=wide)
