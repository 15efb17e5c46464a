"""What the engine thread works with: whatever finds people and makes pictures."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Protocol, runtime_checkable

from engine.contract.messages import Rendered, RenderRequest, Source
from engine.photo.photo import Photo
from engine.pose.pose import Box, Pose
from engine.runtime.device import Device


class Studio(Protocol):
    """What does the work; it lets out-of-memory errors pass.

    One thread at a time prepares photos or looks for people; others render meanwhile, each a picture.
    """

    def prepare(
        self,
        photo: Photo,
        *,
        at: tuple[float, float] | None = None,
        within: Box | None = None,
        given: Pose | None = None,
    ) -> Source:
        """Find a person's joints and matte; raises EngineError.

        The one at a pixel, inside a box or with the joints that are given, else the most convincing.
        """

    def transplant(self, person: Source, place: Source) -> Source:
        """One person in another's place; raises EngineError."""

    def people(self, photo: Photo) -> Generator[None, None, tuple[Pose, ...]]:
        """The poses of everyone in a photo from left to right, found in short steps."""

    def render(self, request: RenderRequest, *, is_stale: Callable[[], bool] | None = None) -> Rendered:
        """Make the picture; raises EngineError, and GivenUpError soon after `is_stale` has become true."""


@runtime_checkable
class FallsBack(Protocol):
    """A studio on an accelerator that can go on without it."""

    def fall_back_to_cpu(self) -> None:
        """Move everything to the CPU for good and free the accelerator."""


@runtime_checkable
class ChangesDevice(Protocol):
    """A studio that can go on elsewhere."""

    def use(self, device: Device) -> None:
        """Move everything to another device."""


@runtime_checkable
class GetsReady(Protocol):
    """A studio whose first picture would take longer than the next ones."""

    def get_ready(self) -> None:
        """Do beforehand what can be done without a photo."""
