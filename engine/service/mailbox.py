"""Work waiting for the engine thread: a newest-wins slot for dragging, pictures asked for, photos, batches, leisure."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Render = TypeVar("Render")
Preparation = TypeVar("Preparation")


_REST_S = 0.3
_AT_WORK = 4  # rests after a picture until another photo is begun


class Mailbox(Generic[Render, Preparation]):
    """Any thread puts and never waits; one thread takes.

    Only the newest interactive render is kept, so a drag never queues up, and the last one put is always
    delivered. Photos to prepare and batch renders are kept in order.
    """

    def __init__(self, rest_s: float = _REST_S) -> None:
        self._rest_s = rest_s
        self._changed = threading.Condition()
        self._newest: Render | None = None
        self._preparations: deque[Preparation] = deque()
        self._asked: deque[Render] = deque()
        self._batch: deque[Render] = deque()
        self._wishes: deque[Preparation] = deque()
        self._leisure: deque[Preparation] = deque()
        self._served = False  # whether the last work was somebody's, not leisure
        self._pause_s = (
            0.0  # until the next photo is begun, as of what a person sees more is asked for at once
        )
        self._awaited: list[Preparation] = []  # photos that a person has just asked for
        self._closed = False

    def put(self, render: Render) -> None:
        """Ask for an interactive render in place of any that waits; ignored once closed."""
        with self._changed:
            if not self._closed:
                self._newest = render
                self._changed.notify()

    def put_preparation(
        self, preparation: Preparation, *, first: bool = False, awaited: bool = False
    ) -> None:
        """Add a photo to prepare, as the `first` of those or the last; ignored once closed.

        awaited: whether a person has just asked for it, as they have for the first.
        """
        with self._changed:
            if not self._closed:
                if first:
                    self._preparations.appendleft(preparation)
                else:
                    self._preparations.append(preparation)
                if first or awaited:
                    self._awaited.append(preparation)
                self._changed.notify()

    def prefer(self, is_preferred: Callable[[Preparation], bool]) -> None:
        """Bring some of the photos that wait before the others; else the order stays."""
        with self._changed:
            self._preparations = deque(sorted(self._preparations, key=lambda each: not is_preferred(each)))
            self._awaited += [each for each in self._preparations if is_preferred(each)]
            self._changed.notify()

    def withdraw(self, is_unwanted: Callable[[Preparation], bool]) -> None:
        """Drop some of the photos that wait."""
        with self._changed:
            self._preparations = deque(each for each in self._preparations if not is_unwanted(each))
            self._awaited = [each for each in self._awaited if not is_unwanted(each)]

    def put_asked(self, render: Render) -> None:
        """Add a render that somebody waits for, before photos that wait; ignored once closed."""
        with self._changed:
            if not self._closed:
                self._asked.append(render)
                self._changed.notify()

    def put_batch(self, renders: Iterable[Render]) -> None:
        """Add renders that wait until nothing else does; ignored once closed."""
        with self._changed:
            if not self._closed:
                self._batch.extend(renders)
                self._changed.notify()

    def put_leisure(self, preparation: Preparation) -> None:
        """Add work for when nothing else waits, the newest first; it does not count as work to be done."""
        with self._changed:
            if not self._closed:
                self._leisure.append(preparation)
                self._changed.notify()

    def put_wishes(self, preparations: Iterable[Preparation]) -> None:
        """Set what comes first at leisure, in order, in place of what was set before and has not begun."""
        with self._changed:
            if not self._closed:
                self._wishes = deque(preparations)
                self._changed.notify()

    def take(self) -> Render | Preparation | None:
        """Wait for the most urgent work and remove it; None once closed.

        Leisure begins when nothing else came for a while: between two steps of a drag there is none. So does the next
        photo after another, of which a picture may be asked for at once, and later after a picture: its large steps
        would be in the way of the next drag. Not so one that is wanted at once.
        """
        quiet_until = time.monotonic() + self._pause_s
        with self._changed:
            while not self._closed:
                self._changed.wait_for(lambda: self._closed or self._waiting() or self._has_leisure())
                if self._served:
                    self._changed.wait_for(lambda: self._closed or self._waiting(), timeout=self._rest_s)
                if self._preparations:
                    self._changed.wait_for(
                        self._is_wanted_now, timeout=max(0.0, quiet_until - time.monotonic())
                    )
                self._served = self._waiting()
                work = self._next()
                if work is not None:  # else all wishes were withdrawn meanwhile
                    return work
            return None

    def take_newer(self) -> Render | None:
        """The interactive render that waits, removed, for who is at other work; None where none does."""
        with self._changed:
            newest, self._newest = self._newest, None
            return newest

    def wait_beside(self, is_done: Callable[[], bool]) -> None:
        """Wait, for who is at other work, until an interactive render does, or that work is done; `wake` looks anew."""
        with self._changed:
            self._changed.wait_for(lambda: self.has_newer() or is_done())

    def wake(self) -> None:
        """Have who waits look again whether what they wait for is there."""
        with self._changed:
            self._changed.notify_all()

    def has_work(self) -> bool:
        """Whether somebody waits for what `take` would return."""
        with self._changed:
            return self._waiting()

    def has_newer(self) -> bool:
        """Whether an interactive render taken before is out of date: a newer one waits, or nobody hears any more."""
        return self._closed or self._newest is not None

    @property
    def is_closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def close(self) -> None:
        """Drop all work and wake whoever takes."""
        with self._changed:
            self._closed = True
            self._newest = None
            self._preparations.clear()
            self._awaited.clear()
            self._asked.clear()
            self._batch.clear()
            self._wishes.clear()
            self._leisure.clear()
            self._changed.notify_all()

    def _is_wanted_now(self) -> bool:
        waiting = [each for each in self._preparations if any(each is awaited for awaited in self._awaited)]
        return self.has_newer() or bool(self._asked) or bool(waiting)

    def _waiting(self) -> bool:
        return self._newest is not None or bool(self._asked or self._preparations or self._batch)

    def _has_leisure(self) -> bool:
        return bool(self._wishes) or bool(self._leisure)

    def _next(self) -> Render | Preparation | None:
        """The most urgent work, removed."""
        self._pause_s = self._rest_s if self._newest is None and self._preparations else 0.0
        if self._newest is not None:
            self._pause_s = _AT_WORK * self._rest_s
            newest, self._newest = self._newest, None
            return newest
        for waiting in (self._asked, self._preparations, self._batch, self._wishes):
            if waiting:
                work = waiting.popleft()
                self._awaited = [each for each in self._awaited if each is not work]
                return work
        return self._leisure.pop() if self._leisure else None
