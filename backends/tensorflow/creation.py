"""Making tensors, asking about them, moving them."""

import math

import numpy as np

from compat.core.contract import implements

from .library import cast, integers, raw, scalar, shape, tf
from .runtime import HAS_GPU, device_name, placed
from .types import DTYPES, NUMPY


@implements
def asarray(data, dtype, device):
    if isinstance(data, tf.Tensor):
        return to_device(cast(data, DTYPES[dtype]), device)
    with np.errstate(all="ignore"):
        array = np.asarray(data, NUMPY[dtype])
    if HAS_GPU:
        with placed(device):
            return tf.convert_to_tensor(array)
    return tf.convert_to_tensor(array)


@implements
def to_numpy(x):
    array = np.asarray(x.numpy())
    return array.astype(np.float32) if x.dtype == tf.bfloat16 else array


@implements
def full(shape, value, dtype, device):
    value = scalar(value, DTYPES[dtype])
    if HAS_GPU:
        with placed(device):
            return raw.Fill(dims=integers(shape, tf.int64), value=value)
    return raw.Fill(dims=integers(shape, tf.int64), value=value)


@implements
def arange(start, stop, step, dtype, device):
    n = max(0, math.ceil((stop - start) / step))
    # Positions are computed in float64, or exactly in int64, and rounded once.
    return asarray(start + np.arange(n) * step, dtype, device)


@implements
def astype(x, dtype):
    return cast(x, DTYPES[dtype])


@implements
def copy(x):
    return raw.Identity(input=x)  # nothing writes to a tensor of TensorFlow


@implements
def to_device(x, device):
    if not HAS_GPU or device_name(x) == device:
        return x
    with placed(device):
        return tf.identity(x)


@implements
def shape_of(x):
    return shape(x)


@implements
def dtype_of(x):
    return x.dtype.name


@implements
def device_of(x):
    return device_name(x)
