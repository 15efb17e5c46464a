"""Faults the engine reports to people: each carries one sentence saying what happened and what to do."""

from __future__ import annotations


class EngineError(Exception):
    """Base of every fault meant for a person; `str(error)` is the sentence to show."""


class PhotoError(EngineError):
    """A photo could not be read: missing, truncated, too large or not an image."""


class PoseError(EngineError):
    """A pose could not be read, or lacks what the task needs."""


class NoPersonError(EngineError):
    """No person was found in a photo."""


class WeightsError(EngineError):
    """Weights are missing, damaged, or not for this architecture."""


class DeviceError(EngineError):
    """The chosen device is absent or ran out of memory."""


class OutputError(EngineError):
    """A result could not be written where it was asked for."""


class DiskFullError(OutputError):
    """There is no room for a result; what was to be written can be written again once there is."""


class PlanError(EngineError):
    """A batch cannot be done as it is planned: a plan that cannot be read, names that cannot be used."""
