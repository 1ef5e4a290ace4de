"""Tensors with levels of detail from arrays and lists."""

from __future__ import annotations

import numpy as np

from .core_avx import LoDTensor

__all__ = ["create_lod_tensor", "create_random_int_lodtensor"]


def create_lod_tensor(data, recursive_seq_lens, place):
    """A tensor of an ndarray, a tensor or a list of sequences, with the lengths of its parts."""
    if isinstance(data, LoDTensor):
        return create_lod_tensor(np.array(data), recursive_seq_lens, place)
    if isinstance(data, list):
        assert [[len(part) for part in data]] == recursive_seq_lens, (
            "data and recursive_seq_lens do not match"
        )
        array = np.array([item for part in data for item in part])
        kind = "int64" if array.dtype.kind in "iu" else "float32"
        data = array.astype(kind).reshape((*array.shape, 1))
    elif not isinstance(data, np.ndarray):
        raise TypeError("data should be either a LoDTensor, a Numpy array or a list")
    tensor = LoDTensor()
    tensor.set(data, place)
    tensor.set_recursive_sequence_lengths(recursive_seq_lens)
    assert tensor.has_valid_recursive_sequence_lengths(), "the provided lod info is invalid"
    return tensor


def create_random_int_lodtensor(recursive_seq_lens, base_shape, place, low, high):
    """A tensor of random ints from `low` to `high` for sequences of the given lengths."""
    assert isinstance(base_shape, list), "base_shape should be a list"
    shape = [sum(recursive_seq_lens[-1]), *base_shape]
    data = np.random.randint(low, high + 1, shape).astype("int64")  # both ends included
    return create_lod_tensor(data, recursive_seq_lens, place)
