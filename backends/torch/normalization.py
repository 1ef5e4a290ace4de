"""Layer and batch normalisation by torch's kernels."""

import torch

from compat.core.contract import implements

from .scalars import scalar


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
