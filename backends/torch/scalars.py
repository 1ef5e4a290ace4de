"""Python scalars as operands: 0-d tensors of the other operand's dtype, kept for reuse.

torch wraps a Python number anew in every call, which takes longer than adding two small tensors.
A 0-d tensor on the CPU is also accepted beside tensors on a GPU, without a transfer.
"""

import torch

LIMIT = 1024
_kept: dict = {}


def scalar(value, dtype):
    """0-d tensor holding `value`; never returned to a caller, never written to."""
    key = (value, dtype) if value else (repr(value), dtype)  # 0.0 and -0.0 are equal keys
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= LIMIT:
            _kept.clear()
        found = _kept[key] = torch.scalar_tensor(value, dtype=dtype)
    return found


def weak(x1, x2):
    """The operands, the Python scalar among them in the dtype of the other one."""
    if isinstance(x1, torch.Tensor):
        return x1, (x2 if isinstance(x2, torch.Tensor) else scalar(x2, x1.dtype))
    return scalar(x1, x2.dtype), x2
