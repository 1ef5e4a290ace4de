"""Arrays of texts and of bytes."""

from __future__ import annotations

import numpy as np


def to_bytes(array, encoding="utf8"):
    """An array of texts as bytes.

    Args:
        array (numpy.ndarray): Texts.
        encoding (str): The encoding. Default: "utf8".

    Returns:
        numpy.ndarray of bytes.
    """
    if not isinstance(array, np.ndarray):
        raise ValueError("input should be a NumPy array.")
    return np.char.encode(array, encoding)


def to_str(array, encoding="utf8"):
    """An array of bytes as texts.

    Args:
        array (numpy.ndarray): Bytes.
        encoding (str): The encoding. Default: "utf8".

    Returns:
        numpy.ndarray of str.
    """
    if not isinstance(array, np.ndarray):
        raise TypeError("input should be a NumPy array.")
    return np.char.decode(array, encoding)
