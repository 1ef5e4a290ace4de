"""Canonical dtype names and torch's."""

import torch

NAMES = (
    "bool",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float16",
    "bfloat16",
    "float32",
    "float64",
    "complex64",
    "complex128",
)
DTYPES = {name: getattr(torch, name) for name in NAMES}
NAME_OF = {dtype: name for name, dtype in DTYPES.items()}
INDEX_DTYPES = (torch.int64, torch.int32)


def index(x):
    """`x` in a dtype that torch accepts for positions."""
    return x if x.dtype in INDEX_DTYPES else x.to(torch.int64)
