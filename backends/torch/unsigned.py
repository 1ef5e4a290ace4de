"""uint16, uint32 and uint64, for which torch has storage but few kernels: computed as int64."""

import torch

WIDE = (torch.uint16, torch.uint32, torch.uint64)
_TOP = -(2**63)


def modular(kernel, *xs):
    """`kernel` in int64 arithmetic modulo 2**64, in the dtype of the operands.

    For what depends on the low bits only: sums, products, shifts to the left, bits.
    """
    dtype = xs[0].dtype
    if dtype not in WIDE:
        raise NotImplementedError(f"torch has no {kernel.__name__} for {dtype}")
    return kernel(*(x.to(torch.int64) for x in xs)).to(dtype)


def ordered(x):
    """int64 values in the order of the unsigned `x`; other dtypes unchanged."""
    if x.dtype not in WIDE:
        return x
    signed = x.to(torch.int64)
    return signed ^ _TOP if x.dtype == torch.uint64 else signed


def restored(x, dtype):
    """Inverse of `ordered`."""
    if dtype not in WIDE:
        return x
    return (x ^ _TOP if dtype == torch.uint64 else x).to(dtype)


def compared(kernel, *xs):
    """`kernel` on order-preserving int64 values: comparisons."""
    if xs[0].dtype not in WIDE:
        raise NotImplementedError(f"torch has no {kernel.__name__} for {xs[0].dtype}")
    return kernel(*(ordered(x) for x in xs))


def selected(kernel, x, *rest):
    """`kernel` that returns one of its operands' values: extremes."""
    result = compared(kernel, x, *rest)
    return restored(result, x.dtype)


def quotient(x1, x2):
    """Exact unsigned division; Hacker's Delight, section 9-3."""
    if x1.dtype != torch.uint64:
        return modular(torch.floor_divide, x1, x2)
    n, d = torch.broadcast_tensors(x1.to(torch.int64), x2.to(torch.int64))
    half = (n >> 1) & (2**63 - 1)
    small = torch.div(half, d.clamp(min=1), rounding_mode="floor") << 1
    small = small + ((n - small * d) ^ _TOP).ge(d ^ _TOP)
    large = (n ^ _TOP).ge(d ^ _TOP).to(torch.int64)
    return torch.where(d < 0, large, small).to(torch.uint64)


def rest(x1, x2):
    """Exact unsigned remainder."""
    return modular(lambda a, b, q: a - q * b, x1, x2, quotient(x1, x2))
