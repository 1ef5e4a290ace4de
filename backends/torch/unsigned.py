"""uint16, uint32 and uint64: torch has storage for them but few kernels; signed ones stand in."""

import torch

SIGNED = {torch.uint16: torch.int16, torch.uint32: torch.int32, torch.uint64: torch.int64}
WIDE = tuple(SIGNED)
_TOP = -(2**63)


def bits(x):
    """`x` with its bits read as a signed integer; other dtypes unchanged."""
    return x.view(SIGNED[x.dtype]) if x.dtype in SIGNED else x


def modular(kernel, *xs):
    """`kernel` on the bits of the operands, result in their dtype.

    For what does not depend on the sign: moving, sums, products, shifts to the left.
    """
    dtype = xs[0].dtype
    if dtype not in SIGNED:
        raise NotImplementedError(f"torch has no {kernel.__name__} for {dtype}")
    return kernel(*map(bits, xs)).view(dtype)


def ordered(x):
    """int64 values in the order of the unsigned `x`; other dtypes unchanged."""
    if x.dtype not in SIGNED:
        return x
    return x.view(torch.int64) ^ _TOP if x.dtype is torch.uint64 else x.to(torch.int64)


def restored(x, dtype):
    """Inverse of `ordered`."""
    if dtype not in SIGNED:
        return x
    return (x ^ _TOP).view(dtype) if dtype is torch.uint64 else x.to(dtype)


def compared(kernel, *xs):
    """`kernel` on order-preserving int64 values: comparisons."""
    if xs[0].dtype not in SIGNED:
        raise NotImplementedError(f"torch has no {kernel.__name__} for {xs[0].dtype}")
    return kernel(*map(ordered, xs))


def selected(kernel, *xs):
    """`kernel` that returns values of its operands: extremes."""
    return restored(compared(kernel, *xs), xs[0].dtype)


def truth(kernel, *xs):
    """`kernel` on whether the operands are zero."""
    return kernel(*(bits(x) != 0 for x in xs))


def quotient(x1, x2):
    """Exact unsigned division; Hacker's Delight, section 9-3."""
    if x1.dtype not in SIGNED:
        raise NotImplementedError(f"torch has no integer division for {x1.dtype}")
    if x1.dtype is not torch.uint64:
        return torch.floor_divide(x1.to(torch.int64), x2.to(torch.int64)).to(x1.dtype)
    n, d = torch.broadcast_tensors(bits(x1), bits(x2))
    half = (n >> 1) & (2**63 - 1)
    small = torch.div(half, d.clamp(min=1), rounding_mode="floor") << 1
    small = small + ((n - small * d) ^ _TOP).ge(d ^ _TOP)
    large = (n ^ _TOP).ge(d ^ _TOP).to(torch.int64)
    return torch.where(d < 0, large, small).view(torch.uint64)


def rest(x1, x2):
    """Exact unsigned remainder."""
    return modular(lambda a, b, q: a - q * b, x1, x2, quotient(x1, x2))
