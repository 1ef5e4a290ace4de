"""Recurrent layers: torch's own run 4 to 10 times faster than the steps one by one on the CPU.

cuDNN's have no second derivative; torch says so when one is asked for.
"""

import torch

from compat.core.contract import implements


def _widened(xs):
    """Half precision on the CPU as float32."""
    x = xs[0]
    half = x.is_cpu and x.dtype in (torch.float16, torch.bfloat16)
    return [y.float() for y in xs] if half else xs


@implements
def lstm(x, h, c, wi, wh, b):
    dtype = x.dtype
    x, h, c, wi, wh, b = _widened((x, h, c, wi, wh, b))
    weights = (wi, wh, b, torch.zeros_like(b))
    # has biases, one layer, no dropout, differentiable, one direction, time first
    y, h, c = torch.lstm(x, (h[None], c[None]), weights, True, 1, 0.0, True, False, False)
    return y.to(dtype), h[0].to(dtype), c[0].to(dtype)


@implements
def gru(x, h, wi, wh, bi, bh):
    dtype = x.dtype
    x, h, wi, wh, bi, bh = _widened((x, h, wi, wh, bi, bh))
    y, h = torch.gru(x, h[None], (wi, wh, bi, bh), True, 1, 0.0, True, False, False)
    return y.to(dtype), h[0].to(dtype)
