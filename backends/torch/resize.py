"""Resizing and reading at a grid."""

import torch
from torch.nn import functional as F  # noqa: N812

from compat.core.contract import implements

# What F.interpolate computes with positions as the contract has them, in float32.
INTERPOLATE = {
    ("nearest", "asymmetric"): ("nearest", None, (1, 2, 3)),
    ("nearest", "half_pixel"): ("nearest-exact", None, (1, 2, 3)),
    ("linear", "half_pixel"): ("linear", False, (1, 2, 3)),
    ("linear", "align_corners"): ("linear", True, (1, 2, 3)),
    ("cubic", "half_pixel"): ("bicubic", False, (2,)),
    ("cubic", "align_corners"): ("bicubic", True, (2,)),
}
LINEAR = (None, "linear", "bilinear", "trilinear")
KEYS = -0.75


def _positions(n, out, coordinates, device):
    i = torch.arange(out, dtype=torch.float32, device=device)
    if coordinates == "align_corners":
        ratio = torch.tensor((n - 1) / (out - 1) if out > 1 else 0.0, dtype=torch.float32)
        return i * ratio.to(device)
    ratio = torch.tensor(n / out, dtype=torch.float32).to(device)
    return i * ratio if coordinates == "asymmetric" else (i + 0.5) * ratio - 0.5


def _nearest(n, out, coordinates, device):
    if coordinates == "half_pixel":
        i = torch.arange(out, dtype=torch.float32, device=device)
        p = (i + 0.5) * torch.tensor(n / out, dtype=torch.float32).to(device)
    else:
        p = _positions(n, out, coordinates, device)
        p = p + 0.5 if coordinates == "align_corners" else p
    return [(p.floor().to(torch.int64).clamp(0, n - 1), None)]


def _linear(n, out, coordinates, device):
    p = _positions(n, out, coordinates, device).clamp(0, n - 1)
    low = p.floor()
    weight, low = p - low, low.to(torch.int64)
    return [(low, 1 - weight), ((low + 1).clamp(max=n - 1), weight)]


def _keys(t):
    t = t.abs()
    near = ((KEYS + 2) * t - (KEYS + 3)) * t * t + 1
    far = ((KEYS * t - 5 * KEYS) * t + 8 * KEYS) * t - 4 * KEYS
    return torch.where(t <= 1, near, torch.where(t < 2, far, torch.zeros_like(t)))


def _cubic(n, out, coordinates, device):
    p = _positions(n, out, coordinates, device)
    low = p.floor()
    t, low = p - low, low.to(torch.int64)
    return [((low + k).clamp(0, n - 1), _keys(t - k)) for k in (-1, 0, 1, 2)]


TAPS = {"nearest": _nearest, "linear": _linear, "cubic": _cubic}


def _along(weight, x, axis):
    """`weight` shaped and typed to multiply `x` along `axis`."""
    return weight.to(x.dtype).reshape([-1 if a == axis else 1 for a in range(x.dim())])


@implements
def resize(x, size, method, coordinates):
    mode, corners, ranks = INTERPOLATE.get((method, coordinates), ("", None, ()))
    if len(size) in ranks and x.dtype is torch.float32:
        name = LINEAR[len(size)] if mode == "linear" else mode
        return F.interpolate(x, size=size, mode=name, align_corners=corners)
    half = x.dtype is torch.float16
    y = x.float() if half else x
    for axis, out in enumerate(size, start=2):
        taps = TAPS[method](y.shape[axis], out, coordinates, x.device)
        parts = [torch.index_select(y, axis, position) for position, _ in taps]
        y = sum(
            part if weight is None else part * _along(weight, part, axis)
            for part, (_, weight) in zip(parts, taps, strict=True)
        )
    return y.half() if half else y


@implements
def resize_grad(g, input_shape, method, coordinates):
    half = g.dtype is torch.float16
    x = g.float() if half else g
    for axis, n in enumerate(input_shape[2:], start=2):
        taps = TAPS[method](n, x.shape[axis], coordinates, g.device)
        shape = (*x.shape[:axis], n, *x.shape[axis + 1 :])
        total = torch.zeros(shape, dtype=x.dtype, device=x.device)
        for position, weight in taps:
            part = x if weight is None else x * _along(weight, x, axis)
            total = total.index_add(axis, position, part)
        x = total
    return x.half() if half else x


@implements
def grid_sample(x, grid, mode, padding_mode, align_corners):
    if grid.shape[-1] > 1:
        return F.grid_sample(x, grid, mode, padding_mode, align_corners)
    # One spatial axis: a plane of height 1, read along its only row.
    flat = torch.cat((grid, torch.zeros_like(grid)), -1).unsqueeze(1)
    return F.grid_sample(x.unsqueeze(2), flat, mode, padding_mode, align_corners).squeeze(2)
