"""The mailbox: newest wins, order of urgency, nothing else lost, and no taker left asleep."""

from __future__ import annotations

import threading
from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from engine.service.mailbox import Mailbox

PATIENCE_S = 10.0


def drained(mailbox: Mailbox[str, str]) -> list[str | None]:
    taken = []
    while mailbox.has_work():
        taken.append(mailbox.take())
    return taken


def taker(mailbox: Mailbox[int, str], taken: list[int | str], until: int | None = None) -> threading.Thread:
    """A started thread that takes until the mailbox closes or `until` comes."""

    def take_all() -> None:
        while (work := mailbox.take()) is not None:
            taken.append(work)
            if work == until:
                return

    thread = threading.Thread(target=take_all, daemon=True)
    thread.start()
    return thread


def test_the_newest_render_replaces_the_waiting_one() -> None:
    mailbox = Mailbox[str, str]()
    for render in ("first", "second", "third"):
        mailbox.put(render)
    assert drained(mailbox) == ["third"]


def test_leisure_comes_last_newest_first_and_counts_as_no_work() -> None:
    mailbox = Mailbox[str, str]()
    mailbox.put_leisure("first photo")
    mailbox.put_leisure("second photo")
    assert not mailbox.has_work()
    mailbox.put_batch(["batch"])
    assert [mailbox.take() for _ in range(3)] == ["batch", "second photo", "first photo"]


def test_wishes_replace_those_before_them_and_come_before_other_leisure() -> None:
    mailbox = Mailbox[str, str]()
    mailbox.put_leisure("search")
    mailbox.put_wishes(["old 1", "old 2"])
    assert mailbox.take() == "old 1"
    mailbox.put_wishes(["new 1", "new 2"])
    assert not mailbox.has_work()
    mailbox.put("drag")
    assert [mailbox.take() for _ in range(4)] == ["drag", "new 1", "new 2", "search"]


def test_wishes_withdrawn_while_the_taker_rests_leave_it_waiting() -> None:
    mailbox = Mailbox[int, str]()
    taken: list[int | str] = []
    mailbox.put(1)
    thread = taker(mailbox, taken, until=3)
    while not taken:
        thread.join(0.001)
    mailbox.put_wishes(["thumbnail"])
    mailbox.put_wishes([])
    thread.join(0.5)  # longer than it rests after work
    assert thread.is_alive()
    mailbox.put(3)
    thread.join(PATIENCE_S)
    assert taken == [1, 3]


def test_interactive_work_goes_first_then_photos_then_batch_in_order() -> None:
    mailbox = Mailbox[str, str]()
    mailbox.put_batch(["batch 1", "batch 2"])
    mailbox.put_preparation("photo 1")
    mailbox.put_preparation("photo 2")
    mailbox.put_batch(["batch 3"])
    mailbox.put("drag")
    assert drained(mailbox) == ["drag", "photo 1", "photo 2", "batch 1", "batch 2", "batch 3"]


def test_batch_yields_between_two_renders() -> None:
    mailbox = Mailbox[str, str]()
    mailbox.put_batch(["batch 1", "batch 2"])
    assert mailbox.take() == "batch 1"
    mailbox.put("drag")
    assert drained(mailbox) == ["drag", "batch 2"]


# None takes; any other step puts work of that kind.
STEPS = st.lists(st.sampled_from(["render", "photo", "batch", None]), max_size=40)


@given(STEPS)
def test_any_sequence_matches_the_plain_model(steps: list[str | None]) -> None:
    mailbox = Mailbox[str, str](rest_s=0)
    newest: list[str] = []
    photos: deque[str] = deque()
    batch: deque[str] = deque()
    for number, step in enumerate(steps):
        work = f"{step} {number}"
        if step == "render":
            newest = [work]
            mailbox.put(work)
        elif step == "photo":
            photos.append(work)
            mailbox.put_preparation(work)
        elif step == "batch":
            batch.append(work)
            mailbox.put_batch([work])
        elif mailbox.has_work():
            expected = newest.pop() if newest else photos.popleft() if photos else batch.popleft()
            assert mailbox.take() == expected
        assert mailbox.has_work() is bool(newest or photos or batch)
    assert drained(mailbox) == [*newest, *photos, *batch]


def test_a_taker_sleeps_until_work_comes() -> None:
    for _ in range(50):
        mailbox = Mailbox[int, str]()
        taken: list[int | str] = []
        thread = taker(mailbox, taken, until=7)
        mailbox.put(7)
        thread.join(PATIENCE_S)
        assert taken == [7]


