"""Activations that torch has kernels for."""

import torch
from torch.nn import functional as F  # noqa: N812

from compat.core.contract import implements

from . import selection
from .scalars import scalar


@implements(native=torch.relu)
def relu(x):
    return torch.relu(x)


class _LeakyReLU(torch.autograd.Function):
    """torch's kernels, but for the gradient at 0."""

    @staticmethod
    def forward(ctx, x, slope, kink):
        ctx.save_for_backward(x)
        ctx.slopes = slope, kink
        return F.leaky_relu(x, slope)

    @staticmethod
    def backward(ctx, g):
        (x,), (slope, kink) = ctx.saved_tensors, ctx.slopes
        found = torch.ops.aten.leaky_relu_backward(g, x, slope, False)
        if not x.is_cpu or not bool(x.all()):
            found = torch.where(x == 0, g * kink, found)
        return found, None, None


@implements
def leaky_relu(x, slope, kink):
    if x.dtype in (torch.float16, torch.bfloat16):  # their kernel does not round the slope
        return selection.where(x > 0, x, torch.mul(x, scalar(slope, x.dtype)))
    if kink == slope or not x.requires_grad:
        return F.leaky_relu(x, slope)
    return _LeakyReLU.apply(x, slope, kink)


@implements
def softplus(x):
    # torch replaces softplus by the identity above the threshold; at 40 the difference is < 1e-17.
    return F.softplus(x, 1.0, 40.0)


@implements
def gelu(x, approximate):
    return F.gelu(x, approximate="tanh" if approximate else "none")


@implements(native=torch.softmax)
def softmax(x, axis):
    return torch.softmax(x, axis)


@implements(native=torch.log_softmax)
def log_softmax(x, axis):
    return torch.log_softmax(x, axis)
