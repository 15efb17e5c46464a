"""The cache of photo features: least recently used first, bounded in bytes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import torch

from engine.contract.messages import Source
from engine.imaging.frame import Frame
from engine.model.decoded import SourceFeatures
from engine.photo.photo import Photo
from engine.pose.pose import Point, Pose
from engine.render.features import FeatureCache, PhotoFeatures
from engine.render.network import Reading
from engine.rules.hidden_foot import HiddenFoot


def features(name: str, side: int = 64) -> PhotoFeatures:
    rgb = np.zeros((side, side, 3), np.uint8)
    pose = Pose(tuple(Point(1.0, 2.0) for _ in range(18)))
    source = Source(Photo(rgb, name, key=name), pose, np.zeros((side, side), np.float32))
    return PhotoFeatures(source, Frame(0, 0, 1), np.zeros((side, side, 4), np.uint8))


def reading() -> Reading:
    tensor = torch.zeros(1, 4, 8, 8)
    network = SourceFeatures(
        rgba=tensor, near=tensor, joints=tensor, present=tensor, half=tensor, quarter=tensor, eighth=tensor,
        memories=((tensor, tensor),), heat=tensor, part_logits=tensor, parts=tensor, limbs=tensor, arms=tensor,
        small=tensor,
    )  # fmt: skip
    return Reading(network, tensor, None)


def test_what_was_put_is_found_and_nothing_else() -> None:
    cache = FeatureCache()
    kept = features("a")
    cache.put(kept)
    assert cache.get(kept.source.key) is kept
    assert cache.get("b") is None


def test_bytes_count_pictures_and_tensors() -> None:
    assert features("a").bytes() == 64 * 64 * (4 + 3 + 4), "cutout, photo, matte"
    assert reading().bytes() == 16 * 256 * 4


def test_bytes_count_what_is_known_of_a_hidden_foot() -> None:
    hidden = HiddenFoot(0, np.eye(2, 3), np.zeros((24, 18, 2), np.float32))
    assert replace(reading(), hidden_foot=hidden).bytes() == reading().bytes() + hidden.shins.nbytes


def test_what_is_derived_is_made_once_for_each_kind_and_size() -> None:
    cache, kept, made = FeatureCache(), features("a"), []
    cache.put(kept)

    def make() -> Reading:
        made.append(reading())
        return made[-1]

    first = cache.derived(kept, "reading", (48, 64), make)
    assert cache.derived(kept, "reading", (48, 64), make) is first
    cache.derived(kept, "reading", (24, 32), make)
    cache.derived(kept, "pictures", (48, 64), make)
    assert len(made) == 3
    assert cache.bytes() == kept.bytes() + 3 * first.bytes()
    cache.clear()
    assert cache.bytes() == 0


def test_the_least_recently_used_photo_goes_first() -> None:
    a, b, c = features("a"), features("b"), features("c")
    cache = FeatureCache(limit_bytes=2 * a.bytes())
    cache.put(a)
    cache.put(b)
    cache.get(a.source.key)
    cache.put(c)
    assert cache.get(b.source.key) is None
    assert cache.get(a.source.key) is a
    assert cache.get(c.source.key) is c
    assert cache.bytes() <= cache.limit_bytes


def test_features_that_grow_push_the_oldest_out() -> None:
    a, b = features("a"), features("b")
    cache = FeatureCache(limit_bytes=2 * a.bytes())
    cache.put(a)
    cache.put(b)
    cache.derived(b, "reading", (96, 128), reading)
    assert cache.get(a.source.key) is None
    assert cache.get(b.source.key) is b


def test_the_newest_photo_stays_however_large() -> None:
    cache = FeatureCache(limit_bytes=10)
    big = features("big", 256)
    cache.put(features("a"))
    cache.put(big)
    assert cache.get(big.source.key) is big
    assert cache.bytes() == big.bytes()


def test_what_depends_on_more_is_made_anew_in_place_of_what_there_was() -> None:
    kept, cache = features("a"), FeatureCache()
    cache.put(kept)
    first = cache.derived(kept, "layers", 720, reading, state="standing")
    assert cache.derived(kept, "layers", 720, reading, state="standing") is first
    assert cache.derived(kept, "layers", 720, reading, state="sitting") is not first
    assert cache.bytes() == kept.bytes() + first.bytes()


def test_what_one_picture_is_made_from_stays_together() -> None:
    a, b, c = features("a"), features("b"), features("c")
    cache = FeatureCache(limit_bytes=a.bytes())
    cache.hold([a.ground, b.ground])
    for each in (a, b, c):
        cache.put(each)
    assert cache.get(a.ground) is a
    cache.hold([c.ground])
    cache.put(c)
    assert cache.get(a.ground) is None


def test_of_the_photo_in_hand_the_sizes_used_longest_ago_go() -> None:
    kept, made = features("a"), []
    cache = FeatureCache(limit_bytes=kept.bytes() + 3 * reading().bytes())
    cache.put(kept)

    def make() -> Reading:
        made.append(reading())
        return made[-1]

    cache.derived(kept, "told", None, make)
    for size in (720, 900, 720, 1300):
        cache.derived(kept, "layers", size, make)
    assert cache.bytes() == cache.limit_bytes
    cache.derived(kept, "told", None, make)
    cache.derived(kept, "layers", 720, make)
    assert len(made) == 4, "what has no size stays, and what was used last"
    cache.derived(kept, "layers", 900, make)
    assert len(made) == 5


def test_a_photo_that_was_mended_keeps_what_does_not_depend_on_that() -> None:
    kept, cache = features("a"), FeatureCache()
    cache.put(kept)
    for kind in ("told", "person", "layers"):
        cache.derived(kept, kind, None, reading)
    before = cache.bytes()
    assert cache.photo(kept.ground, kept.key, lambda _: features("b")) is kept
    assert cache.photo(kept.ground, "another key", lambda photo: photo) is kept
    assert cache.bytes() == before - 2 * reading().bytes()
    assert cache.photo("another ground", kept.key, lambda photo: photo) is None


def test_what_two_threads_have_in_hand_stays_and_what_they_had_before_may_go() -> None:
    photos = {name: features(name) for name in "abcde"}
    cache = FeatureCache(limit_bytes=photos["a"].bytes())

    def kept() -> list[str]:
        return [name for name, photo in photos.items() if cache.get(photo.ground) is not None]

    with ThreadPoolExecutor(1) as other:
        cache.hold([photos["a"].ground])
        other.submit(cache.hold, [photos["b"].ground]).result()
        for name in "abcd":
            cache.put(photos[name])
        assert kept() == ["a", "b", "d"], "and the newest"
        other.submit(cache.hold, [photos["d"].ground]).result()
        cache.put(photos["e"])
    assert kept() == ["a", "d", "e"]


def test_what_another_thread_makes_keeps_nobody_waiting() -> None:
    cache, kept = FeatureCache(), features("a")
    cache.put(kept)
    with ThreadPoolExecutor(1) as other:

        def slow() -> Reading:
            # Another thread makes, finds and puts meanwhile.
            assert other.submit(cache.derived, kept, "reading", (1, 1), reading).result(10).bytes()
            assert other.submit(cache.get, kept.ground).result(10) is kept
            return reading()

        made = cache.derived(kept, "person", None, slow)
    assert cache.derived(kept, "person", None, slow) is made