def test_a_flood_is_thinned_in_order_and_ends_on_the_last() -> None:
    mailbox = Mailbox[int, str]()
    taken: list[int | str] = []
    thread = taker(mailbox, taken, until=5000)
    for number in range(1, 5001):
        mailbox.put(number)
    thread.join(PATIENCE_S)
    assert taken[-1] == 5000
    assert taken == sorted(set(map(int, taken)))


def test_several_threads_lose_no_batch_work() -> None:
    mailbox = Mailbox[int, str]()
    taken: list[int | str] = []
    start = threading.Barrier(4)

    def put_hundred(first: int) -> None:
        start.wait(PATIENCE_S)
        for number in range(first, first + 100):
            mailbox.put_batch([number])

    putters = [threading.Thread(target=put_hundred, args=(first,)) for first in (0, 100, 200)]
    for putter in putters:
        putter.start()
    start.wait(PATIENCE_S)
    for putter in putters:
        putter.join(PATIENCE_S)
    mailbox.put_batch([300])
    taker(mailbox, taken, until=300).join(PATIENCE_S)
    assert sorted(map(int, taken)) == list(range(301))


def test_close_wakes_every_taker() -> None:
    mailbox = Mailbox[int, str]()
    takers = [taker(mailbox, []) for _ in range(3)]
    mailbox.close()
    for thread in takers:
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def test_a_picture_asked_for_comes_after_a_drag_and_before_photos() -> None:
    mailbox = Mailbox[str, str]()
    mailbox.put_batch(["batch"])
    mailbox.put_preparation("photo")
    mailbox.put_asked("to be copied")
    mailbox.put_asked("to be saved")
    mailbox.put("drag")
    assert [mailbox.take() for _ in range(5)] == ["drag", "to be copied", "to be saved", "photo", "batch"]


def test_a_closed_mailbox_drops_work_and_takes_none() -> None:
    mailbox = Mailbox[str, str]()
    mailbox.put("drag")
    mailbox.put_preparation("photo")
    mailbox.put_batch(["batch"])
    mailbox.put_asked("picture")
    mailbox.close()
    mailbox.put("late drag")
    mailbox.put_preparation("late photo")
    mailbox.put_batch(["late batch"])
    mailbox.put_asked("late picture")
    assert mailbox.is_closed
    assert not mailbox.has_work()
    assert mailbox.take() is None


def test_a_picture_of_the_photo_just_prepared_is_sooner_than_the_next_photo() -> None:
    mailbox = Mailbox[str, str](rest_s=PATIENCE_S)
    mailbox.put_preparation("photo 1")
    mailbox.put_preparation("photo 2")
    assert mailbox.take() == "photo 1"
    threading.Timer(0.02, lambda: mailbox.put("picture of photo 1")).start()
    assert mailbox.take() == "picture of photo 1"
    mailbox.prefer(lambda photo: photo == "photo 2")  # else it rests until nobody is at work
    assert mailbox.take() == "photo 2"


def test_after_a_picture_the_next_photo_waits_for_the_next_drag_but_not_one_that_is_wanted_first() -> None:
    mailbox = Mailbox[str, str](rest_s=PATIENCE_S)
    mailbox.put("drag")
    mailbox.put_preparation("next photo")
    assert mailbox.take() == "drag"
    later = threading.Timer(0.05, lambda: mailbox.put("another drag"))
    later.start()
    assert mailbox.take() == "another drag"
    later.join()
    mailbox.put_preparation("clicked photo", first=True)
    assert mailbox.take() == "clicked photo"
    mailbox.put("drag")
    assert mailbox.take() == "drag"
    mailbox.put_preparation("chosen person", awaited=True)
    assert mailbox.take() == "next photo"
    mailbox.put_preparation("another person", awaited=True)
    assert [mailbox.take() for _ in range(2)] == ["chosen person", "another person"]
    mailbox.put("drag")
    mailbox.put_preparation("next photo")
    assert mailbox.take() == "drag"
    mailbox.prefer(lambda photo: photo == "next photo")
    assert mailbox.take() == "next photo"


def test_who_is_at_other_work_takes_the_newest_picture_alone() -> None:
    mailbox = Mailbox[str, str]()
    mailbox.put_preparation("photo")
    assert mailbox.take_newer() is None
    mailbox.put("old")
    mailbox.put("new")
    assert mailbox.take_newer() == "new"
    assert mailbox.take_newer() is None
    assert drained(mailbox) == ["photo"]
