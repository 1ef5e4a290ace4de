"""Making tensors, asking about them, moving them."""

import numpy as np
import torch

from compat.core.contract import implements

from .types import DTYPES, NAME_OF
from .unsigned import WIDE

_NUMPY = {name: np.dtype(name) for name in DTYPES if name != "bfloat16"}


def _shareable(data, dtype):
    """NumPy array of `dtype` that torch can take over without a warning."""
    if isinstance(data, np.ndarray) and data.dtype == _NUMPY[dtype]:
        if data.flags.carray and data.size:  # in C order, writeable, native
            return data
        array = data
    else:
        array = _converted(data, dtype)
    if not array.flags.writeable or not array.dtype.isnative or _runs_backwards(array):
        array = array.astype(array.dtype.newbyteorder("="), order="C", copy=True)
    return array


def _converted(data, dtype):
    with np.errstate(all="ignore"):
        return np.asarray(data, dtype=dtype)


def _runs_backwards(array):
    return any(s < 0 or s % array.itemsize for s in array.strides)


@implements
def asarray(data, dtype, device):
    target = DTYPES[dtype]
    if isinstance(data, torch.Tensor):
        return data.to(device=device, dtype=target)
    if dtype == "bfloat16":
        x = torch.from_numpy(_shareable(data, "float32")).to(target)
    else:
        x = torch.from_numpy(_shareable(data, dtype))
    return x if device == "cpu" else x.to(device)


@implements
def to_numpy(x):
    # force also resolves what torch leaves lazy: conjugates, negatives, the zeros of its gradients.
    return (x.float() if x.dtype is torch.bfloat16 else x).numpy(force=True)


@implements
def full(shape, value, dtype, device):
    return torch.full(shape, value, dtype=DTYPES[dtype], device=device)


@implements
def arange(start, stop, step, dtype, device):
    target = DTYPES[dtype]
    if (stop - start) / step <= 0:  # torch refuses a step that leads away
        return torch.empty((0,), dtype=target, device=device)
    if target in WIDE:
        return torch.arange(start, stop, step, dtype=torch.int64, device=device).to(target)
    return torch.arange(start, stop, step, dtype=target, device=device)


@implements
def astype(x, dtype):
    target = DTYPES[dtype]
    if x.dtype is target:
        return x
    if x.dtype.is_complex and not target.is_complex and target is not torch.bool:
        x = x.real
    return x.to(target)


@implements
def copy(x):
    return x.clone()


@implements
def to_device(x, device):
    return x.to(device)


@implements
def shape_of(x):
    return tuple(x.shape)


@implements(native=torch.Tensor.dim)
def rank_of(x):
    return x.dim()


@implements
def dtype_of(x):
    return NAME_OF[x.dtype]


@implements
def device_of(x):
    return "cpu" if x.is_cpu else str(x.device)
