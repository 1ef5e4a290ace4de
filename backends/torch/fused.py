"""Compositions that torch has kernels for."""

import torch
from torch.nn import functional as F  # noqa: N812

from compat.core.contract import implements

from . import selection
from .scalars import scalar


@implements(direct=torch.relu)
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


@implements(direct=torch.softmax)
def softmax(x, axis):
    return torch.softmax(x, axis)


@implements(direct=torch.log_softmax)
def log_softmax(x, axis):
    return torch.log_softmax(x, axis)


@implements
def layer_norm(x, weight, bias, axes, eps):
    return torch.layer_norm(x, x.shape[axes[0] :], weight, bias, eps)


def _statistics_dtype(x):
    return torch.float32 if x.dtype in (torch.float16, torch.bfloat16) else x.dtype


@implements
def batch_norm_train(x, weight, bias, eps):
    n, dtype = x.numel() // max(x.shape[1], 1), _statistics_dtype(x)
    mean = torch.zeros(x.shape[1], dtype=dtype, device=x.device)
    var = torch.zeros(x.shape[1], dtype=dtype, device=x.device)
    if weight.dtype is not dtype:
        weight, bias = weight.to(dtype), bias.to(dtype)
    # With momentum 1 torch puts the statistics of the batch there, the variance unbiased.
    y = torch.batch_norm(x, weight, bias, mean, var, True, 1.0, eps, True)
    # Not in place: torch keeps `var` for its backward pass.
    return y, mean, torch.mul(var, scalar((n - 1) / n, dtype)) if n > 1 else torch.zeros_like(mean)


@implements
def batch_norm_infer(x, weight, bias, mean, var, eps):
    if mean.requires_grad or var.requires_grad:  # torch takes these two as constants
        shape = (1, -1) + (1,) * (x.dim() - 2)
        scale = weight * torch.rsqrt(var + eps)
        return x * scale.reshape(shape) + (bias - mean * scale).reshape(shape)
    dtype = _statistics_dtype(x)
    weight, bias, mean, var = (p.to(dtype) for p in (weight, bias, mean, var))
    return torch.batch_norm(x, weight, bias, mean, var, False, 0.0, eps, True)


@implements
def cross_entropy(logits, labels, axis):
    if axis != 1:
        logits = logits.movedim(axis, 1)
    return F.cross_entropy(logits, labels.to(torch.int64), reduction="none", ignore_index=-(2**31))
