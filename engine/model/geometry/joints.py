"""The model frame and the joints in it, and where joints that nobody sees are likely to be.

Coordinates are canonical frame pixels: the model frame is 192 wide and 256 high whatever the resolution of the
tensors, and the pixel in column 0 has its centre at 0.5.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

FRAME_WIDTH, FRAME_HEIGHT = 192, 256
N_JOINTS = 18
# The joint of the other side, for mirrored pictures.
MIRROR_JOINTS = (0, 1, 5, 6, 7, 2, 3, 4, 11, 12, 13, 8, 9, 10, 15, 14, 17, 16)
NOSE, NECK, R_SHOULDER, L_SHOULDER, R_HIP, L_HIP = 0, 1, 2, 5, 8, 11


def length(vector: Tensor) -> Tensor:
    """Of vectors [..., 2]."""
    return vector.norm(dim=-1)


def torso_length(xy: Tensor, present: Tensor) -> Tensor:
    """Neck-to-hips length [B] of skeletons [B, 18, 2]; guessed from shoulders or head where hips are missing."""
    shoulders = (xy[:, R_SHOULDER] + xy[:, L_SHOULDER]) / 2
    hips = (xy[:, R_HIP] + xy[:, L_HIP]) / 2
    both = lambda a, b: present[:, a] & present[:, b]  # noqa: E731
    guess = xy.new_full((len(xy),), FRAME_HEIGHT * 0.3)
    guess = torch.where(both(NOSE, NECK), length(xy[:, NOSE] - xy[:, NECK]) * 2.2, guess)
    width = length(xy[:, R_SHOULDER] - xy[:, L_SHOULDER]) * 1.45
    guess = torch.where(both(R_SHOULDER, L_SHOULDER), torch.maximum(width, guess), guess)
    known = both(R_SHOULDER, L_SHOULDER) & both(R_HIP, L_HIP)
    return torch.where(known, length(shoulders - hips), guess).clamp(min=8.0)


def complete(xy: Tensor, present: Tensor, *, like: tuple[Tensor, Tensor] | None = None) -> Tensor:
    """Skeletons [B, 18, 2] with every missing joint put where the seen ones make it likely.

    like: for a pose's, the photo's completed skeletons and how many times their size [B] it has. Its missing elbows,
    wrists, knees and ankles are where they were on what they hang on: thighs that the photo's edge cuts off stay
    while the body above them leans.
    """
    torso = torso_length(xy, present)[:, None]
    out, seen = xy.clone(), present.clone()

    def put(joint: int, value: Tensor) -> None:
        out[:, joint] = torch.where(seen[:, joint, None], out[:, joint], value)
        seen[:, joint] = True

    anchor = (xy * present[..., None]).sum(1) / present.sum(1, keepdim=True).clamp(min=1)
    down = torch.tensor([0.0, 1.0], device=xy.device, dtype=xy.dtype).expand(len(xy), 2)
    shoulders_seen = present[:, R_SHOULDER] & present[:, L_SHOULDER]
    middle = torch.where(shoulders_seen[:, None], (xy[:, R_SHOULDER] + xy[:, L_SHOULDER]) / 2, anchor)
    put(NECK, middle)
    across = torch.tensor([0.35, 0.0], device=xy.device, dtype=xy.dtype) * torso
    _pair(out, seen, R_SHOULDER, L_SHOULDER, out[:, NECK], across, put)
    middle = (out[:, R_SHOULDER] + out[:, L_SHOULDER]) / 2
    _pair(out, seen, R_HIP, L_HIP, middle + down * torso, across * 0.6, put)
    axis = (out[:, R_HIP] + out[:, L_HIP]) / 2 - middle
    axis = axis / length(axis)[:, None].clamp(min=1.0)
    put(NOSE, out[:, NECK] - axis * torso * 0.45)
    for joint in (14, 15, 16, 17):
        put(joint, out[:, NOSE])
    for root, mid, end, upper, lower in (
        (2, 3, 4, 0.62, 0.55),
        (5, 6, 7, 0.62, 0.55),
        (8, 9, 10, 0.95, 0.9),
        (11, 12, 13, 0.95, 0.9),
    ):
        if like is None:
            put(mid, out[:, root] + axis * torso * upper)
            along = out[:, mid] - out[:, root]
            put(end, out[:, mid] + along / length(along)[:, None].clamp(min=1.0) * torso * lower)
        else:
            old, size = like[0], like[1][:, None]
            bearer = (R_SHOULDER, L_SHOULDER) if root in {R_SHOULDER, L_SHOULDER} else (R_HIP, L_HIP)
            put(mid, out[:, root] + size * _turned(out, old, bearer, bone=(root, mid), least_cos=0.5))
            put(end, out[:, mid] + size * _turned(out, old, (root, mid), bone=(mid, end)))
    return out


def _turned(
    out: Tensor, like: Tensor, bearer: tuple[int, int], *, bone: tuple[int, int], least_cos: float = -1.0
) -> Tensor:
    """A bone of `like` [B, 2], turned as the `bearer` has turned from there to `out`.

    A bearer whose turn has a smaller cosine than `least_cos` turned about itself, as in somebody seen from behind: then
    the bone keeps its direction.
    """
    old, new = (xy[:, bearer[1]] - xy[:, bearer[0]] for xy in (like, out))
    size = length(old).clamp(min=1.0) * length(new).clamp(min=1.0)
    cos = (old * new).sum(1) / size
    sin = (old[:, 0] * new[:, 1] - old[:, 1] * new[:, 0]) / size
    kept = cos < least_cos
    cos, sin = torch.where(kept, 1.0, cos), torch.where(kept, 0.0, sin)
    along = like[:, bone[1]] - like[:, bone[0]]
    return torch.stack([cos * along[:, 0] - sin * along[:, 1], sin * along[:, 0] + cos * along[:, 1]], -1)


def _pair(
    out: Tensor,
    seen: Tensor,
    right: int,
    left: int,
    centre: Tensor,
    across: Tensor,
    put: Callable[[int, Tensor], None],
) -> None:
    """Fill a missing shoulder or hip from its partner, or both from a centre."""
    one = seen[:, right] ^ seen[:, left]
    partner = torch.where(seen[:, right, None], out[:, right], out[:, left])
    centre = torch.where(
        one[:, None], torch.where(seen[:, right, None], partner + across, partner - across), centre
    )
    put(right, centre - across)
    put(left, centre + across)
