"""Processes that work together, over torch's gloo: its tensors share TensorFlow's memory."""

from ..process_groups.hooks import Communication
from ..process_groups.world import torch
from .library import tf


def _tensor(x):
    """A torch tensor on the memory of `x`."""
    if x.dtype == tf.bool:  # DLPack of TensorFlow has no bool
        return torch().from_numpy(x.numpy())
    return torch().from_dlpack(tf.experimental.dlpack.to_dlpack(x))


# TensorFlow's kernels abort on memory that is not aligned to this many bytes.
_ALIGNED = 64


def _array(x):
    if x.dtype == torch().bool or x.data_ptr() % _ALIGNED:
        return tf.constant(x.numpy())
    return tf.experimental.dlpack.from_dlpack(torch().utils.dlpack.to_dlpack(x.contiguous()))


communication = Communication(_tensor, _array)
