"""How sure a look is of a person, and which of two is the surer one."""

from __future__ import annotations

from engine.source.blazepose import Look

_SURE = 0.45  # pictures of nobody stay below this
_TORSO = (11, 12, 23, 24)


def surer_of(best: Look | None, look: Look, least: float) -> Look | None:
    """The surer of the best look so far and another, of which only one sharper than `least` counts."""
    if look.sharpness <= least or sureness(look) <= _SURE:
        return best
    return look if best is None or sureness(look) > sureness(best) else best


def sureness(look: Look) -> float:
    """How sure the network is of what it sees, 0..1, be it a body or a part of one."""
    return look.person * look.sharpness


def score(look: Look) -> float:
    """How convincing a person is, 0..1; bodies seen whole beat ones guessed from a shoulder."""
    return sureness(look) * float(look.seen[list(_TORSO)].mean())
